"""XLIFF 1.2, the exchange format of translation programs.

1.2 and not 2.0, since more programs open it, and since its targets have the states that say
what is to be done. A character that XML has no place for stands as an empty element <x/>.

Reading makes no tree and follows no declaration: a file with a DOCTYPE, the one way to
entities, is refused.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring
from xml.parsers import expat

from ncfe_kb.errors import Fault
from ncfe_kb.formats import guarded_xml
from ncfe_kb.formats.translations import Unit, Units, language_of
from ncfe_kb.languages import Language, other
from ncfe_kb.messages import N_

_STALE = "needs-review-translation"
_MISSING = "needs-translation"
_UNFINISHED = frozenset({_STALE, _MISSING, "needs-adaptation", "needs-l10n", "needs-review-adaptation", "new"})
_FINGERPRINT = "x-fingerprint"
_NO_XML = re.compile("([\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff])")
"""What XML has no place for, and the carriage return, which it reads as a line feed."""
_CODE = re.compile(r"x-u([0-9a-f]{4})")


def write(units: Sequence[Unit], to: Language, at: datetime) -> bytes:
    """Return a file of units."""
    root = Element("xliff", xmlns="urn:oasis:names:tc:xliff:document:1.2", version="1.2")
    languages: dict[str, str] = {"source-language": other(to), "target-language": to}
    file = SubElement(
        root, "file", languages, original="ncfe-kb", datatype="plaintext", date=f"{at:%Y-%m-%dT%H:%M:%SZ}"
    )
    body = SubElement(file, "body")
    body.text = "\n"
    for unit in units:
        _add(body, unit, to)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add(body: Element, unit: Unit, to: Language) -> None:
    element = SubElement(body, "trans-unit", {"id": unit.name, "xml:space": "preserve"})
    element.tail = "\n"
    _fill(SubElement(element, "source", {"xml:lang": other(to)}), unit.source)
    state = {"state": _STALE if unit.is_stale else _MISSING} if unit.is_stale or not unit.target else {}
    _fill(SubElement(element, "target", {"xml:lang": to, **state}), unit.target)
    if unit.fingerprint:
        group = SubElement(element, "context-group", purpose="information")
        SubElement(group, "context", {"context-type": _FINGERPRINT}).text = unit.fingerprint


def _fill(element: Element, text: str) -> None:
    first, *more = _NO_XML.split(text)
    element.text = first
    for number, (character, rest) in enumerate(zip(more[::2], more[1::2], strict=True), 1):
        SubElement(element, "x", id=str(number), ctype=f"x-u{ord(character):04x}").tail = rest


def read(data: bytes) -> Units:
    """Return the units; what programs add to them, as other proposals, is left out."""
    reader = _Reader()
    reader.parse(data)
    if not reader.is_xliff:
        raise Fault(N_("is not XLIFF 1.2"))
    return Units(language_of(reader.to), tuple(reader.units))


class _Reader:
    """Takes the units out of a file while it is read."""

    def __init__(self) -> None:
        self.to = ""
        self.units: list[Unit] = []
        self.is_xliff = False
        self._said: dict[str, list[str]] = {}  # of the unit that is read
        self._into: str | None = None  # which part of it
        self._unit = Unit("", "")
        self._aside = 0  # how deep in another program's proposals
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def parse(self, data: bytes) -> None:
        guarded_xml.parse(data, self._parser)

    def _start(self, name: str, given: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "xliff":
            self.is_xliff = given.get("version", "").startswith("1.")
        elif tag == "file":
            self.to = given.get("target-language", "")
        elif tag == "trans-unit":
            self._said = {"source": [], "target": [], "context": []}
            self._unit = Unit(given.get("id", ""), "", line=self._parser.CurrentLineNumber)
        elif tag == "alt-trans":
            self._aside += 1
        elif self._said and not self._aside:
            self._start_part(tag, given)

    def _start_part(self, tag: str, given: dict[str, str]) -> None:
        if tag == "source" or (tag == "context" and given.get("context-type") == _FINGERPRINT):
            self._into = tag
        elif tag == "target":
            self._into = tag
            self._unit = self._unit._replace(is_stale=given.get("state", "") in _UNFINISHED)
        elif tag == "x" and (code := _CODE.fullmatch(given.get("ctype", ""))):
            self._text(chr(int(code[1], 16)))

    def _end(self, name: str) -> None:
        tag = _local(name)
        if tag == self._into:
            self._into = None
        elif tag == "alt-trans":
            self._aside -= 1
        elif tag == "trans-unit":
            source, target, mark = ("".join(self._said[part]) for part in ("source", "target", "context"))
            self.units.append(self._unit._replace(source=source, target=target, fingerprint=mark.strip()))
            self._said = {}

    def _text(self, text: str) -> None:
        if self._into and self._said:
            self._said[self._into].append(text)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
