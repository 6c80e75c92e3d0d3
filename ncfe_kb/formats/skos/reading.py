"""Topics, their groups and their scheme out of a file of SKOS; what has no place in the catalogue is counted."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from operator import itemgetter
from typing import Any

from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, URIRef

from ncfe_kb.errors import Fault, InvalidFile, InvalidRecord
from ncfe_kb.formats.skos import Form
from ncfe_kb.formats.skos.addresses import id_in
from ncfe_kb.formats.skos.guarding import graph_of
from ncfe_kb.formats.skos.saying import Said
from ncfe_kb.messages import N_
from ncfe_kb.models import Origin, Scheme, Topic, TopicGroup, Value

_DERIVED = {RDF.type, SKOS.inScheme, SKOS.topConceptOf, SKOS.hasTopConcept}
"""What follows from the rest, or from there being one thesaurus."""
_DERIVED |= {SKOS.broaderTransitive, SKOS.narrowerTransitive, SKOS.semanticRelation}
_NAMED = {str(SKOS): "skos:", str(DCTERMS): "dcterms:", str(RDF): "rdf:", str(RDFS): "rdfs:"}
_KINDS = (SKOS.ConceptScheme, SKOS.Collection, SKOS.Concept)


def read(form: Form, data: bytes, name: str) -> tuple[list[Origin], dict[str, int]]:
    """Return the records of a file, and how many statements were left out, by language or property.

    Raises Fault, and InvalidFile for what is wrong with one concept.
    """
    reader = _Reader(graph_of(form, data), name)
    records = list(reader.records())
    if not records:
        raise Fault(N_("has no concepts of SKOS"))
    return [Origin(name, record) for record in records], reader.left_out()


class _Reader:
    """Takes one graph apart; what was taken of it is remembered, so that the rest can be told."""

    def __init__(self, graph: Graph, name: str) -> None:
        self._graph = graph
        self._name = name
        self._ids = {kind: self._named(kind) for kind in _KINDS}
        self._taken: set[tuple[Any, Any, Any]] = set()
        self._other_languages: Counter[str] = Counter()

    def records(self) -> Iterator[Value]:
        """Yield schemes, groups and topics, each in the order of the ids."""
        for kind, fields in ((_KINDS[0], self._scheme), (_KINDS[1], self._group), (_KINDS[2], self._topic)):
            for node, id in sorted(self._ids[kind].items(), key=itemgetter(1)):
                yield self._made(_MODELS[kind], id, partial(fields, node))

    def left_out(self) -> dict[str, int]:
        """Return how many statements were left out."""
        nodes = {node for named in self._ids.values() for node in named}
        left = Counter(self._other_languages)
        for subject, predicate, value in self._graph:
            is_said = (subject, predicate, value) in self._taken
            if not is_said and not (subject in nodes and _follows(predicate, value)):
                left[_short(predicate)] += 1
        return dict(sorted(left.items()))

    def _named(self, kind: Any) -> dict[Any, str]:
        """Return the id of each thing of a kind. Raises InvalidFile for two of one id."""
        nodes: dict[str, Any] = {}
        for node in sorted(self._graph.subjects(RDF.type, kind, unique=True)):
            id = self._id(node, node)
            if id in nodes:
                fault = Fault(N_("has the same id as {other}"), other=str(nodes[id]))
                raise InvalidFile((fault,), record=str(node), path=self._name)
            nodes[id] = node
        return {node: id for id, node in nodes.items()}

    def _id(self, node: Any, of: Any) -> str:
        try:
            return id_in(node) if isinstance(node, URIRef) else _refuse_unnamed()
        except Fault as fault:
            raise InvalidFile((fault,), record=str(of), path=self._name) from None

    def _made(self, model: type[Value], id: str, fields: Callable[[], dict[str, Any]]) -> Value:
        try:
            return model(id=id, **fields())
        except InvalidRecord as error:
            raise InvalidFile(error.faults, record=id, path=self._name) from None
        except Fault as fault:
            raise InvalidFile((fault,), record=id, path=self._name) from None

    def _of(self, node: Any) -> Said:
        return Said(self._graph, node, self._taken, self._other_languages)

    def _scheme(self, node: Any) -> dict[str, Any]:
        said = self._of(node)
        title = said.text("title", SKOS.prefLabel) | said.text("title", DCTERMS.title)
        languages = said.languages(DCTERMS.language)
        return {"title": title, "languages": languages, "note": said.text("note", SKOS.note)}

    def _group(self, node: Any) -> dict[str, Any]:
        return {"label": self._of(node).text("label", SKOS.prefLabel)}

    def _topic(self, node: Any) -> dict[str, Any]:
        said = self._of(node)
        return {
            "preferred_label": said.text("preferred_label", SKOS.prefLabel),
            "alternative_labels": said.labels("alternative_labels", SKOS.altLabel),
            "hidden_labels": said.labels("hidden_labels", SKOS.hiddenLabel),
            "definition": said.text("definition", SKOS.definition),
            "editorial_note": said.text("editorial_note", SKOS.editorialNote),
            "exact_match": said.addresses(SKOS.exactMatch),
            "close_match": said.addresses(SKOS.closeMatch),
            "related_match": said.addresses(SKOS.relatedMatch),
            "group": self._group_of(node),
            "broader": self._linked(node, SKOS.broader, SKOS.narrower),
            "related": self._linked(node, SKOS.related, SKOS.related),
        }

    def _linked(self, node: Any, predicate: Any, back: Any) -> list[str]:
        """Return the ids of what a concept links to, and of what in the file links back to it."""
        found = set()
        for value in self._graph.objects(node, predicate):
            if isinstance(value, URIRef):
                found.add(self._id(value, node))
                self._taken.add((node, predicate, value))
        for other in self._graph.subjects(back, node):
            if other in self._ids[SKOS.Concept]:
                found.add(self._ids[SKOS.Concept][other])
                self._taken.add((other, back, node))
        return sorted(found)

    def _group_of(self, node: Any) -> str | None:
        """Return the one group that a concept stands in. Raises Fault for several."""
        found = self._groups[node]
        if len(found) > 1:
            names = ", ".join(self._ids[SKOS.Collection][group] for group in found)
            raise Fault(N_("stands in several groups, {names}; a topic has one"), where="group", names=names)
        self._taken |= {(group, SKOS.member, node) for group in found}
        return self._ids[SKOS.Collection][found[0]] if found else None

    @cached_property
    def _groups(self) -> dict[Any, list[Any]]:
        found: dict[Any, list[Any]] = defaultdict(list)
        for group in self._ids[SKOS.Collection]:
            for member in self._graph.objects(group, SKOS.member):
                found[member].append(group)
        return found


_MODELS: dict[Any, type[Value]] = {
    SKOS.ConceptScheme: Scheme,
    SKOS.Collection: TopicGroup,
    SKOS.Concept: Topic,
}


def _refuse_unnamed() -> str:
    raise Fault(N_("has no address, of which the last part would be the id"))


def _follows(predicate: Any, value: Any) -> bool:
    return predicate in _DERIVED and (predicate != RDF.type or value in _KINDS)


def _short(predicate: str) -> str:
    """Return a property as people write it: skos:scopeNote, and of others the last part."""
    for namespace, prefix in _NAMED.items():
        if predicate.startswith(namespace):
            return f"{prefix}{predicate.removeprefix(namespace)}"
    return re.split("[/#:]", predicate.rstrip("/#"))[-1] or predicate
