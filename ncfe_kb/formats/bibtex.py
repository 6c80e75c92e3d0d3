"""BibTeX, with the fields of biblatex where it has one for what is to be said, by bibtexparser."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field, ParsingFailedBlock
from bibtexparser.writer import BibtexFormat

from ncfe_kb.errors import Fault
from ncfe_kb.formats import Batch, Record
from ncfe_kb.formats.items import Item, fields_of, item_of
from ncfe_kb.formats.tex import decoded, encoded, read_names, written
from ncfe_kb.formats.types import BIBTEX_OF, IN_SERIES, NAMES, OF_BIBTEX
from ncfe_kb.formats.works import Name, Work
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.plain import text_of

_PUBLISHER = {"online": "organization", "report": "institution"}
_AS_IT_STANDS = frozenset({"date", "doi", "isbn", "issn", "url", "year"})
"""The fields that BibTeX programs take letter by letter."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what is wrong is said by us
logging.getLogger("pylatexenc").addHandler(logging.NullHandler())


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield the works as entries, each under its slug."""
    layout = BibtexFormat()
    layout.indent, layout.trailing_comma = "  ", True
    before = ""
    for work in works:
        yield (before + str(write_string(Library([_entry(item_of(work))]), bibtex_format=layout))).encode()
        before = "\n"


def _entry(item: Item) -> Entry:
    kind = BIBTEX_OF[item.type]
    fields = {
        "author": written(item.named("author")),
        "editor": written(item.named("editor")),
        "title": item.title,
        "titleaddon": item.other_title,
        "date": item.date,
        "year": item.date[:4],
        **_containers(item, kind),
        _PUBLISHER.get(kind, "publisher"): written(item.named("publisher")),
        "type": item.kind,
        "number": item.number,
        "pages": item.pages.replace("-", "--"),
        "pagetotal": item.total,
        "langid": NAMES[item.text_language],
        "language": NAMES.get(item.language, ""),
        "doi": ", ".join(item.identified("doi")),
        "isbn": ", ".join(item.identified("isbn")),
        "issn": ", ".join(item.identified("issn")),
        "url": item.url.replace("{", "%7B").replace("}", "%7D"),
        "keywords": ", ".join(item.topics),
        "abstract": item.abstract,
    }
    ready = _AS_IT_STANDS | {"author", "editor", "pages", *_PUBLISHER.values(), "publisher"}
    told = {name: value if name in ready else encoded(value) for name, value in fields.items() if value}
    return Entry(kind, item.key, [Field(name, value) for name, value in told.items()])


def _containers(item: Item, kind: str) -> dict[str, str]:
    if item.type in IN_SERIES:
        return {"journaltitle": item.series, "journal": item.series}  # biblatex's name of it, and BibTeX's
    return {"booktitle" if kind.startswith("in") else "maintitle": item.container, "series": item.series}


def read(data: bytes, language: Language) -> Batch:
    """Return the entries; the abbreviations (@string) that they may use are the head."""
    library = parse_string(text_of(data))
    blocks = [*library.entries, *library.failed_blocks]
    records = [_record(block, language) for block in sorted(blocks, key=lambda block: block.start_line or 0)]
    if not records and text_of(data).strip():
        raise Fault(N_("has no records of this format"))
    return Batch("".join(f"{block.raw}\n" for block in library.strings), tuple(records))


def _record(block: Any, language: Language) -> Record:
    line = (block.start_line or 0) + 1
    if isinstance(block, ParsingFailedBlock):
        reason = " ".join(str(block.error).split())
        return Record(line, block.raw, {}, Fault(N_("is not BibTeX: {reason}"), reason=reason))
    try:
        return Record(line, block.raw, fields_of(_item(block), language))
    except RecursionError:
        return Record(line, block.raw, {}, Fault(N_("is nested too deeply")))


def _item(entry: Any) -> Item:
    raw = {field.key.lower(): str(field.value) for field in entry.fields}
    said = {name: value if name in _AS_IT_STANDS else decoded(value) for name, value in raw.items()}
    get = said.get
    kind = OF_BIBTEX.get(entry.entry_type.lower(), "document")
    publishers = next((raw[name] for name in ("publisher", *_PUBLISHER.values(), "school") if raw.get(name)), "")
    journal = get("journaltitle") or get("journal") or ""
    return Item(
        type=kind,
        key=entry.key,
        kind=get("type", ""),
        title=": ".join(part for part in (get("title", ""), get("subtitle", "")) if part),
        other_title=get("titleaddon", ""),
        abstract=get("abstract", ""),
        text_language=get("langid", ""),
        language=get("language", ""),
        date=get("date") or _date(get("year", ""), get("month", "")),
        names=(
            *(("author", name) for name in read_names(raw.get("author", ""))),
            *(("editor", name) for name in read_names(raw.get("editor", ""))),
            *(("publisher", Name(name.whole, is_body=True)) for name in read_names(publishers)),
        ),
        series=journal or get("series", ""),
        number=_number(get("volume", ""), get("number") or get("issue") or ""),
        container=get("booktitle") or get("maintitle") or "",
        pages=get("pages", ""),
        total=get("pagetotal", ""),
        topics=tuple(topic.strip() for topic in get("keywords", "").replace(";", ",").split(",") if topic.strip()),
        url=get("url", ""),
        identifiers=tuple(
            (scheme, value) for scheme in ("doi", "isbn", "issn") for value in get(scheme, "").replace(",", " ").split()
        ),
    )


def _number(volume: str, number: str) -> str:
    return f"{volume}({number})" if volume and number else volume or number


def _date(year: str, month: str) -> str:
    """Return year and month, which is a number or begins as in English; without what is no month."""
    name = month.strip().lower()[:3]
    number = _MONTHS.index(name) + 1 if name in _MONTHS else int(name) if name.isascii() and name.isdecimal() else 0
    return f"{year.strip()}-{number:02}" if number else year.strip()


def again(head: Any, raws: Sequence[Any]) -> bytes:
    """Return a file of these entries, with the abbreviations."""
    return "\n".join([*([head] if head else []), *(f"{raw.strip()}\n" for raw in raws)]).encode()
