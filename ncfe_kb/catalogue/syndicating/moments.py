"""When a work became public, when what everyone sees of it last changed, and what it was called first.

A status with a date tells when a work became public: the first that took effect, so that nothing
that happens later makes the work new again. Where the status has no date, as for works that are
older than the catalogue, the work's own date stands for it, else the moment at which the catalogue
first had it as public. Of what the catalogue began with that moment tells nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ncfe_kb.dates import beginning
from ncfe_kb.models import DatedStatus, Entry, terms
from ncfe_kb.storage import LoggedChange, Reader

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_BEGINNING = 1
"""The number of the change set that a catalogue began with."""
_MANY = 400
"""Works beyond which the whole log is read at once."""
_NAMED = (
    "kind",
    "title",
    "supplied_title",
    "date",
    "language",
    "series",
    "series_number",
    "abstract",
    "topics",
    "urls",
)
"""The fields of an entry that feeds tell as they are."""

Plain = Mapping[str, Any]


class Moments(NamedTuple):
    """A work's first slug, when it became public, if that is known, and when what everyone sees of it changed."""

    first_slug: str
    published: datetime | None
    updated: datetime

    @property
    def came(self) -> datetime:
        """When it became public; long ago where that is not known."""
        return self.published or LONG_AGO


class Publication(NamedTuple):
    """A work that is public, and its moments."""

    entry: Entry
    moments: Moments


def moments_of(reader: Reader, entries: Collection[Entry]) -> dict[str, Moments]:
    """Return the moments of works by slug, as the log of the catalogue has them; those to come are taken as past."""
    slugs = {slug for entry in entries for slug in (entry.slug, *entry.former_slugs)}
    logs: dict[str, list[LoggedChange]] = defaultdict(list)
    for one in reader.logged("entry", slugs if len(slugs) < _MANY else None):
        logs[one.change.record].append(one)
    return {entry.slug: _moments(entry, _log_of(entry, logs)) for entry in entries}


def published_by_status(entry: Entry) -> datetime | None:
    """Return when a status made a work public first; None where that is not told."""
    steps = zip(entry.statuses, (*entry.statuses[1:], None), strict=False)
    public = [(one, after) for one, after in steps if one.status in terms.FROM_THEN_ON]
    if not public or not public[0][0].date:
        return None
    return min((moment for step in public if (moment := _took_effect(*step))), default=None)


def _took_effect(one: DatedStatus, after: DatedStatus | None) -> datetime | None:
    """Return when a status made a work public; None for a plan that another status came before."""
    if not one.date:
        return None
    begins = beginning(one.date)
    is_meant = one.status == terms.PUBLISHED or after is None
    return begins if is_meant or (after and after.date and beginning(after.date) > begins) else None


def published_by_date(entry: Entry) -> datetime | None:
    """Return when a work came out, as its own date has it; None where it has none, or one to come."""
    begins = beginning(entry.date) if entry.date else None
    return begins if begins and begins <= datetime.now(UTC) else None


def _moments(entry: Entry, log: Sequence[LoggedChange]) -> Moments:
    seen, later = list(_seen(log)), _seen(one for one in log if one.change_set > _BEGINNING)
    first = published_by_status(entry) or published_by_date(entry) or next(later, None)
    moments = (first, entry.published_from, *seen)
    return Moments(_first_slug(entry, log), first, max((one for one in moments if one), default=LONG_AGO))


def _log_of(entry: Entry, logs: Mapping[str, list[LoggedChange]]) -> list[LoggedChange]:
    """Return the log of a work under all its slugs, oldest first."""
    changes = [one for slug in (entry.slug, *entry.former_slugs) for one in logs.get(slug, ())]
    return sorted(changes, key=lambda one: one.change_set)


def _seen(log: Iterable[LoggedChange]) -> Iterator[datetime]:
    """Yield when what everyone sees of a work changed, as it was then."""
    for one in log:
        moment = datetime.fromisoformat(one.at)
        before, after = (_shown(plain, moment) for plain in (one.change.before, one.change.after))
        if after and after != before:
            yield moment


def _is_public(plain: Plain, moment: datetime) -> bool:
    """Return whether everyone saw an entry at a moment, by what the log keeps of it."""
    last = next(reversed(plain.get("statuses", ())), None)
    if not last or last["status"] not in terms.FROM_THEN_ON or not plain.get("public", True):
        return False
    date = last.get("date")
    return beginning(date) <= moment if date else bool(last["status"] == terms.PUBLISHED)


def _shown(plain: Plain | None, moment: datetime) -> list[Any] | None:
    """Return what feeds tell of an entry at a moment; None where everyone sees nothing of it."""
    if not plain or not _is_public(plain, moment):
        return None
    names = [(one["name"], one["role"]) for one in plain.get("contributors", ()) if not _is_unnamed(one)]
    return [plain["slug"], names, plain.get("episode"), *map(plain.get, _NAMED)]


def _is_unnamed(plain: Plain) -> bool:
    return any(one["scope"] == "name" and one.get("withdrawn") for one in plain.get("consents", ()))


def _first_slug(entry: Entry, log: Sequence[LoggedChange]) -> str:
    """Return what a work was called first, by its renamings; by what a file said of that where it came from one."""
    if not entry.former_slugs:
        return entry.slug
    slug = entry.slug
    for one in reversed(log):
        if one.change.record != slug or one.change.before or not one.change.after:
            continue
        gone = {each.change.record for each in log if each.change_set == one.change_set and not each.change.after}
        if not gone:  # it was not renamed then, but came
            return str(next(iter(one.change.after.get("former_slugs", ())), slug))
        slug = gone.pop()
    return entry.former_slugs[0] if slug == entry.slug else slug
