"""Grows a catalogue of any size from the words of the real one; the same size always gives the same works.

Words are drawn by Zipf's law from the real works' words, commonest first, and then from
made-up compounds of them, of which there are more in a larger catalogue, as Heaps' law has
it. Pairs of words that stand together in real texts do so here too, and a work names its
topics in its text now and then: so there are phrases to find, and topics to find works by.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, pairwise, product
from random import Random

from ncfe_kb import Catalogue, Contributor, DatedStatus, Entry, Person, Series, Text
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.models import Value
from ncfe_kb.text import slugify

_SEED = 2019
_HEAPS = 0.6
"""The power of the number of words that the number of different words grows with."""
_ZIPF, _OFFSET = 1.05, 2.7
"""A word's frequency falls with this power of its rank and an offset (Mandelbrot)."""
_PAIRS = 0.1
"""The part of what is drawn that is a pair of words from a real text."""
_WORDS_PER_ENTRY = 150
_SHORTEST_PART, _LONGEST_PART = 4, 10
"""Letters of the words that compounds are made of."""
_IN_SERIES, _NAMING = 0.4, 0.5
"""The parts of all works that are in a series, and of all titles that name a topic."""
_WRITTEN: tuple[tuple[Language, ...], ...] = (("da",), ("da",), ("da",), ("en",), ("da", "en"))
"""The languages that works are described in, each as likely as the others."""
_GIVEN = "Anna Bent Clara Dorte Erik Freja Gert Hanne Ida Jens Karen Lars Mette Niels Oda Per Rikke Søren Tove Åge"
_FIRST = "Ask Birke Elle Fyr Gran Hassel Kirke Lille Mose Nord Nør Skov Sten Sønder Vester Øster"
_LAST = "bæk dahl gaard holm høj kjær lund mark rup sen skov strøm toft vad vang vig"


class Speech:
    """The words of one language, to be drawn by their frequency."""

    def __init__(self, texts: Iterable[str], language: Language, entries: int) -> None:
        """Take the words of real texts, and make up as many as this number of entries needs."""
        runs = [re.findall(r"[^\W\d_]+", text.lower()) for text in texts]
        counts = Counter(word for run in runs for word in run)
        pairs = Counter(" ".join(pair) for run in runs for pair in pairwise(run))
        size = int(len(counts) * max(1.0, entries * _WORDS_PER_ENTRY / counts.total()) ** _HEAPS)
        common = [word for word, _ in counts.most_common()]
        words = [*common, *_compounds(common, size - len(common), language)]
        weights = [1 / (rank + _OFFSET) ** _ZIPF for rank in range(len(words))]
        scale = _PAIRS / (1 - _PAIRS) * sum(weights) / pairs.total()
        self._pieces = [*words, *pairs]
        self._weights = list(accumulate([*weights, *(count * scale for count in pairs.values())]))

    def words(self, random: Random, count: int) -> list[str]:
        """Return words in a row."""
        pieces = random.choices(self._pieces, cum_weights=self._weights, k=count)
        return " ".join(pieces).split()[:count]


def _compounds(words: list[str], count: int, language: Language) -> Iterator[str]:
    """Yield made-up compounds of words that stand alone, each once."""
    random = Random(f"{_SEED}/{language}")  # noqa: S311 - the same each time
    parts = [word for word in words if _SHORTEST_PART <= len(word) <= _LONGEST_PART]
    known = set(words)
    while count > 0:
        first, last = random.choices(parts, k=2)
        word = first + random.choice(("", "", "s") if language == "da" else ("",)) + last
        if word not in known:
            known.add(word)
            count -= 1
            yield word


class Synthetic:
    """A catalogue of a number of entries, with the centre's own kinds, topics and series."""

    def __init__(self, entries: int) -> None:
        """Read the real catalogue."""
        self.size = entries
        with Catalogue.in_memory(starter=True) as real:
            works = [real[slug] for slug in real]
            vocabulary = real.vocabulary
        self._vocabulary = vocabulary
        self._kinds = [work.kind for work in works]  # as often as they are
        self._topics = [topic for work in works for topic in work.topics]
        self._series = [*vocabulary.series, *(f"skriftserie-{number}" for number in range(1, 8))]
        self._speech = {language: Speech(_texts(works, language), language, entries) for language in LANGUAGES}

    def vocabulary(self) -> Iterator[Value]:
        """Yield the kinds, topics, series and people that entries are described with."""
        yield from self._vocabulary.kinds.values()
        yield from (topic.with_(group=None) for topic in self._vocabulary.topics.values())
        yield from (Series(id=key, title=Text(da=key.replace("-", " ").capitalize())) for key in self._series)
        yield from self._people

    def entries(self) -> Iterator[Entry]:
        """Yield the entries."""
        return map(self.entry, range(self.size))

    @cached_property
    def _people(self) -> list[Person]:
        """The authors; there are more of them in a larger catalogue."""
        surnames = [first + last for first, last in product(_FIRST.split(), _LAST.split())]
        names = [f"{given} {surname}" for surname, given in product(surnames, _GIVEN.split())]
        Random(_SEED).shuffle(names)  # noqa: S311 - the same each time
        return [Person(id=slugify(name), name=name) for name in names[: 30 + int(self.size**0.7)]]

    def entry(self, number: int, word: str = "") -> Entry:
        """Return the entry of a number; with a word it is published, and its title ends so."""
        random = Random(f"{_SEED}/{number}")  # noqa: S311 - the same each time
        languages = random.choice(_WRITTEN)
        topics = list(dict.fromkeys(random.choices(self._topics, k=random.randint(1, 4))))
        titles = {language: f"{self._title(random, language, topics)} {word}" for language in languages}
        abstracts = {language: self._abstract(random, language, topics) for language in languages}
        return Entry(
            slug=f"vaerk-{number:06}",
            kind=random.choice(self._kinds),
            title=Text(**titles),
            abstract=Text(**abstracts),
            date=f"{random.randint(2010, 2026)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
            language=languages[0],
            series=random.choice(self._series) if random.random() < _IN_SERIES else None,
            topics=tuple(topics),
            contributors=self._authors(random),
            statuses=(DatedStatus(status="published" if word or number % 20 else "in_preparation"),),
        )

    def _authors(self, random: Random) -> tuple[Contributor, ...]:
        people = random.sample(self._people, random.choice((0, 1, 1, 1, 2, 2, 3)))
        return tuple(Contributor(name=person.name, role="author", person=person.id) for person in people)

    def _title(self, random: Random, language: Language, topics: list[str]) -> str:
        """Return four to twelve words, half of the time with the first topic's label among them."""
        words = self._speech[language].words(random, random.randint(4, 12))
        if random.random() < _NAMING:
            words[0] = self._label(topics[0], language)
        return _sentence(words[:12])

    def _abstract(self, random: Random, language: Language, topics: list[str]) -> str:
        """Return 80 to 200 words in sentences; each topic is named once."""
        words = self._speech[language].words(random, random.randint(80, 200))
        for topic in topics:
            words[random.randrange(len(words))] = self._label(topic, language)
        sentences, at = [], 0
        while at < len(words):
            length = random.randint(8, 18)
            sentences.append(_sentence(words[at : at + length]) + ".")
            at += length
        return " ".join(sentences)

    def _label(self, topic: str, language: Language) -> str:
        return self._vocabulary.topic_label(topic, language)


def _sentence(words: list[str]) -> str:
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _texts(works: Iterable[Entry], language: Language) -> list[str]:
    texts = [text for work in works for text in (work.title, work.supplied_title, work.abstract)]
    return [value for text in texts if (value := text.get(language))]
