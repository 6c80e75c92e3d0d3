"""What is measured in a process of its own: a new index, the first search, and many beside a writer.

Run as `python -m measure.fresh index|first|many ENGINE FOLDER`, with a JSON list of queries on the
first line of standard input. `many` answers "ready", waits for a line with a number of seconds,
and searches for so long. The answer is one JSON object.
"""

import json
import sys
import time
from pathlib import Path

STARTED = time.perf_counter()

from measure.line_up import peer  # noqa: E402 - the same
from measure.measuring import peak_memory, timed  # noqa: E402 - what is loaded from here on counts as the engine's start
from measure.peers import SHORT, Asked, Growing  # noqa: E402 - the same


def engine_of(name: str) -> Growing:
    """Return the engine of a name; only its own libraries are loaded."""
    if name == "ncfe_kb":
        from measure.ours import Ours

        return Ours()
    return peer(name, SHORT)


def index(_name: str, folder: Path, _queries: list[Asked]) -> dict[str, float]:
    """Return the milliseconds that making a catalogue's index again takes."""
    from ncfe_kb import Catalogue

    with Catalogue.open(folder) as kb:
        _, sample = timed(kb.rebuild_index)
    return sample._asdict()


def first(name: str, folder: Path, queries: list[Asked]) -> dict[str, float]:
    """Return the milliseconds to load the libraries, and to open and search once, and the memory held at most."""
    engine = engine_of(name)
    loaded = time.perf_counter()
    engine.open(folder)
    engine.search_page(queries[0])
    searched = time.perf_counter()
    memory = peak_memory()
    return {"load_ms": (loaded - STARTED) * 1000, "search_ms": (searched - loaded) * 1000, "peak_bytes": memory}


def many(name: str, folder: Path, queries: list[Asked]) -> dict[str, list[float]]:
    """Return the milliseconds of each of the searches of some seconds."""
    engine = engine_of(name)
    engine.open(folder)
    engine.search_page(queries[0])
    print("ready", flush=True)
    until = time.perf_counter() + float(sys.stdin.readline())
    walls: list[float] = []
    while (began := time.perf_counter()) < until:
        engine.search_page(queries[len(walls) % len(queries)])
        walls.append((time.perf_counter() - began) * 1000)
    return {"walls_ms": walls}


def main() -> None:
    """Measure as the command line says."""
    what, name, folder = sys.argv[1:]
    queries = [Asked(tuple(words), shape) for words, shape in json.loads(sys.stdin.readline())]
    measure = {"index": index, "first": first, "many": many}[what]
    json.dump(measure(name, Path(folder), queries), sys.stdout)


if __name__ == "__main__":
    main()
