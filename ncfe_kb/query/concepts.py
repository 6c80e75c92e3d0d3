"""The topics that a query names, and the terms that stand for a topic."""

from collections.abc import Iterable, Iterator

from ncfe_kb.language.analysis import stem, words_of
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.query.alternatives import WEIGHTS, joined, scaled, weighed
from ncfe_kb.query.lexicon import Lexicon
from ncfe_kb.query.tree import Term


def near_concepts(word: str, lexicon: Lexicon) -> Iterator[Term]:
    """Yield the terms for topics whose labels have the word's parts, or are longer forms of it."""
    for language in LANGUAGES:
        words, known = lexicon.words[language], lexicon.labels.words[language]
        near = {"part": {*words.parts(word), *known.parts(word)}, "affix": {*known.longer(word), *known.inside(word)}}
        for kind, others in near.items():
            stems = {(language, (stem(other, language),)) for other in others}
            topics = {topic for key in stems for topic in lexicon.labels.topics.get(key, ())}
            yield from scaled(concept_terms(topics, lexicon), WEIGHTS[kind])
        partly = lexicon.labels.parts.get((language, stem(word, language)), frozenset())
        yield from scaled(concept_terms(partly, lexicon), WEIGHTS["label part"])


def topics_of(word: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the topics of which a word alone is a label."""
    return _labelled([word], lexicon, LANGUAGES)


def concepts(words: list[str], lexicon: Lexicon) -> Iterator[tuple[int, int, list[Term]]]:
    """Yield where words name topics, from and to, with the terms for them."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + lexicon.labels.longest) + 1):
            if topics := _named(words[start:end], lexicon):
                yield start, end, list(concept_terms(topics, lexicon))


def _named(words: list[str], lexicon: Lexicon) -> frozenset[str]:
    """Return the topics that words in a row name: as they stand, else spelled otherwise or joined."""
    if found := _labelled(words, lexicon, LANGUAGES):
        return found
    others = ((reading, language) for language in LANGUAGES for reading in _readings(words, lexicon, language))
    return frozenset(topic for reading, language in others for topic in _labelled(reading, lexicon, [language]))


def _labelled(words: list[str], lexicon: Lexicon, languages: Iterable[Language]) -> frozenset[str]:
    keys = ((language, tuple(stem(word, language) for word in words)) for language in languages)
    return frozenset(topic for key in keys for topic in lexicon.labels.topics.get(key, ()))


def _readings(words: list[str], lexicon: Lexicon, language: Language) -> Iterator[list[str]]:
    known = lexicon.labels.words[language]
    spelled = [word if word in known.counts else (known.spelled(word) or [word])[0] for word in words]
    if spelled != words:
        yield spelled
    if len(words) == 2:  # noqa: PLR2004 - a compound written as two words
        yield from ([compound] for compound in joined(*words))


def concept_terms(topics: Iterable[str], lexicon: Lexicon) -> Iterator[Term]:
    """Yield the terms for topics: their ids, those of narrower ones, and their labels' words."""
    for topic in sorted(topics):
        yield weighed("topics", topic, "concept")
        yield weighed("broader", topic, "narrower")
        for language, label in lexicon.thesaurus[topic].labels():
            words = words_of(label)
            if len(words) == 1:  # the words of longer labels say too little alone
                yield weighed(language, stem(words[0], language), "label")
