"""What every format promises, and what each does with the signs that mean something in it."""

import io
import json
import re
import tomllib
import zipfile
from html import unescape
from pathlib import Path

import pytest
from conftest import ROOT, STARTER, make_entry
from format_strategies import AUTHORITIES, HELD, VOCABULARY
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import THOROUGH

from ncfe_kb import Catalogue, Contributor, Entry, Kind, Text, files
from ncfe_kb.catalogue.doubles import Doubles
from ncfe_kb.errors import InvalidFile, UnknownRecord
from ncfe_kb.formats import FORMATS, READ, WRITTEN, format_of
from ncfe_kb.languages import LANGUAGES
from ncfe_kb.models import type_of

KINDS = {record.id: record for record in VOCABULARY if isinstance(record, Kind)}
KINDS_AND_LIKE = ("kind", "audience", "series", "person", "organisation", "topic_group", "topic")


THERE_AND_BACK = [name for name in WRITTEN if name in READ]


@pytest.fixture(params=THERE_AND_BACK)
def form(request: pytest.FixtureRequest) -> str:
    """The name of each format that is written and read; what it needs must be installed."""
    name = str(request.param)
    needs(name)
    return name


def needs(name: str) -> None:
    if FORMATS[name].package:
        pytest.importorskip(FORMATS[name].package)


def file_of(folder: Path, name: str, data: bytes) -> Path:
    file = folder / f"works{FORMATS[name].endings[0]}"
    file.write_bytes(data)
    return file


def there_and_back(folder: Path, name: str, entries: list[Entry]) -> list[Entry]:
    """Return what comes back of entries, in a catalogue with the same vocabulary."""
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY, *AUTHORITIES, *entries)
        data = kb.export(name, language="da")
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY, *AUTHORITIES)
        done = kb.import_(file_of(folder, name, data), name, language="da")
        assert [one.reason.render(str) for one in done.refused] == []
        assert list(done.made) == []
        return [kb[slug] for slug in kb]


@pytest.mark.slow
@pytest.mark.parametrize("name", THERE_AND_BACK)
def test_what_a_format_holds_comes_back_as_it_was(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    needs(name)
    folder = tmp_path_factory.mktemp(name)

    @settings(THOROUGH)
    @given(st.lists(HELD[name], min_size=1, max_size=4, unique_by=lambda entry: entry.slug))
    def check(entries: list[Entry]) -> None:
        for number, entry in enumerate(entries):  # what names one work alone names no other
            if number:
                entries[number] = entry.model_copy(update={"identifiers": ()})
        assume(all(double.relation for double in Doubles(KINDS, entries).pairs()))
        assert there_and_back(folder, name, entries) == sorted(entries, key=lambda entry: entry.slug)

    check()


def test_the_centres_works_go_out_and_come_back(form: str, starter: Catalogue, tmp_path: Path) -> None:
    file = file_of(tmp_path, form, starter.export(form, language="en"))
    known = [origin.record for origin in files.read(STARTER) if type_of(origin.record) in KINDS_AND_LIKE]
    with Catalogue.in_memory() as kb:
        kb.put(*known)
        done = kb.import_(file, language="en")
        assert [one.reason.render(str) for one in done.refused] == []
        assert not done.made
        assert list(kb) == list(starter)
        for name in ("kind", "title", "supplied_title", "date", "language", "series", "topics", "identifiers"):
            assert [getattr(kb[slug], name) for slug in kb] == [getattr(starter[slug], name) for slug in starter]
        assert list(kb.import_(file, language="en").entries) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_works_give_the_same_bytes(form: str, starter: Catalogue, language: str) -> None:
    assert starter.export(form, language=language) == starter.export(form, language=language)


def test_works_stand_in_the_order_of_their_slugs(form: str, starter: Catalogue, tmp_path: Path) -> None:
    file = file_of(tmp_path, form, starter.export(form, kinds=["news"]))
    with Catalogue.in_memory(starter=True) as kb:
        for slug in [slug for slug in kb if kb[slug].kind == "news"]:
            kb.remove(slug, drop_relations=True)
        slugs = [entry.slug for entry in kb.import_(file, dry_run=True).entries]
    assert slugs == sorted(slugs)
    assert len(slugs) == 6


def test_no_works_are_a_file_without_works(form: str, kb: Catalogue, tmp_path: Path) -> None:
    done = kb.import_(file_of(tmp_path, form, kb.export(form)))
    assert (done.entries, done.refused) == ((), ())


def test_the_public_gets_published_works_without_the_staffs_notes(form: str, kb: Catalogue) -> None:
    consent = {"scope": "photo", "note": {"da": "HEMMELIGT"}}
    named = Contributor(name="Åse Holm", role="author", consents=(consent,))
    gone = Contributor(name="Navn Vaek", role="author", consents=({"scope": "name", "withdrawn": "2020"},))
    kb.add(
        make_entry("ude", notes=Text(da="HEMMELIGT"), contributors=(named, gone)),
        make_entry("inde", title=Text(da="HEMMELIGT"), statuses=()),
    )
    text = plain(form, kb.public.export(form))
    assert "Titel på ude" in text
    assert "HEMMELIGT" not in text
    assert "Vaek" not in text


def plain(form: str, data: bytes) -> str:
    if form != "xlsx":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "".join(unescape(packed.read(name).decode()) for name in packed.namelist())


def test_a_format_is_known_by_name_or_by_the_files_ending(tmp_path: Path) -> None:
    assert format_of("ris").name == "ris"
    assert format_of("ris", tmp_path / "x.bib").name == "ris"
    assert format_of(None, tmp_path / "X.BIB").name == "bibtex"
    for name, ending in (("word", "x.bib"), (None, "x.docx"), (None, "x")):
        with pytest.raises(UnknownRecord, match="did you mean bibtex, ris"):
            format_of(name, Path(ending))
    with pytest.raises(UnknownRecord):
        format_of("crossref", to_write=True)


@pytest.mark.parametrize("name", [name for name in WRITTEN if name not in READ])
def test_a_format_that_is_only_written_is_not_imported(name: str, kb: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "works.json"
    file.write_bytes(kb.export(name))
    with pytest.raises(UnknownRecord, match="did you mean bibtex, ris, csl-json") as refused:
        kb.import_(file, name)
    assert name not in refused.value.near


SIGNS = "100 % & $5 #1 a_b {x} \\emph{y} ~ ^ -- ``q'' \"æøå\" <b>; 'x', ¿ – “ ” «» ?` !` ,,x"


def test_signs_that_mean_something_stay_what_they_are(form: str, tmp_path: Path) -> None:
    entry = make_entry("ny-tegn", title=Text(da=SIGNS), abstract=Text(da=SIGNS), statuses=())
    assert there_and_back(tmp_path, form, [entry]) == [entry]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "'", "'="])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_becomes_a_formula(form: str, start: str, tmp_path: Path) -> None:
    needs(form)
    entry = make_entry("ny-celle", title=Text(da=f"{start}1+cmd|'/c calc'!A1"), statuses=())
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY, entry)
        data = kb.export(form)
    if form == "csv":
        assert f"'{start}1+cmd" in data.decode()
    else:
        assert "<f>" not in plain(form, data)
        assert 'quotePrefix="1"' in plain(form, data)
    assert there_and_back(tmp_path, form, [entry]) == [entry]


def test_a_text_that_a_workbook_cannot_hold_is_refused_and_not_cut(kb: Catalogue) -> None:
    needs("xlsx")
    kb.add(make_entry("lang", abstract=Text(da="x" * 40_000)))
    with pytest.raises(InvalidFile, match="is longer than 32767"):
        kb.export("xlsx")


def test_a_character_that_xml_has_no_place_for_is_refused(kb: Catalogue) -> None:
    needs("xlsx")
    kb.add(make_entry("tegn", title=Text(da="x\uffff")))
    with pytest.raises(InvalidFile, match="a workbook cannot hold"):
        kb.export("xlsx")


def test_bibtex_from_elsewhere_is_read(kb: Catalogue, tmp_path: Path) -> None:
    needs("bibtex")
    kb.put(*VOCABULARY)
    file = tmp_path / "x.bib"
    file.write_text(
        r"""
@comment{none of this counts}
@string{jd = {Journal for Deradicalization}}
@article{Ravndal2020,
  author = "J{\o}rgen {\AA}berg and Jacob Aasland Ravndal and {C-REX \& friends} and van der Berg, Jan and others",
  title = {The {Emergence} of \emph{Militancy}},
  subtitle = {A Study}, journal = jd, volume = 25, number = {2}, year = 2020, month = nov, pages = {1--20},
  doi = {https://doi.org/10.1002/BERJ.3677}, langid = {british}, keywords = {far right},
}
""",
        encoding="utf-8",
    )
    done = kb.import_(file)
    (entry,) = done.entries
    assert entry.slug == "the-emergence-of-militancy-a-study"
    assert entry.title == Text(en="The Emergence of Militancy: A Study")
    assert entry.people == ("Jørgen Åberg", "Jacob Aasland Ravndal", "Jan van der Berg")
    assert [one.id for one in done.made] == ["journal-for-deradicalization", "c-rex-friends"]
    assert (entry.kind, entry.date, entry.series_number) == ("journal_article", "2020-11", "25(2)")
    assert (entry.extent.da, entry.topics) == ("s. 1–20", ("hoejreekstremisme",))
    assert entry.identifiers[0].value == "10.1002/berj.3677"


CROSSREF = {
    "indexed": {"date-time": "2021-01-01T00:00:00Z"},
    "DOI": "10.1002/BERJ.3677",
    "type": "journal-article",
    "title": ["Recognising &amp; responding to <i>radicalisation</i>"],
    "subtitle": ["A study"],
    "container-title": ["British Educational Research Journal"],
    "author": [
        {"given": "David", "family": "Parker", "sequence": "first", "affiliation": []},
        {"name": "RAND Corporation", "sequence": "additional"},
    ],
    "issued": {"date-parts": [[2021, 4, None]]},
    "volume": "47",
    "issue": "4",
    "page": "833-850",
    "ISSN": ["0141-1926", "1469-3518"],
    "publisher": "Wiley",
    "abstract": "<jats:p>Teachers were <jats:bold>asked</jats:bold>.</jats:p>",
    "language": "en",
    "URL": "http://dx.doi.org/10.1002/berj.3677",
    "subject": ["Education"],
}


@pytest.mark.parametrize("whole", [CROSSREF, {"status": "ok", "message-type": "work", "message": CROSSREF}])
def test_the_record_of_a_doi_is_read_with_its_envelope_or_without(
    kb: Catalogue, tmp_path: Path, whole: dict[str, object]
) -> None:
    kb.put(*VOCABULARY)
    file = tmp_path / "doi.json"
    file.write_text(json.dumps(whole))
    done = kb.import_(file)
    (entry,) = done.entries
    assert entry.title == Text(en="Recognising & responding to radicalisation: A study")
    assert entry.abstract == Text(en="Teachers were asked.")
    assert (entry.kind, entry.date, entry.language) == ("journal_article", "2021-04", "en")
    assert [(one.scheme, one.value) for one in entry.identifiers] == [
        ("doi", "10.1002/berj.3677"),
        ("issn", "0141-1926"),
        ("issn", "1469-3518"),
    ]
    assert (entry.series, entry.series_number) == ("british-educational-research-journal", "47(4)")
    assert [(one.name, one.role, one.organisation) for one in entry.contributors] == [
        ("David Parker", "author", None),
        ("RAND Corporation", "author", "rand-corporation"),
        ("Wiley", "publisher", "wiley"),
    ]


def test_a_part_is_led_to_its_whole_by_the_title(form: str, tmp_path: Path) -> None:
    whole = make_entry("ny-helhed", kind="report", title=Text(da="Helheden & resten"), statuses=())
    part = make_entry("ny-del", kind="report", relations=({"type": "part_of", "target": "ny-helhed"},), statuses=())
    assert there_and_back(tmp_path, form, [part, whole]) == [part, whole]


def test_a_table_from_danish_excel_is_read(kb: Catalogue, tmp_path: Path) -> None:
    kb.put(*VOCABULARY)
    file = tmp_path / "x.csv"
    file.write_bytes("slug;title.da;kind;public;topics\r\nen;Én, ja;Rapporter;FALSK;far right\r\n".encode("utf-8-sig"))
    (entry,) = kb.import_(file).entries
    assert (entry.title.da, entry.kind, entry.public, entry.topics) == (
        "Én, ja",
        "report",
        False,
        ("hoejreekstremisme",),
    )


def test_every_format_is_told_of_in_formats_md() -> None:
    told = re.findall(r"^\| `([a-z-]+)` \|", (ROOT / "FORMATS.md").read_text(), flags=re.MULTILINE)
    assert told == list(FORMATS)
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    for form in FORMATS.values():
        assert not form.extra or any(one.startswith(form.package) for one in extras[form.extra])
