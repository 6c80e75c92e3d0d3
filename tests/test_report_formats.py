"""Each format of the yearly report opens with the reader that it is for, and holds the same numbers."""

import csv
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser

import pytest
from conftest import MakeEntry
from hypothesis import given
from hypothesis import strategies as st
from strategies import RECORDS

from ncfe_kb import Catalogue, YearlyReport
from ncfe_kb.catalogue.reporting import (
    Account,
    account_of,
    as_csv,
    as_data,
    as_html,
    as_markdown,
    as_svg,
    as_xlsx,
    told,
)
from ncfe_kb.catalogue.reporting.account import Kept
from ncfe_kb.languages import Language

HOSTILE = '=cmd|"<script>alert(1)</script>|*x* & `y`\uffff'
VOID = {"meta", "link", "br", "img", "hr"}


@pytest.fixture(scope="module")
def account(starter: Catalogue) -> Account:
    return starter.report(2019)


@pytest.fixture
def hostile(kb: Catalogue, entry: MakeEntry) -> Account:
    """A year whose texts are made to break what they are written into."""
    counts = [{"kind": "news", "target": [1, 2], "reported": 2, "works": ["a"], "label": {"da": HOSTILE}, "of": "news"}]
    line = {"target": HOSTILE, "actual": HOSTILE, "works": ["a"]}
    report = {
        "source": "rapport",
        "language": "da",
        "counts_by_kind": counts,
        "initiatives": [{"initiative": HOSTILE, "items": [line]}],
        "inconsistencies": [{"about": HOSTILE, "detail": HOSTILE}],
    }
    kb.add(YearlyReport(year=2024, report=report), entry("a", date="2024", title={"da": HOSTILE}))
    return kb.report(2024)


class Page(HTMLParser):
    """What a page has: its tags, properly closed, its tables and its texts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page_of(account: Account, language: Language) -> Page:
    page = Page()
    page.feed(as_html(told(account, language), as_svg(account, language), with_works=True))
    page.close()
    assert page.open == []
    return page


@given(RECORDS["yearly_report"], st.sampled_from(["da", "en"]))
def test_whatever_a_report_holds_every_format_can_be_read(
    starter: Catalogue, printed: YearlyReport, language: Language
) -> None:
    kept = Kept(starter.vocabulary, {}, {}, printed.report)
    account = account_of(kept, printed.year, date(printed.year, 12, 31))
    page_of(account, language)
    ET.fromstring(as_svg(account, language))
    document = told(account, language)
    assert all(len(row) == 6 for row in csv.reader(io.StringIO(as_csv(document), newline="")))
    assert as_markdown(document, with_works=True).startswith("# ")
    json.dumps(as_data(account, language))


@pytest.mark.parametrize("language", ["da", "en"])
def test_html_is_one_page_in_one_language_with_headed_tables(account: Account, language: Language) -> None:
    page = page_of(account, language)
    tags = [tag for tag, _ in page.tags]
    assert dict(page.tags)["html"] == {"lang": language}
    assert tags.count("table") == tags.count("thead") == 10
    assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in page.tags if tag == "th")
    assert not {"script", "link", "img", "iframe"} & set(tags)
    assert not [1 for _, attributes in page.tags if "src" in attributes or "href" in attributes]


def test_an_english_page_marks_the_reports_own_danish(account: Account) -> None:
    cells = [attributes.get("lang") for tag, attributes in page_of(account, "en").tags if tag in {"td", "th"}]
    assert cells.count("da") > 100
    assert set(cells) == {"da", None}


def test_html_takes_no_text_for_markup(hostile: Account) -> None:
    page = page_of(hostile, "da")
    assert "script" not in [tag for tag, _ in page.tags]
    assert HOSTILE in page.texts


@pytest.mark.parametrize("language", ["da", "en"])
def test_svg_says_in_words_what_it_draws(account: Account, language: Language) -> None:
    root = ET.fromstring(as_svg(account, language))
    space = "{http://www.w3.org/2000/svg}"
    assert (root.get("role"), root.get("lang")) == ("img", language)
    title, description = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    words = {"da": "forskningsartikler: 2 offentliggjort, målet 2–4: nået, rapporten 3"}
    words["en"] = "research articles: 2 published, target 2–4: reached, report 3"
    assert words[language] in (description.text or "")
    shown = " ".join(found.text or "" for found in root.iter(f"{space}text"))
    assert {"da": "målet min. 24: ikke nået", "en": "target min. 24: not reached"}[language] in shown
    bars = [found for found in root.iter(f"{space}rect") if found.get("x")]
    assert len(bars) == 8
    assert len({bar.get("fill") for bar in bars}) == 1  # no colour tells anything


def test_svg_takes_no_text_for_markup(hostile: Account) -> None:
    assert HOSTILE.replace("\uffff", "") in "".join(ET.fromstring(as_svg(hostile, "da")).itertext())


def test_svg_of_an_empty_year_is_a_picture_too(kb: Catalogue) -> None:
    assert "No works." in "".join(ET.fromstring(as_svg(kb.report(2020), "en")).itertext())


def test_csv_is_a_rectangle_with_the_works_behind_each_number(account: Account) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(told(account, "en")))))
    assert all(None not in row and None not in row.values() for row in rows)
    found = {(row["section"], row["row"], row["column"]): row for row in rows}
    articles = found["works", "research_article", "published"]
    assert (articles["value"], articles["works"]) == ("2", "fa-exit-christensen-2019 fa-propaganda-richards-2019")
    assert found["works", "research_article", "target"]["value"] == "2–4"


def test_csv_gives_a_spreadsheet_no_formula(hostile: Account) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(told(hostile, "da")))))
    assert f"'{HOSTILE}" in {row["value"] for row in rows}
    assert not [row for row in rows for value in row.values() if value.startswith(("=", "+", "@"))]


def test_markdown_has_a_table_for_each_part_with_as_many_cells_in_each_row(account: Account) -> None:
    text = as_markdown(told(account, "da"), with_works=True)
    tables = re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    assert len(tables) == 10
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1
    assert "| forskningsartikler | 2–4 | 3 | 3 | 2 | 5 | nået |" in text
    assert "`fa-friis-2020`" in text


def test_markdown_takes_no_text_for_markup(hostile: Account) -> None:
    text = as_markdown(told(hostile, "da"), with_works=True)
    assert "<script>" not in text.replace("\\<script\\>", "")
    assert "\\*x\\*" in text


@pytest.mark.parametrize("write", [as_csv, as_markdown, as_html])
def test_a_work_that_is_internal_is_marked_as_such(kb: Catalogue, entry: MakeEntry, write: Callable[..., str]) -> None:
    kb.add(entry("hemmelig", date="2024", public=False))
    document = told(kb.report(2024), "da")
    if write is not as_csv:  # which has ids alone
        assert "(internt)" in write(document, with_works=True)
    assert "hemmelig" in (write(document) if write is as_csv else write(document, with_works=True))


def test_a_workbook_opens_with_a_sheet_for_each_part(account: Account) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'ncfe-kb[xlsx]'")
    made = as_xlsx(told(account, "da"), account.as_of, with_works=True)
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert len(book.sheetnames) == 10
    rows = list(book["Værker efter type og mål"].iter_rows(values_only=True))
    assert rows[3] == ("forskningsartikler", "2–4", 3, 3, 2, 5, "nået")
    assert made == as_xlsx(told(account, "da"), account.as_of, with_works=True)
    assert {info.date_time[0] for info in zipfile.ZipFile(io.BytesIO(made)).infolist()} == {1980}
    assert book.properties.modified.date() == account.as_of


@given(RECORDS["yearly_report"])
def test_whatever_a_report_holds_its_workbook_opens(starter: Catalogue, printed: YearlyReport) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'ncfe-kb[xlsx]'")
    kept = Kept(starter.vocabulary, {}, {}, printed.report)
    account = account_of(kept, printed.year, date(printed.year, 12, 31))
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx(told(account, "da"), account.as_of))).sheetnames


def test_a_workbook_takes_no_text_for_a_formula(hostile: Account) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'ncfe-kb[xlsx]'")
    made = openpyxl.load_workbook(io.BytesIO(as_xlsx(told(hostile, "da"), hostile.as_of, with_works=True)))
    types = {
        cell.data_type for sheet in made for row in sheet for cell in row if str(cell.value).startswith(HOSTILE[:4])
    }
    assert types == {"s"}


def test_without_openpyxl_the_extra_is_named() -> None:
    code = (
        "import sys; sys.modules['openpyxl'] = None\n"
        "from ncfe_kb import Catalogue, MissingExtra\n"
        "from ncfe_kb.catalogue.reporting import as_xlsx, told\n"
        "with Catalogue.in_memory(starter=True) as kb:\n"
        "    account = kb.report(2019)\n"
        "try: as_xlsx(told(account, 'da'), account.as_of)\n"
        "except MissingExtra as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "openpyxl is not installed; run: pip install 'ncfe-kb[xlsx]'\n"
