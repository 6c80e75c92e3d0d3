"""What a catalogue knows of words: its vocabulary in both languages, its names, its topics' labels."""

from collections.abc import Callable, Iterable, Mapping

from ncfe_kb.language.words import Words
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.query.labels import TopicLabels
from ncfe_kb.query.tree import Term
from ncfe_kb.topics import Thesaurus

_KEPT = 5_000
"""Findings that are kept, some four kilobytes each."""


class Lexicon:
    """The words, names and labels that a query can be understood by."""

    def __init__(
        self, thesaurus: Thesaurus, vocabulary: Mapping[str, Mapping[str, int]], before: "Lexicon | None" = None
    ) -> None:
        """Take in the topics, and the words of each space with the number of works that have each.

        What was found out `before`, and still holds, is taken over.
        """
        self.thesaurus = thesaurus
        self.words: dict[Language, Words] = {
            language: Words(vocabulary.get(language, {}), language, before.words[language] if before else None)
            for language in LANGUAGES
        }
        self.names: Words = Words(vocabulary.get("people", {}), None, before.names if before else None)
        is_same = before is not None and before.thesaurus is thesaurus
        self.labels: TopicLabels = before.labels if before and is_same else TopicLabels(thesaurus)
        self._found: dict[tuple[object, str], tuple[Term, ...]] = {}

    def found(self, find: "Callable[[str, Lexicon], Iterable[Term]]", word: str) -> tuple[Term, ...]:
        """Return the terms that are found for a word; kept, since the same words are typed again and again."""
        if (known := self._found.get((find, word))) is None:
            known = tuple(find(word, self))
            if len(self._found) >= _KEPT:
                self._found.clear()
            self._found[find, word] = known
        return known
