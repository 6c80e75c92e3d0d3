"""Courses and series as a person reads them in a terminal."""

from collections.abc import Iterator, Mapping, Sequence

from ncfe_kb.catalogue import Catalogue
from ncfe_kb.catalogue.courses import Offering
from ncfe_kb.catalogue.prospectus import facts_of, seats_of, taken_of
from ncfe_kb.catalogue.serials import SeriesWorks
from ncfe_kb.cli.terminal import Parts, part, show, wrapped
from ncfe_kb.i18n import ONLY_IN, Localiser
from ncfe_kb.messages import N_
from ncfe_kb.models import Audience, Entry, Session, terms
from ncfe_kb.text import Localised, Text

_INDENT = 4
_HANGING = 2


def show_offerings(offerings: Sequence[Offering], audiences: Mapping[str, Audience], say: Localiser) -> None:
    """Show courses in short, and how many there are."""
    for one in offerings:
        _show_offering(one, audiences, say)
        show([])
    show(part(say.counted("{number} course", "{number} courses", len(offerings))))


def _show_offering(one: Offering, audiences: Mapping[str, Audience], say: Localiser) -> None:
    show(*wrapped(_titled(one.course.theme, say)))
    seasons = [season.label.label(say.language) for season in one.seasons]
    facts = [", ".join(value.value for value in fact.values) for fact in facts_of(one.course, audiences, say)]
    if known := " · ".join([*facts, *seasons]):
        show(*_indented(part(known)))
    for session in one.sessions:
        show(*_indented(part(session_line(session, say))))
    show(*_indented(part(one.course.id, "faint")))


def _indented(parts: Parts) -> list[Parts]:
    return wrapped(parts, _INDENT, " " * _INDENT)


def session_line(session: Session, say: Localiser) -> str:
    """Return a session in one line: date, place, format, seats, how many are registered."""
    form = session.format.label(say.language)
    told = (say.date(session.date), session.place or "", form, seats_of(session, say), taken_of(session, say))
    return " · ".join(filter(None, told))


def show_offering(one: Offering, catalogue: Catalogue, say: Localiser) -> None:
    """Show all that is known of a course."""
    show(*wrapped(_titled(one.course.theme, say)), [])
    for label, value in _facts(one, catalogue, say):
        line = part(f"{label}: ", "strong") + part(value)
        show(*([line] if "://" in value else wrapped(line)))  # an address stays on the line of its label
    show([], part(say(N_("Sessions")), "strong"))
    for session in one.sessions:
        show(*wrapped(part(session_line(session, say)), _HANGING, " " * _HANGING))
    if not one.sessions:
        show(*wrapped(part(say(N_("None is known."))), _HANGING, " " * _HANGING))


def _facts(one: Offering, catalogue: Catalogue, say: Localiser) -> Iterator[tuple[str, str]]:
    course, vocabulary, language = one.course, catalogue.vocabulary, say.language
    seasons = ", ".join(season.label.label(language) for season in one.seasons)
    topics = say.in_order(vocabulary.topic_label(topic, language) for topic in course.topics)
    named = facts_of(course, vocabulary.audiences, say)
    told = (
        (say(N_("Id")), course.id),
        *((fact.label, ", ".join(value.value for value in fact.values)) for fact in named),
        (say(N_("Season")), seasons),
        (say(N_("Season as printed")), course.season.label(language)),
        (say(N_("Sessions as printed")), course.sessions_reported.label(language)),
        (say(N_("Participants")), "" if course.participants is None else say.number(course.participants)),
        (say(N_("Topics")), ", ".join(topics)),
        *((say(N_("Catalogue")), key) for key in course.catalogues),
        *((say(N_("Source")), source) for source in course.sources),
        (say(N_("Notes")), course.note.label(language)),
    )
    return ((label, value) for label, value in told if value)


def show_all_series(found: Sequence[SeriesWorks], say: Localiser) -> None:
    """Show series by title, each with how much is in it."""
    for one in found:
        show(*wrapped(_titled(one.title, say)))
        show(*_indented(part(f"{_extent(one, say)} · ") + part(one.id, "faint")))
    show([], part(say.counted("{number} series in all", "{number} series in all", len(found))))


def show_series(one: SeriesWorks, say: Localiser) -> None:
    """Show a series with its works in order."""
    show(*wrapped(_titled(one.title, say)))
    season = None
    for entry in one.works:
        told = entry.episode.season if entry.episode else None
        if told is not None and told != season:
            show([], part(say(N_("Season {number}")).format(number=told), "strong"))
        season = told
        _show_work(entry, say)
    show([], *wrapped(part(_extent(one, say))))


def _show_work(entry: Entry, say: Localiser) -> None:
    number = entry.episode.number if entry.episode else None
    lead = f"{number}. " if number is not None else ""
    title = entry.title_in(say.language)
    show(*wrapped(_marked(title, say), max(_INDENT, len(lead)), lead))
    duration = entry.episode.duration if entry.episode else None
    status = entry.status if entry.status != terms.PUBLISHED else None
    told = (
        entry.series_number or "",
        say.date(entry.date) if entry.date else "",
        say.duration(duration) if duration is not None else "",
        say.term(terms.STATUSES, status) if status else "",
    )
    if known := " · ".join(filter(None, told)):
        show(*_indented(part(known)))
    show(*_indented(part(entry.slug, "faint")))


def _extent(one: SeriesWorks, say: Localiser) -> str:
    """Return how many works a series has, and how long its episodes last together."""
    if not one.episodes:
        return say.counted("{number} work", "{number} works", len(one.works))
    told = [say.counted("{number} episode", "{number} episodes", len(one.episodes))]
    if len(one.works) > len(one.episodes):
        told.append(say.counted("{number} other", "{number} others", len(one.works) - len(one.episodes)))
    if one.duration:
        told.append(say(N_("{duration} in all")).format(duration=say.duration(one.duration)))
    if one.untimed:
        told.append(say.counted("{number} without a duration", "{number} without a duration", one.untimed))
    return " · ".join(told)


def _titled(text: Text, say: Localiser) -> Parts:
    found = text.in_(say.language)
    return _marked(found, say) if found else []


def _marked(text: Localised, say: Localiser) -> Parts:
    note = part(f" ({say(ONLY_IN[text.language])})", "faint") if text.is_fallback else []
    return part(text.value, "strong") + note
