"""Topics, their groups and their scheme as a file of SKOS; the same ones give the same bytes."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef
from rdflib.plugins.serializers.turtle import TurtleSerializer

from ncfe_kb.addresses import checked_base
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.formats.markup import holdable
from ncfe_kb.formats.skos import Concepts, Form
from ncfe_kb.formats.skos.addresses import GROUP, SCHEME, TOPIC, address_of, check_address
from ncfe_kb.languages import Language
from ncfe_kb.models import Scheme, Topic, TopicGroup

Statement = tuple[Any, Any, Any]
_PREFIXES = {"dcterms": str(DCTERMS), "skos": str(SKOS)}
_ORDER = (SKOS.ConceptScheme, SKOS.Collection, SKOS.Concept)


def write(form: Form, concepts: Concepts, base: str | None, only: str | None) -> bytes:
    """Return a file; raises InvalidRecord for an address that it cannot hold."""
    statements = _Statements(concepts, checked_base(base) if base is not None else None).all(only)
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    for statement in sorted(statements, key=_place):
        graph.add(statement)
    return _WRITERS[form.name](graph)


def _place(statement: Statement) -> tuple[str, ...]:
    subject, predicate, value = statement
    return subject, predicate, str(value), getattr(value, "language", None) or ""


class _Statements:
    """What is said of each concept, collection and scheme."""

    def __init__(self, concepts: Concepts, base: str | None) -> None:
        self._concepts = concepts
        self._base = base
        self._schemes = [self._ref(SCHEME, scheme.id) for scheme in concepts.schemes]
        self._narrower: dict[str, list[str]] = defaultdict(list)
        for topic in concepts.topics:
            for broader in topic.broader:
                self._narrower[broader].append(topic.id)

    def all(self, only: str | None) -> Iterator[Statement]:
        """Yield all statements, or those of one concept and that its group holds it."""
        topics = [topic for topic in self._concepts.topics if only in {None, topic.id}]
        groups = {topic.group for topic in topics}
        for group in self._concepts.groups:
            if only is None or group.id in groups:
                yield from self._of_group(group, topics)
        if only is None:
            for scheme in self._concepts.schemes:
                yield from self._of_scheme(scheme)
        for topic in topics:
            yield from self._of_topic(topic)

    def _ref(self, what: str, id: str) -> Any:
        return URIRef(address_of(what, id, self._base))

    def _of_scheme(self, scheme: Scheme) -> Iterator[Statement]:
        say = partial(_said, self._ref(SCHEME, scheme.id))
        yield from say(RDF.type, [SKOS.ConceptScheme])
        for predicate in (DCTERMS.title, SKOS.prefLabel):  # some programs look for the one, some for the other
            yield from say(predicate, _literals(scheme.title.each()))
        yield from say(DCTERMS.language, map(Literal, scheme.languages))
        yield from say(SKOS.note, _literals(scheme.note.each()))
        tops = (topic for topic in self._concepts.topics if not topic.broader)
        yield from say(SKOS.hasTopConcept, (self._ref(TOPIC, topic.id) for topic in tops))

    def _of_group(self, group: TopicGroup, topics: Iterable[Topic]) -> Iterator[Statement]:
        say = partial(_said, self._ref(GROUP, group.id))
        yield from say(RDF.type, [SKOS.Collection])
        yield from say(SKOS.prefLabel, _literals(group.label.each()))
        yield from say(SKOS.member, (self._ref(TOPIC, topic.id) for topic in topics if topic.group == group.id))

    def _of_topic(self, topic: Topic) -> Iterator[Statement]:
        say, ref = partial(_said, self._ref(TOPIC, topic.id)), partial(self._ref, TOPIC)
        yield from say(RDF.type, [SKOS.Concept])
        yield from say(SKOS.inScheme, self._schemes)
        yield from say(SKOS.topConceptOf, [] if topic.broader else self._schemes)
        yield from say(SKOS.broader, map(ref, topic.broader))
        yield from say(SKOS.narrower, map(ref, self._narrower[topic.id]))
        yield from say(SKOS.related, map(ref, topic.related))
        yield from say(SKOS.definition, _literals(topic.definition.each()))
        yield from say(SKOS.editorialNote, _literals(topic.editorial_note.each()))
        for predicate, labels in _labels(topic):
            yield from say(predicate, _literals(labels))
        for predicate, field in _MATCHES.items():
            yield from say(predicate, (_match(topic, field, address) for address in getattr(topic, field)))


_MATCHES = {SKOS.exactMatch: "exact_match", SKOS.closeMatch: "close_match", SKOS.relatedMatch: "related_match"}


def _said(subject: Any, predicate: Any, values: Iterable[Any]) -> Iterator[Statement]:
    yield from ((subject, predicate, value) for value in values)


def _literals(texts: Iterable[tuple[Language, str]]) -> Iterator[Any]:
    yield from (Literal(text, lang=language) for language, text in texts)


def _labels(topic: Topic) -> Iterator[tuple[Any, set[tuple[Language, str]]]]:
    """Yield the labels of each kind, without those of a kind before, since SKOS wants them apart (S13)."""
    before: set[tuple[Language, str]] = set()
    for predicate, labels in (
        (SKOS.prefLabel, topic.preferred_label),
        (SKOS.altLabel, topic.alternative_labels),
        (SKOS.hiddenLabel, topic.hidden_labels),
    ):
        found = set(labels.each()) - before
        before |= found
        yield predicate, found


def _match(topic: Topic, field: str, address: str) -> Any:
    try:
        return URIRef(check_address(address))
    except Fault as fault:
        raise InvalidRecord((fault.at(field),), topic.id) from None


def _as_turtle(graph: Graph) -> bytes:
    serializer = TurtleSerializer(graph)
    serializer.topClasses = list(_ORDER)
    stream = BytesIO()
    serializer.serialize(stream, encoding="utf-8")
    return stream.getvalue().strip() + b"\n"


def _as_rdfxml(graph: Graph) -> bytes:
    """Return RDF/XML; rdflib's own would stand in another order in each process."""
    for prefix, namespace in _PREFIXES.items():
        register_namespace(prefix, namespace)
    root = Element(_tag(f"{RDF}RDF"))
    for subject in sorted(graph.subjects(unique=True), key=partial(_rank, graph)):
        element = SubElement(root, _tag(graph.value(subject, RDF.type)), {_tag(f"{RDF}about"): subject})
        for _, predicate, value in sorted(graph.triples((subject, None, None)), key=_place):
            _add(element, predicate, value)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _rank(graph: Graph, subject: Any) -> tuple[int, str]:
    return _ORDER.index(graph.value(subject, RDF.type)), subject


def _add(element: Element, predicate: Any, value: Any) -> None:
    if predicate == RDF.type:
        return
    if not isinstance(value, Literal):
        SubElement(element, _tag(predicate), {_tag(f"{RDF}resource"): value})
        return
    spoken = {"xml:lang": value.language} if value.language else {}
    SubElement(element, _tag(predicate), spoken).text = holdable(value)


def _tag(name: Any) -> str:
    namespace = next(one for one in (SKOS, DCTERMS, RDF) if name.startswith(str(one)))
    return f"{{{namespace}}}{name.removeprefix(str(namespace))}"


def _as_jsonld(graph: Graph) -> bytes:
    """Return JSON-LD whose context stands in it, and whose lists are in order."""
    made = json.loads(graph.serialize(format="json-ld", context=_PREFIXES))
    return (json.dumps(_in_order(made), ensure_ascii=False, indent=1) + "\n").encode()


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_in_order, value), key=_first)
    return value


def _first(value: Any) -> tuple[str, str]:
    return (str(value.get("@id", "")), json.dumps(value)) if isinstance(value, dict) else ("", str(value))


_WRITERS = {"turtle": _as_turtle, "rdfxml": _as_rdfxml, "jsonld": _as_jsonld}
