"""Expands what was typed into groups of weighted alternatives that an engine can score.

Each word becomes a group: the word's stem, its other spellings, what it makes with its
neighbour, longer words that begin or end with it, its own parts, the topics that it names
with what is narrower, their labels' words; and where the catalogue knows none of these, the
nearest words that it does know.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from ncfe_kb.language.analysis import bare_words, stem, telling, unaccented, words_of
from ncfe_kb.language.folding import collapsed
from ncfe_kb.language.spelling import corrections
from ncfe_kb.language.stopwords import STOPWORDS
from ncfe_kb.language.words import Words
from ncfe_kb.languages import Language
from ncfe_kb.query.alternatives import WEIGHTS, joined, scaled, weighed
from ncfe_kb.query.concepts import concept_terms, concepts, near_concepts, topics_of
from ncfe_kb.query.lexicon import Lexicon
from ncfe_kb.query.parsing import MAX_CHARACTERS
from ncfe_kb.query.tree import Group, Phrase, Term

MAX_WORDS = 32
"""Words of a query that are looked for."""
MAX_BEGINNINGS = 80
"""Words of a space that a beginning stands for: the most used."""


class Expansion(NamedTuple):
    """The groups of a query, and by space and term the words that match it as texts have them."""

    groups: tuple[Group, ...] = ()
    written: Mapping[str, Mapping[str, Sequence[str]]] = MappingProxyType({})

    def forms(self, term: Term) -> Sequence[str]:
        """Return the words as texts have them that a term finds."""
        return self.written.get(term.space, {}).get(term.text, ())

    def matching(self, terms: Iterable[Term], language: Language) -> frozenset[str]:
        """Return the lower-case words by which these terms find texts of a language."""
        return frozenset(word for term in terms if term.space == language for word in self.forms(term))


def expand(text: str, lexicon: Lexicon, prefixes: Iterable[str] = ()) -> Expansion:
    """Return the groups that a query's text, and beginnings of words, stand for; any text will do."""
    words = _words(text)
    alternatives = [list(lexicon.found(_word_terms, word)) for word in words]
    _add_joined(words, alternatives, lexicon)
    for position, word in enumerate(words):
        if not topics_of(word, lexicon):
            terms = alternatives[position] or lexicon.found(_unknown_terms, word)
            alternatives[position] = [*terms, *lexicon.found(near_concepts, word)]
    for start, end, terms in concepts(words, lexicon):
        for position in range(start, end):
            alternatives[position] += terms
    alternatives += [[*_beginning_terms(prefix, lexicon)] for prefix in prefixes]
    if words:
        alternatives.append([weighed("titles", title_key(text), "title"), weighed("names", name_key(text), "name")])
    groups = tuple(Group(_distinct(terms)) for terms in alternatives)
    return Expansion(groups, {language: _written(groups, language, words) for language, words in lexicon.words.items()})


def title_key(text: str) -> str:
    """Return the one term that a whole title is kept as, so that who types it finds it first."""
    return "_".join(words_of(text))


def name_key(text: str) -> str:
    """Return the one term that a whole name is kept as, however its letters are written."""
    return "_".join(map(collapsed, bare_words(text)))


def required(text: str, lexicon: Lexicon) -> tuple[Group, ...]:
    """Return a group for each word of a phrase or name, all of which a work must have as they are."""
    words = words_of(text)[:MAX_WORDS]
    return tuple(Group(tuple(_exact_terms(word, lexicon))) for word in words)


def in_a_row(text: str, lexicon: Lexicon) -> Phrase:
    """Return the words of a phrase in any inflection; nothing for fewer than two."""
    words = words_of(text)[:MAX_WORDS]
    if len(words) < 2:  # noqa: PLR2004 - one is in no row
        return ()
    return tuple(frozenset(_forms(word, lexicon)) for word in words)


def _forms(word: str, lexicon: Lexicon) -> Iterator[str]:
    yield from (term.text for term in named(word, lexicon))
    for known in lexicon.words.values():
        yield from known.forms(word)


def _exact_terms(word: str, lexicon: Lexicon) -> Iterator[Term]:
    for language, known in lexicon.words.items():
        yield from (Term(language, each) for each in {stem(form, language) for form in (word, *known.spelled(word))})
    yield from named(word, lexicon)


def named(word: str, lexicon: Lexicon) -> Iterator[Term]:
    """Yield the terms for one word of a name, with or without its accents."""
    name = unaccented(word)
    yield Term("people", name)
    yield from (weighed("people", other, "spelling") for other in lexicon.names.spelled(name))


def _beginning_terms(prefix: str, lexicon: Lexicon) -> Iterator[Term]:
    for language, words in lexicon.words.items():
        yield from (Term(language, stem(word, language)) for word in words.beginning(prefix)[:MAX_BEGINNINGS])
    yield from (Term("people", name) for name in lexicon.names.beginning(unaccented(prefix))[:MAX_BEGINNINGS])


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(telling(words_of(text[:MAX_CHARACTERS])[:MAX_WORDS])))


def _word_terms(word: str, lexicon: Lexicon) -> Iterator[Term]:
    """Yield the alternatives that the catalogue's vocabulary gives for one word; none where it knows none."""
    for language, words in lexicon.words.items():
        yield from _in_language(word, language, words)
    name = unaccented(word)
    if name in lexicon.names.counts:
        yield Term("people", name)
    else:
        yield from (weighed("people", other, "spelling") for other in lexicon.names.spelled(name))


def _in_language(word: str, language: Language, words: Words) -> Iterator[Term]:
    is_known = word in words.counts or (word in words and stem(word, language) not in STOPWORDS)
    if is_known:
        yield Term(language, stem(word, language))
    spelled = [] if word in words.counts else words.spelled(word)
    yield from (weighed(language, stem(other, language), "spelling") for other in spelled)
    for spelling in (word, *spelled):
        yield from (weighed(language, stem(other, language), "affix") for other in words.longer(spelling))


def _unknown_terms(word: str, lexicon: Lexicon) -> list[Term]:
    """Return the alternatives of a word that the catalogue has not: its parts, else what it was meant to be."""
    for guess in (_part_terms, _corrected, _inside_terms):
        if terms := list(guess(word, lexicon)):
            return terms
    return []


def _part_terms(word: str, lexicon: Lexicon) -> Iterator[Term]:
    """Yield the parts of a compound that the catalogue has not as a whole."""
    for language, words in lexicon.words.items():
        for spelling in (word, *lexicon.labels.words[language].spelled(word)):
            yield from (weighed(language, stem(part, language), "part") for part in words.parts(spelling))


def _inside_terms(word: str, lexicon: Lexicon) -> Iterator[Term]:
    """Yield the known words that an unknown one begins or ends with."""
    for language, words in lexicon.words.items():
        yield from (weighed(language, stem(other, language), "affix") for other in words.inside(word))


def _add_joined(words: list[str], alternatives: list[list[Term]], lexicon: Lexicon) -> None:
    """Add to two neighbours the compound that they make: højre ekstremisme."""
    for position, (first, second) in enumerate(pairwise(words)):
        terms = [
            weighed(language, stem(compound, language), "join")
            for language, known in lexicon.words.items()
            for compound in (*joined(first, second), *joined(second, first))
            if compound in known
        ]
        alternatives[position] += terms
        alternatives[position + 1] += terms


def _corrected(word: str, lexicon: Lexicon) -> Iterator[Term]:
    """Yield the alternatives of the nearest words that the catalogue knows."""
    known = [*lexicon.words.values(), *lexicon.labels.words.values(), lexicon.names]
    for near in corrections(word, known):
        terms = [*_word_terms(near, lexicon), *concept_terms(topics_of(near, lexicon), lexicon)]
        yield from (term._replace(typed=word, meant=near) for term in scaled(terms, WEIGHTS["correction"]))


def _distinct(terms: list[Term]) -> tuple[Term, ...]:
    """Return each term once, with its greatest weight."""
    best: dict[tuple[str, str], Term] = {}
    for term in terms:
        known = best.get((term.space, term.text))
        if known is None or known.weight < term.weight:
            best[term.space, term.text] = term
    return tuple(best.values())


def _written(groups: tuple[Group, ...], language: Language, words: Words) -> dict[str, Sequence[str]]:
    """Return the words as texts have them, by the stems that the groups look for."""
    stems = {term.text for group in groups for term in group.terms if term.space == language}
    return {text: words.stems.get(text, ()) for text in stems}
