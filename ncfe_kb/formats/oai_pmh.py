"""The answers of OAI-PMH 2.0 as XML: what every answer has, and the parts that several have."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element, tostring

from ncfe_kb.formats.markup import add, cleaned

_NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
_SCHEMATIC = "http://www.w3.org/2001/XMLSchema-instance"
_IDENTIFIERS = "http://www.openarchives.org/OAI/2.0/oai-identifier"
_DOMAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*(?:\.[A-Za-z][A-Za-z0-9-]*)+")
GRANULARITY: Final = "YYYY-MM-DDThh:mm:ssZ"


class Header(NamedTuple):
    """What tells of a record without telling what it says."""

    identifier: str
    stamp: str
    sets: Iterable[str]
    is_deleted: bool


def answer(stamp: str, address: str, given: Mapping[str, str], parts: Iterable[Element]) -> bytes:
    """Return an answer of that time to a request at an address, with the arguments that were understood."""
    names = {"xmlns": _NAMESPACE, "xmlns:xsi": _SCHEMATIC}
    root = Element("OAI-PMH", {**names, "xsi:schemaLocation": f"{_NAMESPACE} {_NAMESPACE}OAI-PMH.xsd"})
    add(root, "responseDate", stamp)
    request = add(root, "request", address)
    for name, value in given.items():
        request.set(name, value)
    root.extend(parts)
    return bytes(tostring(cleaned(root), encoding="utf-8", xml_declaration=True)) + b"\n"


def error(code: str, words: str) -> Element:
    """Return why a request has no other answer."""
    element = Element("error", {"code": code})
    element.text = words
    return element


def header(told: Header) -> Element:
    """Return a record's header."""
    element = Element("header", {"status": "deleted"} if told.is_deleted else {})
    add(element, "identifier", told.identifier)
    add(element, "datestamp", told.stamp)
    for spec in told.sets:
        add(element, "setSpec", spec)
    return element


def record(told: Header, metadata: Element | None) -> Element:
    """Return a record; one that is deleted has no metadata."""
    element = Element("record")
    element.append(header(told))
    if metadata is not None:
        add(element, "metadata").append(metadata)
    return element


def identity(texts: Iterable[tuple[str, str]], host: str, sample: str) -> Element:
    """Return what a repository says of itself, and where its host can be in them how its identifiers are made."""
    element = Element("Identify")
    for name, text in texts:
        add(element, name, text)
    if _DOMAIN.fullmatch(host):
        said = {"xmlns": _IDENTIFIERS, "xsi:schemaLocation": f"{_IDENTIFIERS} {_IDENTIFIERS}.xsd"}
        scheme = add(add(element, "description"), "oai-identifier", **said)
        add(scheme, "scheme", "oai")
        add(scheme, "repositoryIdentifier", host)
        add(scheme, "delimiter", ":")
        add(scheme, "sampleIdentifier", sample)
    return element


def metadata_format(prefix: str, schema: str, namespace: str) -> Element:
    """Return what tells of a form of records."""
    element = Element("metadataFormat")
    add(element, "metadataPrefix", prefix)
    add(element, "schema", schema)
    add(element, "metadataNamespace", namespace)
    return element


def named_set(spec: str, name: str, description: Element) -> Element:
    """Return what tells of a set."""
    element = Element("set")
    add(element, "setSpec", spec)
    add(element, "setName", name)
    add(element, "setDescription").append(description)
    return element


def resumption(token: str, *, size: int, cursor: int) -> Element:
    """Return where a list goes on, or without a token that it ends here."""
    element = Element("resumptionToken", {"completeListSize": str(size), "cursor": str(cursor)})
    element.text = token
    return element
