"""The record of a DOI as Crossref's interface gives it, saved to a file: the message, bare or in its envelope."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from ncfe_kb.errors import Fault
from ncfe_kb.formats import Batch, Record, csl_json
from ncfe_kb.formats.items import fields_of
from ncfe_kb.formats.types import OF_CROSSREF
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_

_BLOCK = re.compile(r"</?(?:jats:)?(?:p|title|sec|list|list-item|br)\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")


def is_one(data: bytes) -> bool:
    """Return whether JSON looks like Crossref's and not like CSL's."""
    try:
        first = csl_json.records_of(data)[0]
    except (Fault, IndexError):
        return False
    return isinstance(first, dict) and ("message" in first or "indexed" in first or "deposited" in first)


def read(data: bytes, language: Language) -> Batch:
    """Return the records of a message, of its envelope, or of a list of works."""
    found = [one for whole in csl_json.records_of(data) for one in _messages(whole)]
    return Batch("", tuple(_record(number, one, language) for number, one in enumerate(found, 1)))


def _messages(whole: Any) -> list[Any]:
    message = whole.get("message", whole) if isinstance(whole, dict) else whole
    items = message.get("items") if isinstance(message, dict) else None
    return items if isinstance(items, list) else [message]


def _record(number: int, one: Any, language: Language) -> Record:
    if not isinstance(one, dict):
        return Record(number, one, {}, Fault(N_("is not a JSON object")))
    try:
        return Record(number, one, _fields(one, language))
    except (TypeError, ValueError, KeyError, AttributeError, IndexError):
        return Record(number, one, {}, Fault(N_("has a field that is not as Crossref has it")))


def _fields(one: dict[str, Any], language: Language) -> dict[str, Any]:
    """Return a message as an entry's plain data; its subjects are the journal's and its funders are left out."""
    item = csl_json.item_from({name: value for name, value in one.items() if name not in {"custom", "ISBN", "ISSN"}})
    kind = OF_CROSSREF.get(item.type, item.type)
    subtitle = (one.get("subtitle") or [""])[0]
    numbers = [(scheme, value) for scheme in ("isbn", "issn") for value in one.get(scheme.upper()) or ()]
    in_series = kind == "article-journal"
    told = replace(
        item,
        type=kind,
        key="",
        kind="",
        title=_plain(f"{item.title}: {subtitle}" if subtitle else item.title),
        abstract=_plain(item.abstract),
        series=_plain(item.container if in_series and item.container else item.series),
        container="" if in_series else _plain(item.container),
        topics=(),
        identifiers=(*item.identifiers, *((scheme, value.rpartition("/")[2]) for scheme, value in numbers)),
    )
    return fields_of(told, language)


def _plain(text: str) -> str:
    """Return a text without the marks of JATS and HTML that Crossref passes on."""
    return " ".join(unescape(_TAG.sub("", _BLOCK.sub(" ", text))).split())


def again(head: Any, raws: Sequence[Any]) -> bytes:
    """Return an array of these messages."""
    return csl_json.again(head, raws)
