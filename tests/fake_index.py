"""A search engine on plain dicts: slow, simple, and held to the same contract as the real one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from types import MappingProxyType

from ncfe_kb.query import NEWEST, RELEVANCE, SPACES, Filters, Group, Phrase, Query, Term
from ncfe_kb.query.tree import REST
from ncfe_kb.search import BREAK, VOCABULARIES, Document, IndexUnusable, Label, Matches, State


class FakeIndex:
    """Looks at every document for every query; a term counts its weight, however rare or long."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._state: State | None = None

    def state(self) -> State | None:
        return self._state

    def writing(self, _patience: float | None = None) -> AbstractContextManager[None]:
        return nullcontext()

    def update(self, documents: Iterable[Document], gone: Iterable[str], state: State) -> None:
        kept = {slug: self._documents[slug] for slug in self._documents.keys() - set(gone)}
        self._documents, self._state = kept | _by_slug(documents), state

    def rebuild(self, documents: Iterable[Document], state: State) -> None:
        self._documents, self._state = _by_slug(documents), state

    def search(
        self, query: Query, *, limit: int, offset: int = 0, families: Mapping[str, str] = MappingProxyType({})
    ) -> Matches:
        shown = [one for one in self._shown(public_only=query.public_only) if _allowed(one, query)]
        matching = [one for one in shown if _score(one, query) or not query.groups]
        found = _sorted([one for one in matching if _passes(one, query.filters)], query)
        firsts = {families.get(one.slug, one.slug): one for one in reversed(found)}
        found = [one for one in found if one in firsts.values()]
        page = tuple((one.slug, _score(one, query)) for one in found[offset : offset + limit])
        terms = {slug: matched for slug, _ in page if (matched := _matched(self._documents[slug], query))}
        return Matches(len(found), page, _facets(matching, query), terms)

    def vocabulary(self, *, public_only: bool) -> Mapping[str, Mapping[str, int]]:
        shown = list(self._shown(public_only=public_only))
        words = {name: [{*one.written.get(name, ())} - {BREAK} for one in shown] for name in VOCABULARIES}
        return {name: Counter(chain(*each)) for name, each in words.items()}

    def labelled(self, type_name: str, start: str, *, public_only: bool, limit: int) -> tuple[Label, ...]:
        labels = sorted(
            label for one in self._shown(public_only=public_only) for label in one.labels.get(type_name, ())
        )
        begin = [label for label in labels if label.text.startswith(start)]
        inside = [label for label in labels if f" {start}" in label.text]
        return tuple({label.id: label for label in [*begin, *inside]}.values())[:limit]

    def stale(self, documents: Iterable[Document]) -> set[str]:
        given = _by_slug(documents)
        return {slug for slug in given.keys() | self._documents.keys() if given.get(slug) != self._documents.get(slug)}

    def _shown(self, *, public_only: bool) -> Iterator[Document]:
        if self._state is None:
            raise IndexUnusable
        return (one for one in self._documents.values() if one.is_public or not public_only)

    def damages(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None:
        pass


def _by_slug(documents: Iterable[Document]) -> dict[str, Document]:
    return {document.slug: document for document in documents}


def _allowed(document: Document, query: Query) -> bool:
    has = [bool(_group_score(document, group)) for group in query.required]
    has += [any(_has_phrase(words, phrase) for words in document.written.values()) for phrase in query.phrases]
    return all(has) and not any(_group_score(document, group) for group in query.excluded)


def _has_phrase(words: tuple[str, ...], phrase: Phrase) -> bool:
    rows = (words[at : at + len(phrase)] for at in range(len(words)))
    return any(
        len(row) == len(phrase) and all(word in forms for word, forms in zip(row, phrase, strict=True)) for row in rows
    )


def _sorted(found: list[Document], query: Query) -> list[Document]:
    found = sorted(found, key=lambda one: one.slug)
    if query.order in {RELEVANCE, NEWEST}:
        found.sort(key=lambda one: one.date, reverse=True)
    if query.order == RELEVANCE:
        found.sort(key=lambda one: _score(one, query), reverse=True)
    if query.order not in {RELEVANCE, NEWEST}:
        found.sort(key=lambda one: one.orders.get(query.order, ""))
    return found


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


def _facets(matching: list[Document], query: Query) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for facet in query.facets:
        others = {name: wanted for name, wanted in query.filters.items() if name != facet}
        counted = [one for one in matching if _passes(one, others)]
        counts[facet] = _largest(Counter(value for one in counted for value in one.values.get(facet, ())), query)
    return counts


def _largest(counts: Counter[str], query: Query) -> Counter[str]:
    if query.most_values is None:
        return counts
    least = min((count for _, count in counts.most_common(query.most_values)), default=len(counts) + counts.total())
    return Counter({value: count for value, count in counts.items() if count >= least})
