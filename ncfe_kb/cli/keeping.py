"""The commands that look after what is kept: history, undo, backup, restore, doctor."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ncfe_kb.cli.language import AnyPath, Command, Group, argument, option
from ncfe_kb.cli.session import Session, json_of_what_is_done, pass_session, with_json
from ncfe_kb.cli.terminal import as_json, working
from ncfe_kb.messages import N_

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
@with_json
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
@json_of_what_is_done
@pass_session
def undo(session: Session, /, change_set: int, yes: bool) -> None:
    """Show what a change set did, and undo it."""
    from ncfe_kb.cli.keeping_pages import show_change

    found, records = session.catalogue.change(change_set)
    if not yes:
        if not session.wants_json:
            show_change(found, records, session.say, most=_SHOWN)
        confirm(session, N_("Undo this?"), N_("Nothing was undone; add --yes to do so."))
    made = session.catalogue.undo(change_set)
    done = N_("Undid change {number} ({entries}); this is change {made}.")
    entries = session.say.counted("{number} entry", "{number} entries", made.entries)
    session.done(session.say(done).format(number=change_set, entries=entries, made=made.id), **made._asdict())


def confirm(session: Session, question: str, refusal: str) -> None:
    """Ask before what is shown is done; without a terminal nobody can answer."""
    if not sys.stdin.isatty():
        raise click.UsageError(session.say(refusal))
    click.confirm(session.say(question), abort=True, err=True)


@click.command(cls=Command, help=N_("Write the whole catalogue, history included, to a new file."))
@argument("path", metavar=N_("FILE"), type=AnyPath())
@json_of_what_is_done
@pass_session
def backup(session: Session, /, path: Path) -> None:
    """Back the catalogue up."""
    session.catalogue.backup(path)
    _tell_entries(session, N_("Backed up {entries} to {path}."), session.catalogue, path)


@click.command(cls=Command, help=N_("Make the catalogue of a backup, where there is none yet."))
@argument("path", metavar=N_("FILE"), type=AnyPath())
@json_of_what_is_done
@pass_session
def restore(session: Session, /, path: Path) -> None:
    """Restore a backup."""
    from ncfe_kb.catalogue import Catalogue

    with Catalogue.restore(path, session.home) as catalogue:
        _tell_entries(session, N_("Restored {entries} from {path}."), catalogue, path)


@click.command(cls=Command, help=N_("Copy the catalogue, history included, to another database, and check the copy."))
@argument("to", metavar=N_("TO"))
@json_of_what_is_done
@pass_session
def move(session: Session, /, to: str) -> None:
    """Copy everything to a folder or to the address of a server's database."""
    with working(session.say(N_("Copying …"))) as progress:
        moved = session.catalogue.move(to, progress)
    rows = session.say.counted("{number} row", "{number} rows", moved.rows)
    told = session.say(N_("Copied {rows} to {place} and compared them.")).format(rows=rows, place=moved.place)
    session.done(told, place=moved.place, rows=moved.rows)


@click.command(
    cls=Command,
    help=N_(
        "Look the catalogue over: what is wrong, where, and what to do. Of many places with the same fault the first "
        "are shown; --json names all. The exit status is 1 where something is wrong."
    ),
)
@option(
    "--fix",
    is_flag=True,
    help=N_("Mend what needs no decision: make the index again, and set the folders' modes to 0700."),
)
@with_json
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


@click.group(cls=Group, help=N_("Look after the people in the catalogue."))
def person() -> None:
    """Group the commands on people."""


@person.command(
    help=N_(
        "Take a person's name out of every record, of the history and of the index, for good. Give the id or a "
        "recorded form of the name; all that are recorded go."
    )
)
@argument("name", metavar=N_("NAME"))
@option("--also", metavar=N_("NAME"), multiple=True, help=N_("Another form of the name; may be repeated."))
@option(
    "--replace", metavar=N_("TEXT"), default="N.N.", show_default=True, help=N_("What stands for the name in texts.")
)
@option("--yes", is_flag=True, help=N_("Do not ask first."))
@json_of_what_is_done
@pass_session
def forget(session: Session, /, name: str, also: tuple[str, ...], replace: str, yes: bool) -> None:
    """Show where a person is named, and forget them."""
    catalogue, say = session.catalogue, session.say
    if not yes and (found := catalogue.mentions(name, also=also)):
        from ncfe_kb.cli.keeping_pages import show_records

        if not session.wants_json:
            show_records(found, say)
        confirm(session, N_("Forget this person for good?"), N_("Nothing was forgotten; add --yes to do so."))
    changed = catalogue.forget(name, also=also, replacement=replace)
    records = say.counted("{number} record changed", "{number} records changed", len(changed))
    told = N_("Forgot a person: {records}. Backups and dumps made before still hold the name.")
    session.done(say(told).format(records=records), records=[{"type": one, "id": key} for one, key in changed])


def _tell_entries(session: Session, message: str, catalogue: "Catalogue", path: Path) -> None:
    entries = session.say.counted("{number} entry", "{number} entries", len(catalogue))
    session.done(session.say(message).format(entries=entries, path=path), path=str(path), entries=len(catalogue))


COMMANDS = (history, undo, backup, restore, move, doctor, person)
