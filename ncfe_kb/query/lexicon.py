"""What a catalogue knows of words: its vocabulary in both languages, its names, its topics' labels."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from ncfe_kb.language.analysis import stem, telling, tokens
from ncfe_kb.language.words import Words
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.topics import Thesaurus

_FEW = 2
_AND = frozenset({"og", "and", "&"})


class Lexicon:
    """The words, names and labels that a query can be understood by."""

    def __init__(self, thesaurus: Thesaurus, vocabulary: Mapping[str, Mapping[str, int]]) -> None:
        """Take in the topics, and the words of each space with the number of works that have each."""
        self.thesaurus = thesaurus
        self.words: dict[Language, Words] = {
            language: Words(vocabulary.get(language, {}), language) for language in LANGUAGES
        }
        self.names = Words(vocabulary.get("people", {}), None)

    @cached_property
    def labels(self) -> dict[tuple[Language, tuple[str, ...]], frozenset[str]]:
        """The topics that a label's stems mean, by language; "X og Y" also means what X and Y mean."""
        found: dict[tuple[Language, tuple[str, ...]], set[str]] = defaultdict(set)
        for topic in self.thesaurus.values():
            for language, label in topic.labels():
                for words in _readings([token.word for token in tokens(label)]):
                    if stems := tuple(stem(word, language) for word in words):
                        found[language, stems].add(topic.id)
        return {key: frozenset(topics) for key, topics in found.items()}

    @cached_property
    def label_parts(self) -> dict[tuple[Language, str], frozenset[str]]:
        """The topics of which a longer label has a stem, where these are at most two: others tell too little."""
        found: dict[tuple[Language, str], set[str]] = defaultdict(set)
        for (language, stems), topics in self.labels.items():
            for part in stems if len(stems) > 1 else ():
                found[language, part] |= topics
        return {key: frozenset(topics) for key, topics in found.items() if len(topics) <= _FEW}

    @cached_property
    def longest_label(self) -> int:
        """The number of words of the longest label."""
        return max((len(stems) for _, stems in self.labels), default=0)

    @cached_property
    def label_words(self) -> dict[Language, Words]:
        """The words that stand in labels, which can be typed wrongly as well."""
        counts: dict[Language, dict[str, int]] = {language: {} for language in LANGUAGES}
        for topic in self.thesaurus.values():
            for language, label in topic.labels():
                counts[language].update(dict.fromkeys((token.word for token in tokens(label)), 1))
        return {language: Words(each, language) for language, each in counts.items()}


def _readings(words: list[str]) -> Iterator[list[str]]:
    """Yield the telling words of a label, and those of each side of an "and"."""
    yield list(dict.fromkeys(telling(words)))
    for position, word in enumerate(words):
        if word in _AND:
            sides = (words[:position], words[position + 1 :])
            yield from (list(dict.fromkeys(telling(side))) for side in sides if side)
