"""The command that adds a work: from options, or from a dialogue in a terminal."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ncfe_kb.cli.language import AnyPath, Command, argument, option
from ncfe_kb.cli.reading import given_bytes
from ncfe_kb.cli.session import Session, json_of_what_is_done, pass_session
from ncfe_kb.errors import CatalogueError, MissingExtra
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue import Draft

_TEXTS = ("title", "abstract")


class Answers(NamedTuple):
    """What was said beforehand: that it is another work, and that proposed relations are noted."""

    is_distinct: bool
    is_agreed: bool


@click.command(
    cls=Command,
    help=N_(
        "Add a work of this kind; its slug is printed. Kinds, topics and series by id or label. "
        "In a terminal, without options, each field is asked for."
    ),
)
@argument("kind", metavar=N_("[KIND]"), required=False)
@option("--slug", metavar=N_("NEW_SLUG"), help=N_("Its id; made from the title by default."))
@option("--title-da", metavar=N_("TEXT"), help=N_("Danish title."))
@option("--title-en", metavar=N_("TEXT"), help=N_("English title."))
@option("--abstract-da", metavar=N_("TEXT"), help=N_("Danish abstract."))
@option("--abstract-en", metavar=N_("TEXT"), help=N_("English abstract."))
@option("--person", "people", multiple=True, metavar=N_("NAME"), help=N_("An author, as printed; repeat in order."))
@option("--topic", "topics", multiple=True, metavar=N_("TOPIC"), help=N_("A topic; may be repeated."))
@option("--date", metavar=N_("DATE"), help=N_("2019, 2019-11 or 2019-11-08."))
@option("--language", type=click.Choice(["da", "en"]), help=N_("Language of the work."))
@option("--status", metavar=N_("STATUS"), help=N_("published, in_preparation, …; without one it is not public."))
@option("--url", "urls", multiple=True, metavar=N_("URL"), help=N_("Where it lies; may be repeated."))
@option("--doi", metavar=N_("DOI"), help=N_("Its DOI."))
@option("--isbn", multiple=True, metavar=N_("ISBN"), help=N_("An ISBN; may be repeated."))
@option("--series", metavar=N_("SERIES"), help=N_("The series that it appears in."))
@option("--episode", type=click.IntRange(1), metavar=N_("N"), help=N_("The number of the podcast's episode."))
@option("--sound", metavar=N_("URL"), help=N_("The address of the episode's sound."))
@option(
    "--relation", "relations", multiple=True, metavar=N_("TYPE=SLUG"), help=N_("A related work: summary_of=some-work.")
)
@option(
    "--file",
    type=AnyPath(),
    metavar=N_("FILE"),
    help=N_("Take works from TOML, in a file or in -, instead."),
)
@option("--distinct", is_flag=True, help=N_("It is another work than those that look the same; that is noted."))
@option("--yes", is_flag=True, help=N_("Do not ask: it is another work, and the proposed relations are noted."))
@json_of_what_is_done
@pass_session
def add(session: Session, /, kind: str | None, file: Path | None, distinct: bool, yes: bool, **given: Any) -> None:
    """Add an entry, or those of a file."""
    answers = Answers(is_distinct=distinct or yes, is_agreed=yes)
    if file:
        _add_from_file(session, file, kind, answers, alone=not any(given.values()))
        return
    if not any(given.values()) and is_asked():
        _add_in_dialogue(session, kind, answers)
        return
    if kind is None:
        raise click.MissingParameter(param_hint=f"'{session.say(N_('KIND'))}'", param_type="argument")
    if not _add(session, _draft(kind, **given), answers):
        raise click.Abort


def is_asked() -> bool:
    """Return whether there is somebody in a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _draft(kind: str, *, relations: Sequence[str], **given: Any) -> "Draft":
    from ncfe_kb.catalogue import Draft
    from ncfe_kb.cli.terms import term_of
    from ncfe_kb.models import terms, text_of

    if given["status"]:
        given["status"] = term_of(given["status"], terms.STATUSES)
    title, abstract = (text_of(name, da=given.pop(f"{name}_da"), en=given.pop(f"{name}_en")) for name in _TEXTS)
    pairs = (typed.partition("=") for typed in relations)
    related = tuple((term_of(type_, terms.RELATION_TYPES), target) for type_, _, target in pairs)
    return Draft(kind=kind, title=title, abstract=abstract, relations=related, **given)


def _add(session: Session, draft: "Draft", answers: Answers) -> bool:
    """Add a draft, and its series where that is new; return whether it was added, and not known already."""
    from ncfe_kb.cli.proposing import settled

    drafted, series = session.catalogue.draft(draft)
    entry = settled(session, drafted, is_distinct=answers.is_distinct, is_agreed=answers.is_agreed)
    if entry is None:
        return False
    if series:
        session.catalogue.add(series, entry)
        session.tell(session.say(N_("Made the series “{series}”.")).format(series=series.id))
    else:
        session.catalogue.add(entry)
    session.hand_out(entry.slug, slug=entry.slug, series=series.id if series else None)
    return True


def _add_in_dialogue(session: Session, kind: str | None, answers: Answers) -> None:
    """Ask for each field; what cannot be added, or is there already, is shown again, with a way back."""
    try:
        from ncfe_kb.cli.dialogue import Dialogue
    except ModuleNotFoundError:
        raise MissingExtra("prompt_toolkit", "dialogue") from None
    dialogue = Dialogue(session, kind)
    while True:
        draft = dialogue.draft()
        try:
            if _add(session, draft, answers):
                return
        except CatalogueError as error:  # somebody else was faster
            session.tell(error.render(session.say))


def _add_from_file(session: Session, file: Path, kind: str | None, answers: Answers, *, alone: bool) -> None:
    from ncfe_kb.cli.arrivals import tell_made, tell_related

    if not alone:
        raise click.UsageError(session.say(N_("--file has all that is said of a work; leave the other options out.")))
    done = session.catalogue.add_from(
        given_bytes(file),
        kind=kind,
        language=session.language,
        distinct=answers.is_distinct,
        relate=answers.is_agreed,
    )
    slugs = [entry.slug for entry in done.entries]
    session.hand_out("\n".join(slugs), slugs=slugs)
    tell_made(done, session)
    tell_related(done, session)


COMMANDS = (add,)
