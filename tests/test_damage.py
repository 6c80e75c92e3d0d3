"""Whatever becomes of the index's files, searches answer from what is right, and the next look finds all well."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import VOCABULARY, make_entry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tallies import TALLIES

from ncfe_kb import Catalogue, Text
from ncfe_kb.search.whoosh_index import WhooshIndex

EXAMPLES = 300
WORKS = 10
QUERIES = ("", "fælles", "egetord3", "nynazisme", "hoejreekstremisme", '"fælles egetord5"', "fæles", "-egetord1", "eg*")
Damage = Callable[[Path, int, int], object]
DAMAGES: dict[str, Damage] = {
    "flipped": lambda file, at, by: write(file, lambda data: data[:at] + bytes([data[at] ^ by]) + data[at + 1 :]),
    "truncated": lambda file, at, _: write(file, lambda data: data[:at]),
    "zeroed from here": lambda file, at, _: write(file, lambda data: data[:at] + bytes(len(data) - at)),
    "lengthened": lambda file, at, by: write(file, lambda data: data + data[at:] + bytes([by])),
    "emptied": lambda file, *_: write(file, lambda _: b""),
    "removed": lambda file, *_: file.unlink(),
    "its folder removed": lambda file, *_: shutil.rmtree(file.parent),
}


def write(file: Path, change: Callable[[bytes], bytes]) -> None:
    file.write_bytes(change(file.read_bytes()))


def answers(kb: Catalogue) -> list[Any]:
    """Return all that is asked of the index, of both views."""
    said: list[Any] = []
    for view in (kb, kb.public):
        found = [view.search(text, sort=sort, limit=4) for text in QUERIES for sort in ("relevance", "title")]
        said += [(one.total, [(hit.slug, hit.score) for hit in one.hits], one.facets, one.behind) for one in found]
        said += [view.complete("tit"), view.topic_counts(), [hit.slug for hit in view.similar("vaerk-4")]]
    return said


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of ten works whose index has several segments, and documents that are deleted from them."""
    home = tmp_path_factory.mktemp("sound") / "home"
    with Catalogue.open(home, starter=False) as kb:
        kb.put(*VOCABULARY)
        for number in range(WORKS + 1):
            title = Text(da=f"Titel {number} fælles egetord{number}")
            topics = ("nynazisme",) if number % 2 else ()
            statuses = ({"status": "published"},) if number % 3 else ()
            kb.put(
                make_entry(f"vaerk-{number}", title=title, topics=topics, statuses=statuses, date=f"{2010 + number}")
            )
        kb.remove("vaerk-10")
        kb.put(make_entry("vaerk-0", title=Text(da="Titel 0 fælles egetord0"), date="2030"))
    return home


@pytest.fixture(scope="module")
def right(sound: Path) -> list[Any]:
    """What a catalogue in memory says that holds the same."""
    with Catalogue.open(sound) as kb, Catalogue.in_memory() as twin:
        twin.put(*VOCABULARY, *(kb[slug] for slug in kb))
        return answers(twin)


def test_the_index_of_these_tests_has_segments_and_deleted_documents(sound: Path, right: list[Any]) -> None:
    files = [file.name for file in (sound / "index").rglob("*") if file.is_file()]
    assert sum(name.endswith(".seg") for name in files) > 2
    assert {Path(name).suffix for name in files} == {".seg", ".toc", ""}
    with Catalogue.open(sound) as kb:
        assert answers(kb) == right
    assert WhooshIndex(sound / "index").damages() == ()


def damaged(sound: Path, home: Path, data: st.DataObject) -> Path:
    """Copy a catalogue, damage a file of its index in some way at some place, and return the file."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(sound, home)
    files = sorted((file for file in (home / "index").rglob("*") if file.is_file()), key=lambda file: file.name[-6:])
    names = [file.name.split("_")[-1] for file in files]
    file = files[data.draw(st.integers(0, len(files) - 1), label=f"file of {names}")]
    TALLIES["damaged files of an index"][file.suffix or file.name] += 1
    size = file.stat().st_size
    damage = DAMAGES[data.draw(st.sampled_from(list(DAMAGES) if size else ["removed", "its folder removed"]))]
    damage(file, data.draw(st.integers(0, max(0, size - 1)), label="at"), data.draw(st.integers(1, 255), label="by"))
    return file


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_search_is_wrong_whatever_is_damaged(
    sound: Path, right: list[Any], tmp_path: Path, data: st.DataObject
) -> None:
    damaged(sound, tmp_path / "home", data)
    with Catalogue.open(tmp_path / "home") as kb:
        assert answers(kb) == right
        assert [one for one in kb.doctor() if one.is_wrong] == []
    assert WhooshIndex(tmp_path / "home" / "index").damages() == ()
