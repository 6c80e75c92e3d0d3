"""DataCite's XML (kernel 4.6), made of its JSON form: what is the text there, and what an attribute."""

from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from ncfe_kb.formats.datacite import KERNEL, UNKNOWN, told
from ncfe_kb.formats.markup import add, cleaned, pieces_of
from ncfe_kb.formats.works import Work, one_or_more

_NAMESPACES = {
    "xmlns": KERNEL,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{KERNEL} https://schema.datacite.org/meta/kernel-4.6/metadata.xsd",
}
_SINGULAR = {
    "titles": "title",
    "subjects": "subject",
    "dates": "date",
    "alternateIdentifiers": "alternateIdentifier",
    "relatedIdentifiers": "relatedIdentifier",
    "descriptions": "description",
}
"""The lists whose members are a text with attributes."""
_OF_ITEM = ("publicationYear", "volume", "issue", "number", "firstPage", "lastPage")


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield one work as a resource, any other number of them in a wrapping element."""
    is_alone, works = one_or_more(works)
    return pieces_of(map(resource, works), "" if is_alone else "resources")


def resource(work: Work) -> Element:
    """Return a work as DataCite's XML has it."""
    return cleaned(element(work))


def element(work: Work) -> Element:
    """Return a work as DataCite's XML has it, with whatever characters it has."""
    said = told(work)
    root = Element("resource", _NAMESPACES)
    add(root, "identifier", said.get("doi") or UNKNOWN, identifierType="DOI")
    _add_agents(root, "creator", said["creators"])
    _add_list(root, "titles", said["titles"])
    add(root, "publisher", said["publisher"]["name"])
    add(root, "publicationYear", said["publicationYear"])
    types = said["types"]
    add(root, "resourceType", types["resourceType"], resourceTypeGeneral=types["resourceTypeGeneral"])
    _add_agents(root, "contributor", said.get("contributors", ()))
    _add_language(root, said)
    for name in ("subjects", "dates", "alternateIdentifiers", "relatedIdentifiers", "descriptions"):
        _add_list(root, name, said.get(name, ()))
    _add_texts(root, "sizes", "size", said.get("sizes", ()))
    _add_texts(root, "formats", "format", said.get("formats", ()))
    _add_funders(root, said.get("fundingReferences", ()))
    _add_items(root, said.get("relatedItems", ()))
    return root


def _add_language(root: Element, said: dict[str, Any]) -> None:
    """Add the language of the work, where it is known."""
    if language := said.get("language"):
        add(root, "language", language)


def _add_list(root: Element, name: str, values: Iterable[dict[str, str]]) -> None:
    if not values:
        return
    singular, parent = _SINGULAR[name], add(root, name)
    for value in values:
        add(parent, singular, value[singular], **{key: text for key, text in value.items() if key != singular})


def _add_texts(root: Element, name: str, singular: str, values: Iterable[str]) -> None:
    if values:
        parent = add(root, name)
        for value in values:
            add(parent, singular, value)


def _add_agents(root: Element, tag: str, agents: Iterable[dict[str, Any]]) -> None:
    if not agents:
        return
    parent = add(root, f"{tag}s")
    for agent in agents:
        element = add(parent, tag, contributorType=agent.get("contributorType", ""))
        add(element, f"{tag}Name", agent["name"], nameType=agent.get("nameType", ""))
        for name in ("givenName", "familyName"):
            if name in agent:
                add(element, name, agent[name])
        for one in agent.get("nameIdentifiers", ()):
            add(element, "nameIdentifier", one["nameIdentifier"], nameIdentifierScheme=one["nameIdentifierScheme"])
        for one in agent.get("affiliation", ()):
            add(element, "affiliation", one["name"])


def _add_funders(root: Element, references: Iterable[dict[str, str]]) -> None:
    if references:
        parent = add(root, "fundingReferences")
        for reference in references:
            add(add(parent, "fundingReference"), "funderName", reference["funderName"])


def _add_items(root: Element, items: Iterable[dict[str, Any]]) -> None:
    """Add the related works that have no identifier, in the order that the schema asks for."""
    if not items:
        return
    parent = add(root, "relatedItems")
    for item in items:
        element = add(parent, "relatedItem", relatedItemType=item["relatedItemType"], relationType=item["relationType"])
        if identifier := item.get("relatedItemIdentifier"):
            kind = identifier["relatedItemIdentifierType"]
            add(
                element,
                "relatedItemIdentifier",
                identifier["relatedItemIdentifier"],
                relatedItemIdentifierType=kind,
            )
        _add_list(element, "titles", item["titles"])
        for name in _OF_ITEM:
            if name in item:
                add(element, name, item[name])
