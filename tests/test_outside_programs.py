"""Other programs open what is written: those of FORMATS.md that are Python packages, run here.

They are no part of this project; the extra `test` brings them, and a test is left out where its program is missing.
"""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from conftest import ROOT
from format_strategies import AUTHORITIES, TARGETS, VOCABULARY, cited_works
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import THOROUGH, entries

from ncfe_kb import Catalogue, Entry
from ncfe_kb.formats.skos import FORMS

Written = Callable[[str], Path]
TITLE = "Veje ud af ekstremisme: understøttet exit, løsrivelse og reintegration"
SLUG = "fa-exit-christensen-2019"


def program(name: str) -> Any:
    """Return another program's package; its warnings are no matter of ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name, reason=f"{name} is not installed; the extra test brings it")


@pytest.fixture
def written(starter: Catalogue, tmp_path: Path) -> Written:
    """Writes the centre's works in a format."""

    def write(name: str) -> Path:
        pytest.importorskip({"bibtex": "bibtexparser", "ris": "rispy", "xlsx": "openpyxl"}.get(name, "csv"))
        file = tmp_path / f"works.{name}"
        file.write_bytes(starter.export(name, language="da"))
        return file

    return write


def test_pybtex_reads_the_bibtex(written: Written, starter: Catalogue) -> None:
    program("pybtex")
    from pybtex.database import parse_file

    entries = parse_file(str(written("bibtex")), "bibtex").entries
    assert list(entries) == list(starter)
    assert entries[SLUG].fields["title"] == TITLE
    assert [str(person) for person in entries[SLUG].persons["author"]] == ["Christensen, Tina Wilchen"]
    assert entries["fr-moskeer-2019"].fields["langid"] == "danish"


def test_papis_reads_the_bibtex(written: Written, starter: Catalogue, tmp_path: Path) -> None:
    program("papis")
    file = written("bibtex")
    code = "import json, sys, papis.bibtex; print(json.dumps(papis.bibtex.bibtex_to_dict(sys.argv[1])))"
    home = {**os.environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, "-W", "ignore", "-c", code, str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=home)
    assert done.returncode == 0, done.stderr
    found = {one["ref"]: one for one in json.loads(done.stdout)}
    assert list(found) == list(starter)
    assert found[SLUG]["title"] == TITLE
    assert found[SLUG]["author_list"][0]["family"] == "Christensen"


def test_rispy_reads_the_ris_as_it_comes(written: Written, starter: Catalogue) -> None:
    rispy = program("rispy")
    with written("ris").open(encoding="utf-8") as stream:
        entries = {one["id"]: one for one in rispy.load(stream)}
    assert list(entries) == list(starter)
    assert entries[SLUG]["title"] == TITLE
    assert entries[SLUG]["authors"] == ["Christensen, Tina Wilchen"]


def test_citeproc_py_makes_references_of_the_csl_json(written: Written) -> None:
    program("citeproc")
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(written("csl-json").read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it does not know the language da, only da-DK
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        text = [str(one) for one in bibliography.bibliography()]
    assert len(text) == len(items)
    assert f"Christensen, T.W. (2019) {TITLE}" in " ".join(text)


def test_pandas_reads_the_csv(written: Written, starter: Catalogue) -> None:
    pandas = program("pandas")
    table = pandas.read_csv(written("csv"), dtype=str, keep_default_na=False)
    assert list(table["slug"]) == list(starter)
    assert table.set_index("slug").loc[SLUG, "title.da"] == TITLE
    assert table["topics"].str.split("; ").map(len).max() > 2


def test_pandas_reads_the_workbook(written: Written, starter: Catalogue) -> None:
    pandas = program("pandas")
    table = pandas.read_excel(written("xlsx"), dtype=str, keep_default_na=False)
    assert list(table["slug"]) == list(starter)
    assert table.set_index("slug").loc[SLUG, "title.da"] == TITLE


def test_openpyxl_reads_the_workbook(written: Written, starter: Catalogue) -> None:
    sheet = program("openpyxl").load_workbook(written("xlsx")).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["slug", *starter]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


KERNEL = "{http://datacite.org/schema/kernel-4}"
TRANSLATED = "videnssyntese-2018-en"


@pytest.fixture(scope="session")
def schema() -> Any:
    """DataCite's schema of 4.6, which asks for rights too in the package that has it."""
    program("validator")
    from lxml import etree

    file = resources.files("validator").joinpath("schema/metadata.xsd")
    text = file.read_text(encoding="utf-8").replace(
        'name="rightsList" minOccurs="1"', 'name="rightsList" minOccurs="0"'
    )
    return etree.XMLSchema(etree.fromstring(text.encode(), base_url=str(file)))


def faults(schema: Any, data: bytes) -> list[str]:
    """Return what a schema finds wrong with the resources of a file."""
    from lxml import etree

    found = etree.fromstring(data)
    each = [found] if found.tag == f"{KERNEL}resource" else list(found)
    wrong = [one for one in each if not schema.validate(etree.ElementTree(one))]
    return [etree.tostring(one, encoding="unicode") for one in wrong]


def test_datacites_schema_finds_nothing_wrong_with_the_xml(schema: Any, written: Written) -> None:
    data = written("datacite").read_bytes()
    assert faults(schema, data) == []
    assert len(faults(schema, data.replace(b"<titles>", b"<title>").replace(b"</titles>", b"</title>"))) > 100


def test_nor_where_works_have_addresses_of_their_own(schema: Any, starter: Catalogue) -> None:
    data = starter.export("datacite", base="https://example.org")
    assert b'relatedIdentifierType="URL"' in data
    assert faults(schema, data) == []


@pytest.mark.slow
def test_datacites_schema_finds_nothing_wrong_with_any_work(schema: Any) -> None:
    @settings(THOROUGH)
    @given(st.lists(entries | cited_works(breaks_lines=True), max_size=3, unique_by=lambda entry: entry.slug))
    def check(drawn: list[Entry]) -> None:
        with Catalogue.in_memory() as kb:
            kb.put(*VOCABULARY, *AUTHORITIES, *TARGETS, *drawn)
            assert faults(schema, kb.export("datacite")) == []

    check()


NEW_IN_46 = {"HasTranslation": "HasVersion", "IsTranslationOf": "IsVersionOf", "Project": "Other"}
"""What the client's schema, that of 4.5, does not know yet, and what it knows instead."""


def test_datacites_client_finds_nothing_wrong_with_the_json(written: Written, starter: Catalogue) -> None:
    program("datacite")
    from datacite import schema45

    text = written("datacite-json").read_text(encoding="utf-8")
    for new, old in NEW_IN_46.items():
        text = text.replace(f'"{new}"', f'"{old}"')
    works = json.loads(text)
    assert len(works) == len(starter)
    assert [error.message for work in works for error in schema45.validator.iter_errors(work)] == []
    assert list(schema45.validator.iter_errors({**works[0], "titles": []}))


COMPARED = ("titles", "creators", "contributors", "subjects", "dates", "descriptions", "relatedItems", "sizes")


def test_datacites_client_makes_the_same_xml_of_the_json(written: Written) -> None:
    program("datacite")
    from datacite import schema45

    works = json.loads(written("datacite-json").read_text(encoding="utf-8"))
    for work, ours in zip(works, fromstring(written("datacite").read_bytes()), strict=True):
        theirs = fromstring(schema45.tostring(work).encode())
        assert {each.tag for each in ours} == {each.tag for each in theirs} | {f"{KERNEL}identifier"}
        for name in COMPARED:
            assert flat(ours, name) == flat(theirs, name)


def flat(resource: Element, name: str) -> list[tuple[str, str, dict[str, str]]]:
    """Return the elements within one of a resource, in their order, each with its text and attributes.

    The client leaves out the code of a subject.
    """
    within = resource.find(f"{KERNEL}{name}")
    elements = [] if within is None else list(within.iter())
    for one in elements:
        one.attrib.pop("classificationCode", None)
    return [(one.tag, (one.text or "").strip(), one.attrib) for one in elements]


def test_rdflib_reads_the_json_ld(written: Written, starter: Catalogue) -> None:
    rdflib = program("rdflib")
    whole = json.loads(written("schema-org").read_text(encoding="utf-8"))
    whole["@context"] = {"@vocab": "https://schema.org/"}  # which schema.org's own begins with; nothing is fetched
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it calls what it is about to give up
        graph = rdflib.Graph().parse(data=json.dumps(whole), format="json-ld")
    words = rdflib.Namespace("https://schema.org/")
    slugs = {str(value) for value in graph.objects(None, words.value)}
    assert slugs >= set(starter)
    (article,) = graph.subjects(words.name, rdflib.Literal(TITLE, lang="da"))
    assert (article, rdflib.RDF.type, words.ScholarlyArticle) in graph
    (original,) = graph.objects(of_slug(graph, words, TRANSLATED), words.translationOfWork)
    assert original == of_slug(graph, words, "videnssyntese-2018-da")


def of_slug(graph: Any, words: Any, slug: str) -> Any:
    """Return the work that has a slug."""
    values = [one for one in graph.subjects(words.value) if str(graph.value(one, words.value)) == slug]
    (work,) = {work for value in values for work in graph.subjects(words.identifier, value)}
    return work


Delivery = Callable[[str], Path]


@pytest.fixture
def delivery(starter: Catalogue, tmp_path: Path) -> Delivery:
    """Writes what a translator into English gets, in a format."""

    def write(name: str) -> Path:
        file = tmp_path / f"translations.{name}"
        file.write_bytes(starter.export_translations("en", name))
        return file

    return write


UNIT = f"entry/{SLUG}/title"
ENGLISH = "Ways out; <exit> & more"


def test_polib_reads_the_po_and_what_it_saves_is_taken_in(delivery: Delivery, starter: Catalogue) -> None:
    file = delivery("po")
    found = program("polib").pofile(str(file))
    assert found.metadata["Language"] == "en"
    assert len(found) == len(starter.translations("en", stale=True))
    (unit,) = (one for one in found if one.msgctxt == UNIT)
    assert unit.msgid == TITLE
    assert "python-format" not in " ".join(flag for one in found for flag in one.flags)
    unit.msgstr = ENGLISH
    found.save()
    assert starter.import_translations(file, dry_run=True).taken == (f"{UNIT}.en",)


def test_gettext_finds_nothing_wrong_with_the_po(delivery: Delivery) -> None:
    if not (msgfmt := shutil.which("msgfmt")):
        pytest.skip("gettext is not installed")
    command = [msgfmt, "--check", "--output-file", os.devnull, str(delivery("po"))]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_translate_toolkit_reads_the_xliff_and_what_it_saves_is_taken_in(
    delivery: Delivery, starter: Catalogue
) -> None:
    program("translate")
    from translate.storage import xliff

    file = delivery("xliff")
    store = xliff.xlifffile.parsefile(str(file))
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == ("da", "en")
    assert len(store.units) == len(starter.translations("en", stale=True))
    (unit,) = (one for one in store.units if one.getid().endswith(UNIT))
    assert unit.source == TITLE
    assert not unit.istranslated()
    unit.target = ENGLISH
    store.save()
    assert starter.import_translations(file, dry_run=True).taken == (f"{UNIT}.en",)


def test_the_translate_toolkit_reads_the_po_as_well(delivery: Delivery, starter: Catalogue) -> None:
    program("translate")
    from translate.storage import pypo

    store = pypo.pofile.parsefile(str(delivery("po")))
    named = {one.getcontext(): one.source for one in store.units if not one.isheader()}
    assert named[UNIT] == TITLE
    assert len(named) == len(starter.translations("en", stale=True))


@pytest.fixture(params=FORMS)
def thesaurus(request: pytest.FixtureRequest, starter: Catalogue, tmp_path: Path) -> Path:
    """The centre's topics in each form of SKOS."""
    program("rdflib")
    form = FORMS[str(request.param)]
    file = tmp_path / f"topics{form.endings[0]}"
    file.write_bytes(starter.thesaurus(form.name, base="https://example.org"))
    return file


SKOSIFY = """
import logging, rdflib, sys, skosify
logging.basicConfig(level=logging.WARNING, stream=sys.stdout, format="%(message)s")
found = skosify.skosify(sys.argv[1])
print(len(set(found.subjects(rdflib.RDF.type, rdflib.SKOS.Concept))), "concepts")
"""


def test_skosify_warns_of_nothing_in_the_thesaurus(thesaurus: Path, starter: Catalogue) -> None:
    program("skosify")
    command = [sys.executable, "-W", "ignore", "-c", SKOSIFY, str(thesaurus)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.stdout == f"{len(starter.vocabulary.topics)} concepts\n", done.stderr


def test_pyshacl_finds_the_thesaurus_as_its_shape_asks(thesaurus: Path) -> None:
    assert conforms(thesaurus.read_text(encoding="utf-8"), thesaurus.suffix) == (True, "")


@pytest.mark.parametrize(
    "more",
    [
        'skos:prefLabel "exits"@en',
        'skos:altLabel "exit og løsrivelse"@da',
        'skos:hiddenLabel "exit og løsrivelse"@da',
        'skos:prefLabel "exit"@de',
        "skos:related <https://example.org/topics/none>",
    ],
)
def test_pyshacl_would_find_what_is_wrong(more: str, starter: Catalogue) -> None:
    program("rdflib")
    text = starter.thesaurus(base="https://example.org").decode()
    assert conforms(f"{text}<https://example.org/topics/exit> {more} .", ".ttl")[0] is False


def conforms(text: str, ending: str) -> tuple[bool, str]:
    """Return whether a thesaurus is as the shape asks, and what is not."""
    pyshacl = program("pyshacl")
    (form,) = (one for one in FORMS.values() if ending in one.endings)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        shapes = (ROOT / "tests/skos_shapes.ttl").read_text(encoding="utf-8")
        is_so, _, told = pyshacl.validate(
            text, shacl_graph=shapes, data_graph_format=form.parser, shacl_graph_format="turtle"
        )
    return bool(is_so), "" if is_so else str(told)


def test_pythons_own_csv_and_json_read_what_they_should(written: Written, starter: Catalogue) -> None:
    text = written("csv").read_text(encoding="utf-8-sig")
    assert [row["slug"] for row in csv.DictReader(io.StringIO(text, newline=""))] == list(starter)
    lines = written("jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["slug"] for line in lines] == list(starter)


def test_every_program_that_is_said_to_be_tried_has_its_test_here() -> None:
    tried = re.findall(r"^\| (\S+) \|.*\| tried \|$", (ROOT / "FORMATS.md").read_text(), flags=re.MULTILINE)
    here = Path(__file__).read_text()
    assert len(tried) > 5
    assert [name for name in tried if f'program("{name}")' not in here and f"program({name!r})" not in here] == []
