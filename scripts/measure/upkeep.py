"""Measures what an index costs beside its searches: making it, opening it, adding to it, sharing it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from measure.asking import Queries
from measure.measuring import Sample, Timing, figure, say, size_of, table, timed, times
from measure.ours import HOME, NAME, Ours
from measure.peers import Asked, Growing, Page, Peer, Record, typed
from measure.records import record_of
from measure.synthetic import Synthetic
from ncfe_kb import Catalogue, files
from ncfe_kb.catalogue.documents import document_of
from ncfe_kb.catalogue.places import INDEX

_PAUSE = 0.1
"""Seconds from one addition to the next beside readers."""
_SCRIPTS = Path(__file__).parent.parent


class Making(NamedTuple):
    """What it took to make an index: seconds of processor and clock, and its bytes."""

    cpu_s: float
    wall_s: float
    size_bytes: int


class Opening(NamedTuple):
    """What a fresh process needs: milliseconds to load libraries and to find something, memory at most."""

    load_ms: float
    search_ms: float
    peak_bytes: float


class Sharing(NamedTuple):
    """How fast readers are beside a writer, how many searches they do together, and what was added meanwhile."""

    timing: Timing
    searches_per_second: float
    added: int


class Shelf(NamedTuple):
    """An engine that holds the works, and where."""

    engine: Growing
    folder: Path


def make_ours(folder: Path, synthetic: Synthetic) -> dict[str, Making]:
    """Load a JSON Lines file of all works into a new catalogue, then make its index again; return what each took."""
    source, home = folder / "works.jsonl", folder / HOME
    files.write([*synthetic.vocabulary(), *synthetic.entries()], source)
    say("  ncfe_kb load")
    with Catalogue.open(home, starter=False) as kb:
        _, load = timed(lambda: kb.load(source))
    source.unlink()
    say("  ncfe_kb index")
    index = Sample(**_finished(_started("index", Shelf(Ours(), home))))  # a fresh process remembers no stems
    return {f"{NAME} load": _making(load, home), f"{NAME} index": _making(index, home / INDEX)}


def make_peer(peer: Peer, records: Iterable[Record], folder: Path) -> Making:
    """Make a peer's index."""
    say(f"  {peer.name}")
    folder.mkdir(parents=True)
    _, sample = timed(lambda: peer.build(records, folder))
    return _making(sample, folder)


def _making(sample: Sample, folder: Path) -> Making:
    return Making(sample.cpu / 1000, sample.wall / 1000, size_of(folder))


def opening(shelf: Shelf, asked: Asked, rounds: int) -> Opening:
    """Return what a fresh process needs to find something: medians of some processes."""
    each = [_finished(_started("first", shelf, [asked])) for _ in range(rounds)]
    return Opening(*(median(one[name] for one in each) for name in Opening._fields))


def _started(what: str, shelf: Shelf, queries: Sequence[Asked] = ()) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "measure.fresh", what, shelf.engine.name, str(shelf.folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_SCRIPTS)  # noqa: S603 - our own
    _tell(process, json.dumps([(asked.words, asked.shape) for asked in queries]))
    return process


def _tell(process: "subprocess.Popen[str]", line: str) -> None:
    if process.stdin is not None:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()


def _finished(process: "subprocess.Popen[str]") -> Any:
    answer, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return json.loads(answer)


class Arrivals:
    """Works that are not there yet, each with a word of its own in its title."""

    def __init__(self, synthetic: Synthetic, kb: Catalogue) -> None:
        """Begin after the last of the catalogue's works."""
        self._synthetic = synthetic
        self._vocabulary = kb.vocabulary
        self._numbers = count(synthetic.size)

    def next(self) -> tuple[Record, Asked]:
        """Return a work and the query that finds it alone."""
        number = next(self._numbers)
        word = f"kendeord{number}"
        entry = self._synthetic.entry(number, word)
        return record_of(entry, document_of(entry, self._vocabulary), self._vocabulary), typed(word)


def adding(shelf: Shelf, arrivals: Arrivals, number: int) -> Timing:
    """Return how long it takes from adding a work until a search finds it, for works one after the other.

    One more comes first, and is not measured: it loads what is loaded on first use.
    """
    say(f"adding: {shelf.engine.name}")
    shelf.engine.open(shelf.folder)
    samples = [_add_and_find(shelf.engine, *arrivals.next()) for _ in range(number + 1)]
    shelf.engine.close()
    return Timing.of(samples[1:])


def _add_and_find(engine: Growing, record: Record, asked: Asked) -> Sample:
    def work() -> Page:
        engine.add(record)
        return engine.search_page(asked)

    page, sample = timed(work)
    if record["id"] not in page.ids:
        raise LookupError(engine.name, record["id"])
    return sample


class Beside(NamedTuple):
    """Processes that search without a pause for some seconds, while this one adds works."""

    readers: int
    seconds: float

    def sharing(self, shelf: Shelf, queries: Queries, arrivals: Arrivals) -> Sharing:
        """Return how fast the readers are."""
        say(f"sharing: {shelf.engine.name}")
        asked = [*queries["one word"], *queries["three words"]]
        readers = [_started("many", shelf, asked[at:] + asked[:at]) for at in range(self.readers)]
        shelf.engine.open(shelf.folder)
        for reader in readers:
            _await(reader)
        for reader in readers:
            _tell(reader, str(self.seconds))
        added = _add_for(shelf.engine, arrivals, self.seconds)
        walls = [wall for reader in readers for wall in _finished(reader)["walls_ms"]]
        shelf.engine.close()
        return Sharing(Timing.of([Sample(wall, 0.0) for wall in walls]), len(walls) / self.seconds, added)


def _await(process: "subprocess.Popen[str]") -> None:
    """Wait for a line from a process."""
    if process.stdout is None or not process.stdout.readline():
        raise subprocess.CalledProcessError(process.wait(), process.args)


def _add_for(engine: Growing, arrivals: Arrivals, seconds: float) -> int:
    """Add a work every tenth of a second, or as soon as the last is in; return how many."""
    began, added = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        engine.add(arrivals.next()[0])
        added += 1
        time.sleep(max(0.0, began + added * _PAUSE - time.perf_counter()))
    return added


def making_table(title: str, makings: dict[str, Making]) -> str:
    """Return in a table what making took."""
    ours = makings[f"{NAME} index"]
    rows = [
        (name, [figure(each.cpu_s), times(each.cpu_s, ours.cpu_s), figure(each.wall_s), figure(each.size_bytes / 1e6)])
        for name, each in makings.items()
    ]
    return table(title, ["CPU s", "ratio", "wall s", "MB on disk"], rows)


def opening_table(title: str, openings: dict[str, Opening]) -> str:
    """Return in a table what a fresh process needs."""
    rows = [
        (name, [figure(each.load_ms), figure(each.search_ms), figure(each.peak_bytes / 1e6)])
        for name, each in openings.items()
    ]
    return table(title, ["libraries ms", "first found", "peak MB"], rows)


def adding_table(title: str, addings: dict[str, Timing]) -> str:
    """Return in a table how long an added work takes to be found."""
    ours = addings[NAME].median_ms
    rows = [
        (name, [figure(each.median_ms), times(each.median_ms, ours), figure(each.p95_ms), figure(each.cpu_ms)])
        for name, each in addings.items()
    ]
    return table(title, ["median ms", "ratio", "p95 ms", "CPU ms"], rows)


def sharing_table(title: str, sharings: dict[str, Sharing]) -> str:
    """Return in a table how fast readers are beside a writer."""
    rows = [(name, _sharing_cells(each)) for name, each in sharings.items()]
    return table(title, ["median ms", "p95 ms", "searches/s", "added"], rows)


def _sharing_cells(each: Sharing) -> list[str]:
    speeds = (each.timing.median_ms, each.timing.p95_ms, each.searches_per_second)
    return [*map(figure, speeds), str(each.added)]
