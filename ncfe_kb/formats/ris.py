"""RIS, which EndNote, Zotero and libraries exchange, by rispy."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rispy import BaseWriter, RisParser
from rispy.config import LIST_TYPE_TAGS, TAG_KEY_MAPPING

from ncfe_kb.errors import Fault
from ncfe_kb.formats import Batch, Record
from ncfe_kb.formats.items import Item, fields_of, item_of
from ncfe_kb.formats.types import IN_SERIES, OF_RIS, RIS_OF
from ncfe_kb.formats.works import Name, Work
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.plain import text_of

_MAPPING = {**TAG_KEY_MAPPING, "ED": "editors"}
_LISTS = [*LIST_TYPE_TAGS, "ED", "PB", "SN"]
_SPLIT: dict[str, str] = {}  # a semicolon in an address is part of it
_DOI, _ISSN = "doi", re.compile(r"[0-9]{4}-?[0-9]{3}[0-9Xx]")
_DATE = re.compile(r"([0-9]{4})(?:/([0-9]{0,2})(?:/([0-9]{0,2})(?:/(.*))?)?)?")


class _Writer(BaseWriter):  # type: ignore[misc]  # rispy brings no types
    """Writes records one under the other, without numbers."""

    START_TAG = "TY"
    PATTERN = "{tag}  - {value}"
    DEFAULT_MAPPING = _MAPPING
    DEFAULT_LIST_TAGS = _LISTS
    DEFAULT_DELIMITER_MAPPING = _SPLIT

    def set_header(self, count: int) -> str:  # noqa: ARG002 - the signature is rispy's
        """Return what stands before a record: nothing."""
        return ""


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield the works as records; a line of it cannot be broken, so a line break becomes a space."""
    writer, before = _Writer(), ""
    for work in works:
        yield (before + str(writer.formats([_told(item_of(work))]))).encode()
        before = "\n"


def _told(item: Item) -> dict[str, Any]:
    numbers = [*item.identified("isbn"), *item.identified("issn")]
    is_known = item.text_language == item.language
    first, _, last = item.pages.partition("-")
    fields: dict[str, str | list[str]] = {
        "type_of_reference": RIS_OF[item.type],
        "id": item.key,
        "authors": [_written(name) for name in item.named("author")],
        "editors": [_written(name) for name in item.named("editor")],
        "title": item.title,
        "translated_title": item.other_title,
        "custom1": "" if is_known else item.text_language,
        "secondary_title": item.series if item.type in IN_SERIES else item.container,
        "tertiary_title": "" if item.type in IN_SERIES else item.series,
        "year": item.date[:4],
        "date": _date_told(item.date),
        "number": item.number,
        "start_page": first,
        "end_page": last,
        "note": item.total,
        "publisher": [name.whole for name in item.named("publisher")],
        "type_of_work": item.kind,
        "language": item.language,
        "doi": "".join(item.identified("doi")[:1]),
        "issn": numbers,
        "urls": [item.url] if item.url else [],
        "keywords": list(item.topics),
        "abstract": item.abstract,
    }
    return {name: _in_a_line(value) for name, value in fields.items() if value}


def _in_a_line(value: str | list[str]) -> str | list[str]:
    return " ".join(value.split()) if isinstance(value, str) else [" ".join(one.split()) for one in value]


def _written(name: Name) -> str:
    """Return a name, a person's with a comma; a body's has none, or two."""
    if name.is_body:
        return name.family.replace(",", ",,") if "," in name.family else name.family
    return f"{name.family}, {name.given}"


def _read_name(text: str) -> Name:
    if ",," in text or "," not in text:
        return Name(text.replace(",,", ","), is_body=True)
    family, _, given = (part.strip() for part in text.partition(","))
    return Name(family, given.replace(",", ""))


def _date_told(date: str) -> str:
    """Return year/month/day/other, a span among the other."""
    first = date.partition("/")[0]
    year, month, day = [*first.split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/{date if '/' in date else ''}" if date else ""


def _date(text: str) -> str:
    found = _DATE.fullmatch(text.strip())
    if not found:
        return text.strip()
    if found[4] and found[4].startswith(found[1]):
        return found[4].strip()
    return "-".join(part for part in (found[1], *((found[2], found[3]) if found[2] else ())) if part)


def read(data: bytes, language: Language) -> Batch:
    """Return the records, each from its TY to its ER."""
    records = tuple(_record(line, raw, language) for line, raw in _parts(text_of(data)))
    if not records and data.strip():
        raise Fault(N_("has no records of this format"))
    return Batch("", records)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield every record with the number of its first line."""
    lines: list[str] = []
    start = 1
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.startswith("TY  -") and lines:
            yield start, "\n".join(lines)
            lines = []
        if lines or line.startswith("TY  -"):
            start = start if lines else number
            lines.append(line)
        if lines and line.startswith("ER  -"):
            yield start, "\n".join(lines)
            lines = []
    if lines:
        yield start, "\n".join(lines)


def _record(line: int, raw: str, language: Language) -> Record:
    parser = RisParser(mapping=_MAPPING, list_tags=_LISTS, delimiter_tags_mapping=_SPLIT)
    try:
        found = parser.parse(raw)
    except (KeyError, TypeError, AttributeError, ValueError):  # what rispy meets in lines without a tag
        found = []
    if not found:
        return Record(line, raw, {}, Fault(N_("is not RIS: a record goes from TY to ER, each line with its tag")))
    return Record(line, raw, fields_of(_item(found[0]), language))


def _item(said: dict[str, Any]) -> Item:
    def get(*names: str) -> str:
        return next((said[name] for name in names if isinstance(said.get(name), str) and said[name]), "")

    kind = OF_RIS.get(get("type_of_reference"), "document")
    second = get("secondary_title", "journal_name", "alternate_title3", "alternate_title2")
    in_series = kind in IN_SERIES
    numbers = [part for one in said.get("issn", []) for part in one.replace(";", " ").split() if part.strip("()")]
    first, last = get("start_page"), get("end_page")
    return Item(
        type=kind,
        key=get("id"),
        kind=get("type_of_work"),
        title=get("title", "primary_title"),
        other_title=get("translated_title"),
        abstract=get("abstract", "notes_abstract"),
        text_language=get("custom1"),
        language=get("language"),
        date=_date(get("date")) or get("year", "publication_year").strip("/"),
        names=(
            *(("author", _read_name(one)) for one in [*said.get("authors", []), *said.get("first_authors", [])] if one),
            *(("editor", _read_name(one)) for one in [*said.get("editors", []), *said.get("secondary_authors", [])]),
            *(("publisher", Name(one, is_body=True)) for one in said.get("publisher", []) if one),
        ),
        series=second if in_series else get("tertiary_title"),
        number=_number(get("volume"), get("number")),
        container="" if in_series else second,
        pages=f"{first}-{last}" if first and last else first,
        total=get("note") if get("note").isdecimal() else "",
        topics=tuple(one for one in said.get("keywords", []) if one),
        url=next((one for one in said.get("urls", []) if one), ""),
        identifiers=(
            *(("doi", one) for one in [get("doi")] if one),
            *(("issn" if _ISSN.fullmatch(one) else "isbn", one) for one in numbers),
        ),
    )


def _number(volume: str, number: str) -> str:
    return f"{volume}({number})" if volume and number else volume or number


def again(head: Any, raws: Sequence[Any]) -> bytes:  # noqa: ARG001 - nothing stands before the records
    """Return a file of these records."""
    return "".join(f"{raw.strip()}\n\n" for raw in raws).encode()
