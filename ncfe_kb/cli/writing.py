"""The commands that write: init, add, rename, remove, load, dump, index."""

from pathlib import Path
from typing import Any

import click

from ncfe_kb.cli.language import AnyPath, Command, Group, argument, option
from ncfe_kb.cli.session import Session, pass_session
from ncfe_kb.cli.terminal import as_json, working
from ncfe_kb.errors import NotWritable
from ncfe_kb.messages import N_
from ncfe_kb.resources import STARTER


@click.command(cls=Command, help=N_("Make a catalogue with the centre's works."))
@option("--empty", is_flag=True, help=N_("Make it without works."))
@pass_session
def init(session: Session, /, empty: bool) -> None:
    """Make a catalogue where there is none."""
    from ncfe_kb.catalogue import Catalogue

    if Catalogue.exists(session.home):
        raise NotWritable(str(session.home), N_("there is a catalogue already"))
    session.make(starter=not empty).close()


@click.command(
    cls=Command, help=N_("Add a work of this kind; its slug is printed. Kinds, topics and series by id or label.")
)
@argument("kind", metavar=N_("KIND"))
@option("--slug", metavar=N_("SLUG"), help=N_("Its id; made from the title by default."))
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
@option("--distinct", is_flag=True, help=N_("It is another work than those that look the same; that is noted."))
@pass_session
def add(  # noqa: PLR0913, PLR0917 - each is an option
    session: Session, /, title_da: str, title_en: str, abstract_da: str, abstract_en: str, distinct: bool, **given: Any
) -> None:
    """Add an entry."""
    from ncfe_kb.catalogue import Draft
    from ncfe_kb.cli.proposing import settled
    from ncfe_kb.models import text_of

    title = text_of("title", da=title_da, en=title_en)
    abstract = text_of("abstract", da=abstract_da, en=abstract_en)
    entry, series = session.catalogue.draft(Draft(title=title, abstract=abstract, **given))
    entry = settled(session, entry, is_distinct=distinct)
    if series:
        session.catalogue.add(series, entry)
        session.tell(session.say(N_("Made the series “{series}”.")).format(series=series.id))
    else:
        session.catalogue.add(entry)
    click.echo(entry.slug)


@click.command(cls=Command, help=N_("Remove a work."))
@argument("slug", metavar=N_("SLUG"))
@option("--drop-relations", is_flag=True, help=N_("Also remove other works' relations to it."))
@pass_session
def remove(session: Session, /, slug: str, drop_relations: bool) -> None:
    """Remove an entry."""
    entry = session.catalogue.remove(slug, drop_relations=drop_relations)
    title = entry.title_in(session.language).value
    session.tell(session.say(N_("Removed “{title}” ({slug}).")).format(title=title, slug=slug))


@click.command(cls=Command, help=N_("Give a work another slug; the old one still leads there."))
@argument("slug", metavar=N_("SLUG"))
@argument("to", metavar=N_("NEW_SLUG"))
@pass_session
def rename(session: Session, /, slug: str, to: str) -> None:
    """Rename an entry."""
    click.echo(session.catalogue.rename(slug, to).slug)


@click.command(
    cls=Command,
    help=N_("Take in a folder, a TOML file or a JSON Lines file, all of it or nothing; the starter works by default."),
)
@argument("path", metavar=N_("[PATH]"), required=False, type=AnyPath())
@pass_session
def load(session: Session, /, path: Path | None) -> None:
    """Load records."""
    catalogue = session.catalogue
    with working(session.say(N_("Loading …"))) as progress:
        loaded = catalogue.load(path or STARTER, progress=progress)
    read = session.say.counted("{number} record read", "{number} records read", loaded.read)
    changed = session.say.counted("{number} new or changed", "{number} new or changed", loaded.changed)
    session.tell(f"{read}, {changed}.")


@click.command(cls=Command, help=N_("Write everything to a folder, or to a file that ends in .jsonl."))
@argument("path", metavar=N_("PATH"), type=AnyPath())
@pass_session
def dump(session: Session, /, path: Path) -> None:
    """Dump all records."""
    catalogue = session.catalogue
    with working(session.say(N_("Writing …"))):
        number = catalogue.dump(path)
    session.tell(session.say.counted("{number} record written.", "{number} records written.", number))


@click.group(cls=Group, help=N_("Look after the search index."))
def index() -> None:
    """Group the index's commands."""


@index.command(help=N_("Say whether the index has every change."))
@option("--json", "json_wanted", is_flag=True, help=N_("Print one JSON object."))
@pass_session
def status(session: Session, /, json_wanted: bool) -> None:
    """Show where the index stands."""
    found = session.catalogue.index_status()
    if json_wanted:
        as_json(
            {
                "entries": found.entries,
                "change": found.change,
                "indexed_change": found.indexed_change,
                "is_current": found.is_current,
            }
        )
        return
    entries = session.say.counted("{number} entry", "{number} entries", found.entries)
    if found.is_current:
        message = N_("The index has every change ({entries}).")
    else:
        message = N_("The index is behind ({entries}); the next search brings it up to date.")
    click.echo(session.say(message).format(entries=entries))


@index.command(help=N_("Make the index again from the database."))
@pass_session
def rebuild(session: Session, /) -> None:
    """Rebuild the index."""
    catalogue = session.catalogue
    with working(session.say(N_("Indexing …"))) as progress:
        number = catalogue.rebuild_index(progress)
    session.tell(session.say.counted("{number} entry indexed.", "{number} entries indexed.", number))


COMMANDS = (init, add, rename, remove, load, dump, index)
