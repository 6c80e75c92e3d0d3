"""What the sets of records are called, in both languages."""

from typing import Final
from xml.etree.ElementTree import Element

from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.formats import dublin_core
from ncfe_kb.text import Text

_ROOTS: Final = {
    "kind": (Text(da="alle slags værker", en="works of every kind"), Text()),
    "topic": (Text(da="værker med emner", en="works with topics"), Text()),
}


def told_of(spec: str, known: Vocabulary) -> tuple[str, Element]:
    """Return a set's name, in both languages where it has both, and its labels and definition as Dublin Core."""
    label, definition = _texts(spec, known)
    said = [("title", language, text) for language, text in label.each()]
    said += [("description", language, text) for language, text in definition.each()]
    return " / ".join(dict.fromkeys(text for _, text in label.each())), dublin_core.element_of(said)


def _texts(spec: str, known: Vocabulary) -> tuple[Text, Text]:
    root, _, key = spec.partition(":")
    if not key:
        return _ROOTS[root]
    if root == "kind" and key in known.kinds:
        return known.kinds[key].plural, Text()
    if root == "topic" and key in known.topics:
        return known.topics[key].preferred_label, known.topics[key].definition
    return Text(en=key), Text()  # of works that are gone, as their kind or topic is
