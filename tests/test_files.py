"""Records as text files: what comes back, what is refused, and what is left alone."""

import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import STARTER, MakeEntry
from hypothesis import given
from hypothesis import strategies as st
from strategies import POOL, RECORDS, THOROUGH, catalogues

from ncfe_kb import files
from ncfe_kb.errors import InvalidFile, NotReadable, NotWritable
from ncfe_kb.models import RECORD_TYPES, Kind, Person, Value, YearlyReport, key_of, type_of
from ncfe_kb.text import Text

KIND = '[[kind]]\nid = "nyhed"\nlabel = { da = "nyhed" }\nplural = { da = "nyheder" }\n'
ENTRY = 'slug = "vaerk"\nkind = "news"\ntitle = { da = "Titel" }\n'


def written(folder: Path, pattern: str = "*") -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob(pattern) if file.is_file()}


def by_id(records: list[Value]) -> dict[tuple[str, str], Value]:
    return {(type_of(record), key_of(record)): record for record in records}


def read(path: Path) -> list[Value]:
    return [origin.record for origin in files.read(path)]


def check_round_trip(records: list[Value]) -> None:
    """Write records in both forms, read them, and write them again."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for first, second in (("toml", "again"), ("a.jsonl", "b.jsonl")):
            files.write(records, folder / first)
            found = read(folder / first)
            assert by_id(found) == by_id(records)
            files.write(found, folder / second)
        assert written(folder / "toml") == written(folder / "again")
        assert (folder / "a.jsonl").read_bytes() == (folder / "b.jsonl").read_bytes()


@pytest.mark.parametrize("type_name", RECORD_TYPES)
@THOROUGH
@given(data=st.data())
def test_what_is_written_is_read_as_it_was_and_written_again_with_the_same_bytes(
    type_name: str, data: st.DataObject
) -> None:
    check_round_trip([data.draw(RECORDS[type_name])])


@THOROUGH
@given(catalogues)
def test_records_of_all_types_are_read_as_they_were_written(records: list[Value]) -> None:
    check_round_trip([*POOL, *records])


def test_the_starter_catalogue_is_read_and_written_again_byte_for_byte(tmp_path: Path) -> None:
    files.write(read(STARTER), tmp_path / "again")
    assert written(tmp_path / "again") == written(STARTER, "*.toml")


def test_the_starter_catalogue_is_whole() -> None:
    records = read(STARTER)
    counted = Counter(map(type_of, records))
    assert {name: counted[name] for name in ("entry", "topic", "person", "course", "kind")} == {
        "entry": 134,
        "topic": 84,
        "person": 22,
        "course": 27,
        "kind": 33,
    }
    (report,) = (record for record in records if isinstance(record, YearlyReport))
    assert (report.year, len(report.report.inconsistencies)) == (2019, 18)


def test_one_file_can_be_read_alone_and_says_where_its_records_stand(tmp_path: Path) -> None:
    files.write(POOL, tmp_path / "alt")
    (origin,) = files.read(tmp_path / "alt/entries/haandbog.toml")
    assert (origin.path, key_of(origin.record)) == ("entries/haandbog.toml", "haandbog")
    files.write(POOL[:2], tmp_path / "alt.jsonl")
    assert [origin.path for origin in files.read(tmp_path / "alt.jsonl")] == ["alt.jsonl:1", "alt.jsonl:2"]


BAD_FILES = [
    ("kinds.toml", KIND + "farve = 1", "nyhed", "farve", "is not a field"),
    ("kinds.toml", KIND + "self = 1", "nyhed", "self", "is not a field"),
    ("kinds.toml", KIND.replace('{ da = "nyhed" }', '"nyhed"'), "nyhed", "label", "must be a table"),
    ("kinds.toml", KIND + 'has_target = "ja"', "nyhed", "has_target", "must be true or false"),
    ("kinds.toml", KIND.replace('id = "nyhed"\n', ""), "", "id", "is missing"),
    ("kinds.toml", "[[topic]]\n", "", "topic", "is not a section of this file; those are kind"),
    ("kinds.toml", '[kind]\nid = "nyhed"', "", "kind", "is not a section"),
    ("kinds.toml", "kind = [1]", "", "kind", "must be a table of fields"),
    ("kinds.toml", 'id = "nyhed"', "", "id", "is not a section"),
    ("kinds.toml", KIND + "x = \n", "", "", "line 5, column"),
    ("kinds.toml", KIND + 'id = "to"\n', "", "", "line 5, column"),
    ("kinds.toml", 'a = "', "", "", "is not TOML at its end"),
    ("kinds.toml", KIND.encode() + b'x = "\xe6"', "", "", "line 5 is not UTF-8"),
    ("kinds.toml", "a = " + "[" * 100_000, "", "", "nested too deeply"),
    ("kinds.toml", "a = " + "9" * 5_000, "", "", ""),  # more digits than Python reads
    ("entries/vaerk.toml", ENTRY + "date = 2019-11-08", "vaerk", "date", "must be text"),
    ("entries/vaerk.toml", ENTRY + 'date = "8.11.2019"', "vaerk", "date", "is not a date"),
    ("entries/vaerk.toml", ENTRY + 'topics = ["a", "B"]', "vaerk", "topics[2]", "is not an id"),
    ("entries/vaerk.toml", ENTRY + '[[statuses]]\nstatus = "ude"', "vaerk", "statuses[1].status", "not a status"),
    ("entries/andet.toml", ENTRY, "", "", "must be named vaerk.toml"),
    ("reports/2020.toml", 'year = 2019\nreport = { source = "a", language = "da" }', "", "", "named 2019.toml"),
    ("ukendt.toml", KIND, "", "", "is not a file of a catalogue; those are kinds.toml"),
    ("a.jsonl", '{"type": "person", "id": "a"}', "a", "name", "is missing"),
    ("a.jsonl", '{"type": "ukendt", "id": "a"}', "", "", "whose “type” is one of kind, audience"),
    ("a.jsonl", '{"id": "a"}', "", "", "is not a JSON object whose “type”"),
    ("a.jsonl", '{"type": ["person"]}', "", "", "is not a JSON object whose “type”"),
    ("a.jsonl", "[1]", "", "", "is not a JSON object"),
    ("a.jsonl", '"person"', "", "", "is not a JSON object"),
    ("a.jsonl", "{", "", "", "is not a JSON object"),
    ("a.jsonl", b'{"type": "person\xe6"}', "", "", "is not a JSON object"),
    ("a.jsonl", "[" * 100_000, "", "", "is not a JSON object"),
    ("a.jsonl", '{"type": "person", "id": ' + "9" * 5_000 + "}", "", "", ""),
]


@pytest.mark.parametrize(("name", "content", "record", "where", "message"), BAD_FILES, ids=range(len(BAD_FILES)))
def test_a_bad_file_is_refused_with_its_name_the_record_the_field_and_the_reason(
    tmp_path: Path, name: str, content: str | bytes, *, record: str, where: str, message: str
) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(InvalidFile) as refused:
        files.read(file)
    (fault,) = refused.value.faults
    assert refused.value.path == (f"{name}:1" if name.endswith(".jsonl") else name)
    assert (refused.value.record, fault.where) == (record, where)
    assert message in str(refused.value)


def test_the_line_of_a_bulk_file_that_is_bad_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"type": "person", "id": "a", "name": "A"}\n{"type": "person"}\n')
    with pytest.raises(InvalidFile, match=r"a\.jsonl:2: id: is missing; name: is missing"):
        files.read(tmp_path / "a.jsonl")


def test_a_bad_file_of_a_folder_is_named_by_its_place_in_it(tmp_path: Path) -> None:
    files.write(POOL, tmp_path)
    (tmp_path / "entries/haandbog.toml").write_text(ENTRY)
    with pytest.raises(InvalidFile, match=r"entries/haandbog\.toml: the id is “vaerk”"):
        files.read(tmp_path)


@pytest.mark.parametrize("name", ["", "ukendt", "ukendt.toml", "ukendt.jsonl", "entries/ukendt.toml"])
def test_what_is_not_there_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotReadable, match=str(tmp_path / name)):
        files.read(tmp_path / name)


def test_a_folder_of_something_else_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "entries").mkdir()
    (tmp_path / "entries/mine.toml").write_text("min = true\n")
    (tmp_path / "noter.txt").write_text("mine")
    before = written(tmp_path)
    with pytest.raises(NotWritable, match=str(tmp_path)):
        files.write(POOL, tmp_path)
    assert written(tmp_path) == before


@pytest.mark.parametrize("name", ["fil", "fil/ny", "fil/ny.jsonl"])
def test_a_place_below_a_file_cannot_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "fil").write_text("mine")
    with pytest.raises(NotWritable, match="fil"):
        files.write(POOL, tmp_path / name)
    assert written(tmp_path) == {"fil": b"mine"}


def test_a_dump_over_an_earlier_one_leaves_only_what_there_is_now(tmp_path: Path, entry: MakeEntry) -> None:
    files.write([*POOL, entry("foraeldet")], tmp_path)
    (tmp_path / "noter.txt").write_text("mine")
    now = [record for record in POOL if type_of(record) != "audience"]
    files.write(now, tmp_path)
    assert by_id(read(tmp_path)) == by_id(now)
    assert (tmp_path / "noter.txt").read_text() == "mine"
    assert not (tmp_path / "entries/foraeldet.toml").exists()


def test_a_dump_without_kinds_can_be_brought_up_to_date_too(tmp_path: Path) -> None:
    files.write([Person(id="a", name="A")], tmp_path)
    files.write([Person(id="a", name="B")], tmp_path)
    assert read(tmp_path) == [Person(id="a", name="B")]


def test_files_are_for_people_with_letters_as_they_are_and_long_texts_on_lines_of_their_own(
    tmp_path: Path, entry: MakeEntry
) -> None:
    made = entry("vaerk", title=Text(da="Ærø på tværs"), abstract=Text(da="Første linje.\nAnden “linje”."))
    files.write([made, Kind(id="news", label=Text(da="nyhed"), plural=Text(da="nyheder"))], tmp_path)
    text = (tmp_path / "entries/vaerk.toml").read_text("utf-8")
    assert 'da = "Ærø på tværs"' in text
    assert "Første linje.\nAnden “linje”." in text
    assert "public" not in text  # what says nothing is not written


def test_a_bulk_file_has_one_record_a_line_with_its_type_first(tmp_path: Path) -> None:
    files.write(POOL, tmp_path / "ny/a.jsonl")
    lines: list[dict[str, Any]] = [json.loads(line) for line in (tmp_path / "ny/a.jsonl").read_text().splitlines()]
    assert [next(iter(line)) for line in lines] == ["type"] * len(POOL)
    assert [line["type"] for line in lines] == [type_of(record) for record in POOL]
