"""Taking works in from a file: what is right goes in as one change, what is not says why and is kept."""

import json
from pathlib import Path
from time import process_time

import pytest
from cli_runner import Cli
from conftest import make_entry

from ncfe_kb import Catalogue, Entry, Text
from ncfe_kb.catalogue.importing import Imported
from ncfe_kb.errors import InvalidFile, NotReadable, NotWritable, UnknownRecord

GOOD = {"kind": "nyhed", "title": {"da": "En god nyhed"}, "topics": ["far right"]}
BAD = {**GOOD, "kind": "nyhde", "title": {"da": "En dårlig nyhed"}}


def lines_of(*records: object) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Three records: one that is right, one of a kind that is not known, one that is no JSON."""
    path = tmp_path / "nyt.jsonl"
    path.write_text(lines_of(GOOD, BAD) + "{nej\n")
    return path


def test_what_is_right_goes_in_as_one_change_and_the_rest_is_told_with_its_line(kb: Catalogue, file: Path) -> None:
    changes = len(kb.history())
    done = kb.import_(file)
    assert [entry.slug for entry in done.entries] == ["en-god-nyhed"]
    assert kb["en-god-nyhed"].topics == ("hoejreekstremisme",)
    assert [(one.place, one.reason.render(str)) for one in done.refused] == [
        (2, "unknown kind: “nyhde”; did you mean news?"),
        (3, "is not a JSON object"),
    ]
    assert len(kb.history()) == changes + 1
    kb.undo(kb.history()[0].id)
    assert "en-god-nyhed" not in kb


def test_refused_records_are_kept_as_they_stood_and_go_in_once_mended(kb: Catalogue, file: Path) -> None:
    done = kb.import_(file)
    assert done.refused_file == file.with_name("nyt.refused.jsonl")
    assert done.refused_file.read_text() == lines_of(BAD) + "{nej\n"
    done.refused_file.write_text(done.refused_file.read_text().replace("nyhde", "nyhed").replace("{nej", ""))
    again = kb.import_(done.refused_file)
    assert [entry.slug for entry in again.entries] == ["en-daarlig-nyhed"]
    assert again.refused_file is None


def test_no_file_is_ever_overwritten_by_refused_records(kb: Catalogue, file: Path) -> None:
    first = kb.import_(file).refused_file
    assert first
    second, third = kb.import_(file).refused_file, kb.import_(first).refused_file
    assert second == file.with_name("nyt.refused-2.jsonl")
    assert third == file.with_name("nyt.refused-3.jsonl")


def test_a_dry_run_tells_the_same_and_changes_nothing(kb: Catalogue, file: Path) -> None:
    before = sorted(file.parent.iterdir()), len(kb), len(kb.history())
    dry = kb.import_(file, dry_run=True)
    assert (sorted(file.parent.iterdir()), len(kb), len(kb.history())) == before
    done = kb.import_(file)
    assert (done.entries, len(done.refused)) == (dry.entries, len(dry.refused))


def test_where_the_refused_cannot_be_kept_nothing_is_taken_in(kb: Catalogue, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    file = folder / ("a" * 244 + ".jsonl")  # a name that leaves no room for .refused
    file.write_text(lines_of(GOOD, {}))
    with pytest.raises(NotWritable):
        kb.import_(file)
    assert len(kb) == 0


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({}, "does not say its kind; give one with --kind for all that do not"),
        ({"kind": "news"}, "has no title; give one in Danish or English, or a supplied one"),
        ({**GOOD, "topics": ["højreekstremism"]}, "unknown topic: “højreekstremism”; did you mean hoejreekstremisme"),
        ({**GOOD, "slug": "Stor"}, "“Stor” is not an id"),
        ({**GOOD, "farve": "rød"}, "farve: is not a field that is known here"),
        ({**GOOD, "kind": 7}, "kind: must be text"),
        ({**GOOD, "topics": "exit"}, "topics: must be a list"),
        ({**GOOD, "topics": [[]]}, "topics[1]: must be text"),
        ({**GOOD, "contributors": ["Åse"]}, "contributors[1]: must be a table of fields"),
        ({**GOOD, "title": "Nyt"}, "title: must be a table of fields"),
        ({**GOOD, "date": "i går"}, "“i går” is not a date"),
        ({**GOOD, "audience": ["laerere"]}, "audience: unknown audience: “laerere”"),
        ({**GOOD, "relations": [{"type": "part_of", "target": "x"}]}, "relations: unknown entry: “x”"),
        ({**GOOD, "episode": {"number": 1}}, "episode: only a podcast episode has this"),
        ({**GOOD, "identifiers": [{"scheme": "doi", "value": "x"}]}, "“x” is not a DOI"),
        ({**GOOD, "slug": "kendt"}, "“kendt” is taken already"),
        (
            {**GOOD, "identifiers": [{"scheme": "doi", "value": "10.1/ABC"}]},
            "already as “kendt”, which has the same DOI",
        ),
        ({**GOOD, "identifiers": [{"scheme": "isbn", "value": "0-306-40615-2"}]}, "“kendt”, which has the same ISBN"),
        ({"type": "topic", "id": "x"}, "is no entry; take other records in with load"),
        ([GOOD], "is not a JSON object"),
    ],
)
def test_each_reason_is_told(kb: Catalogue, tmp_path: Path, said: object, reason: str) -> None:
    identifiers = ({"scheme": "doi", "value": "10.1/abc"}, {"scheme": "isbn", "value": "978-0-306-40615-7"})
    kb.add(make_entry("kendt", identifiers=identifiers))
    file = tmp_path / "x.jsonl"
    file.write_text(lines_of(said))
    done = kb.import_(file)
    assert [reason in one.reason.render(str) for one in done.refused] == [True], done.refused
    assert len(kb) == 1


def test_two_records_of_one_work_in_a_file_are_one(kb: Catalogue, tmp_path: Path) -> None:
    doi = {"identifiers": [{"scheme": "doi", "value": "10.1/abc"}]}
    file = tmp_path / "x.jsonl"
    file.write_text(lines_of({**GOOD, **doi}, {**GOOD, "title": {"da": "Anden"}, **doi}))
    done = kb.import_(file)
    assert [entry.title.da for entry in done.entries] == ["En god nyhed"]
    assert "may be there already as “en-god-nyhed”" in done.refused[0].reason.render(str)


def test_what_leads_to_a_refused_record_is_refused_too(kb: Catalogue, tmp_path: Path) -> None:
    def part(slug: str, whole: str) -> dict[str, object]:
        return {**GOOD, "slug": slug, "title": {"da": slug}, "relations": [{"type": "part_of", "target": whole}]}

    file = tmp_path / "x.jsonl"
    file.write_text(
        lines_of(
            part("a", "b"),
            part("b", "c"),
            {**GOOD, "slug": "c", "kind": "nej"},
            part("d", "e"),
            part("e", "f"),
            {**GOOD, "slug": "f", "title": {"da": "f"}},
        )
    )
    done = kb.import_(file)
    assert [one.place for one in done.refused] == [1, 2, 3]
    assert list(kb) == ["d", "e", "f"]


def test_names_are_linked_to_their_records_and_bodies_without_one_get_one(kb: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    authors = [{"family": "Holm", "given": "Aase"}, {"literal": "RAND"}, {"family": "Ny", "given": "Nora"}]
    file.write_text(json.dumps({"title": "X", "genre": "news", "author": authors, "container-title": "Bladet"}))
    done = kb.import_(file)
    linked = [(one.name, one.person, one.organisation) for one in done.entries[0].contributors]
    assert linked == [("Aase Holm", "holm-aase", None), ("RAND", None, "rand"), ("Nora Ny", None, None)]
    assert [one.id for one in done.made] == ["rand", "bladet"]
    assert kb["x"].series == "bladet"


def test_works_that_name_no_kind_get_the_one_that_is_given(kb: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_text('[{"title": "A", "type": "map"}, {"title": "B", "genre": "podcastafsnit"}]')
    assert len(kb.import_(file, dry_run=True).refused) == 1
    done = kb.import_(file, kind="news", language="en")
    assert [(entry.kind, entry.title.en) for entry in done.entries] == [("news", "A"), ("podcast_episode", "B")]


def test_imported_works_are_found_at_once(kb: Catalogue, file: Path) -> None:
    kb.import_(file)
    assert [hit.slug for hit in kb.search("god nyhed")] == ["en-god-nyhed"]


def test_who_imports_and_why_is_kept(kb: Catalogue, file: Path) -> None:
    with kb.changes("fra Zotero", by="aase"):
        kb.import_(file)
    assert (kb.history()[0].by, kb.history()[0].reason) == ("aase", "fra Zotero")


def test_a_file_that_is_not_what_it_should_be_is_refused_whole(kb: Catalogue, tmp_path: Path) -> None:
    for name, content, reason in (
        ("x.json", "{", "x.json: is not JSON"),
        ("x.toml", "[", "is not TOML"),
        ("x.toml", "[[kind]]\nid = 'x'\n[[entry]]", "holds more than entries"),
        ("x.csv", "slug,farve\na,b", "has a column “farve”"),
        ("x.csv", "slug,slug\na,b", "has the column “slug” twice"),
    ):
        (tmp_path / name).write_text(content)
        with pytest.raises(InvalidFile) as refused:
            kb.import_(tmp_path / name)
        assert reason in str(refused.value)


def test_only_regular_files_are_read(kb: Catalogue, tmp_path: Path) -> None:
    for path in (tmp_path / "gone.json", Path("/dev/zero.csv"), tmp_path):
        with pytest.raises(NotReadable):
            kb.import_(path, "csv")
    with pytest.raises(NotReadable):
        kb.import_("/dev/zero", "csv")
    with pytest.raises(UnknownRecord):
        kb.import_(tmp_path / "x.pdf")


def test_the_command_prints_slugs_and_reasons_and_says_what_to_do(cli: Cli, file: Path) -> None:
    cli("init", "--empty")
    cli("load", str(Path(__file__).parent.parent / "catalog"))
    text = file.read_text().replace("far right", "exit")
    file.write_text(text)
    dry = cli("import", str(file), "--dry-run")
    assert dry.code == 1
    assert "1 værk ville blive tilføjet, 2 afvist." in dry.err
    done = cli("import", str(file))
    assert done.out.splitlines()[0] == "en-god-nyhed"
    assert done.out.splitlines()[1].startswith("linje 2: ukendt type: “nyhde”")
    assert "1 værk tilføjet, 2 afvist." in done.err
    assert f"Ret de afviste i {file.with_name('nyt.refused.jsonl')}" in done.err
    told = cli("import", str(file), "--json")
    assert told.json["entries"] == []
    assert [one["place"] for one in told.json["refused"]] == [1, 2, 3]
    file.write_text(lines_of({**GOOD, "title": {"da": "En nyhed til"}, "topics": []}))
    assert cli("import", str(file)).code == 0


def test_the_command_exports_to_a_file_or_to_standard_output(tmp_path: Path, home: Path) -> None:
    import os
    import subprocess
    import sys

    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "ncfe_kb", "--home", str(home), "export", *words]
        return subprocess.run(command, capture_output=True, check=False, env={**os.environ, "NCFE_KB_LANG": "da"})

    shown = run("--format", "csl-json", "--kind", "forskningsartikel", "--public")
    assert shown.returncode == 0
    assert "Veje ud af ekstremisme" in shown.stdout.decode()
    kept = run("--kind", "forskningsartikel", "--public", "-o", str(tmp_path / "x.json"))
    assert (kept.returncode, kept.stdout) == (0, b"")
    assert (tmp_path / "x.json").read_bytes() == shown.stdout
    for words in (("-o", str(tmp_path / "x.doc")), (), ("--format", "csl"), ("-o", str(tmp_path), "--format", "csv")):
        refused = run(*words)
        assert refused.returncode == 1
        assert len(refused.stderr.decode().splitlines()) == 1


def test_export_narrows_as_search_does(starter: Catalogue) -> None:
    def slugs(**chosen: object) -> list[str]:
        return [json.loads(line)["slug"] for line in starter.export("jsonl", **chosen).splitlines()]  # type: ignore[arg-type]  # any filter

    assert len(slugs()) == len(starter)
    assert slugs(kinds=["podcast_episode"]) == [slug for slug in starter if starter[slug].kind == "podcast_episode"]
    found = {hit.slug for hit in starter.search(topics=["højreekstremisme"], years=["2019"], limit=None)}
    assert set(slugs(topics=["højreekstremisme"], years=["2019"])) == found
    with pytest.raises(UnknownRecord):
        slugs(kinds=["nej"])


def test_an_entry_without_a_slug_gets_one_from_its_title(kb: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('kind = "news"\n[supplied_title]\nda = "Æblet"\n')
    (entry,) = kb.import_(tmp_path / "x.toml").entries
    assert entry == Entry(slug="aeblet", kind="news", supplied_title=Text(da="Æblet"))


WORK = {"kind": "nyhed", "title": {"da": "Veje ud: en håndbog"}, "date": "2019", "language": "da"}
AUTHORS = [{"name": "Åse Holm", "role": "author"}, {"name": "Bo Lund", "role": "author"}]


@pytest.fixture
def known(kb: Catalogue) -> Catalogue:
    """A catalogue with one work."""
    title, author = Text(da="VEJE UD"), {"name": "Holm, A.", "role": "author"}
    kb.add(make_entry("kendt", title=title, date="2019", language="da", contributors=(author,)))
    return kb


def taken_in(kb: Catalogue, folder: Path, *records: object, **chosen: bool) -> Imported:
    file = folder / "x.jsonl"
    file.write_text(lines_of(*records))
    return kb.import_(file, **chosen)  # type: ignore[arg-type]  # all are flags


REASON = (
    "may be the same work as kendt; if it is another one, give it the relation distinct_from to that, or import it "
    "with --distinct"
)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"title": {"da": "veje ud"}},
        {"title": {"da": "Veje ud"}, "contributors": AUTHORS},
        {"contributors": AUTHORS},
        {"title": {"da": "Veje ud"}, "date": None},
    ],
)
def test_a_work_that_may_be_known_by_its_title_is_refused_and_the_other_one_named(
    known: Catalogue, tmp_path: Path, changed: dict[str, object]
) -> None:
    record = {name: value for name, value in {**WORK, **changed}.items() if value is not None}
    done = taken_in(known, tmp_path, record)
    assert [one.reason.render(str) for one in done.refused] == [REASON]
    assert done.refused_file
    assert done.refused_file.read_text() == lines_of(record)
    assert list(known) == ["kendt"]


@pytest.mark.parametrize(
    "changed",
    [
        {"date": "2020"},
        {"title": {"da": "Veje ud af ekstremisme"}},
        {"contributors": [{"name": "Else Toft", "role": "author"}]},
        {"relations": [{"type": "distinct_from", "target": "kendt"}]},
    ],
)
def test_another_work_is_taken_in(known: Catalogue, tmp_path: Path, changed: dict[str, object]) -> None:
    done = taken_in(known, tmp_path, {**WORK, **changed})
    assert (done.refused, done.related) == ((), ())


def test_a_refused_record_that_is_said_to_be_another_work_goes_in_and_that_is_remembered(
    known: Catalogue, tmp_path: Path
) -> None:
    assert len(taken_in(known, tmp_path, WORK).refused) == 1
    before = known.history()
    [entry] = taken_in(known, tmp_path, WORK, distinct=True).entries
    assert [(one.type, one.target) for one in known[entry.slug].relations] == [("distinct_from", "kendt")]
    assert known.duplicates() == ()
    assert len(known.history()) == len(before) + 1


def test_works_of_one_file_are_compared_with_each_other(kb: Catalogue, tmp_path: Path) -> None:
    again = {**WORK, "title": {"da": "Veje ud"}, "contributors": AUTHORS}
    done = taken_in(kb, tmp_path, WORK, again, {**WORK, "date": "2020"}, {**WORK, "slug": "anden-udgave"})
    assert [entry.slug for entry in done.entries] == ["veje-ud-en-haandbog", "veje-ud-en-haandbog-2"]
    assert [one.place for one in done.refused] == [2, 4]
    assert "the same work as veje-ud-en-haandbog;" in done.refused[0].reason.render(str)


@pytest.mark.parametrize(
    ("changed", "relation"),
    [
        ({"language": "en"}, "translation_of"),
        ({"title": {"da": "Veje ud, 2. udgave"}, "date": "2021"}, "version_of"),
        ({"title": {"da": "Resumé: Veje ud"}}, "summary_of"),
        ({"kind": "podcastafsnit"}, "related_to"),
    ],
)
def test_what_only_looks_the_same_is_taken_in_and_the_relation_proposed_or_noted(
    known: Catalogue, tmp_path: Path, changed: dict[str, object], relation: str
) -> None:
    record = {**WORK, "slug": "ny", **changed}
    dry = taken_in(known, tmp_path, record, dry_run=True)
    [found] = dry.related
    assert (found.slug, found.other, found.relation) == ("ny", "kendt", relation)
    assert taken_in(known, tmp_path, record) == dry
    assert known["ny"].relations == ()
    known.undo(known.history(limit=1)[0].id)
    assert taken_in(known, tmp_path, record, relate=True).related == dry.related
    assert [(one.type, one.target) for one in known["ny"].relations] == [(relation, "kendt")]


def test_nothing_is_proposed_to_what_was_refused(kb: Catalogue, tmp_path: Path) -> None:
    lost = {**WORK, "slug": "vaek", "relations": [{"type": "part_of", "target": "ingen"}]}
    done = taken_in(kb, tmp_path, lost, {**WORK, "slug": "ny", "language": "en"}, relate=True)
    assert [entry.slug for entry in done.entries] == ["ny"]
    assert (done.related, kb["ny"].relations) == ((), ())


def test_a_shared_doi_of_a_translation_is_no_reason_to_refuse_it(kb: Catalogue, tmp_path: Path) -> None:
    doi = {"identifiers": [{"scheme": "doi", "value": "10.1/abc"}]}
    done = taken_in(kb, tmp_path, {**WORK, **doi}, {**WORK, **doi, "slug": "ways-out", "language": "en"})
    assert [(one.slug, one.by, one.relation) for one in done.related] == [("ways-out", ("doi",), "translation_of")]


def test_a_slug_that_leads_to_a_work_is_taken(kb: Catalogue, tmp_path: Path) -> None:
    kb.add(make_entry("gammel"))
    kb.rename("gammel", "nyere")
    done = taken_in(kb, tmp_path, {**GOOD, "slug": "gammel"})
    assert [one.reason.render(str) for one in done.refused] == ["“gammel” is taken already; choose another id"]
    done = taken_in(kb, tmp_path, {**GOOD, "title": {"da": "Gammel"}})
    assert [entry.slug for entry in done.entries] == ["gammel-2"]
    assert kb["gammel"].slug == "nyere"


@pytest.mark.slow
@pytest.mark.alone
def test_many_records_take_their_time_each_and_not_more_the_more_there_are(kb: Catalogue, tmp_path: Path) -> None:
    def seconds(number: int) -> float:
        records = ({**GOOD, "title": {"da": f"Nyhedsbrev om emne {one} i uge {one % 50}"}} for one in range(number))
        began = process_time()
        done = taken_in(kb, tmp_path, *records, dry_run=True)
        assert len(done.entries) == number
        return process_time() - began

    seconds(100)
    assert seconds(4_000) < 4 * 2.5 * seconds(1_000)


def test_the_command_proposes_relations_and_takes_in_what_is_said_to_differ(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(
        lines_of({**WORK, "slug": "bog"}, {**WORK, "slug": "book", "language": "en"}, {**WORK, "slug": "b"})
    )
    done = cli("import", str(file), "--dry-run", lang="en")
    assert done.out.splitlines()[:2] == ["bog", "book"]
    assert done.out.splitlines()[2].startswith("line 3: may be the same work as bog; if it is another one, ")
    told = [
        "2 works would be added, 1 refused.",
        "book: perhaps translation of: Veje ud: en håndbog (bog); in common: title, year",
    ]
    assert done.err.splitlines()[-3:] == [*told, "1 relation proposed; --relate notes it."]
    done = cli("import", str(file), "--relate", "--distinct", lang="en")
    assert done.code == 0
    assert done.err.splitlines()[-1] == "2 relations noted."
    assert [one["type"] for one in cli("show", "book", "--json").json["relations"]] == [
        "translation_of",
        "translation_of",
    ]
    assert cli("duplicates", "--json").json == {"duplicates": []}
