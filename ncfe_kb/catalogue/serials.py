"""Series and what appears in them, in order: a podcast's episodes with their durations, a journal's numbers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from ncfe_kb import dates
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.languages import Language, sort_key
from ncfe_kb.models import Entry, Kind
from ncfe_kb.storage import Reader
from ncfe_kb.text import Text

PART_OF = "part_of"
_NUMBERS = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class SeriesWorks:
    """A series with its works in order; those that are episodes once more by themselves."""

    id: str
    title: Text
    works: tuple[Entry, ...]
    episodes: tuple[Entry, ...]

    @property
    def duration(self) -> int:
        """How many seconds the episodes last together, as far as that is known."""
        return sum(_seconds(entry) or 0 for entry in self.episodes)

    @property
    def untimed(self) -> int:
        """How many episodes have no duration."""
        return sum(_seconds(entry) is None for entry in self.episodes)

    def summary(self) -> dict[str, Any]:
        """Return in plain data what a list of series tells."""
        return {
            "id": self.id,
            "title": self.title.model_dump(),
            "works": len(self.works),
            "episodes": len(self.episodes),
            "duration": self.duration,
            "untimed": self.untimed,
        }

    def as_dict(self) -> dict[str, Any]:
        """Return the series as plain data, with its works in order."""
        return {**self.summary(), "works": [_work(entry) for entry in self.works]}


def meant(key: str, entry: Entry | None, vocabulary: Vocabulary) -> dict[str, Text]:
    """Return id and title of the series that a key means; `entry` is the work with that slug.

    That is a series by its id or title, else the one of the work, else the work itself: a
    podcast with its own page. Raises UnknownRecord, AmbiguousLabel.
    """
    try:
        found = vocabulary.find_series(key)
    except UnknownRecord:
        if entry is None:
            raise
        found = entry.series or entry.slug
    if found in vocabulary.series:
        return {found: vocabulary.series[found].title}
    return {found: entry.title or entry.supplied_title} if entry else {}


def gathered(reader: Reader, titles: Mapping[str, Text], entries: Mapping[str, Entry]) -> list[SeriesWorks]:
    """Return series with their works among these: those that name the series, or are part of the work of its id."""
    kinds = cast("Mapping[str, Kind]", reader.fetch("kind"))
    members: dict[str, dict[str, Entry]] = {key: {} for key in titles}
    named = [(one.slug, one.series) for one in entries.values() if one.series]
    part_of = [(slug, whole) for slug, _, whole in reader.relations({PART_OF})]
    for slug, series in (*named, *part_of):
        if series in members and slug in entries:
            members[series][slug] = entries[slug]
    return [_series_works(key, title, members[key].values(), kinds) for key, title in titles.items()]


def by_title(found: Iterable[SeriesWorks], language: Language) -> tuple[SeriesWorks, ...]:
    """Return series in the alphabetical order of their titles."""
    return tuple(sorted(found, key=lambda one: sort_key(one.title.label(language), language)))


def _series_works(key: str, title: Text, works: Iterable[Entry], kinds: Mapping[str, Kind]) -> SeriesWorks:
    """Return a series with its works: by season and number, those without one after them, then by date."""
    ordered = tuple(sorted(works, key=_place))
    return SeriesWorks(key, title, ordered, tuple(one for one in ordered if kinds[one.kind].shape == "episode"))


def _place(entry: Entry) -> tuple[bool, int, int, date, list[int], str]:
    season, number = (entry.episode.season, entry.episode.number) if entry.episode else (None, None)
    day = dates.parse(entry.date)[0].first if entry.date else date.max
    printed = [int(found) for found in _NUMBERS.findall(entry.series_number or "")]
    return number is None, season or 0, number or 0, day, printed, entry.slug


def _seconds(entry: Entry) -> int | None:
    return entry.episode.duration if entry.episode else None


def _work(entry: Entry) -> dict[str, Any]:
    return {
        "slug": entry.slug,
        "kind": entry.kind,
        "title": entry.title.model_dump(),
        "supplied_title": entry.supplied_title.model_dump(),
        "season": entry.episode.season if entry.episode else None,
        "number": entry.episode.number if entry.episode else None,
        "series_number": entry.series_number,
        "date": entry.date,
        "duration": _seconds(entry),
        "status": entry.status,
    }
