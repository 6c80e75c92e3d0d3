"""The commands on translations: what is missing or stale, out to translators, and in again."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ncfe_kb.cli.exchanging import put_out
from ncfe_kb.cli.language import AnyPath, Group, argument, option
from ncfe_kb.cli.running import DONE, REFUSED
from ncfe_kb.cli.session import Session, pass_session, with_json
from ncfe_kb.cli.terminal import as_json, part, show, working
from ncfe_kb.errors import NotWritable
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue.translating import Delivered

_languages = click.Choice(["da", "en"])


@click.group(
    cls=Group,
    invoke_without_command=True,
    help=N_(
        "Show how each text of works, topics and the like stands in Danish and English: present, the same in both on "
        "purpose, stale (the other language was changed since) or missing."
    ),
)
@option("--missing", type=_languages, help=N_("Only what is missing in this language."))
@option(
    "--type", "types", metavar=N_("TYPE"), multiple=True, help=N_("Only this type: entry, topic … May be repeated.")
)
@option("--stale", is_flag=True, help=N_("Only what is stale; with --missing also what is missing."))
@with_json
@pass_session
def translations(session: Session, /, missing: Any, types: tuple[str, ...], stale: bool, json_wanted: bool) -> None:
    """Show the matrix, unless another command follows."""
    if click.get_current_context().invoked_subcommand:
        return
    found = session.catalogue.translations(missing, stale=stale, types=types)
    if json_wanted:
        as_json(found.as_dict())
        return
    from ncfe_kb.cli.translation_pages import show_translations

    show_translations(found, session.say)


@translations.command(
    help=N_(
        "Write what is missing or stale in a language for a translator: po, xliff or csv. What is stale is marked, and "
        "has its translation as it was."
    )
)
@argument("path", metavar=N_("[FILE]"), type=AnyPath(), required=False)
@option("--to", type=_languages, required=True, help=N_("The language to translate into."))
@option("--format", metavar=N_("FORMAT"), help=N_("The format; by default what the file's name ends for."))
@pass_session
def export(session: Session, /, path: Path | None, to: Any, format: str | None) -> None:
    """Export what is to be translated."""
    from ncfe_kb import files
    from ncfe_kb.formats.translations import format_of

    form = format_of(format, path)
    if path and path.is_file() and path.stat().st_size:  # it may be a translator's work
        raise NotWritable(str(path), N_("there is a file already"))
    data = session.catalogue.export_translations(to, form.name)
    if path:
        files.keep(path, data)
        return
    put_out(data, is_text=True)


@translations.command(
    "import",
    help=N_(
        "Take in what a translator gives back, as one change. Refused is what was translated from a text that has "
        "changed since, or was filled meanwhile; empty ones are left out."
    ),
)
@argument("path", metavar=N_("FILE"), type=AnyPath())
@option("--format", metavar=N_("FORMAT"), help=N_("What the file is, where its name does not tell."))
@option("--dry-run", is_flag=True, help=N_("Only show what would be done."))
@with_json
@pass_session
def import_(session: Session, /, path: Path, format: str | None, dry_run: bool, json_wanted: bool) -> int:
    """Import translations."""
    with working(session.say(N_("Importing …"))) as progress:
        done = session.catalogue.import_translations(path, format, dry_run=dry_run, progress=progress)
    if json_wanted:
        as_json(_as_dict(done, session))
    else:
        _show(done, session, dry_run=dry_run)
    return REFUSED if done.refused else DONE


def _as_dict(done: "Delivered", session: Session) -> dict[str, Any]:
    refused = [{"place": one.place, "reason": one.reason.render(session.say)} for one in done.refused]
    return {"taken": done.taken, "confirmed": done.confirmed, "left": done.left, "refused": refused}


def _show(done: "Delivered", session: Session, *, dry_run: bool) -> None:
    """Print what was taken and what was refused, and say what was done."""
    say = session.say
    for name in (*done.taken, *done.confirmed):
        show(part(name))
    place = say(N_("line {number}: {reason}"))
    for one in done.refused:
        show(part(place.format(number=one.place, reason=one.reason.render(say))))
    session.tell(_summary(done, session, dry_run=dry_run))


def _summary(done: "Delivered", session: Session, *, dry_run: bool) -> str:
    say = session.say
    taken = say.counted("{number} text translated", "{number} texts translated", len(done.taken))
    if dry_run:
        taken = say.counted("{number} text would be translated", "{number} texts would be translated", len(done.taken))
    told = [taken]
    if number := len(done.confirmed):
        told.append(say.counted("{number} confirmed", "{number} confirmed", number))
    told.append(say.counted("{number} left as it was", "{number} left as they were", done.left))
    told.append(say.counted("{number} refused", "{number} refused", len(done.refused)))
    return f"{', '.join(told)}."


COMMANDS = (translations,)
