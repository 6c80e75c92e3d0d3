"""Files made to break the formats' readers: refused whole or record by record, each in one line, and soon."""

import importlib.util
import io
import json
import os
import zipfile
from pathlib import Path
from time import perf_counter

import pytest
from cli_runner import Cli
from conftest import STARTER, VOCABULARY
from hostile import ESCAPES, TURNING, check_answer
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import THOROUGH

from ncfe_kb import Catalogue
from ncfe_kb.errors import CatalogueError
from ncfe_kb.formats import FORMATS, READ

DEEP = 50_000
TITLE = '"title": "x", "genre": "news"'

BOMBS: dict[str, tuple[str, str | bytes]] = {
    "deep braces": ("bibtex", "@misc{a, title = {" + "{" * DEEP + "x" + "}" * DEEP + "}, type = {news}}"),
    "braces that never close": ("bibtex", "@misc{a, title = " + "{" * DEEP),
    "many entries that never close": ("bibtex", "@misc{a, title = {x}" * 2_000),
    "macros that call each other": (
        "bibtex",
        "".join(f"@string{{a{n} = a{n + 1} # a{n + 1}}}\n" for n in range(60)) + "@misc{x, title = a0}",
    ),
    "a macro that calls itself": ("bibtex", "@string{a = a # a}\n@misc{x, title = a, type = {news}}"),
    "deep TeX": ("bibtex", "@misc{a, title = {" + r"\emph{" * 3_000 + "}" * 3_000 + "x}, type = {news}}"),
    "TeX that asks for a file": ("bibtex", r"@misc{a, title = {\input{/etc/passwd} x}, type = {news}}"),
    "very many names": ("bibtex", "@misc{a, title = {x}, type = {news}, author = {" + "A and " * 20_000 + "B}}"),
    "names of commas": ("bibtex", "@misc{a, title = {x}, type = {news}, author = {" + "," * 5_000 + "}}"),
    "control characters in BibTeX": ("bibtex", "@misc{a, title = {" + ESCAPES.replace("\\", "") + "}, type = {news}}"),
    "no BibTeX": ("bibtex", "x" * 100_000),
    "a field twice": ("bibtex", "@misc{a, title = {x}, title = {y}, type = {news}}"),
    "a key twice": ("bibtex", "@misc{a, title = {x}, type = {news}}\n" * 2),
    "no UTF-8": ("bibtex", b"@misc{a, title = {\xff}}"),
    "lines without tags": ("ris", "TY  - GEN\nx\ny\nER  - \n"),
    "a line before all": ("ris", "TY  - GEN\n  - \nER  - \n"),
    "no end": ("ris", "TY  - GEN\n" * 1_000),
    "an end alone": ("ris", "ER  - \n" * 1_000),
    "a tag that is none": ("ris", "TY  - GEN\nUK  - x\nTI  - x\nM3  - news\nER  - \n"),
    "a date of letters": ("ris", "TY  - GEN\nTI  - x\nM3  - news\nDA  - 2019/99/99/\nER  - \n"),
    "a name of commas": ("ris", "TY  - GEN\nTI  - x\nM3  - news\nAU  - ,\nAU  - ,,\nPB  - ,\nER  - \n"),
    "deep JSON": ("csl-json", "[" * 100_000),
    "numbers for texts": ("csl-json", '[{"title": 1, "genre": true, "author": 7, "issued": []}]'),
    "a name that is no name": ("csl-json", f'[{{{TITLE}, "author": ["x"]}}]'),
    "a date of texts": ("csl-json", f'[{{{TITLE}, "issued": {{"date-parts": [["x"]]}}}}]'),
    "a date of huge numbers": ("csl-json", f'[{{{TITLE}, "issued": {{"date-parts": [[{"9" * 4_000}]]}}}}]'),
    "a date of nothing": ("csl-json", f'[{{{TITLE}, "issued": {{"date-parts": [[null]]}}}}]'),
    "no number": ("csl-json", f'[{{{TITLE}, "volume": NaN, "issue": 1e999}}]'),
    "half a character": ("csl-json", f'[{{{TITLE}, "abstract": "\\ud800", "id": "\\ud800"}}]'),
    "half a character as kind": ("csl-json", '[{"title": "x", "genre": "\\ud800"}]'),
    "half a character as series": ("csl-json", f'[{{{TITLE}, "collection-title": "\\ud800"}}]'),
    "a field twice in JSON": ("csl-json", '[{"title": "x", "title": "y"}]'),
    "a list of lists": ("csl-json", "[[], 1, null, true, [[]]]"),
    "custom that is no object": ("csl-json", f'[{{{TITLE}, "custom": [1]}}]'),
    "a message that is none": ("crossref", '{"message": [1]}'),
    "messages that are none": (
        "crossref",
        '{"message": {"items": [1, {"title": {}}, {"ISBN": [1]}, {"subtitle": [[]]}]}}',
    ),
    "an open quotation": ("csv", 'slug,title.da,kind\na,"' + "x" * 200_000),
    "a null in CSV": ("csv", "slug,title.da,kind\na,\0,news\n"),
    "too many cells": ("csv", "slug,title.da,kind\na,b,news," + "," * 1_000 + "x\n"),
    "very many columns": ("csv", "," * 100_000),
    "numbers in a table": ("csv", "title.da,kind,episode.number\nx,podcast_episode," + "9" * 5_000),
    "escapes in a table": ("csv", f"title.da,kind\n{ESCAPES}{TURNING},news\n"),
    "backslashes in a table": ("csv", "title.da,kind,topics\nx,news," + "\\" * 100_001),
    "pairs that are none": ("csv", "title.da,kind,contributors,relations\nx,news,:;:,a:;b\n"),
    "no workbook": ("xlsx", b"PK\x03\x04" + b"\0" * 1_000),
    "deep TOML": ("toml", "a." * 50_000 + "a = 1"),
    "entries that are none": ("toml", "entry = [1, [2]]"),
    "no entries": ("toml", "entry = 1"),
    "huge numbers": ("toml", "kind = 0x" + "f" * 5_000),
    "an escape in a field": ("jsonl", '{"kind": "news", "\\u001b[31m": 1}'),
    "a huge number as kind": ("jsonl", '{"kind": ' + "9" * 4_000 + "}"),
    "everything of the wrong type": ("jsonl", '{"kind": [], "series": {}, "topics": {}, "contributors": 1, "slug": 1}'),
    "a name of nothing": (
        "jsonl",
        '{"kind": "news", "title": {"da": "x"}, "contributors": [{"name": "", "organisation": ""}]}',
    ),
}


def workbook(**parts: str) -> bytes:
    """Return a file that begins as a workbook and holds these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def real_workbook(kb: Catalogue, sheet: str) -> bytes:
    """Return a workbook of ours with another sheet in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(kb.export("xlsx"))) as packed, zipfile.ZipFile(stream, "w", 8) as made:
        for name in packed.namelist():
            made.writestr(name, sheet if name.endswith("sheet1.xml") else packed.read(name))
    return stream.getvalue()


def take_in(kb: Catalogue, folder: Path, form: str, content: bytes) -> None:
    """Import, and look at whatever is said."""
    file = folder / "x"
    file.write_bytes(content)
    began = perf_counter()
    try:
        reasons = [one.reason.render(str) for one in kb.import_(file, form).refused]
    except CatalogueError as error:
        reasons = [str(error)]
    assert perf_counter() - began < 20
    assert all(reasons)


def install(form: str) -> None:
    if FORMATS[form].package:
        pytest.importorskip(FORMATS[form].package)


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_made_to_break_a_reader_is_answered(kb: Catalogue, tmp_path: Path, name: str) -> None:
    form, content = BOMBS[name]
    install(form)
    take_in(kb, tmp_path, form, content if isinstance(content, bytes) else content.encode())
    if name == "TeX that asks for a file":
        assert "root:" not in kb.export("jsonl").decode()


NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
ROWS = f'<worksheet xmlns="{NAMESPACE}"><sheetData><row r="1">{{}}</row></sheetData></worksheet>'
TEXT = '<c t="inlineStr"><is><t>{}</t></is></c>'
FAR = '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
SHEETS = {
    "a bomb of entities": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>' + ROWS.format(TEXT.format("&l9;")),
    "a file from elsewhere": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + ROWS.format(TEXT.format("&e;")),
    "a cell far away": ROWS.format(FAR).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'),
    "a row far away": ROWS.format(FAR).replace('r="1"', 'r="1048576"'),
    "no XML": "<worksheet",
    "a string that is not there": ROWS.format('<c t="s"><v>99</v></c>'),
    "a number that is none": ROWS.format('<c r="7" t="n"><v>x</v></c>').replace('r="1"', 'r="x"'),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_workbook_made_to_break_the_reader_is_answered(kb: Catalogue, tmp_path: Path, name: str) -> None:
    install("xlsx")
    take_in(kb, tmp_path, "xlsx", real_workbook(kb, SHEETS[name]))


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(kb: Catalogue, tmp_path: Path) -> None:
    install("xlsx")
    file = tmp_path / "x.xlsx"
    file.write_bytes(workbook(xl__sharedStrings="\0" * 510_000_000))
    with pytest.raises(CatalogueError, match="is not an Excel workbook: BadZipFile: too large"):
        kb.import_(file)


@pytest.mark.slow
@pytest.mark.parametrize("form", READ)
def test_any_bytes_are_answered(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    install(form)
    folder = tmp_path_factory.mktemp(form)
    pieces = st.sampled_from(
        [*"{}[]\",:;=@\\%#\n\r\t'&<>-x1é", "@misc{", "TY  - ", "ER  - ", "title", "[[entry]]", "\ufeff"]
    )
    texts = st.lists(pieces, max_size=40).map("".join).map(str.encode)
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY)

        @settings(THOROUGH, max_examples=300)
        @given(texts | st.binary(max_size=60))
        def check(content: bytes) -> None:
            take_in(kb, folder, form, content)

        check()


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csl-json", "crossref", "jsonl"])
def test_any_json_is_answered(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp(form)
    names = st.sampled_from(
        (
            *("title", "author", "issued", "date-parts", "genre", "kind", "topics", "series", "contributors", "name"),
            *("role", "organisation", "type", "id", "custom", "language", "ISBN", "DOI", "page", "literal", "family"),
            *(
                "given",
                "da",
                "en",
                "message",
                "items",
                "subtitle",
                "episode",
                "relations",
                "target",
                "statuses",
                "urls",
            ),
        )
    )
    leaves = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(max_size=6)
        | st.sampled_from(["news", "2019"])
    )
    values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6))
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY)

        @settings(THOROUGH, max_examples=300)
        @given(st.dictionaries(names, values))
        def check(record: dict[str, object]) -> None:
            take_in(kb, folder, form, json.dumps(record).encode())

        check()


def test_neither_pipes_nor_devices_nor_folders_are_read(cli: Cli, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.bib")
    cli("init", "--empty")
    for path in (tmp_path / "x.bib", tmp_path, Path("/dev/zero")):
        done = cli("import", "--format", "csv", str(path), lang="en")
        check_answer(done)
        assert done.code == 1


def test_what_a_terminal_would_obey_does_not_reach_it(cli: Cli, tmp_path: Path) -> None:
    cli("init", "--empty")
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps({"kind": ESCAPES, "title": {"da": TURNING}}) + "\n")
    check_answer(cli("import", str(file), lang="en"))
    check_answer(cli("import", str(file), "--json", lang="en"))


def test_a_terminal_is_shown_text_without_what_it_would_obey(cli: Cli) -> None:
    cli("init", "--empty")
    cli("load", str(STARTER))
    cli("add", "news", "--title-da", f"a{TURNING}b")
    check_answer(cli("export", "--format", "csv", lang="en"))
    if importlib.util.find_spec("openpyxl"):
        done = cli("export", "--format", "xlsx", lang="en")
        assert done.err == "Error: - cannot be written: a terminal cannot show this format; give a file with -o\n"


def test_an_export_goes_through_no_link(cli: Cli, tmp_path: Path) -> None:
    cli("init", "--empty")
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "x.csv").symlink_to(tmp_path / "mine")
    assert cli("export", "-o", str(tmp_path / "x.csv")).code == 0
    assert (tmp_path / "mine").read_text() == "mine"
