"""A search engine on plain dicts: slow, simple, and held to the same contract as the real one."""

from collections import Counter
from collections.abc import Iterable, Mapping

from ncfe_kb.query import SPACES, Filters, Group, Query, Term
from ncfe_kb.query.tree import REST
from ncfe_kb.search import FACETS, VOCABULARIES, Document, IndexUnusable, Matches, State


class FakeIndex:
    """Looks at every document for every query; a term counts its weight, however rare or long."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._state: State | None = None

    def state(self) -> State | None:
        return self._state

    def update(self, documents: Iterable[Document], gone: Iterable[str], state: State) -> None:
        kept = {slug: self._documents[slug] for slug in self._documents.keys() - set(gone)}
        self._documents, self._state = kept | _by_slug(documents), state

    def rebuild(self, documents: Iterable[Document], state: State) -> None:
        self._documents, self._state = _by_slug(documents), state

    def search(self, query: Query, *, limit: int, offset: int = 0) -> Matches:
        if self._state is None:
            raise IndexUnusable
        shown = [one for one in self._documents.values() if one.is_public or not query.public_only]
        shown = [one for one in shown if _allowed(one, query)]
        matching = [one for one in shown if _score(one, query) or not query.groups]
        scores = {document.slug: _score(document, query) for document in matching}
        found = sorted((one for one in matching if _passes(one, query.filters)), key=lambda document: document.slug)
        found.sort(key=lambda document: document.date, reverse=True)
        if not query.newest_first:
            found.sort(key=lambda document: scores[document.slug], reverse=True)
        page = tuple((document.slug, scores[document.slug]) for document in found[offset : offset + limit])
        terms = {slug: _matched(self._documents[slug], query) for slug, _ in page}
        return Matches(len(found), page, _facets(matching, query.filters), terms)

    def vocabulary(self, *, public_only: bool) -> Mapping[str, Mapping[str, int]]:
        if self._state is None:
            raise IndexUnusable
        shown = [one for one in self._documents.values() if one.is_public or not public_only]
        return {name: Counter(word for one in shown for word in one.vocabulary.get(name, ())) for name in VOCABULARIES}

    def close(self) -> None:
        pass


def _by_slug(documents: Iterable[Document]) -> dict[str, Document]:
    return {document.slug: document for document in documents}


def _allowed(document: Document, query: Query) -> bool:
    has = [bool(_group_score(document, group)) for group in query.required]
    return all(has) and not any(_group_score(document, group) for group in query.excluded)


def _matched(document: Document, query: Query) -> tuple[Term, ...]:
    return tuple(term for group in query.groups for term in group.terms if _field_weight(document, term))


def _score(document: Document, query: Query) -> float:
    return sum(_group_score(document, group) for group in query.groups)


def _group_score(document: Document, group: Group) -> float:
    weights = [weight for term in group.terms if (weight := term.weight * _field_weight(document, term))]
    return max(weights, default=0.0) * (1 - REST) + sum(weights) * REST


def _field_weight(document: Document, term: Term) -> float:
    fields = SPACES[term.space].items()
    return max((weight for field, weight in fields if term.text in document.words.get(field, ())), default=0.0)


def _passes(document: Document, filters: Filters) -> bool:
    return all(wanted & set(document.values.get(facet, ())) for facet, wanted in filters.items())


def _facets(matching: list[Document], filters: Filters) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for facet in FACETS:
        others = {name: wanted for name, wanted in filters.items() if name != facet}
        counted = [one for one in matching if _passes(one, others)]
        counts[facet] = Counter(value for one in counted for value in one.values.get(facet, ()))
    return counts
