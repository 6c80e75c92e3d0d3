"""Expands the words of a query: to stems in both languages, names, and topics with their labels."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ncfe_kb.language.analysis import analyse, stem, telling, tokens, unaccented
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.query.tree import Group, Term
from ncfe_kb.topics import Thesaurus

MAX_CHARACTERS = 1_000
"""Characters of a query that are read."""
MAX_WORDS = 32
"""Words of a query that are looked for."""
WEIGHTS = {"title": 3.0, "facts": 1.5, "text": 1.0, "people": 3.0, "topics": 2.0}
"""How much a word counts by where it stands."""
_NARROWER = 0.8
_LABEL_WORD = 0.5


@dataclass(frozen=True)
class Expansion:
    """The groups of a query, and which words of a text match it in each language."""

    groups: tuple[Group, ...]
    matching: frozenset[tuple[Language, str]]

    def is_match(self, word: str, language: Language) -> bool:
        """Return whether a lower-case word of a text in this language is one that the query found."""
        return (language, stem(word, language)) in self.matching


class Matcher:
    """The labels of a thesaurus as stems, in which a query's words are looked up."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        """Look topics up in this thesaurus."""
        self.thesaurus = thesaurus

    @cached_property
    def _by_stems(self) -> dict[tuple[Language, tuple[str, ...]], set[str]]:
        found: dict[tuple[Language, tuple[str, ...]], set[str]] = defaultdict(set)
        for topic in self.thesaurus.values():
            for language, label in topic.labels():
                words = dict.fromkeys(telling([token.word for token in tokens(label)]))
                if stems := tuple(stem(word, language) for word in words):
                    found[language, stems].add(topic.id)
        return dict(found)

    @cached_property
    def _longest(self) -> int:
        return max((len(stems) for _, stems in self._by_stems), default=0)

    def spans(self, words: list[str]) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Yield where words name a topic: from, to, and the topics' ids."""
        for language in LANGUAGES:
            stems = [stem(word, language) for word in words]
            for start in range(len(words)):
                for end in range(start + 1, min(len(words), start + self._longest) + 1):
                    if topics := self._by_stems.get((language, tuple(stems[start:end]))):
                        yield start, end, frozenset(topics)

    def concept_terms(self, topics: Iterable[str]) -> Iterator[Term]:
        """Yield the terms for topics: their ids, those of narrower ones, and their labels' words."""
        named = frozenset(topics)
        for topic in sorted(self.thesaurus.with_narrower(named)):
            yield Term("topics", topic, WEIGHTS["topics"] * (1 if topic in named else _NARROWER))
        for topic in sorted(named):
            for language, label in self.thesaurus[topic].labels():
                stems = analyse(label, language)
                if len(stems) == 1:  # the words of longer labels say too little alone
                    yield from _word_terms(stems[0], language, _LABEL_WORD)


def expand(text: str, matcher: Matcher) -> Expansion:
    """Return the groups that a query's text stands for; any text will do."""
    words = _words(text)
    alternatives = [list(_alternatives(word)) for word in words]
    for start, end, topics in matcher.spans(words):
        terms = list(matcher.concept_terms(topics))
        for position in range(start, end):
            alternatives[position] += terms
    groups = tuple(Group(_distinct(terms)) for terms in alternatives)
    return Expansion(groups, frozenset(_stems_of(groups)))


def _words(text: str) -> list[str]:
    found = [token.word for token in tokens(unicodedata.normalize("NFC", text[:MAX_CHARACTERS]))][:MAX_WORDS]
    return list(dict.fromkeys(telling(found)))


def _alternatives(word: str) -> Iterator[Term]:
    for language in LANGUAGES:
        yield from _word_terms(stem(word, language), language, 1)
    yield Term("people", unaccented(word), WEIGHTS["people"])


def _word_terms(stemmed: str, language: Language, weight: float) -> Iterator[Term]:
    for field in ("title", "text", "facts"):
        yield Term(f"{field}_{language}", stemmed, WEIGHTS[field] * weight)


def _distinct(terms: list[Term]) -> tuple[Term, ...]:
    """Return each term once, with its greatest weight."""
    best: dict[tuple[str, str], Term] = {}
    for term in terms:
        known = best.get((term.field, term.text))
        if known is None or known.weight < term.weight:
            best[term.field, term.text] = term
    return tuple(best.values())


def _stems_of(groups: tuple[Group, ...]) -> Iterator[tuple[Language, str]]:
    for group in groups:
        for term in group.terms:
            for language in LANGUAGES:
                if term.field.endswith(f"_{language}"):
                    yield language, term.text
