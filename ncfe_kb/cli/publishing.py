"""The commands that move a work on: status, publish, withdraw."""

from typing import TYPE_CHECKING

import click

from ncfe_kb.cli.language import Command, argument, option
from ncfe_kb.cli.session import Session, json_of_what_is_done, pass_session
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.models import Entry
    from ncfe_kb.text import Text


@click.command(
    cls=Command, help=N_("Move a work on to a status: planned, in_preparation, completed, awaiting_clearance, held, …")
)
@argument("slug", metavar=N_("SLUG"))
@argument("status", metavar=N_("STATUS"))
@option("--date", metavar=N_("DATE"), help=N_("When it took effect; today by default."))
@option("--note", metavar=N_("TEXT"), help=N_("Why, or what else is to be known."))
@json_of_what_is_done
@pass_session
def status(session: Session, /, slug: str, status: str, date: str | None, note: str | None) -> None:
    """Note a status."""
    from ncfe_kb.cli.terms import term_of
    from ncfe_kb.models import terms

    step = term_of(status, terms.STATUSES)
    _tell(session, session.catalogue.set_status(slug, step, date=date, note=_note(session, note)))


@click.command(
    cls=Command, help=N_("Publish a work, now or at a date and time; then it becomes public without any further step.")
)
@argument("slug", metavar=N_("SLUG"))
@option("--at", metavar=N_("WHEN"), help=N_("2027-01-15, or 2027-01-15T09:00 in Danish time."))
@json_of_what_is_done
@pass_session
def publish(session: Session, /, slug: str, at: str | None) -> None:
    """Publish a work."""
    _tell(session, session.catalogue.publish(slug, at=at))


@click.command(cls=Command, help=N_("Take a work out of the public view at once."))
@argument("slug", metavar=N_("SLUG"))
@option("--reason", required=True, metavar=N_("TEXT"), help=N_("Why; kept with the status."))
@json_of_what_is_done
@pass_session
def withdraw(session: Session, /, slug: str, reason: str) -> None:
    """Withdraw a work."""
    _tell(session, session.catalogue.withdraw(slug, note=_note(session, reason)))


def _note(session: Session, note: str | None) -> "Text":
    from ncfe_kb.models import text_of

    return text_of("note", **{session.language: note})


def _tell(session: Session, entry: "Entry") -> None:
    from ncfe_kb.models import terms

    say, last = session.say, entry.statuses[-1]
    message = N_("“{title}” is {status} from {date}.")
    title, date = entry.title_in(session.language).value, say.date(last.date or "")
    told = say(message).format(title=title, status=say.term(terms.STATUSES, last.status), date=date)
    session.done(told, slug=entry.slug, status=last.status, date=last.date)


COMMANDS = (status, publish, withdraw)
"""The commands of this module."""
