"""Which entries may be the same work: by identifier, else by title, people and year.

A translation, a summary, another edition and the news of a work look like it and are not:
for these the relation is proposed. Entries that are related in any way are known to differ.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from ncfe_kb.catalogue.titles import Title, is_short, title_of
from ncfe_kb.language import bare_words
from ncfe_kb.language.folding import collapsed
from ncfe_kb.models import Contributor, Entry, Kind, terms
from ncfe_kb.models.identifiers import comparable

_SCHOLARLY = "ScholarlyArticle"
_LOOSE = frozenset({"summary_of", "announces", "podcast_about", "related_to"})
"""The relations between works that need not be by the same people."""
_MOST = 100
"""Entries with one title that another is compared with; a title that more have says little."""


class Double(NamedTuple):
    """That an entry may be the same work as another, or stand in this relation to it.

    `by` names what they have in common: doi, isbn, title, people, year.
    """

    slug: str
    other: str
    by: tuple[str, ...]
    relation: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the pair as plain data."""
        return {**self._asdict(), "by": list(self.by)}


_Years = dict[int | None, list[tuple[str, Title]]]
"""Slugs with their titles, by year."""


class _Work(NamedTuple):
    """What is compared of an entry."""

    entry: Entry
    kind: Kind | None
    people: frozenset[str]
    is_short: bool

    @property
    def number(self) -> tuple[str | None, str | int | None]:
        """Which number of a series, or which episode."""
        episode = self.entry.episode
        return self.entry.series, self.entry.series_number or (episode.number if episode else None)


class Doubles:
    """Entries by what tells that two are the same work; it takes as long for each, however many there are."""

    def __init__(self, kinds: Mapping[str, Kind], entries: Iterable[Entry] = ()) -> None:
        """Take in the kinds, and the entries that there are already."""
        self._kinds = kinds
        self._short = {key for key, kind in kinds.items() if any(is_short(label) for _, label in kind.label.each())}
        self._works: dict[str, _Work] = {}
        self._by_identifier: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_title: dict[tuple[str, str], _Years] = defaultdict(lambda: defaultdict(list))
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take in an entry, so that those that follow are compared with it too."""
        self._works[entry.slug] = self._work(entry)
        for key in _identifiers(entry):
            self._by_identifier[key].append(entry.slug)
        for title in _titles(entry):
            for key in _places(title):
                self._by_title[key][entry.year].append((entry.slug, title))

    def of(self, entry: Entry) -> list[Double]:
        """Return what an entry may be the same work as, or related to, among the others that were taken in."""
        mine, related = self._work(entry), {relation.target for relation in entry.relations}
        found: dict[str, Double] = {}
        for other, reason, pair in self._candidates(entry):
            theirs = self._works[other]
            targets = {relation.target for relation in theirs.entry.relations}
            if other in found or other in related or entry.slug in targets or other == entry.slug:
                continue
            if double := _compared(mine, theirs, reason, pair):
                found[other] = double
        return list(found.values())

    def pairs(self) -> Iterator[Double]:
        """Yield each pair among the entries that were taken in once."""
        for slug, work in self._works.items():
            yield from (double for double in self.of(work.entry) if slug < double.other)

    def _work(self, entry: Entry) -> _Work:
        people = frozenset(key for one in entry.contributors if _is_creator(one) for key in _names(one))
        return _Work(entry, self._kinds.get(entry.kind), people, entry.kind in self._short)

    def _candidates(self, entry: Entry) -> Iterator[tuple[str, str, tuple[Title, Title] | None]]:
        """Yield the entries that share an identifier, or a title, with what is shared; one may come twice."""
        for key in _identifiers(entry):
            yield from ((other, key[0], None) for other in self._by_identifier.get(key, ()))
        for title in _titles(entry):
            for key in _sought(title):
                for other, theirs in islice(self._titled(key, entry.year), _MOST):
                    yield other, "title", (title, theirs)

    def _titled(self, key: tuple[str, str], year: int | None) -> Iterator[tuple[str, Title]]:
        """Yield the entries with a title, first those of a year and those of none."""
        years = self._by_title.get(key, {})
        for near in dict.fromkeys((year, None, *years)):
            yield from years.get(near, ())


def _places(title: Title) -> Iterator[tuple[str, str]]:
    """Yield the keys under which a title is found."""
    yield "whole", title.whole
    yield "main", title.main
    if not title.rest:
        yield "bare", title.main


def _sought(title: Title) -> Iterator[tuple[str, str]]:
    """Yield the keys under which a title finds others: the same, and the same where one lacks the subtitle."""
    yield "whole", title.whole
    yield ("bare" if title.rest else "main"), title.main


def _titles(entry: Entry) -> Iterator[Title]:
    each = dict.fromkeys(title_of(value) for text in entry.titles for _, value in text.each())
    return (title for title in each if title.whole)


def _identifiers(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what names the work alone; an ISSN names a whole series."""
    return ((one.scheme, comparable(one.scheme, one.value)) for one in entry.identifiers if one.scheme != "issn")


def _is_creator(one: Contributor) -> bool:
    return one.role in terms.CREATOR_ROLES and one.name != terms.UNNAMED


def words_in(name: str) -> list[str]:
    """Return the words of a name as they are compared, the last name last."""
    last, comma, first = name.partition(",")
    return list(map(collapsed, bare_words(f"{first} {last}" if comma else name)))


def _names(one: Contributor) -> Iterator[str]:
    """Yield the keys of a name: its record's, all of it, and its last word with the first one's letter."""
    words = words_in(one.name)
    yield from (f"={key}" for key in (one.person, one.organisation) if key)
    yield " ".join(words)
    if words:
        yield f"{words[-1]} {words[0][0]}"


def _compared(mine: _Work, theirs: _Work, reason: str, pair: tuple[Title, Title] | None) -> Double | None:
    """Return what two works are to each other that share an identifier, or these titles."""
    relation = _relation(mine, theirs, pair)
    shared, is_other = _shared(mine, theirs)
    slugs = mine.entry.slug, theirs.entry.slug
    if pair is None:
        return Double(*slugs, (reason,), relation)
    if relation and _plain(relation) in _LOOSE:
        return Double(*slugs, (reason, *shared), relation)
    is_whole = pair[0].whole == pair[1].whole
    if is_other & ({"people"} if relation else {"people", "year", "number"}) or not (is_whole or shared):
        return None
    return Double(*slugs, (reason, *shared), relation)


def _shared(mine: _Work, theirs: _Work) -> tuple[list[str], set[str]]:
    """Return what two works have in common, and what they do not; what is not known of one is neither."""
    years = mine.entry.year, theirs.entry.year
    same, differing = [], set()
    if mine.people and theirs.people:
        same += ["people"] if mine.people & theirs.people else []
        differing |= set() if mine.people & theirs.people else {"people"}
    if all(years):
        same += ["year"] if years[0] == years[1] else []
        differing |= set() if years[0] == years[1] else {"year"}
    if mine.number[1] and theirs.number[1] and mine.number != theirs.number:
        differing.add("number")
    return same, differing


def _relation(mine: _Work, theirs: _Work, pair: tuple[Title, Title] | None) -> str | None:
    """Return how a work stands to another that has its title or identifier; None where nothing tells them apart."""
    a, b = pair or (_NO_TITLE, _NO_TITLE)
    tellings = (
        ("summary_of", mine.is_short or a.is_summary, theirs.is_short or b.is_summary),
        ("announces", _is_of(mine, "NewsArticle"), _is_of(theirs, "NewsArticle")),
        ("podcast_about", _is_of(mine, "Podcast"), _is_of(theirs, "Podcast")),
    )
    for relation, is_mine, is_theirs in tellings:
        if is_mine != is_theirs:
            return relation if is_mine else terms.INVERSES[relation]
    if mine.kind and theirs.kind and mine.kind.shape != theirs.kind.shape:
        return "related_to"
    if _differ(mine.entry.language, theirs.entry.language) or a.is_translation != b.is_translation:
        return _directed("translation_of", (a.is_translation, *_age(mine)), (b.is_translation, *_age(theirs)))
    is_version = mine.kind != theirs.kind and _is_of(mine, _SCHOLARLY) and _is_of(theirs, _SCHOLARLY)
    if a.edition != b.edition or is_version:
        return _directed("version_of", (a.edition, *_age(mine)), (b.edition, *_age(theirs)))
    return None


_NO_TITLE = Title("", "")


def _is_of(work: _Work, schema_type: str) -> bool:
    """Return whether a work's kind is of a type of schema.org, or of one that begins so."""
    return work.kind is not None and work.kind.schema_type.startswith(schema_type)


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other) and one != other


def _age(work: _Work) -> tuple[int, bool, str]:
    """Return what is greater for the later of two works; where that is not known the Danish one was first."""
    return work.entry.year or 0, work.entry.language == "en", work.entry.slug


def _directed(relation: str, mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> str:
    return relation if mine > theirs else terms.INVERSES[relation]


def _plain(relation: str) -> str:
    """Return a relation as it is called from the side that states it."""
    return relation if relation in _LOOSE else terms.INVERSES[relation]
