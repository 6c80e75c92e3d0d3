"""What a reader chose to narrow a search by, as filters on ids."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self, TypedDict, cast

from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.dates import FIRST_YEAR
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.languages import LANGUAGES
from ncfe_kb.messages import N_
from ncfe_kb.query import FACETS, Filters

_YEARS = re.compile(r"(\d{4})?\s*(-)?\s*(\d{4})?")
_AHEAD = 10
"""Years from now that an open span reaches."""


class Chosen(TypedDict, total=False):
    """What may be chosen, by the names of the arguments of `search`."""

    kinds: Iterable[str]
    topics: Iterable[str]
    years: Iterable[str]
    languages: Iterable[str]
    series: Iterable[str]
    people: Iterable[str]


@dataclass(frozen=True)
class Selection:
    """Kinds, topics, series and people by id or name, years as 2019 or 2018-2020, languages of the work.

    Values of one field widen, fields narrow.
    """

    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @classmethod
    def of(cls, chosen: Mapping[str, object]) -> Self:
        """Return what was chosen, in whatever it came."""
        return cls(**{name: tuple(cast("Iterable[str]", values)) for name, values in chosen.items()})

    def filters(self, vocabulary: Vocabulary) -> Filters:
        """Return the filters; raises UnknownRecord, AmbiguousLabel, InvalidRecord."""
        chosen = {
            "kind": _each(self.kinds, lambda name: (vocabulary.find_kind(name),)),
            "topic": _each(self.topics, lambda name: (vocabulary.find_topic(name),)),
            "year": _each(self.years, years_of),
            "language": _each(self.languages, _language),
            "series": _each(self.series, lambda name: (vocabulary.find_series(name),)),
            "person": _each(self.people, vocabulary.person_keys),
        }
        return {facet: ids for facet, ids in chosen.items() if ids}


def facets_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of facets; raises InvalidRecord."""
    chosen = tuple(names)
    for name in chosen:
        if name not in FACETS:
            fault = Fault(N_("“{facet}” is not a facet; it is one of {facets}"), facet=name, facets=", ".join(FACETS))
            raise InvalidRecord((fault,))
    return chosen


def years_of(text: str) -> Iterable[str]:
    """Return the years of 2019, 2018-2020, 2018- or -2018; raises InvalidRecord."""
    found = _YEARS.fullmatch(text.strip())
    if not found or not (found[1] or found[3]) or (found[1] and found[3] and not found[2]):
        raise InvalidRecord((Fault(N_("“{year}” is not a year; write 2019 or 2018-2020"), year=text),))
    first = int(found[1] or FIRST_YEAR)
    last = int(found[3] or max(first, datetime.now(UTC).year + _AHEAD)) if found[2] else first
    if last < first:
        raise InvalidRecord((Fault(N_("{date} ends before it begins"), date=text),))
    return [str(year) for year in range(first, last + 1)]


def _language(code: str) -> tuple[str]:
    if code not in LANGUAGES:
        raise InvalidRecord((Fault(N_("“{code}” is not a language here; it is da or en"), code=code),))
    return (code,)


def _each(names: Iterable[str], ids_of: Callable[[str], Iterable[str]]) -> frozenset[str]:
    return frozenset(key for name in names for key in ids_of(name))
