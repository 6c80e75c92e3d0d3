"""Many at one index: handles, threads and writers that wait for each other."""

import gc
import shutil
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from search_contract import FIRST, SECOND, document, everything, slugs, state, word

from ncfe_kb.query import Query
from ncfe_kb.search import Document, IndexBusy, State, whoosh_places
from ncfe_kb.search.snapshot import Snapshot
from ncfe_kb.search.whoosh_index import WhooshIndex
from ncfe_kb.search.whoosh_places import Folder

DOCUMENTS = [document(f"w-{number}", "fælles") for number in range(6)]
THREADS = 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for an index that is not there yet."""
    return tmp_path / "index"


@pytest.fixture
def made(folder: Path) -> Path:
    """The folder of an index with some documents."""
    index = WhooshIndex(folder)
    index.rebuild(DOCUMENTS, SECOND)
    index.close()
    return folder


def test_two_handles_see_what_the_other_one_writes(folder: Path) -> None:
    one, other = WhooshIndex(folder), WhooshIndex(folder)
    one.rebuild([document("a")], FIRST)
    assert (slugs(other), other.state()) == (["a"], FIRST)
    other.update([document("b")], ["a"], SECOND)
    assert (slugs(one), one.state()) == (["b"], SECOND)


def snapshots() -> list[Snapshot]:
    """Return all that are in memory; asked for their type, which a proxy of something that is gone has as well."""
    return [each for each in gc.get_objects() if type(each) is Snapshot]


def test_what_another_handle_wrote_takes_the_place_of_what_was_read(folder: Path) -> None:
    one, other = WhooshIndex(folder), WhooshIndex(folder)
    one.rebuild(DOCUMENTS, FIRST)
    gc.collect()
    gc.disable()
    try:
        others = set(map(id, snapshots()))
        everything(other, Query((word("fælles"),)))
        before = [weakref.ref(each) for each in snapshots() if id(each) not in others]
        one.update([document("b")], [], SECOND)
        everything(other, Query((word("fælles"),)))
        assert before
        assert not [each for each in before if each()], "a server that reads on would keep every state that there was"
    finally:
        gc.enable()


def test_another_handle_sees_an_index_that_was_made_again(folder: Path) -> None:
    one, other = WhooshIndex(folder), WhooshIndex(folder)
    one.rebuild([document("a")], FIRST)
    assert slugs(other) == ["a"]
    shutil.rmtree(folder)
    one.rebuild([document("b")], SECOND)
    assert (slugs(other), other.state()) == (["b"], SECOND)


def test_who_waits_too_long_for_another_writer_is_told(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_places, "PATIENCE", 0.1)
    index = WhooshIndex(made)
    with Folder(made).writing(1):
        with pytest.raises(IndexBusy):
            index.update([], ["w-0"], state(3))
        with pytest.raises(IndexBusy):
            index.rebuild([], state(3))
    assert (len(slugs(index)), index.state()) == (6, SECOND)
    index.update([], ["w-0"], state(3))
    assert len(slugs(index)) == 5


def test_what_is_written_in_a_block_needs_no_wait_and_keeps_others_out(made: Path) -> None:
    index, other = WhooshIndex(made), WhooshIndex(made)
    with index.writing(), ThreadPoolExecutor(1) as pool:
        index.update([], ["w-0"], state(3))
        with index.writing(0):
            index.update([], ["w-1"], state(4))
        with pytest.raises(IndexBusy), other.writing(0):
            pass
        assert isinstance(pool.submit(index.writing(0).__enter__).exception(), IndexBusy)
    assert (len(slugs(other)), other.state()) == (4, state(4))
    with other.writing(0):
        other.rebuild(DOCUMENTS, SECOND)


def test_who_waits_for_another_writer_goes_on_when_it_is_done(made: Path) -> None:
    index, other = WhooshIndex(made), ExitStack()
    other.enter_context(Folder(made).writing(1))
    timer = threading.Timer(0.2, other.close)
    timer.start()
    index.update([], ["w-0"], state(3))
    timer.join()
    assert index.state() == state(3)


@pytest.mark.parametrize("place", ["in memory", "in a folder"])
def test_threads_search_undisturbed_while_one_writes(folder: Path, place: str) -> None:
    index = WhooshIndex(folder if place == "in a folder" else None)
    index.rebuild(DOCUMENTS, FIRST)
    done = threading.Event()

    def look() -> set[int]:
        totals = set()
        while not done.is_set():
            totals |= {everything(index).total, len(slugs(index, word("fælles")))}
        return totals

    with ThreadPoolExecutor(THREADS) as pool:
        looks = [pool.submit(look) for _ in range(THREADS)]
        try:
            for change in range(2, 42):
                index.update([DOCUMENTS[change % 6]], [], state(change))
        finally:
            done.set()
    assert [look.result() for look in looks] == [{6}] * THREADS


def test_handles_opened_while_another_writes_see_a_whole_index(made: Path) -> None:
    done = threading.Event()

    def look() -> set[int | None]:
        states: set[int | None] = set()
        while not done.is_set():
            found = WhooshIndex(made).state()
            states.add(found.change if found else None)
        return states

    with ThreadPoolExecutor(2) as pool:
        looks = [pool.submit(look) for _ in range(2)]
        try:
            index = WhooshIndex(made)
            for change in range(2, 150):
                index.update([DOCUMENTS[change % 6]], [], state(change))
        finally:
            done.set()
    assert None not in looks[0].result() | looks[1].result()


def test_no_damage_is_seen_while_another_handle_writes(made: Path) -> None:
    done = threading.Event()

    def look() -> set[str]:
        damages: set[str] = set()
        while not done.is_set():
            damages |= {*WhooshIndex(made).damages()}
        return damages

    with ThreadPoolExecutor(1) as pool:
        looks = pool.submit(look)
        try:
            index = WhooshIndex(made)
            for change in range(2, 150):
                index.update([DOCUMENTS[change % 6]], [], state(change))
        finally:
            done.set()
    assert looks.result() == set()


def test_many_that_write_one_folder_at_once_lose_nothing(folder: Path) -> None:
    WhooshIndex(folder).rebuild([], FIRST)
    changes = [[document(f"w-{writer}-{number}") for number in range(40)] for writer in range(THREADS)]

    def write(documents: list[Document]) -> None:
        for one in documents:
            WhooshIndex(folder).update([one], [], SECOND)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, changes))
    assert everything(WhooshIndex(folder)).total == 40 * THREADS


def test_many_that_make_one_folder_at_once_all_succeed(tmp_path: Path) -> None:
    start = threading.Barrier(THREADS)

    def make(folder: Path) -> State | None:
        start.wait()
        index = WhooshIndex(folder)
        index.rebuild(DOCUMENTS, FIRST)
        return index.state()

    with ThreadPoolExecutor(THREADS) as pool:
        for attempt in range(40):
            folder = tmp_path / str(attempt)
            assert list(pool.map(make, [folder] * THREADS)) == [FIRST] * THREADS
            assert everything(WhooshIndex(folder)).total == len(DOCUMENTS)
