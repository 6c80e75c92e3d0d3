"""The commands that look after what is kept: history, undo, backup, restore, doctor."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ncfe_kb.cli.language import AnyPath, Command, argument, option
from ncfe_kb.cli.session import Session, pass_session
from ncfe_kb.cli.terminal import as_json
from ncfe_kb.errors import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue import Catalogue

_SHOWN = 10
"""Records of a change that are named before it is undone."""


@click.command(cls=Command, help=N_("List what was changed, newest first; of one work where its slug is given."))
@argument("slug", metavar=N_("[SLUG]"), required=False)
@option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    metavar=N_("N"),
    help=N_("Changes that are listed."),
)
@option("--json", "json_wanted", is_flag=True, help=N_("Print one JSON object."))
@pass_session
def history(session: Session, /, slug: str | None, limit: int, json_wanted: bool) -> None:
    """List change sets."""
    found = session.catalogue.history(slug, limit=limit)
    if json_wanted:
        as_json({"changes": [one._asdict() for one in found]})
        return
    from ncfe_kb.cli.keeping_pages import show_history

    show_history(found, session.say)


@click.command(cls=Command, help=N_("Take back a change by its number, which history tells."))
@argument("change_set", metavar=N_("CHANGE"), type=click.IntRange(1))
@option("--yes", is_flag=True, help=N_("Do not ask first."))
@pass_session
def undo(session: Session, /, change_set: int, yes: bool) -> None:
    """Show what a change set did, and undo it."""
    from ncfe_kb.cli.keeping_pages import show_change

    found, records = session.catalogue.change(change_set)
    if not yes:
        show_change(found, records, session.say, most=_SHOWN)
        _confirm(session)
    made = session.catalogue.undo(change_set)
    done = N_("Undid change {number} ({entries}); this is change {made}.")
    entries = session.say.counted("{number} entry", "{number} entries", made.entries)
    session.tell(session.say(done).format(number=change_set, entries=entries, made=made.id))


def _confirm(session: Session) -> None:
    if not sys.stdin.isatty():
        raise click.UsageError(session.say(N_("Nothing was undone; add --yes to do so.")))
    click.confirm(session.say(N_("Undo this?")), abort=True)


@click.command(cls=Command, help=N_("Write the whole catalogue, history included, to a new file."))
@argument("path", metavar=N_("FILE"), type=AnyPath())
@pass_session
def backup(session: Session, /, path: Path) -> None:
    """Back the catalogue up."""
    session.catalogue.backup(path)
    _tell_entries(session, N_("Backed up {entries} to {path}."), session.catalogue, path)


@click.command(cls=Command, help=N_("Make the catalogue of a backup, where there is none yet."))
@argument("path", metavar=N_("FILE"), type=AnyPath())
@pass_session
def restore(session: Session, /, path: Path) -> None:
    """Restore a backup."""
    from ncfe_kb.catalogue import Catalogue

    with Catalogue.restore(path, session.home) as catalogue:
        _tell_entries(session, N_("Restored {entries} from {path}."), catalogue, path)


@click.command(cls=Command, help=N_("Look the catalogue over: what is wrong, where, and what to do."))
@option("--fix", is_flag=True, help=N_("Mend the index and the folders' modes."))
@option("--json", "json_wanted", is_flag=True, help=N_("Print one JSON object."))
@pass_session
def doctor(session: Session, /, fix: bool, json_wanted: bool) -> int:
    """Show what is wrong; exit with 1 where something is."""
    found = session.catalogue.doctor(fix=fix)
    if json_wanted:
        as_json({"findings": [one.as_dict() for one in found]})
    else:
        from ncfe_kb.cli.keeping_pages import show_findings

        show_findings(found, session.say)
    return int(any(one.is_wrong for one in found))


def _tell_entries(session: Session, message: str, catalogue: "Catalogue", path: Path) -> None:
    entries = session.say.counted("{number} entry", "{number} entries", len(catalogue))
    session.tell(session.say(message).format(entries=entries, path=path))


COMMANDS = (history, undo, backup, restore, doctor)
