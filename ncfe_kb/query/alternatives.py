"""The kinds of alternatives that a word of a query has, and how much each counts."""

from collections.abc import Iterable, Iterator

from ncfe_kb.language.compounds import LINKS
from ncfe_kb.query.tree import Term

WEIGHTS = {
    "stem": 1.0,
    "spelling": 0.9,
    "join": 1.0,
    "part": 0.5,
    "affix": 0.45,
    "concept": 1.2,
    "narrower": 1.2,
    "label": 0.5,
    "label part": 0.4,
    "correction": 0.7,
    "title": 5.0,
    "name": 5.0,
}
"""How much each kind of alternative counts beside the word itself."""


def weighed(space: str, text: str, kind: str) -> Term:
    """Return a term that counts as much as its kind of alternative."""
    return Term(space, text, WEIGHTS[kind])


def scaled(terms: Iterable[Term], factor: float) -> Iterator[Term]:
    """Return the terms with their weights multiplied."""
    return (term._replace(weight=term.weight * factor) for term in terms)


def joined(first: str, second: str) -> Iterator[str]:
    """Yield the compounds that two words can make in this order."""
    yield first + second
    yield from (first + link + second for link in LINKS)
