"""Times engines on the same queries, side by side."""

import gc
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import NamedTuple

from measure.asking import Queries
from measure.measuring import Sample, Timing, figure, say, table, timed, times
from measure.peers import Asked, Engine

_PATIENCE = 5_000
"""Milliseconds after which an engine is asked no more of one sort of query."""
BEFORE = 20
"""Queries of each sort that an engine answers before it is measured."""
_WARM_SECONDS = 1.0
_ENOUGH = 10
"""Queries that it is asked all the same."""
FIRST, AGAIN = "all, first", "all, again"
"""All queries together: as they were first asked, and the very same ones a second time."""


class Pace(NamedTuple):
    """How fast an engine answers one sort of query, and how many works that finds on average."""

    timing: Timing
    found: float


Paces = dict[str, dict[str, Pace]]
"""The pace of each engine, by name, for each sort of query."""
Opened = Sequence[tuple[Engine, Path]]
"""Engines, and the folder that each is opened in."""


class _Kept:
    """What has been measured so far, by engine and sort of query."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], list[Sample]] = defaultdict(list)
        self._again: dict[tuple[str, str], list[Sample]] = defaultdict(list)
        self._found: dict[tuple[str, str], list[int]] = defaultdict(list)

    def take(self, key: tuple[str, str], samples: tuple[Sample, Sample], found: int) -> None:
        """Take the times of a query, of the very same one again, and how many works it found."""
        self._first[key].append(samples[0])
        self._again[key].append(samples[1])
        self._found[key].append(found)

    def is_enough(self, key: tuple[str, str]) -> bool:
        """Return whether an engine has had its time with a sort of query."""
        taken = self._first[key]
        return len(taken) >= _ENOUGH and sum(sample.wall for sample in taken) > _PATIENCE

    def paces(self, name: str, sorts: Sequence[str]) -> dict[str, Pace]:
        """Return an engine's paces; in those of all queries together each sort has the same part."""
        keys = [(name, sort) for sort in sorts]
        most = min(len(self._first[key]) for key in keys)
        found = list(chain(*(self._found[key][:most] for key in keys)))
        together = {
            label: Pace(Timing.of(list(chain(*(samples[key][:most] for key in keys)))), mean(found))
            for label, samples in ((FIRST, self._first), (AGAIN, self._again))
        }
        each = {
            sort: Pace(Timing.of(self._first[key]), mean(self._found[key]))
            for key, sort in zip(keys, sorts, strict=True)
        }
        return each | together


def compare(engines: Opened, queries: Queries, *, rounds: int, has_excerpts: bool) -> Paces:
    """Return the paces of engines; in each round all are opened anew, so that none remembers a query.

    Each query is asked twice in a row. Before, each engine answers some others of each sort, as
    a process that has been up for a while has; nobody waits for the first answer of a new one.
    """
    kept = _Kept()
    for number in range(rounds):
        for engine, folder in engines:
            say(f"  round {number + 1}: {engine.name}")
            engine.open(folder)
            for each in queries.values():
                _warm(engine, each[:BEFORE], has_excerpts=has_excerpts)
            gc.collect()
            _run(engine, queries, kept, has_excerpts=has_excerpts)
            engine.close()
    paces = {engine.name: kept.paces(engine.name, list(queries)) for engine, _ in engines}
    return {sort: {name: each[sort] for name, each in paces.items()} for sort in (*queries, FIRST, AGAIN)}


def _warm(engine: Engine, queries: Sequence[Asked], *, has_excerpts: bool) -> None:
    """Let an engine answer queries, as many as it can in a while."""
    end = perf_counter() + _WARM_SECONDS
    for asked in queries:
        engine.search_page(asked, has_excerpts=has_excerpts)
        if perf_counter() > end:
            break


def _run(engine: Engine, queries: Queries, kept: _Kept, *, has_excerpts: bool) -> None:
    search = partial(engine.search_page, has_excerpts=has_excerpts)
    for sort, each in queries.items():
        for asked in each[BEFORE:]:
            if kept.is_enough((engine.name, sort)):
                break
            page, first = timed(partial(search, asked))
            _, again = timed(partial(search, asked))
            kept.take((engine.name, sort), (first, again), page.total)


def printed(title: str, paces: Paces, ours: str) -> str:
    """Return the paces as a table: median and p95, processor time and how many times ours, works found."""
    rows: list[tuple[str, list[str]]] = []
    for sort, engines in paces.items():
        rows += _rows(sort, engines, engines[ours].timing)
    columns = list(next(iter(paces.values())))
    return table(title, columns, rows)


def _rows(sort: str, engines: Mapping[str, Pace], ours: Timing) -> list[tuple[str, list[str]]]:
    timings = [pace.timing for pace in engines.values()]
    return [
        (sort, [f"{figure(each.median_ms)} {figure(each.p95_ms):>6}" for each in timings]),
        ("  CPU, ratio", [f"{figure(each.cpu_ms)} {times(each.cpu_ms, ours.cpu_ms):>6}" for each in timings]),
        ("  found", [f"{pace.found:,.0f}{' ' * 7}" for pace in engines.values()]),
    ]
