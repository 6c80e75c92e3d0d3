"""Dublin Core in the form of OAI-PMH (oai_dc), with the language of every text that has one."""

from collections.abc import Iterable, Iterator
from typing import Literal
from xml.etree.ElementTree import Element

from ncfe_kb.formats.datacite_terms import general_type
from ncfe_kb.formats.described import (
    addresses_of,
    creators_of,
    doi_address,
    identified,
    once,
    page_of,
    sound_of,
    titles_of,
)
from ncfe_kb.formats.items import item_of
from ncfe_kb.formats.markup import add, cleaned, pieces_of
from ncfe_kb.formats.works import Name, Related, Work, one_or_more
from ncfe_kb.languages import Language
from ncfe_kb.models import terms

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_NAMESPACES = {
    "xmlns:oai_dc": NAMESPACE,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}",
}
Said = tuple[str, Language | Literal[""], str]
"""An element, its language, and its text."""
_ASIDE = frozenset({"publisher", "copyright_holder", "quoted"})
"""The roles that make nobody a contributor; whoever is quoted is what the work is about."""
_TYPES = {
    **dict.fromkeys(("Book", "ConferencePaper", "JournalArticle", "Report", "Text"), "Text"),
    **{name: name for name in ("Collection", "Event", "InteractiveResource", "Service", "Sound")},
}
"""The types of DCMI, by DataCite's."""


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield one work as a record, any other number of them in a wrapping element."""
    is_alone, works = one_or_more(works)
    return pieces_of(map(record, works), "" if is_alone else "records")


def record(work: Work) -> Element:
    """Return a work as Dublin Core has it."""
    return cleaned(element(work))


def element(work: Work) -> Element:
    """Return a work as Dublin Core has it, with whatever characters it has."""
    return element_of(told(work))


def element_of(said: Iterable[tuple[str, str, str]]) -> Element:
    """Return texts as Dublin Core has them: the name of each element, its language or nothing, and the text."""
    root = Element("oai_dc:dc", _NAMESPACES)
    for name, language, text in once((name, language, text) for name, language, text in said if text):
        add(root, f"dc:{name}", text, lang=language)
    return root


def told(work: Work) -> list[Said]:
    """Return each element with its language, which many have none of, and its text."""
    return once(one for one in _said(work) if one[2])


def _said(work: Work) -> Iterable[Said]:
    """Yield each element with its language, which many have none of, and its text."""
    entry = work.entry
    yield from (("title", one.language, one.value) for one in titles_of(entry, work.language))
    yield from _agents(work)
    yield from (("subject", language, text) for subject in work.subjects for language, text in subject.label.each())
    yield from (("description", language, text) for language, text in entry.abstract.each())
    yield "date", "", entry.date or ""
    yield from _types(work)
    yield from _formats(work)
    yield from (("identifier", "", text) for text in _identifiers(work))
    yield from (("source", language, text) for language, text in _sources(work))
    yield "language", "", entry.language or ""
    yield from (_relation(one, work) for one in work.related if one.type != terms.DISTINCT)
    yield from (("rights", "", f"© {name.whole}") for name in work.named("copyright_holder"))


def _agents(work: Work) -> Iterable[Said]:
    creators = creators_of(work)
    yield from (("creator", "", printed(name)) for _, name in creators)
    yield from (("publisher", "", printed(name)) for name in work.named("publisher"))
    rest = [one for one in work.credited if one not in creators and one[0].role not in _ASIDE]
    yield from (("contributor", "", printed(name)) for _, name in rest)


def printed(name: Name) -> str:
    """Return a name as lists have it, the family name first."""
    return f"{name.family}, {name.given}" if name.given else name.family


def _types(work: Work) -> Iterable[Said]:
    yield "type", "", _TYPES.get(general_type(work.entry.kind, work.schema_type), "")
    yield "type", work.language, work.kind


def _formats(work: Work) -> Iterable[Said]:
    yield from (("format", language, text) for language, text in work.entry.extent.each())
    if sound := sound_of(work.entry):
        yield "format", "", sound.type or ""


def _identifiers(work: Work) -> Iterable[str]:
    entry = work.entry
    yield from (*page_of(work), *addresses_of(entry))
    yield from (f"urn:isbn:{isbn}" for isbn in identified(entry, "isbn"))
    if not entry.series:
        yield from (f"urn:issn:{issn}" for issn in identified(entry, "issn"))


def _sources(work: Work) -> Iterable[tuple[Language, str]]:
    """Yield the journal or series, and the place in it."""
    item = item_of(work)
    for language, title in work.series_title.each():
        yield language, ", ".join(part for part in (title, item.number, item.pages.replace("-", "–")) if part)


def _relation(one: Related, work: Work) -> Said:
    """Return a work that this one stands to: by DOI, ISBN or its address here, else by its title.

    Any other page may tell of several works.
    """
    if dois := identified(one.entry, "doi"):
        return "relation", "", doi_address(dois[0])
    if isbns := identified(one.entry, "isbn"):
        return "relation", "", f"urn:isbn:{isbns[0]}"
    if work.addresses:
        return "relation", "", work.addresses.work(one.entry.slug)
    title = one.entry.title_in(work.language)
    return "relation", title.language, title.value
