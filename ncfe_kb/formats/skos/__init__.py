"""The thesaurus in SKOS (W3C Recommendation, 18 August 2009), as Turtle, RDF/XML or JSON-LD, by rdflib.

`writing` makes a file of topics, their groups and their scheme, `reading` takes them out of one;
`guarding` refuses what would make a parser fetch or unfold something before rdflib sees it.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from ncfe_kb.errors import Fault, InvalidFile, MissingExtra, UnknownRecord
from ncfe_kb.models import Origin, Scheme, Topic, TopicGroup


class Form(NamedTuple):
    """A form that SKOS is written in: its name, what rdflib calls it, its media type, the endings of its files."""

    name: str
    parser: str
    media_type: str
    endings: tuple[str, ...]


FORMS = {
    one.name: one
    for one in (
        Form("turtle", "turtle", "text/turtle", (".ttl",)),
        Form("rdfxml", "xml", "application/rdf+xml", (".rdf", ".xml")),
        Form("jsonld", "json-ld", "application/ld+json", (".jsonld",)),
    )
}
"""Every form, by its name."""
ENDINGS = frozenset(ending for form in FORMS.values() for ending in form.endings)


class Concepts(NamedTuple):
    """What a file of SKOS tells: concept schemes, collections, and concepts."""

    schemes: Sequence[Scheme]
    groups: Sequence[TopicGroup]
    topics: Sequence[Topic]


class Taken(NamedTuple):
    """What was read, and how many statements of each kind were left out, by language or property."""

    origins: list[Origin]
    left_out: Mapping[str, int]


def form_of(name: str | None, path: Path | None = None) -> Form:
    """Return the form of this name, else the one that the file's name ends for. Raises UnknownRecord."""
    ending = path.suffix.lower() if path else ""
    for form in FORMS.values():
        if form.name == name or (name is None and ending in form.endings):
            return form
    raise UnknownRecord("format", name or ending, tuple(FORMS))


def write(form: Form, concepts: Concepts, base: str | None = None, only: str | None = None) -> bytes:
    """Return a file of the concepts, or of the `only` one with this id.

    Their addresses begin with `base`, or are names without a place. Raises InvalidRecord for
    what SKOS cannot hold, MissingExtra.
    """
    return bytes(_module("writing").write(form, concepts, base, only))


def read(form: Form, data: bytes, name: str) -> Taken:
    """Return what a file says. Raises InvalidFile with its name, MissingExtra."""
    module = _module("reading")
    try:
        return Taken(*module.read(form, data, name))
    except Fault as fault:
        raise InvalidFile((fault,), path=name) from None


def _module(name: str) -> Any:
    try:
        return import_module(f"ncfe_kb.formats.skos.{name}")
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("ncfe_kb"):
            raise
        raise MissingExtra("rdflib", "rdf") from None
