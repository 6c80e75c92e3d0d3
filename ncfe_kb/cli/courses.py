"""The commands on courses, their sessions and series: courses, course, session, series."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ncfe_kb.cli.language import Command, Group, argument, option, spoken
from ncfe_kb.cli.session import Session, json_of_what_is_done, pass_session, with_json
from ncfe_kb.cli.terminal import as_json, write
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.models import Course
    from ncfe_kb.models import Session as Meeting

_FORMATS = ("text", "markdown", "html")
_LONGEST = 18
"""Digits of a number that a database keeps."""
_public = option("--public", is_flag=True, help=N_("Only what everyone may see."))


class Number(click.ParamType):  # type: ignore[type-arg]  # generic in newer ones of click alone
    """How many: never who they are."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        if isinstance(value, int):
            return value
        if not (value.isascii() and value.isdecimal() and len(value) <= _LONGEST):
            self.fail(spoken()(N_("say how many, as a number from 0; nobody's name is kept.")), param, ctx)
        return int(value)


@click.command(
    cls=Command, help=N_("List courses by the date of their first session; as Markdown or HTML, a course catalogue.")
)
@option("--upcoming", is_flag=True, help=N_("Only sessions that are not over yet."))
@option("--audience", metavar=N_("AUDIENCE"), help=N_("Only for this audience, by id or label."))
@option("--season", metavar=N_("SEASON"), help=N_("Only in this season: “spring 2019”, “autumn/winter 2019-2020”."))
@option("--as-of", metavar=N_("DATE"), help=N_("Only sessions that are not over on this day."))
@_public
@option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help=N_("What is written; into a file: > FILE."),
)
@with_json
@pass_session
def courses(session: Session, /, public: bool, form: str, json_wanted: bool, **chosen: Any) -> None:
    """List courses, or print a catalogue of them."""
    view = session.catalogue.public if public else session.catalogue
    found = view.courses(language=session.language, **chosen)
    if json_wanted:
        as_json({"courses": [one.as_dict() for one in found]})
        return
    audiences = view.vocabulary.audiences
    if form == "text":
        from ncfe_kb.cli.course_pages import show_offerings

        show_offerings(found, audiences, session.say)
        return
    from ncfe_kb.catalogue import prospectus

    document = prospectus.told(found, audiences, session.language)
    write(prospectus.as_html(document) if form == "html" else prospectus.as_markdown(document))


@click.group(cls=Group, help=N_("Look after the courses."))
def course() -> None:
    """Group the commands on one course."""


@course.command(help=N_("Show everything about a course."))
@argument("course", metavar=N_("COURSE"))
@with_json
@pass_session
def show(session: Session, /, course: str, json_wanted: bool) -> None:
    """Show a course."""
    found = session.catalogue.course(course)
    if json_wanted:
        as_json(found.as_dict())
        return
    from ncfe_kb.cli.course_pages import show_offering

    show_offering(found, session.catalogue, session.say)


def _course_fields(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say something of a course."""
    for one in reversed(
        (
            option("--theme-da", metavar=N_("TEXT"), help=N_("Danish theme.")),
            option("--theme-en", metavar=N_("TEXT"), help=N_("English theme.")),
            option("--audience", multiple=True, metavar=N_("AUDIENCE"), help=N_("For whom; may be repeated.")),
            option("--catalogue", "catalogues", multiple=True, metavar=N_("SLUG"), help=N_("A catalogue it is in.")),
            option("--topic", "topics", multiple=True, metavar=N_("TOPIC"), help=N_("A topic; may be repeated.")),
            option("--provider", metavar=N_("TEXT"), help=N_("Who holds it.")),
            option("--format", metavar=N_("TEXT"), help=N_("A whole day, a webinar, …")),
            option("--season", metavar=N_("TEXT"), help=N_("When, as the source says it.")),
            option("--participants", type=Number(), metavar=N_("N"), help=N_("How many took part in all.")),
            option("--note", metavar=N_("TEXT"), help=N_("A note for staff.")),
        )
    ):
        command = one(command)
    return command


@course.command(help=N_("Add a course; its id is printed. Everyone sees it once a catalogue that it is in is public."))
@option("--id", metavar=N_("ID"), help=N_("Its id; made from the theme by default."))
@_course_fields
@json_of_what_is_done
@pass_session
def add(session: Session, /, id: str | None, **given: Any) -> None:
    """Add a course."""
    made = session.catalogue.add_course(id, **_said(session, given))
    session.hand_out(made.id, course=made.id)


@course.command("set", help=N_("Change what is given of a course; an empty text takes away what was there."))
@argument("course", metavar=N_("COURSE"))
@_course_fields
@json_of_what_is_done
@pass_session
def set_(session: Session, /, course: str, **given: Any) -> None:
    """Change a course."""
    _tell(
        session, N_("Changed “{theme}” ({course})."), session.catalogue.change_course(course, **_said(session, given))
    )


@course.command(help=N_("Remove a course with its sessions."))
@argument("course", metavar=N_("COURSE"))
@json_of_what_is_done
@pass_session
def remove(session: Session, /, course: str) -> None:
    """Remove a course."""
    _tell(session, N_("Removed “{theme}” ({course})."), session.catalogue.remove_course(course))


def _said(session: Session, given: dict[str, Any]) -> dict[str, Any]:
    """Return what was given, texts with their languages."""
    theme = {language: given.pop(f"theme_{language}") for language in ("da", "en")}
    said = {name: value for name, value in given.items() if value not in {None, ()}}
    for name in {"season", "format", "note"} & said.keys():
        said[name] = {session.language: said[name]}
    if named := {language: text for language, text in theme.items() if text is not None}:
        said["theme"] = named
    return said


def _tell(session: Session, message: str, course: "Course") -> None:
    told = session.say(message).format(theme=course.theme.label(session.language), course=course.id)
    session.done(told, course=course.id)


@click.group("session", cls=Group, help=N_("Look after the sessions of a course."))
def meeting() -> None:
    """Group the commands on a course's sessions."""


def _session_fields(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say something of a session, beside its date."""
    for one in reversed(
        (
            option("--place", metavar=N_("TEXT"), help=N_("Where.")),
            option("--format", metavar=N_("TEXT"), help=N_("A whole day, a webinar, …")),
            option("--seats", type=Number(), metavar=N_("N"), help=N_("For how many.")),
            option("--taken", type=Number(), metavar=N_("N"), help=N_("How many are registered; never who.")),
            option("--full/--not-full", "is_full", default=None, help=N_("Fully booked, where there are no numbers.")),
        )
    ):
        command = one(command)
    return command


_at = option("--at", metavar=N_("PLACE"), help=N_("At which place, where there are several that day."))


@meeting.command("add", help=N_("Add a session to a course."))
@argument("course", metavar=N_("COURSE"))
@option("--date", required=True, metavar=N_("DATE"), help=N_("2019-11-08, or 2019-11-08/2019-11-09."))
@_session_fields
@json_of_what_is_done
@pass_session
def add_session(session: Session, /, course: str, format: str | None, place: str | None, **given: Any) -> None:
    """Add a session."""
    from ncfe_kb.models import Session as Meeting
    from ncfe_kb.models import text_of

    made = Meeting(place=place or None, format=text_of("format", **{session.language: format}), **given)
    session.catalogue.add_session(course, made)
    _tell_session(session, N_("Added: {session}"), course, made)


@meeting.command("set", help=N_("Change what is given of the session on a date; an empty text takes it away."))
@argument("course", metavar=N_("COURSE"))
@argument("date", metavar=N_("DATE"))
@_at
@option("--date", "to", metavar=N_("DATE"), help=N_("Move it to another date."))
@_session_fields
@json_of_what_is_done
@pass_session
def set_session(session: Session, /, course: str, date: str, at: str | None, to: str | None, **given: Any) -> None:
    """Change a session."""
    said = {name: value for name, value in {**given, "date": to}.items() if value is not None}
    if "format" in said:
        said["format"] = {session.language: said["format"]}
    changed = session.catalogue.change_session(course, date, at=at, **said)
    _tell_session(session, N_("Changed: {session}"), course, changed)


@meeting.command("remove", help=N_("Remove the session on a date."))
@argument("course", metavar=N_("COURSE"))
@argument("date", metavar=N_("DATE"))
@_at
@json_of_what_is_done
@pass_session
def remove_session(session: Session, /, course: str, date: str, at: str | None) -> None:
    """Remove a session."""
    removed = session.catalogue.remove_session(course, date, at=at)
    _tell_session(session, N_("Removed: {session}"), course, removed)


def _tell_session(session: Session, message: str, course: str, changed: "Meeting") -> None:
    from ncfe_kb.cli.course_pages import session_line

    told = session.say(message).format(session=session_line(changed, session.say))
    session.done(told, course=course, session=changed.filled())


@click.command(
    cls=Command, help=N_("List the series, or show one with its works in order: a podcast's episodes and durations.")
)
@argument("series", metavar=N_("[SERIES]"), required=False)
@_public
@with_json
@pass_session
def series(session: Session, /, series: str | None, public: bool, json_wanted: bool) -> None:
    """Show series."""
    from ncfe_kb.cli import course_pages

    view = session.catalogue.public if public else session.catalogue
    if series is not None:
        one = view.series(series)
        as_json(one.as_dict()) if json_wanted else course_pages.show_series(one, session.say)
        return
    found = view.all_series(language=session.language)
    if json_wanted:
        as_json({"series": [one.summary() for one in found]})
    else:
        course_pages.show_all_series(found, session.say)


COMMANDS = (courses, course, meeting, series)
"""The commands of this module."""
