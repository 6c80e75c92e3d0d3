"""Many write and search one catalogue at once: no error, nothing lost or doubled, and all is soon seen by all.

On PostgreSQL half of the processes are on another machine: their home is another one.
"""

import json
import logging
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from conftest import VOCABULARY, make_entry
from many_child import CHANGED, LIFE, Report, read, write

from ncfe_kb import Catalogue
from ncfe_kb.catalogue import following
from ncfe_kb.search.whoosh_places import Folder

SECONDS = 60
"""How long processes do so."""
THREADS_SECONDS = 20
"""How long threads do."""
EACH = 4
"""Writers, and readers."""
SOON = 2
"""Seconds after which everybody finds what somebody else wrote."""
PARTS = [("write", number) for number in range(EACH)] + [("read", number) for number in range(EACH)]
CHILD = Path(__file__).with_name("many_child.py")
Record = Callable[[str, object], None]


def by_processes(homes: list[Path]) -> list[Report]:
    """Let all parts begin at once, each in a process, and return what they report."""
    commands = [
        [sys.executable, "-X", "dev", str(CHILD), str(homes[number % len(homes)]), part, str(number), str(SECONDS)]
        for part, number in PARTS
    ]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    children = [subprocess.Popen(command, text=True, **pipes) for command in commands]
    for child in children:
        assert child.stdout is not None
        child.stdout.readline()
    start = f"{time.monotonic()}\n"
    with ThreadPoolExecutor(len(children)) as pool:  # else one that reports much waits for those before it
        told = list(pool.map(lambda child: child.communicate(start), children))
    assert [said for _, said in told] == [""] * len(children)
    return [json.loads(report) for report, _ in told]


def by_threads(kb: Catalogue) -> list[Report]:
    """Let all parts share one catalogue."""
    until = time.monotonic() + THREADS_SECONDS
    parts = {"write": lambda number: write(kb, number, until), "read": lambda _: read(kb, until)}
    with ThreadPoolExecutor(len(PARTS)) as pool:
        running = [pool.submit(parts[part], number) for part, number in PARTS]
        return [each.result() for each in running]


def moments(writers: list[Report]) -> dict[str, dict[str, float]]:
    """Return when each work had been added, changed for the first time and removed."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for writer in writers:
        for what, each in writer["written"].items():
            found[what] |= each
    return found


def delays(writers: list[Report], readers: list[Report]) -> list[float]:
    """Return for each change, reader and view how long after it a search began that did not see it yet.

    Whoever reads sees a change once and for good, and all that lasted.
    """
    done, found = moments(writers), []
    end = max(moment for each in done.values() for moment in each.values())
    for reader in readers:
        for searched in reader["searched"]:
            assert searched["again"] == [], "was gone and came back"
            seen = [("changed", "found")] if searched["text"] else [("added", "found"), ("removed", "missed")]
            for what, how in seen:
                assert searched[how].keys() <= done[what].keys(), f"was not {what}, but {how}"
                unseen = done[what].keys() - searched[how].keys()
                assert all(done[what][slug] > end - LIFE for slug in unseen), f"{what}, but never {how}"
                found += [max(0.0, before - done[what][slug]) for slug, (before, _) in searched[how].items()]
    return found


def check(homes: list[Path], reports: list[Report]) -> str:
    """Compare what was told with what there is; return it in numbers."""
    writers, readers = reports[:EACH], reports[EACH:]
    writes, titles = [each["writes"] for each in writers], {}
    for writer in writers:
        titles |= writer["titles"]
    taken = sorted(seconds for reader in readers for seconds in reader["taken"])
    late = delays(writers, readers)
    longest = max(each["longest"] for each in writers)
    said = (
        f"{sum(writes)} writes ({min(writes)} to {max(writes)} each, the longest {longest:.2f} s),"
        f" {len(taken)} searches (19 of 20 within {taken[len(taken) * 19 // 20]:.2f} s, the longest {taken[-1]:.2f} s,"
        f" {sum(reader['behind'] for reader in readers)} behind), {len(late)} sightings, at most {max(late):.2f} s late"
    )
    assert max(late) <= SOON, said
    assert min(writes) >= sum(writes) / len(writes) / 4, said
    for home in homes:
        with Catalogue.open(home, starter=False) as kb:
            assert {slug: str(kb[slug].title.da) for slug in kb} == titles
            assert len(kb.history()) == sum(writes) + 1
            for view in (kb, kb.public):
                assert sorted(hit.slug for hit in view.search(limit=None)) == sorted(titles)
                found = [hit.slug for hit in view.search(CHANGED, limit=None)]
                assert sorted(found) == sorted(slug for slug, title in titles.items() if CHANGED in title)
            assert [one for one in kb.doctor() if one.is_wrong] == []
    return said


@pytest.mark.slow
@pytest.mark.alone
def test_many_processes_write_and_search_undisturbed(home: Path, database: str | None, record_property: Record) -> None:
    homes = [home, home.with_name("second")] if database else [home]
    with Catalogue.open(home, starter=False) as kb:
        kb.put(*VOCABULARY)
    record_property("measured", check(homes, by_processes(homes)))


@pytest.mark.slow
@pytest.mark.alone
def test_many_threads_write_and_search_undisturbed(home: Path, record_property: Record) -> None:
    with Catalogue.open(home, starter=False) as kb:
        kb.put(*VOCABULARY)
        reports = by_threads(kb)
    record_property("measured", check([home], reports))


@pytest.fixture
def two(home: Path) -> Iterator[tuple[Catalogue, Catalogue]]:
    """One catalogue as two processes have it, with an index."""
    with Catalogue.open(home, starter=False) as one, Catalogue.open(home, starter=False) as other:
        one.put(*VOCABULARY, make_entry("a"))
        yield one, other


def found(kb: Catalogue) -> tuple[list[str], bool]:
    results = kb.search("titel", sort="title")
    return [hit.slug for hit in results], results.behind


@pytest.mark.alone
def test_a_search_hardly_waits_for_what_others_wrote(two: tuple[Catalogue, Catalogue], home: Path) -> None:
    one, other = two
    held = ExitStack()
    held.enter_context(Folder(home / "index").writing(1))
    with ThreadPoolExecutor(1) as pool:
        change = pool.submit(one.add, make_entry("b"))
        while "b" not in other:
            time.sleep(0.01)
        began = time.monotonic()
        assert found(other) == (["a"], True)
        assert time.monotonic() - began < SOON
        held.close()
        change.result()
    assert found(other) == (["a", "b"], False)


def test_a_search_waits_for_what_its_own_process_wrote(
    two: tuple[Catalogue, Catalogue], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kb, held = two[0], ExitStack()
    held.enter_context(Folder(home / "index").writing(1))
    with monkeypatch.context() as hasty:
        hasty.setattr(following, "PATIENCE", 0)
        kb.add(make_entry("b"))
    timer = threading.Timer(0.5, held.close)
    timer.start()
    assert found(kb) == (["a", "b"], False)
    timer.join()


def test_many_that_wait_for_the_index_bring_it_up_to_date_once(
    two: tuple[Catalogue, Catalogue], home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    held = ExitStack()
    held.enter_context(Folder(home / "index").writing(1))
    with ThreadPoolExecutor(EACH) as pool:
        changes = [pool.submit(two[number % 2].add, make_entry(f"b-{number}")) for number in range(EACH)]
        while len(two[0]) <= EACH:
            time.sleep(0.01)
        held.close()
        assert [each.result() for each in changes] == [None] * EACH
    for kb in two:
        assert found(kb) == (["a", *(f"b-{number}" for number in range(EACH))], False)
    caught_up = [each for each in caplog.messages if each.startswith("The index caught up")]
    assert len(caught_up) == 1
