"""Which topics a text speaks of, by the thesaurus alone: nothing is learned from other works.

A label counts as far as its words stand in the text: as they are, inflected, or as parts of
compounds. Words that few topics have in their labels tell more than those that many have.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ncfe_kb.language.analysis import STEMS, Token, tokens, words_of
from ncfe_kb.language.stopwords import STOPWORDS
from ncfe_kb.language.words import Words
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.topics import Thesaurus

_PART = 0.5
"""How surely a part of a compound speaks of what it would alone."""
_WHOLE = 2
"""The power of the share of a label that is there: half a label is worth a quarter."""


class Spoken(NamedTuple):
    """How much of a topic's label a text has, from 0 to 1, and in which of its words."""

    strength: float
    words: tuple[str, ...]


class _Label(NamedTuple):
    """The stems of a label's telling words; an acronym counts in capitals only: PET, RAN."""

    topic: str
    stems: tuple[str, ...]
    is_acronym: bool


class _Heard(NamedTuple):
    """A word of a text that gives a stem: its place among the telling words, and how surely it does."""

    place: int
    word: str
    sureness: float


_Text = Mapping[str, list[_Heard]]
"""The stems that a text gives, with the words that do."""


class Subjects:
    """The topics of a thesaurus, as a text may speak of them."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        """Take in the labels."""
        self._labels = {language: _Labels(thesaurus, language) for language in LANGUAGES}

    def spoken(self, text: str, language: Language) -> dict[str, Spoken]:
        """Return the topics of which a text in NFC has at least a part of a label."""
        return self._labels[language].spoken(text)


class _Labels:
    """The labels in one language."""

    def __init__(self, thesaurus: Thesaurus, language: Language) -> None:
        self._stems = STEMS[language]
        self._having: dict[str, list[_Label]] = defaultdict(list)
        topics: Counter[str] = Counter()  # that have a stem
        counts: dict[str, int] = {}
        for topic in thesaurus.values():
            labels = [label for of, label in topic.labels() if of == language]
            counts |= dict.fromkeys((word for label in labels for word in words_of(label)), 1)
            mine = [_Label(topic.id, self._stems_of(label), label.isupper()) for label in labels]
            topics.update({stem for label in mine for stem in label.stems})
            for label in mine:
                for stem in label.stems:
                    self._having[stem].append(label)
        self._rarest = math.log(1 + max(1, len(thesaurus)))
        self._rarity = {stem: math.log(1 + len(thesaurus) / number) for stem, number in topics.items()}
        self._words = Words(counts, language)

    def _stems_of(self, label: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._stems[token.word] for token in _telling(label)))

    def spoken(self, text: str) -> dict[str, Spoken]:
        heard = self._heard(text)
        labels = {label for stem in heard for label in self._having[stem]}
        rows = _rows(labels, heard)
        found: dict[str, Spoken] = {}
        for label in sorted(labels):
            claim = self._claim(label, heard, rows)
            if claim.strength > found.get(label.topic, _NOTHING).strength:
                found[label.topic] = claim
        return found

    def _heard(self, text: str) -> _Text:
        """Return those stems that stand in labels."""
        heard: dict[str, list[_Heard]] = defaultdict(list)
        known: dict[str, list[tuple[str, float]]] = {}
        for place, (word, start, end) in enumerate(_telling(text)):
            if word not in known:
                known[word] = list(self._given(word))
            for stem, sureness in known[word]:
                heard[stem].append(_Heard(place, text[start:end], sureness))
        return heard

    def _given(self, word: str) -> Iterator[tuple[str, float]]:
        """Yield the stems of labels that a word gives, and how surely: its own, else those of its parts."""
        if (own := self._stems[word]) in self._having:
            yield own, 1.0
            return
        parts = {self._stems[part] for part in self._words.inside(word)}
        yield from ((part, _PART) for part in sorted(parts) if part in self._having)

    def _claim(self, label: _Label, heard: _Text, rows: Mapping[int, int]) -> Spoken:
        """Return how much of a label a text has outside of longer labels."""
        best: list[_Heard] = []
        share = sure = 0.0
        for stem in label.stems:
            usable = [
                one
                for one in heard.get(stem, ())
                if rows.get(one.place, 0) <= len(label.stems) and (one.word.isupper() or not label.is_acronym)
            ]
            if usable:
                best.append(max(usable, key=lambda one: one.sureness))
                share += self._rarity[stem]
                sure += best[-1].sureness * self._rarity[stem]
        if not best:
            return _NOTHING
        rarities = [self._rarity[stem] for stem in label.stems]
        strength = (share / sum(rarities)) ** _WHOLE * sure / share * max(rarities) / self._rarest
        return Spoken(strength, tuple(dict.fromkeys(one.word for one in sorted(best))))


_NOTHING = Spoken(0.0, ())


def _telling(text: str) -> Iterator[Token]:
    """Yield the words that say what a text is about, among them stopwords in capitals or on a hyphen: IS, de-nazify."""
    for token in tokens(text):
        around = text[token.start - 1 : token.start] + text[token.end : token.end + 1]
        is_acronym = text[token.start : token.end].isupper() and len(token.word) > 1
        if token.word not in STOPWORDS or is_acronym or "-" in around:
            yield token


def _rows(labels: Iterable[_Label], heard: _Text) -> dict[int, int]:
    """Return for each place where a label stands word by word how many words the longest has."""
    rows: dict[int, int] = {}
    for label in labels:
        later = [{one.place for one in heard.get(stem, ())} for stem in label.stems]
        for place in later[0] if len(label.stems) > 1 else ():
            here = range(place, place + len(label.stems))
            if all(at in places for at, places in zip(here, later, strict=True)):
                rows |= {at: max(len(here), rows.get(at, 0)) for at in here}
    return rows
