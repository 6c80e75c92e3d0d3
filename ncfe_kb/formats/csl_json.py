"""CSL JSON, which Zotero, Pandoc and citation processors read."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ncfe_kb.errors import Fault
from ncfe_kb.formats import Batch, Record
from ncfe_kb.formats.items import Item, fields_of, item_of
from ncfe_kb.formats.json_pieces import array
from ncfe_kb.formats.types import IN_SERIES
from ncfe_kb.formats.works import Name, Work
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.plain import json_of

_CALLED = {
    "author": "author",
    "editor": "editor",
    "contributor": "contributor",
    "interviewee": "guest",
    "host": "host",
    "organiser": "organizer",
}
"""What CSL calls the roles; the publisher is a text."""
_SCHEMES = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN"}
_OBJECT_EXPECTED = N_("is not a JSON object")


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield the works as an array of items."""
    yield from (piece.encode() for piece in array(told(item_of(work)) for work in works))
    yield b"\n"


def told(item: Item) -> dict[str, Any]:
    """Return an item as CSL has it."""
    fields = {
        "id": item.key,
        "type": item.type,
        "title": item.title,
        **{name: [_name(one) for one in item.named(role)] for role, name in _CALLED.items()},
        "issued": {"date-parts": _parts(item.date)} if item.date else None,
        "container-title": item.series if item.type in IN_SERIES else item.container,
        "collection-title": "" if item.type in IN_SERIES else item.series,
        "issue" if item.type in IN_SERIES else "collection-number": item.number,
        "page": item.pages,
        "number-of-pages": item.total,
        "publisher": "; ".join(name.whole for name in item.named("publisher")),
        "genre": item.kind,
        "language": item.language,
        **{name: " ".join(item.identified(scheme)) for scheme, name in _SCHEMES.items()},
        "URL": item.url,
        "keyword": ", ".join(item.topics),
        "abstract": item.abstract,
        "custom": _custom(item),
    }
    return {name: value for name, value in fields.items() if value}


def _custom(item: Item) -> dict[str, str]:
    """Return what CSL has no field for: the title in the other language, and the language of the first."""
    language = "" if item.text_language == item.language else item.text_language
    found = {"title-language": language, "parallel-title": item.other_title}
    return {name: value for name, value in found.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.is_body:
        return {"literal": name.family}
    return {"family": name.family, **({"given": name.given} if name.given else {})}


def _parts(date: str) -> list[list[int]]:
    return [[int(part) for part in end.split("-")] for end in date.split("/")]


def read(data: bytes, language: Language) -> Batch:
    """Return the items of an array, or the one item."""
    found = records_of(data)
    return Batch("", tuple(record(number, one, language) for number, one in enumerate(found, 1)))


def records_of(data: bytes) -> list[Any]:
    """Return what a file of JSON holds: the members of an array, else the one. Raises Fault."""
    try:
        found = json_of(data)
    except (ValueError, RecursionError) as error:
        if isinstance(error, Fault):
            raise
        raise Fault(N_("is not JSON")) from None
    return found if isinstance(found, list) else [found]


def record(number: int, one: Any, language: Language) -> Record:
    """Return an item as a record; what is not as CSL has it is a fault."""
    if not isinstance(one, dict):
        return Record(number, one, {}, Fault(_OBJECT_EXPECTED))
    try:
        return Record(number, one, fields_of(item_from(one), language))
    except (TypeError, ValueError, KeyError, AttributeError, IndexError):
        return Record(number, one, {}, Fault(N_("has a field that is not as CSL JSON has it")))


def item_from(said: dict[str, Any]) -> Item:
    """Return the item that CSL tells of; other errors than of its own come where it is not as CSL has it."""
    get = _texts(said)
    kind, custom = get("type") or "document", _texts(said.get("custom") or {})
    container, in_series = get("container-title"), kind in IN_SERIES
    volume, number = get("volume"), get("issue") or get("collection-number") or get("number")
    return Item(
        type="article-journal" if kind == "article" and container else kind,
        key=get("id"),
        kind=get("genre"),
        title=get("title"),
        other_title=custom("parallel-title"),
        abstract=get("abstract"),
        text_language=custom("title-language"),
        language=get("language"),
        date=_date(said.get("issued") or {}),
        names=(
            *((role, _read_name(one)) for role, name in _CALLED.items() for one in said.get(name) or ()),
            *(("publisher", Name(one, is_body=True)) for one in get("publisher").split("; ") if one),
        ),
        series=container if in_series else get("collection-title"),
        number=f"{volume}({number})" if volume and number else volume or number,
        container="" if in_series else container,
        pages=get("page"),
        total=get("number-of-pages"),
        topics=tuple(topic.strip() for topic in get("keyword").split(",") if topic.strip()),
        url=get("URL"),
        identifiers=tuple((scheme, one) for scheme, name in _SCHEMES.items() for one in get(name).split()),
    )


def _texts(said: dict[str, Any]) -> Any:
    """Return what gives a field as text: a number too, and the first of several."""

    def get(name: str) -> str:
        value = said.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, bool) or not isinstance(value, str | int | float | None):
            raise TypeError
        return "" if value is None else str(value)

    return get


def _read_name(one: dict[str, Any]) -> Name:
    get = _texts(one)
    if literal := get("literal") or get("name"):
        return Name(literal, is_body=True)
    particles = [get("non-dropping-particle"), get("family")]
    first = [get("given"), get("dropping-particle")]
    return Name(" ".join(part for part in particles if part), " ".join(part for part in first if part))


def _date(issued: dict[str, Any]) -> str:
    if "date-parts" not in issued:
        return str(issued.get("raw") or issued.get("literal") or "")
    ends = [[int(part) for part in end if part is not None] for end in issued["date-parts"]]
    forms = ("{:04}", "{:02}", "{:02}")
    return "/".join("-".join(form.format(part) for form, part in zip(forms, end, strict=False)) for end in ends if end)


def again(head: Any, raws: Sequence[Any]) -> bytes:  # noqa: ARG001 - nothing stands before the items
    """Return an array of these items."""
    return (json.dumps(list(raws), ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")
