"""Turns what a cataloguer types - labels, names, a few options - into an entry."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import Fault, InvalidRecord, UnknownRecord
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.models import (
    Contributor,
    DatedStatus,
    Enclosure,
    Entry,
    Episode,
    Identifier,
    Relation,
    Series,
    terms,
    text_of,
)
from ncfe_kb.models.identifiers import normal_form
from ncfe_kb.text import Text, slugify


@dataclass(frozen=True)
class Draft:
    """What is known of a new work; kind, topics and series by id or label, people by name.

    `relations` are pairs of type and slug, `episode` is the number of a podcast's episode and
    `sound` the address of its sound.
    """

    kind: str
    title: Text = Text()
    abstract: Text = Text()
    slug: str | None = None
    people: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    date: str | None = None
    language: Language | None = None
    status: str | None = None
    urls: tuple[str, ...] = ()
    doi: str | None = None
    isbn: tuple[str, ...] = ()
    series: str | None = None
    episode: int | None = None
    sound: str | None = None
    relations: tuple[tuple[str, str], ...] = ()

    def entry(self, vocabulary: Vocabulary, taken: Collection[str]) -> tuple[Entry, Series | None]:
        """Return the entry, and its series where that is a new one.

        Without a slug the title gives one that is not taken. Raises UnknownRecord,
        AmbiguousLabel, InvalidRecord.
        """
        series = self._series(vocabulary)
        entry = Entry(
            slug=self.slug or free_slug(self.title, self.kind, taken),
            kind=vocabulary.find_kind(self.kind),
            title=self.title,
            abstract=self.abstract,
            date=self.date,
            language=self.language,
            series=series.id if series else None,
            urls=self.urls,
            topics=tuple(dict.fromkeys(vocabulary.find_topic(topic) for topic in self.topics)),
            contributors=tuple(contributor(name, vocabulary) for name in self.people),
            statuses=self._statuses(),
            relations=tuple(Relation(type=type_, target=target) for type_, target in self.relations),
            identifiers=tuple(self._identifiers()),
            episode=self._episode(),
        )
        check_episode(entry, vocabulary)
        return entry, series if series and series.id not in vocabulary.series else None

    def _statuses(self) -> tuple[DatedStatus, ...]:
        if not self.status:
            return ()
        is_published = self.status == terms.PUBLISHED  # then the work's date is when that was
        return (DatedStatus(status=self.status, date=self.date if is_published else None),)

    def _identifiers(self) -> Iterable[Identifier]:
        if self.doi:
            yield Identifier(scheme="doi", value=normal_form("doi", self.doi))
        yield from (Identifier(scheme="isbn", value=normal_form("isbn", isbn)) for isbn in self.isbn)

    def _episode(self) -> Episode | None:
        if self.episode is None and not self.sound:
            return None
        return Episode(number=self.episode, enclosure=Enclosure(url=self.sound) if self.sound else None)

    def _series(self, vocabulary: Vocabulary) -> Series | None:
        if not self.series:
            return None
        try:
            return vocabulary.series[vocabulary.find_series(self.series)]
        except UnknownRecord:
            title = text_of("series", **{self.language or "da": self.series})
            return Series(id=slugify(self.series), title=title)


def contributor(name: str, vocabulary: Vocabulary, role: str = "author") -> Contributor:
    """Return the contributor of this name, with the authority record where exactly one bears it."""
    if person := vocabulary.person_named(name):
        return Contributor(name=name, role=role, person=person.id)
    if body := vocabulary.organisation_named(name):
        return Contributor(name=name, role=role, organisation=body.id)
    return Contributor(name=name, role=role)


def check_episode(entry: Entry, vocabulary: Vocabulary) -> None:
    """Raise InvalidRecord for a work with sound or number of an episode that is none."""
    kind = vocabulary.kinds.get(entry.kind)
    if entry.episode and kind and kind.shape != "episode":
        raise InvalidRecord((Fault(N_("only a podcast episode has this"), where="episode"),))


def free_slug(title: Text, kind: str, taken: Collection[str]) -> str:
    """Return a slug from the title, numbered where it is taken."""
    slug = slugify(title.label("da", kind)) or slugify(kind) or "entry"
    if slug not in taken:
        return slug
    return next(numbered for number in range(2, len(taken) + 3) if (numbered := f"{slug}-{number}") not in taken)
