"""Puts an account into the reader's language: what every format shows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from ncfe_kb.catalogue.reporting import activity_sheets, count_sheets, kind_sheets
from ncfe_kb.catalogue.reporting.account import Account
from ncfe_kb.catalogue.reporting.sheets import Document, Listed, Sheet
from ncfe_kb.catalogue.reporting.teller import SECTIONS, Teller
from ncfe_kb.catalogue.reporting.wording import said_of
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.text import Localised

_SHEETS: Mapping[str, Callable[[Teller], Sheet]] = {
    "works": kind_sheets.works,
    "others": kind_sheets.others,
    "deliverables": activity_sheets.deliverables,
    "participants": activity_sheets.participants,
    "languages": count_sheets.languages,
    "topics": count_sheets.topics,
    "series": count_sheets.series,
    "years": count_sheets.years,
    "coverage": count_sheets.coverage,
    "contradictions": activity_sheets.contradictions,
}


def told(account: Account, language: Language, sections: Iterable[str] = ()) -> Document:
    """Return these parts of the report, by default all; those that have nothing to tell are left out."""
    teller = Teller(account, language)
    wanted = set(sections) or set(SECTIONS)
    sheets = [_SHEETS[name](teller) for name in SECTIONS if name in wanted]
    return Document(
        language=language,
        title=teller.say(N_("Yearly report {year}")).format(year=account.year),
        lead=tuple(_lead(teller)),
        sheets=tuple(sheet for sheet in sheets if sheet.rows),
        works={**_courses(teller), **{slug: _listed(slug, teller) for slug in account.entries}},
        internal=teller.say(N_("internal")),
        works_label=teller.say(N_("Works behind the numbers")),
    )


def _lead(teller: Teller) -> Iterator[str]:
    account, say = teller.account, teller.say
    message = say(N_("As of {date}, counted from the dates of statuses and works."))
    yield message.format(date=say.date(account.as_of.isoformat()))
    if account.as_of < date(account.year, 12, 31):
        yield say(N_("The year had not ended then."))
    if account.source:
        yield say(N_("“Report” is what the printed report says ({source}).")).format(source=account.source)
    else:
        yield say(N_("The catalogue has no printed report and no targets for this year."))


def _listed(slug: str, teller: Teller) -> Listed:
    entry = teller.account.entries[slug]
    return Listed(slug, entry.title_in(teller.language), said_of(entry, teller.say), not entry.public)


def _courses(teller: Teller) -> dict[str, Listed]:
    """Return the courses as lists name them, with what the source says of when and how often they were held."""
    found = {}
    for key, course in teller.account.courses.items():
        theme = course.theme.in_(teller.language) or Localised(key, teller.language, is_fallback=True)
        season, sessions, note = (
            text.label(teller.language) for text in (course.season, course.sessions_reported, course.note)
        )
        times = teller.say(N_("sessions: {sessions}")).format(sessions=sessions) if sessions else ""
        found[key] = Listed(key, theme, "; ".join(filter(None, (season, times, note))))
    return found
