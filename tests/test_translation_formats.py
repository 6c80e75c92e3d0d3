"""The files that translators get: any text comes back as it went out, and no file breaks what reads it."""

import csv
import io
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue
from ncfe_kb.errors import CatalogueError, Fault, UnknownRecord
from ncfe_kb.formats.translations import FORMATS, Unit, Units, fingerprint, format_of
from ncfe_kb.languages import LANGUAGES, Language

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SIGNS = "\n\r\t\x00\x07\x0b\x1c\x85\u2028\ufffe\"\\;,'=+@<>&]]> %{}#x \u202e"
anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1) | st.text(SIGNS, min_size=1)
targets = anything | st.just("")


@pytest.fixture(params=FORMATS)
def form(request: pytest.FixtureRequest) -> str:
    """The name of each format."""
    return str(request.param)


def there_and_back(form: str, units: list[Unit], to: Language = "en") -> Units:
    module = FORMATS[form].loaded()
    return module.read(module.write(units, to, AT))


@pytest.mark.parametrize("name", FORMATS)
def test_any_text_comes_back_as_it_went_out(name: str) -> None:
    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.tuples(anything, targets), max_size=4), st.sampled_from(LANGUAGES))
    def check(texts: list[tuple[str, str]], to: Language) -> None:
        units = [
            Unit(f"entry/a-{number}/title", source, target, fingerprint=fingerprint(source, target))
            for number, (source, target) in enumerate(texts)
        ]
        back = there_and_back(name, units, to)
        assert back.to == to
        assert [one._replace(line=0, is_stale=False) for one in back.units] == units

    check()


def test_a_stale_text_is_marked_and_has_its_translation_as_it_was(form: str) -> None:
    unit = Unit("entry/a/title", "Vej ud", "Ways out", is_stale=True, fingerprint=fingerprint("Vej ud", "Ways out"))
    (back,) = there_and_back(form, [unit]).units
    assert back.is_stale
    assert back.target == ("" if form == "po" else "Ways out")  # fuzzy is not finished
    assert {
        "po": b'#, fuzzy\nmsgctxt "entry/a/title"\nmsgid "Vej ud"\nmsgstr "Ways out"\n',
        "xliff": b'<target xml:lang="en" state="needs-review-translation">Ways out</target>',
        "csv": b"entry/a/title,stale,Vej ud,Ways out,",
    }[form] in FORMATS[form].loaded().write([unit], "en", AT)


def test_lines_are_those_of_the_file(form: str) -> None:
    units = [Unit(f"entry/{slug}/title", "En linje\nog en til", "x") for slug in "abc"]
    data = FORMATS[form].loaded().write(units, "en", AT)
    lines = data.decode("utf-8-sig").splitlines()
    for one in there_and_back(form, units).units:
        assert one.name in "".join(lines[one.line - 2 : one.line + 1])


def test_a_fingerprint_tells_one_text_from_another() -> None:
    both = Unit("a", "da", "en", fingerprint=fingerprint("da", "en"))
    assert both.is_of_source("da")
    assert both.is_of_target("en")
    assert not both.is_of_source("dA")
    assert not both.is_of_target("")
    missing = Unit("a", "da", fingerprint=fingerprint("da", ""))
    assert missing.is_of_target("")
    assert not missing.is_of_target("en")
    assert Unit("a", "da").is_of_source("da")  # where a program lost it, the file's own source counts
    assert re.fullmatch("x[0-9a-f]{16}-x[0-9a-f]{16}", both.fingerprint)


def test_a_table_runs_no_formula_and_is_known_as_utf8() -> None:
    unit = Unit("entry/a/title", '=HYPERLINK("x")', "@SUM(A1)")
    data = FORMATS["csv"].loaded().write([unit], "en", AT)
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert (row["source.da"], row["target.en"]) == ('\'=HYPERLINK("x")', "'@SUM(A1)")


def test_a_table_that_excel_saved_in_danish_is_read() -> None:
    data = b'state;text;target.en;note\r\nmissing;entry/a/title;"Way out; again";hej\r\n;;;\r\n'
    back = FORMATS["csv"].loaded().read(data)
    assert back == Units("en", (Unit("entry/a/title", "", "Way out; again", line=2),))


def test_what_other_programs_add_to_xliff_is_left_out() -> None:
    data = b"""<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:q="urn:q">
<file original="x" source-language="da" target-language="en-GB" datatype="plaintext"><header><note>x</note></header>
<body><group id="g"><trans-unit id="entry/a/title" approved="yes" q:x="1"><source>Vej <g id="1">ud</g></source>
<seg-source><mrk mtype="seg" mid="1">Vej ud</mrk></seg-source>
<target state="final"><mrk mtype="seg" mid="1">Way</mrk> out</target><note>pas paa</note>
<alt-trans><source>Andet</source><target>Other</target></alt-trans></trans-unit></group></body></file></xliff>"""
    assert FORMATS["xliff"].loaded().read(data) == Units("en", (Unit("entry/a/title", "Vej ud", "Way out", line=3),))


def test_xliff_is_what_its_schema_asks_for() -> None:
    units = [
        Unit("entry/a/title", "Vej\x07 ud", fingerprint="x1"),
        Unit("entry/b/title", "Ud", "Out", is_stale=True, fingerprint="x1-x2"),
    ]
    root = fromstring(FORMATS["xliff"].loaded().write(units, "en", AT))
    space = "{urn:oasis:names:tc:xliff:document:1.2}"
    (file,) = root
    assert (root.tag, root.get("version")) == (f"{space}xliff", "1.2")
    assert {"original", "source-language", "datatype"} <= file.attrib.keys()
    assert file.get("date") == "2026-01-02T03:04:05Z"
    (body,) = file
    assert body.tag == f"{space}body"
    for element in body:
        assert [child.tag.removeprefix(space) for child in element] == ["source", "target", "context-group"]
        assert element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    assert [one.get("state") for one in body.iter(f"{space}target")] == [
        "needs-translation",
        "needs-review-translation",
    ]
    (placeholder,) = body.iter(f"{space}x")
    assert placeholder.attrib == {"id": "1", "ctype": "x-u0007"}


def test_a_format_is_known_by_name_or_by_the_files_ending() -> None:
    assert format_of("po").name == "po"
    assert format_of(None, Path("X.XLF")).name == "xliff"
    for name, file in (("word", "x.po"), (None, "x.docx"), (None, "x")):
        with pytest.raises(UnknownRecord, match="did you mean po, xliff, csv"):
            format_of(name, Path(file))


LANGUAGE = 'msgid ""\nmsgstr "Language: en\\n"\n\n'
HEAD = '<xliff version="1.2"><file target-language="en"><body>'
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(10))
BOMBS: dict[str, tuple[str, str | bytes]] = {
    "entities of entities": ("xliff", f"<!DOCTYPE x [{ENTITIES}]>{HEAD}<trans-unit id='a'><source>&a9;</source>"),
    "a file as an entity": ("xliff", f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{HEAD}&e;'),
    "a DTD from elsewhere": ("xliff", '<!DOCTYPE x SYSTEM "http://example.dk/x.dtd"><x/>'),
    "a parameter entity": ("xliff", '<!DOCTYPE x [<!ENTITY % e SYSTEM "file:///etc/passwd"> %e;]><x/>'),
    "deep XML": ("xliff", "<a>" * 300_000),
    "deep and closed XML": ("xliff", "<a>" * 100_000 + "</a>" * 100_000),
    "an end too many": ("xliff", HEAD + "</alt-trans>"),
    "an entity that nobody declared": ("xliff", HEAD + "<trans-unit id='a'><source>&nope;</source>"),
    "another root": ("xliff", "<html/>"),
    "XLIFF 2.0": ("xliff", '<xliff version="2.0" srcLang="da"/>'),
    "no language": ("xliff", '<xliff version="1.2"><file/></xliff>'),
    "another language": ("xliff", '<xliff version="1.2"><file target-language="sv"/></xliff>'),
    "another encoding": ("xliff", '<?xml version="1.0" encoding="utf-7"?><x/>'),
    "an encoding that is none": ("xliff", '<?xml version="1.0" encoding="zip"?><x/>'),
    "a codec that is no encoding": ("xliff", '<?xml version="1.0" encoding="rot13"?><x/>'),
    "no XML": ("xliff", b"\xff\xfe\x00"),
    "nothing in XML": ("xliff", b""),
    "no UTF-8 in PO": ("po", b'msgid "\xff"'),
    "nothing in PO": ("po", b""),
    "a quotation that never ends": ("po", 'msgid "' + "x" * 100_000),
    "a strange language": ("po", 'msgid ""\nmsgstr "Language: xx-yy-zz\\n"\n'),
    "no plurals": ("po", 'msgid ""\nmsgstr "Plural-Forms: nplurals=x; plural=((((;\\nLanguage: en\\n"\n'),
    "no date": ("po", 'msgid ""\nmsgstr "PO-Revision-Date: never+0100\\nLanguage: en\\n"\n'),
    "a header twice": ("po", 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid ""\nmsgstr "x"\n'),
    "another charset": ("po", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=zip\\nLanguage: en\\n"\n'),
    "a plural": ("po", LANGUAGE + 'msgctxt "a"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[9] "d"\n'),
    "many plurals": ("po", LANGUAGE + 'msgctxt "a"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[999999999] "c"\n'),
    "backslashes": ("po", LANGUAGE + 'msgctxt "a"\nmsgid "\\"\nmsgstr "\\x"\n'),
    "words that are no PO": ("po", "hej\n" * 1_000),
    "many comments": ("po", "#, fuzzy\n" * 100_000),
    "an open quotation": ("csv", 'text,target.en\na,"' + "x" * 200_000),
    "no target": ("csv", "text,target\na,b\n"),
    "another target": ("csv", "text,target.sv\na,b\n"),
    "no columns": ("csv", "\n\n"),
    "very many columns": ("csv", "text,target.en" + "," * 100_000),
    "a short row": ("csv", "text,target.en\na\n"),
    "a long row": ("csv", "text,target.en\na,b,c,d\n"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_files_made_to_break_a_reader_are_refused_in_one_line(name: str, starter: Catalogue, tmp_path: Path) -> None:
    form, content = BOMBS[name]
    file = tmp_path / "x"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    began = perf_counter()
    try:
        done = starter.import_translations(file, form, dry_run=True)
    except CatalogueError as error:
        said = [str(error)]
    else:
        assert not done.taken
        said = [one.reason.render(str) for one in done.refused]
    assert perf_counter() - began < 5
    assert all(one and "\n" not in one and "passwd" not in one and "root:" not in one for one in said)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(form: str, data: bytes) -> None:
    with suppress(Fault):
        FORMATS[form].loaded().read(data)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(FORMATS)), st.data())
def test_a_file_that_is_damaged_anywhere_is_read_or_refused(form: str, data: st.DataObject) -> None:
    units = [Unit("entry/a/title", "Vej ud", "Way\nout", is_stale=True, fingerprint="x1-x2")]
    whole = FORMATS[form].loaded().write(units, "en", AT)
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:place] + data.draw(st.binary(max_size=3)) + whole[place + data.draw(st.integers(0, 3)) :]
    with suppress(Fault):
        FORMATS[form].loaded().read(damaged)
