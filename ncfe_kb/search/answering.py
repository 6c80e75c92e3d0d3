"""Answers a query on one state of an index: from scores to one page of matches, with counts."""

import re
from collections.abc import Mapping
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ncfe_kb.query import NEWEST, RELEVANCE, Query, Term
from ncfe_kb.search import Matches
from ncfe_kb.search.facets import Numbers, narrow
from ncfe_kb.search.scoring import Postings, Scope, Weights
from ncfe_kb.search.snapshot import Snapshot

Scores = NDArray[np.float64]
_DIGITS = 4
"""Decimals of a score: what does not differ in them is equal."""


def answer(snapshot: Snapshot, query: Query, limit: int, offset: int, families: Mapping[str, str]) -> Matches:
    """Return the matches in the query's order, those from offset to limit."""
    scope = snapshot.scope(public_only=query.public_only)
    found = _allowed(scope.score(query.groups) if query.groups else _everything(scope), query, snapshot, scope)
    kept, counts = narrow(found.documents, query, snapshot.columns)
    documents, scores = found.documents[kept], _rounded(found.weights[kept])
    order = _order(documents, scores, query, snapshot, len(documents) if families else offset + limit)
    if families:
        order = order[_firsts(documents[order], snapshot, families)]
    page = order[offset : offset + limit]
    slugs = [snapshot.slugs[document] for document in documents[page].tolist()]
    terms = _terms(documents[page], query, scope)
    return Matches(
        total=len(order) if families else len(documents),
        page=tuple(zip(slugs, scores[page].tolist(), strict=True)),
        facets=counts,
        terms={slug: each for slug, each in zip(slugs, terms, strict=True) if each},
    )


def _rounded(scores: Weights) -> Scores:
    rounded: Scores = scores.astype(np.float64).round(_DIGITS)
    return rounded


def _everything(scope: Scope) -> Postings:
    documents = np.flatnonzero(scope.mask)
    return Postings(documents, np.zeros(len(documents), dtype=np.float32))


def _allowed(found: Postings, query: Query, snapshot: Snapshot, scope: Scope) -> Postings:
    """Return what has all that is required, and nothing that is excluded."""
    for group in query.required:
        found = found.among(scope.having(group))
    for group in query.excluded:
        found = found.among(~scope.having(group))
    for phrase in query.phrases:
        pattern = re.compile(b" %s " % b" ".join(map(_any_of, phrase)))
        having = (pattern.search(snapshot.written(document)) is not None for document in found.documents.tolist())
        found = found.where(np.fromiter(having, dtype=np.bool_, count=len(found.documents)))
    return found


def _any_of(forms: frozenset[str]) -> bytes:
    return b"(?:%s)" % b"|".join(re.escape(form.encode()) for form in sorted(forms))


def _order(documents: Numbers, scores: Scores, query: Query, snapshot: Snapshot, most: int) -> Numbers:
    """Return the positions of the documents in the query's order; of the best, no more than are asked for.

    What has the same score comes newest first, then by slug.
    """
    if query.order != RELEVANCE or not query.groups:
        return np.argsort(snapshot.places(documents, NEWEST if query.order == RELEVANCE else query.order))
    best = np.arange(len(documents))
    if 0 < most < len(documents):
        best = np.flatnonzero(scores >= np.partition(scores, -most)[-most])
    return best[np.lexsort((snapshot.places(documents[best], NEWEST), -scores[best]))]


def _firsts(documents: Numbers, snapshot: Snapshot, families: Mapping[str, str]) -> Numbers:
    """Return the positions of the documents that are the first of their family."""
    firsts: dict[str, int] = {}
    for position, document in enumerate(documents.tolist()):
        slug = snapshot.slugs[document]
        firsts.setdefault(families.get(slug, slug), position)
    return np.array(list(firsts.values()), dtype=np.intp)


def _terms(documents: Numbers, query: Query, scope: Scope) -> list[tuple[Term, ...]]:
    """Return for each document the terms of the query that it has."""
    found: list[list[Term]] = [[] for _ in documents]
    for term in chain(*(group.terms for group in query.groups)) if len(documents) else ():
        having = scope.term(term.space, term.text).documents
        if len(having):
            nearest = having[np.minimum(np.searchsorted(having, documents), len(having) - 1)]
            for position in np.flatnonzero(nearest == documents).tolist():
                found[position].append(term)
    return [tuple(terms) for terms in found]
