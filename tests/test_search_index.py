"""The contract over every engine, and what the one on Whoosh promises beyond it."""

import gc
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fake_index import FakeIndex
from search_contract import ALL, FIRST, PROMISES, SECOND, Promise, document, everything, slugs, state, word

from ncfe_kb.errors import NotWritable
from ncfe_kb.query import Query
from ncfe_kb.search import IndexUnusable, Matches, SearchIndex
from ncfe_kb.search.whoosh_index import WhooshIndex

ENGINES: dict[str, Callable[[Path], SearchIndex]] = {
    "whoosh in a folder": WhooshIndex,
    "whoosh in memory": lambda _: WhooshIndex(None),
    "plain dicts": lambda _: FakeIndex(),
}
DOCUMENTS = [document(f"w-{number}", "fælles", f"eget{number}", kind=("news",)) for number in range(6)]
FILES = ["*.toc", "*.seg", "current"]
DAMAGES: dict[str, Callable[[Path], object]] = {
    "truncated": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "emptied": lambda file: file.write_bytes(b""),
    "deleted": lambda file: file.unlink(),
    "lengthened": lambda file: file.write_bytes(file.read_bytes() * 2),
    "zeroed": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "replaced by text": lambda file: file.write_bytes(b"kein Index"),
}
FLIPS = 40
ENOUGH = 20_000
may_leave_files_open = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for an index that is not there yet."""
    return tmp_path / "index"


@pytest.fixture
def made(folder: Path) -> Path:
    """The folder of an index with some documents, written in two steps."""
    index = WhooshIndex(folder)
    index.rebuild(DOCUMENTS[:4], FIRST)
    index.update(DOCUMENTS[4:], ["never-there"], SECOND)
    index.close()
    return folder


@pytest.fixture
def left_open() -> Iterator[None]:
    """Let go of the files that Whoosh leaves open where it fails over a damaged one."""
    yield
    gc.collect()


@pytest.fixture(params=ENGINES.values(), ids=list(ENGINES))
def engine(request: pytest.FixtureRequest, folder: Path) -> SearchIndex:
    """An index of each kind, with nothing in it."""
    index: SearchIndex = request.param(folder)
    return index


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_every_engine_keeps_the_promise_that(promise: Promise, engine: SearchIndex) -> None:
    promise(engine)
    engine.close()


def answers(index: SearchIndex) -> list[Matches]:
    """Return what an index says to a few questions."""
    return [everything(index, query) for query in (ALL, Query((word("fælles"),)), Query((word("eget5"),)))]


def assert_mends(folder: Path) -> None:
    index = WhooshIndex(folder)
    index.rebuild(iter(DOCUMENTS[:3]), state(9))
    assert (slugs(index, word("fælles")), index.state()) == (["w-0", "w-1", "w-2"], state(9))
    index.close()


def test_a_folder_keeps_what_was_written_when_it_is_closed(folder: Path) -> None:
    index = WhooshIndex(folder)
    index.rebuild(DOCUMENTS, FIRST)
    before = answers(index)
    index.close()
    again = WhooshIndex(folder)
    assert (again.state(), answers(again)) == (FIRST, before)


@pytest.mark.parametrize("path", ["", "not-there/at-all"])
def test_reading_makes_no_folder(tmp_path: Path, path: str) -> None:
    index = WhooshIndex(tmp_path / "parent" / path)
    assert index.state() is None
    assert list(tmp_path.iterdir()) == []


def test_only_the_owner_may_read_the_folder(folder: Path) -> None:
    WhooshIndex(folder).rebuild([], FIRST)
    assert folder.stat().st_mode & 0o777 == 0o700


@may_leave_files_open
@pytest.mark.usefixtures("left_open")
def test_a_mended_folder_is_as_private_as_before(made: Path) -> None:
    next(made.rglob("*.toc")).write_bytes(b"")
    WhooshIndex(made).rebuild([], FIRST)
    assert made.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
@pytest.mark.parametrize("pattern", FILES)
def test_a_damaged_file_is_noticed_and_named_and_mended(
    made: Path, pattern: str, damage: Callable[[Path], object]
) -> None:
    opened, index, file = WhooshIndex(made), WhooshIndex(made), min(made.rglob(pattern))
    assert (opened.state(), opened.damages()) == (SECOND, ())
    aside = file.with_name("aside")
    file.rename(aside)  # what is open stays as it is
    shutil.copyfile(aside, file)
    damage(file)
    is_lost = pattern == "*.toc" and not file.exists()
    assert opened.damages() == index.damages() == (str(file.parent if is_lost else file),)
    assert index.state() is None
    with pytest.raises(IndexUnusable):
        everything(index)
    assert_mends(made)
    assert opened.damages() == ()


def test_each_damaged_file_is_named(made: Path) -> None:
    segments = sorted(made.rglob("*.seg"))
    assert len(segments) > 1
    for file in segments:
        file.write_bytes(b"")
    assert sorted(WhooshIndex(made).damages()) == list(map(str, segments))


def test_the_lock_can_be_taken_away(made: Path) -> None:
    (made / "lock").unlink()
    index = WhooshIndex(made)
    assert (index.damages(), index.state(), len(slugs(index))) == ((), SECOND, len(DOCUMENTS))
    assert_mends(made)


@pytest.mark.parametrize("pattern", FILES)
def test_flipped_bytes_are_noticed(made: Path, pattern: str) -> None:
    file, index = min(made.rglob(pattern)), WhooshIndex(made)
    whole = file.read_bytes()
    for seed in range(FLIPS):
        file.write_bytes(flipped(whole, random.Random(seed)))
        assert (index.state(), len(index.damages())) == (None, 1)
    file.write_bytes(whole)
    assert (index.state(), index.damages()) == (SECOND, ())


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Change a few bytes."""
    places = chance.sample(range(len(data)), chance.choice([1, 1, 5, 20]))
    return bytes(byte ^ chance.randint(1, 255) if at in places else byte for at, byte in enumerate(data))


@may_leave_files_open
@pytest.mark.usefixtures("left_open")
def test_a_segment_that_is_merged_is_looked_through_first(made: Path) -> None:
    index = WhooshIndex(made)
    assert index.state() == SECOND
    for file in made.rglob("*.seg"):  # in another file of the name: what is open stays as it is
        data = file.read_bytes()
        file.unlink()
        file.write_bytes(flipped(data, random.Random(1)))
    for number in range(6):
        index.update([document(f"ny-{number}")], [], SECOND)
    with pytest.raises(IndexUnusable):
        index.update([document("den niende")], [], SECOND)


@contextmanager
def full_disk() -> Iterator[None]:
    """Refuse to let a file grow beyond what the index of a few documents needs."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ENOUGH, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@may_leave_files_open
@pytest.mark.usefixtures("left_open")
@pytest.mark.parametrize("write", ["update", "rebuild"])
def test_a_full_disk_leaves_the_index_as_it_was(made: Path, write: str) -> None:
    index = WhooshIndex(made)
    many = [document(f"w-{number}", *(f"ord{number}x{word}" for word in range(50))) for number in range(100)]
    with pytest.raises((IndexUnusable, NotWritable)), full_disk():
        index.rebuild(many, state(3)) if write == "rebuild" else index.update(many, [], state(3))
    again = WhooshIndex(made)
    assert (again.state(), everything(again).total) == (SECOND, len(DOCUMENTS))


def test_a_folder_of_something_else_is_unusable_until_rebuilt(folder: Path) -> None:
    folder.mkdir()
    (folder / "notes.txt").write_text("Noter")
    assert WhooshIndex(folder).state() is None
    assert_mends(folder)


def test_a_file_where_the_folder_should_be_is_unusable_until_rebuilt(folder: Path) -> None:
    folder.write_text("en fil")
    assert WhooshIndex(folder).state() is None
    assert_mends(folder)
