"""What programs for literature lists can hold of a work, whatever each of them calls it.

BibTeX, RIS, CSL JSON and Crossref differ in names and signs; what they hold is here, once.
"""

import re
from dataclasses import dataclass
from typing import Any

from ncfe_kb.formats.types import KIND_OF, code_of, type_of
from ncfe_kb.formats.works import Name, Work
from ncfe_kb.languages import LANGUAGES, Language, other
from ncfe_kb.models.identifiers import normal_form
from ncfe_kb.text import check_slug

ROLES = ("author", "editor", "contributor", "interviewee", "host", "organiser", "publisher")
"""The roles that an item can hold; each format holds some of them."""
_PAGES = re.compile(r"(?:s\.|pp?\.) ?([0-9]+)(?:[-–]([0-9]+))?")
_TOTAL = re.compile(r"([0-9]+) (?:s\.|sider|p\.|pp\.|pages)")
_VOLUME = re.compile(r"([^()]+)\(([^()]+)\)")
_SUPPLIED = re.compile(r"\[(.+)\]", re.DOTALL)


@dataclass(frozen=True)
class Item:
    """A work as a literature list has it; a text that is not known is empty.

    `type` is CSL's, `kind` what the kind is called, `text_language` the language of title and
    abstract, `language` that of the work, `date` in EDTF, `total` the number of pages.
    """

    type: str = "document"
    key: str = ""
    kind: str = ""
    title: str = ""
    other_title: str = ""
    abstract: str = ""
    text_language: str = ""
    language: str = ""
    date: str = ""
    names: tuple[tuple[str, Name], ...] = ()
    series: str = ""
    number: str = ""
    container: str = ""
    pages: str = ""
    total: str = ""
    topics: tuple[str, ...] = ()
    url: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()

    def named(self, role: str) -> tuple[Name, ...]:
        """Return the names with a role."""
        return tuple(name for one, name in self.names if one == role)

    def identified(self, scheme: str) -> tuple[str, ...]:
        """Return the identifiers of a scheme."""
        return tuple(value for one, value in self.identifiers if one == scheme)


def item_of(work: Work) -> Item:
    """Return what a literature list holds of a work."""
    entry, title = work.entry, work.title
    pages, total = _extent(entry.extent.get(title.language) or "")
    return Item(
        type=type_of(entry.kind, work.schema_type),
        key=entry.slug,
        kind=work.kind,
        title=title.value,
        other_title=work.other_title or "",
        abstract=entry.abstract.get(title.language) or "",
        text_language=title.language,
        language=entry.language or "",
        date=entry.date or "",
        names=tuple((role, name) for role in ROLES for name in work.named(role)),
        series=work.series or "",
        number=entry.series_number or "",
        container=work.container or "",
        pages=pages,
        total=total,
        topics=work.topics,
        url=entry.urls[0] if entry.urls else "",
        identifiers=tuple((one.scheme, one.value) for one in entry.identifiers),
    )


def fields_of(item: Item, language: Language) -> dict[str, Any]:
    """Return an item as plain data of an entry, in words; its texts are in `language` where it does not say.

    `container` is the title of what it is part of; whoever knows the catalogue knows which entry that is.
    """
    texts = _language(item.text_language) or _language(item.language) or language
    said = {
        "slug": _slug(item.key),
        "kind": item.kind or KIND_OF.get(item.type),
        **_titles(item, texts),
        "abstract": _text(item.abstract, texts),
        "date": item.date,
        "language": code_of(item.language),
        "contributors": [_contributor(role, name) for role, name in _once(item.names)],
        "series": item.series,
        "series_number": item.number,
        "extent": _both_ways(item.pages, item.total),
        "topics": list(_once(item.topics)),
        "urls": [item.url] if item.url else [],
        "identifiers": [{"scheme": scheme, "value": normal_form(scheme, one)} for scheme, one in item.identifiers],
        "container": item.container,
    }
    return {name: value for name, value in said.items() if value}


def volume_and_issue(number: str) -> tuple[str, str]:
    """Return both of 47(4); of any other number, which may be either, the issue."""
    found = _VOLUME.fullmatch(number)
    return (found[1], found[2]) if found else ("", number)


def _once(values: tuple[Any, ...]) -> list[Any]:
    return list(dict.fromkeys(values))


def _language(word: str) -> Language | None:
    return next((one for one in LANGUAGES if code_of(word) == one), None)


def _slug(key: str) -> str:
    """Return the key where it can be a slug; a title gives a better one than 10.1002/berj.3677."""
    try:
        return check_slug(key)
    except ValueError:
        return ""


def _titles(item: Item, language: Language) -> dict[str, dict[str, str]]:
    titles: dict[str, dict[str, str]] = {"title": {}, "supplied_title": {}}
    for one, text in ((language, item.title), (other(language), item.other_title)):
        if found := _SUPPLIED.fullmatch(text):
            titles["supplied_title"][one] = found[1]
        elif text:
            titles["title"][one] = text
    return titles


def _text(text: str, language: Language) -> dict[str, str]:
    return {language: text} if text else {}


def _contributor(role: str, name: Name) -> dict[str, str]:
    """Return a contributor; a body is named as such, so that it is not taken for a person."""
    return {"name": name.whole, "role": role, **({"organisation": name.whole} if name.is_body else {})}


def _extent(text: str) -> tuple[str, str]:
    """Return the pages and the number of pages that an extent tells."""
    if found := _PAGES.fullmatch(text):
        return (f"{found[1]}-{found[2]}" if found[2] else found[1]), ""
    found = _TOTAL.fullmatch(text)
    return "", found[1] if found else ""


def _both_ways(pages: str, total: str) -> dict[str, str]:
    """Return the extent in both languages, which say it alike but for a letter."""
    if pages:
        span = re.sub(r"\s*[-–—]+\s*", "–", pages)
        return {"da": f"s. {span}", "en": f"{'pp.' if '–' in span else 'p.'} {span}"}
    return {"da": f"{total} s.", "en": f"{total} pp."} if total else {}
