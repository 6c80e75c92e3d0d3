"""The commands that speak with other programs: import, export, cite."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ncfe_kb.cli.arrivals import tell_made, tell_related
from ncfe_kb.cli.finding import filters
from ncfe_kb.cli.language import AnyPath, Command, argument, option
from ncfe_kb.cli.running import DONE, REFUSED
from ncfe_kb.cli.session import Session, pass_session, with_json
from ncfe_kb.cli.terminal import as_json, part, show, working, wrapped
from ncfe_kb.errors import NotWritable
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue.importing import Imported


@click.command(
    "import",
    cls=Command,
    help=N_(
        "Add the works of a file of another program: bibtex, ris, csl-json, csv, xlsx, toml, jsonl or crossref. "
        "What cannot be added is told and written to a file beside, to be mended and imported again."
    ),
)
@argument("path", metavar=N_("FILE"), type=AnyPath())
@option("--format", metavar=N_("FORMAT"), help=N_("What the file is, where its name does not tell."))
@option("--kind", metavar=N_("KIND"), help=N_("The kind of works that name none."))
@option("--distinct", is_flag=True, help=N_("What looks the same as a work that is known is another one; noted."))
@option("--relate", is_flag=True, help=N_("Note what the works are likely to be to others: translations, summaries, …"))
@option("--dry-run", is_flag=True, help=N_("Only show what would be done."))
@with_json
@pass_session
def import_(session: Session, /, path: Path, dry_run: bool, json_wanted: bool, **chosen: Any) -> int:
    """Import a file."""
    catalogue = session.catalogue
    with working(session.say(N_("Importing …"))) as progress:
        done = catalogue.import_(path, language=session.language, dry_run=dry_run, progress=progress, **chosen)
    if json_wanted:
        as_json(_as_dict(done, session))
    else:
        _show(done, session, dry_run=dry_run)
        tell_related(done, session, _relation_count(done, session, is_noted=bool(chosen["relate"])))
    return REFUSED if done.refused else DONE


def _as_dict(done: "Imported", session: Session) -> dict[str, Any]:
    from ncfe_kb.models import key_of, type_of

    return {
        "entries": [entry.slug for entry in done.entries],
        "made": [{"type": type_of(one), "id": key_of(one)} for one in done.made],
        "refused": [{"place": one.place, "reason": one.reason.render(session.say)} for one in done.refused],
        "related": [one.as_dict() for one in done.related],
        "refused_file": str(done.refused_file) if done.refused_file else None,
    }


def _show(done: "Imported", session: Session, *, dry_run: bool) -> None:
    """Print the slugs and what was refused, and say what was done."""
    say = session.say
    for entry in done.entries:
        show(part(entry.slug))
    place = say(N_("line {number}: {reason}") if done.counts_lines else N_("record {number}: {reason}"))
    for one in done.refused:
        show(*wrapped(part(place.format(number=one.place, reason=one.reason.render(say)))))
    tell_made(done, session)
    session.tell(_summary(done, session, dry_run=dry_run))
    if done.refused_file:
        session.tell(say(N_("Mend the refused ones in {path}, then import that file.")).format(path=done.refused_file))


def _relation_count(done: "Imported", session: Session, *, is_noted: bool) -> str:
    if is_noted:
        return session.say.counted("{number} relation noted.", "{number} relations noted.", len(done.related))
    return session.say.counted(
        "{number} relation proposed; --relate notes it.",
        "{number} relations proposed; --relate notes them.",
        len(done.related),
    )


def _summary(done: "Imported", session: Session, *, dry_run: bool) -> str:
    say, number = session.say, len(done.entries)
    added = say.counted("{number} work added", "{number} works added", number)
    if dry_run:
        added = say.counted("{number} work would be added", "{number} works would be added", number)
    refused = say.counted("{number} refused", "{number} refused", len(done.refused))
    return f"{added}, {refused}."


@click.command(
    cls=Command,
    help=N_(
        "Write works for another program: bibtex, ris, csl-json, csv, xlsx, toml, jsonl, datacite, datacite-json, "
        "oai-dc or schema-org; all works by default."
    ),
)
@filters
@option("--format", metavar=N_("FORMAT"), help=N_("The format; by default what the name of -o ends for."))
@option("-o", "--output", "path", metavar=N_("FILE"), type=AnyPath(), help=N_("Where to; standard output by default."))
@pass_session
def export(session: Session, /, public: bool, format: str | None, path: Path | None, **chosen: Any) -> None:
    """Export works."""
    from ncfe_kb import files
    from ncfe_kb.formats import format_of

    view = session.catalogue.public if public else session.catalogue
    form = format_of(format, path, to_write=True)
    with working(session.say(N_("Writing …"))):
        data = view.export(form.name, language=session.language, **chosen)
    if path:
        files.keep(path, data)
        return
    put_out(data, is_text=form.is_text)


def put_out(data: bytes, *, is_text: bool) -> None:
    """Write to standard output: the bytes as they are, but on a terminal lines without what it would obey."""
    if (stream := getattr(sys.stdout, "buffer", None)) and not sys.stdout.isatty():
        sys.stdout.flush()
        stream.write(data)
        return
    if not is_text:
        raise NotWritable("-", N_("a terminal cannot show this format; give a file with -o"))
    for line in data.decode().splitlines():
        show(part(line))


@click.command(cls=Command, help=N_("Print how a text refers to a work."))
@argument("slug", metavar=N_("SLUG"))
@option(
    "--style", type=click.Choice(["apa", "harvard", "chicago"]), default="apa", show_default=True, help=N_("Its style.")
)
@option("--language", type=click.Choice(["da", "en"]), help=N_("Language of the text; that of the run by default."))
@with_json
@pass_session
def cite(session: Session, /, slug: str, style: str, language: Any, json_wanted: bool) -> None:
    """Cite an entry."""
    spoken = language or session.language
    text = session.catalogue.cite(slug, style=style, language=spoken)
    if json_wanted:
        as_json({"slug": slug, "style": style, "language": spoken, "citation": text})
        return
    show(part(text))


COMMANDS = (import_, export, cite)
