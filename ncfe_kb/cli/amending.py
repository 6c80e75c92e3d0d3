"""The command that changes works which are there: edit, by options, a file, or in an editor."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ncfe_kb.cli.edit_options import edit_options, edits_of
from ncfe_kb.cli.keeping import confirm
from ncfe_kb.cli.language import AnyPath, Command, argument, option
from ncfe_kb.cli.reading import given_bytes
from ncfe_kb.cli.running import DONE
from ncfe_kb.cli.session import Session, pass_session
from ncfe_kb.cli.terminal import as_json
from ncfe_kb.errors import InvalidFile, InvalidRecord
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue.amending import Amendment
    from ncfe_kb.storage import ChangeSet

_USAGE = (
    N_("give either a slug, or --where for many works."),
    N_("--file is the whole text of one work; leave --where and other changes out."),
    N_("say what to change, as --set title.en=TEXT or --add-topic TOPIC."),
    N_("without a terminal no editor opens; say what to change, as --set title.en=TEXT, or give --file."),
)


class How(NamedTuple):
    """How a change is made: why, only to be shown, without asking, told as JSON."""

    reason: str
    dry_run: bool
    yes: bool
    json: bool


@click.command(
    cls=Command,
    help=N_(
        "Change a work: its TOML opens in your editor, unless options say what to change. With --where all works "
        "that a query means to the letter are changed at once, after the difference was shown. Fields are named as "
        "in the TOML: title.en, date, episode.number."
    ),
)
@argument("slug", metavar=N_("[SLUG]"), required=False)
@option("--where", metavar=N_("QUERY"), help=N_("The works to change, as kind:news year:2019; words as they stand."))
@edit_options
@option("--file", type=AnyPath(), metavar=N_("FILE"), help=N_("Take the work's TOML from a file; - is standard input."))
@option("--reason", default="edit", metavar=N_("TEXT"), help=N_("Why; kept with the change."))
@option("--dry-run", is_flag=True, help=N_("Only show what would be done."))
@option("--yes", is_flag=True, help=N_("Do not ask first."))
@option("--json", is_flag=True, help=N_("Print one JSON object."))
@pass_session
def edit(session: Session, /, slug: str | None, where: str | None, file: Path | None, **given: Any) -> int:
    """Show what would change, and change it."""
    how = How(*(given.pop(name) for name in How._fields))
    edits, catalogue = edits_of(given), session.catalogue
    _check_usage(
        session, is_one=slug is not None, is_many=where is not None, has_file=file is not None, has_edits=bool(edits)
    )
    if where is not None:
        return _carry_out(session, lambda: catalogue.amendments(where, *edits), how, asks=not how.yes)
    if edits:
        return _carry_out(session, lambda: (catalogue.amendment(str(slug), *edits),), how)
    if file:
        from_file = _from_file(session, str(slug), file)  # before the catalogue is locked, since it may take long
        return _carry_out(session, lambda: (from_file,), how)
    from ncfe_kb.cli.editor import amended_in_editor

    with amended_in_editor(session, str(slug), dry_run=how.dry_run) as amendment:
        return _carry_out(session, lambda: (amendment,), how) if amendment else DONE


def _check_usage(session: Session, *, is_one: bool, is_many: bool, has_file: bool, has_edits: bool) -> None:
    wrong = (
        is_one == is_many,
        has_file and (is_many or has_edits),
        is_many and not has_edits,
        not (has_edits or has_file or (sys.stdin.isatty() and sys.stdout.isatty())),
    )
    for is_wrong, message in zip(wrong, _USAGE, strict=True):
        if is_wrong:
            raise click.UsageError(session.say(message))


def _from_file(session: Session, slug: str, file: Path) -> "Amendment":
    text = given_bytes(file)
    try:
        return session.catalogue.amendment_from(session.catalogue[slug], text)
    except InvalidRecord as error:
        raise InvalidFile(error.faults, path=str(file)) from None


def _carry_out(session: Session, plan: "Callable[[], tuple[Amendment, ...]]", how: How, *, asks: bool = False) -> int:
    """Show what is planned and make it one change, once it is agreed to where that is asked."""
    catalogue = session.catalogue
    if not (how.dry_run or asks):
        with catalogue.changes(how.reason):
            made = plan()
            change = catalogue.amend(*made)
        _show(session, made, how, change)
        return DONE
    made = plan()
    if how.dry_run:
        _show(session, made, how, None)
        return DONE
    if how.json:
        raise click.UsageError(session.say(N_("nobody can be asked with --json; add --yes, or --dry-run.")))
    from ncfe_kb.cli.amending_pages import show_amendments, show_saved

    show_amendments(made, session.say)
    if any(one.differences for one in made):
        confirm(session, N_("Change these?"), N_("Nothing was changed; add --yes to do so."))
    show_saved(session, catalogue.amend(*made, reason=how.reason))
    return DONE


def _show(session: Session, made: "tuple[Amendment, ...]", how: How, change: "ChangeSet | None") -> None:
    if how.json:
        as_json({"amendments": [one.as_dict() for one in made], "change": change.id if change else None})
        return
    from ncfe_kb.cli.amending_pages import show_amendments, show_saved

    show_amendments(made, session.say)
    if not how.dry_run:
        show_saved(session, change)


COMMANDS = (edit,)
