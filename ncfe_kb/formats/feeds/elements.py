"""Elements of feeds that feedgen has no words for: languages, dates, and what podcast apps ask for."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from feedgen.ext.base import BaseExtension
from lxml.etree import SubElement

from ncfe_kb.formats.markup import holdable

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Element(NamedTuple):
    """An element: its name like dc:language, its text, and its attributes."""

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


class Extension(BaseExtension):  # type: ignore[misc]  # feedgen brings no types
    """Adds elements to a channel or item of RSS, and languages to elements of Atom."""

    def __init__(self) -> None:
        """Add nothing yet."""
        self.elements: list[Element] = []
        self.languages: dict[str, str] = {}

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces that the elements may be in."""
        return NAMESPACES

    def extend_rss(self, root: Any) -> Any:
        """Add the elements."""
        parent = root[0] if root.tag == "rss" else root
        for one in self.elements:
            element = SubElement(parent, _qualified(one.name), dict(_held(one.attributes)))
            element.text = holdable(one.text) or None
        return root

    def extend_atom(self, root: Any) -> Any:
        """Mark the elements that are in another language than the feed."""
        for name, language in self.languages.items():
            for element in root.findall(name):
                element.set(_LANG, language)
        return root


def line(text: str) -> str:
    """Return a text in one line, as titles and names are."""
    return " ".join(holdable(text).split())


def _qualified(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def _held(attributes: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    return ((name, holdable(value)) for name, value in attributes)
