"""Measures the web edge under load, beside a bare page of the same size.

Three processes and more: the server with two workers, a client on loopback that asks over eight
connections without a pause, and, for the last table, this one, which publishes a work every
second and looks until a search on the web finds it.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import quote

from measure import web_serving
from measure.asking import page_queries
from measure.measuring import Sample, Timing, figure, say, table
from measure.ours import HOME
from measure.synthetic import Synthetic
from measure.web_serving import Server
from ncfe_kb import Catalogue, Entry, files

_CONNECTIONS = 8
_DRAWN = 4_000
"""Queries of each sort, as many as there are."""
_REPEATED = 50
_WARMING = 300
"""Searches before anything is measured, as a server that is up for a while has answered."""
_SECONDS = 10.0
_MIX = {"search": 6, "work": 3, "completion": 1}
"""How often each is asked for, of ten."""
_PAUSE = 0.05
_SETTLED = 0.3
"""The part of a long run after which memory should not grow."""
_SCRIPTS = Path(__file__).parent.parent


class Loaded(NamedTuple):
    """What a load came to: requests in a second, how long each took, how many failed, the usual bytes."""

    per_second: float
    timing: Timing
    failed: int
    size: int


class Paths(NamedTuple):
    """What is asked for: searches that nobody made yet, taken in turn; the same few; works, and completions."""

    new: Iterator[str]
    same: Sequence[str]
    works: Sequence[str]
    completions: Sequence[str]


class Steady(NamedTuple):
    """What a long mixed load beside a publisher came to: seconds from publishing to finding, memory in bytes."""

    load: Loaded
    found_after: Sequence[float]
    memory_settled: int
    memory_last: int


def measured(size: int, rounds: int, minutes: float, show: Callable[[str], None]) -> dict[str, Any]:
    """Return all measurements of one size, in a folder that is gone afterwards."""
    synthetic = Synthetic(size)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name) / HOME
        say(f"making {size:,} works")
        paths = _paths(_made(synthetic, Path(name), home), home)
        with web_serving.ours(home) as server:
            say("warming")
            warm = _load(server, [next(paths.new) for _ in range(_WARMING)], _SECONDS * 6, "once")
            loads = _rounds(server, warm.size, paths, rounds)
            show(_loads_table(f"{size:,} works, {web_serving.WORKERS} workers", loads))
            found: dict[str, Any] = {"entries": size, "loads": loads}
            if minutes:
                steady = _steady(server, paths, _publisher(synthetic, home, server), minutes * 60)
                show(_steady_table("A mixed load, and a work published every second", steady))
                found["steady"] = steady
    return found


def _made(synthetic: Synthetic, folder: Path, home: Path) -> list[Entry]:
    source = folder / "works.jsonl"
    entries = list(synthetic.entries())
    files.write([*synthetic.vocabulary(), *entries], source)
    with Catalogue.open(home, starter=False) as kb:
        kb.load(source)
    return [entry for entry in entries if entry.is_published]


def _paths(public: list[Entry], home: Path) -> Paths:
    with Catalogue.open(home) as kb:
        known = kb.vocabulary
    drawn = [one for each in page_queries(public, known.topics.values(), _DRAWN).values() for one in each]
    texts = list(dict.fromkeys(" ".join(asked.words) for asked in drawn))
    random.Random(2026).shuffle(texts)  # noqa: S311 - the same each time
    kinds = [f"&kind={kind}" for kind in known.kinds]
    searches = [
        f"/da/search?q={quote(text)}{'' if at % 4 else kinds[at % len(kinds)]}" for at, text in enumerate(texts)
    ]
    works = [f"/da/works/{entry.slug}" for entry in public]
    completions = [f"/api/v1/complete?lang=da&q={quote(text[:3])}" for text in texts[:500]]
    return Paths(iter(searches[_REPEATED:]), searches[:_REPEATED], works, completions)


def _rounds(server: Server, size: int, paths: Paths, rounds: int) -> dict[str, Loaded]:
    """Load the bare page and the edge by turns; return what each came to in the round of its median speed."""
    found: dict[str, list[Loaded]] = {"bare page": [], "new searches": [], "same searches": [], "mixed": []}
    with web_serving.bare(size) as bare:
        for number in range(rounds):
            say(f"round {number + 1}")
            found["bare page"].append(_load(bare, ["/"], _SECONDS, "cycle"))
            found["new searches"].append(_load(server, _taken(paths.new, rounds), _SECONDS, "once"))
            found["same searches"].append(_load(server, paths.same, _SECONDS, "cycle"))
            found["mixed"].append(_load(server, _mixed(paths, rounds), _SECONDS, "once"))
    return {name: sorted(loads, key=lambda one: one.per_second)[rounds // 2] for name, loads in found.items()}


def _taken(new: Iterator[str], rounds: int) -> list[str]:
    """Return a share of the searches that are left, so that every round has new ones."""
    return [path for path, _ in zip(new, range(12_000 // (2 * rounds + 1)), strict=False)]


def _mixed(paths: Paths, rounds: int) -> list[str]:
    draw = random.Random(7)  # noqa: S311 - the same each time
    found = []
    for path in _taken(paths.new, rounds):
        found.append(path)
        others = {"work": paths.works, "completion": paths.completions}
        found += [draw.choice(each) for name, each in others.items() if draw.random() < _MIX[name] / _MIX["search"]]
    return found


def _load(server: Server, paths: Sequence[str], seconds: float, how: str) -> Loaded:
    command = [sys.executable, "-m", "measure.web_load", str(server.port), str(_CONNECTIONS), str(seconds), how]
    done = subprocess.run(command, input="\n".join(paths), capture_output=True, text=True, cwd=_SCRIPTS, check=True)  # noqa: S603 - our own
    return _loaded(done.stdout)


def _loaded(said: str) -> Loaded:
    told = json.loads(said)
    timing = Timing.of([Sample(wall, 0.0) for wall in told["walls_ms"]])
    return Loaded(timing.samples / told["seconds"], timing, told["failed"], int(median(told["sizes"])))


def _publisher(synthetic: Synthetic, home: Path, server: Server) -> Iterator[float]:
    """Publish a work each time, and yield after how many seconds the web finds it."""
    with Catalogue.open(home) as kb:
        for number in count(synthetic.size):
            word = f"kendeord{number}"
            kb.add(synthetic.entry(number, word))
            began = time.perf_counter()
            while synthetic.entry(number).slug.encode() not in server.get(f"/da/search?q={word}"):
                time.sleep(_PAUSE)
            yield time.perf_counter() - began


def _steady(server: Server, paths: Paths, publisher: Iterator[float], seconds: float) -> Steady:
    """Load the edge for long while works are published."""
    say(f"a mixed load for {seconds / 60:.0f} minutes")
    command = [sys.executable, "-m", "measure.web_load", str(server.port), str(_CONNECTIONS), str(seconds), "cycle"]
    client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_SCRIPTS)  # noqa: S603 - our own
    mixed = _mixed(Paths(iter([*paths.new, *paths.same]), paths.same, paths.works, paths.completions), 0)
    if client.stdin:
        client.stdin.write("\n".join(mixed))
        client.stdin.close()
        client.stdin = None
    lags, memories, began = [], [], time.perf_counter()
    while time.perf_counter() - began < seconds - 1:
        turn = time.perf_counter()
        lags.append(next(publisher))
        memories.append(server.memory())
        time.sleep(max(0.0, turn + 1 - time.perf_counter()))
    said, _ = client.communicate()
    settled = memories[int(len(memories) * _SETTLED)]
    return Steady(_loaded(said), lags, settled, memories[-1])


def _loads_table(title: str, loads: dict[str, Loaded]) -> str:
    usual = loads["bare page"].per_second
    rows = [
        (
            name,
            [
                figure(one.per_second),
                f"{one.per_second / usual:.0%}",
                figure(one.timing.median_ms),
                figure(one.timing.p95_ms),
                str(one.failed),
            ],
        )
        for name, one in loads.items()
    ]
    return table(title, ["requests/s", "of bare", "p50 ms", "p95 ms", "failed"], rows)


def _steady_table(title: str, steady: Steady) -> str:
    load, lags = steady.load, sorted(steady.found_after)
    cells = [figure(load.per_second), figure(load.timing.p95_ms), str(load.failed)]
    memory = [figure(each / 1e6) for each in (steady.memory_settled, steady.memory_last)]
    rows = [
        ("answers", ["requests/s", "p95 ms", "failed"]),
        ("", cells),
        ("found after s", ["median", "longest", "works"]),
        ("", [figure(median(lags)), figure(lags[-1]), str(len(lags))]),
        ("memory, MB", ["after a third", "at the end"]),
        ("", memory),
    ]
    return table(title, [], rows)
