"""Makes XML of what formats say of works."""

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Add an element with a text; attributes that say nothing are left out, and `lang` is XML's own."""
    said = {("xml:lang" if name == "lang" else name): value for name, value in attributes.items() if value}
    element = SubElement(parent, tag, said)
    if text:
        element.text = text
    return element


def holdable(text: str) -> str:
    """Return the text with a replacement character for each that XML has no place for."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def cleaned(element: Element) -> Element:
    """Return the element with U+FFFD for each character that XML has no place for."""
    for each in element.iter():
        each.text = each.text and holdable(each.text)
        for name, text in each.items():
            each.set(name, holdable(text))
    return element


def pieces_of(elements: Iterable[Element], wrapper: str = "") -> Iterator[bytes]:
    """Yield a file of elements in one more, or of one that stands alone."""
    yield b"<?xml version='1.0' encoding='utf-8'?>"
    before = f"\n<{wrapper}>\n  " if wrapper else "\n"
    for element in elements:
        indent(element, level=1 if wrapper else 0)
        yield before.encode() + bytes(tostring(element, encoding="utf-8"))
        before = "\n  "
    is_empty = before != "\n  "
    yield f"\n<{wrapper} />\n".encode() if is_empty else f"\n</{wrapper}>\n".encode() if wrapper else b"\n"


def file_of(elements: Sequence[Element], wrapper: str) -> bytes:
    """Return a file of one element, or of any other number of them in one more."""
    return b"".join(pieces_of(elements, "" if len(elements) == 1 else wrapper))
