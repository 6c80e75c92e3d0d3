"""What the topics of a catalogue are called, and which topic a word or two may mean."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from ncfe_kb.language.analysis import stem, telling, words_of
from ncfe_kb.language.words import Words
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.topics import Thesaurus

_FEW = 2
_AND = frozenset({"og", "and", "&"})
Label = tuple[Language, tuple[str, ...]]
"""The stems of a label's telling words, in a language."""


class TopicLabels:
    """The labels of a thesaurus, as they are looked up."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        """Take in the topics."""
        self._thesaurus = thesaurus

    @cached_property
    def topics(self) -> dict[Label, frozenset[str]]:
        """The topics that a label means; "X og Y" is also found by X and by Y where these name no topic themselves."""
        whole: dict[Label, set[str]] = defaultdict(set)
        sides: dict[Label, set[str]] = defaultdict(set)
        for topic in self._thesaurus.values():
            for language, label in topic.labels():
                words = words_of(label)
                whole[_stems(words, language)].add(topic.id)
                for side in _sides(words):
                    sides[_stems(side, language)].add(topic.id)
        found = sides | whole  # "køn og ekstremisme" does not make ekstremisme mean gender
        return {key: frozenset(topics) for key, topics in found.items() if key[1]}

    @cached_property
    def parts(self) -> dict[tuple[Language, str], frozenset[str]]:
        """The topics of which a longer label has a stem, where these are at most two: others tell too little."""
        found: dict[tuple[Language, str], set[str]] = defaultdict(set)
        for (language, stems), topics in self.topics.items():
            for part in stems if len(stems) > 1 else ():
                found[language, part] |= topics
        return {key: frozenset(topics) for key, topics in found.items() if len(topics) <= _FEW}

    @cached_property
    def longest(self) -> int:
        """The number of words of the longest label."""
        return max((len(stems) for _, stems in self.topics), default=0)

    @cached_property
    def words(self) -> dict[Language, Words]:
        """The words that stand in labels, which can be typed wrongly as well."""
        counts: dict[Language, dict[str, int]] = {language: {} for language in LANGUAGES}
        for topic in self._thesaurus.values():
            for language, label in topic.labels():
                counts[language].update(dict.fromkeys(words_of(label), 1))
        return {language: Words(each, language) for language, each in counts.items()}


def _stems(words: list[str], language: Language) -> Label:
    """Return the telling words of a label as it is looked up."""
    return language, tuple(stem(word, language) for word in dict.fromkeys(telling(words)))


def _sides(words: list[str]) -> Iterator[list[str]]:
    """Yield the words on each side of every "and"."""
    for position, word in enumerate(words):
        if word in _AND:
            yield from (words[:position], words[position + 1 :])
