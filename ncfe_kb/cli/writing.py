"""The commands that write: init, rename, remove, load, dump, index."""

from pathlib import Path

import click

from ncfe_kb.cli.language import AnyPath, Command, Group, argument, option
from ncfe_kb.cli.session import Session, json_of_what_is_done, pass_session, with_json
from ncfe_kb.cli.terminal import as_json, working
from ncfe_kb.errors import NotWritable
from ncfe_kb.messages import N_
from ncfe_kb.resources import STARTER


@click.command(cls=Command, help=N_("Make a catalogue with the centre's works."))
@option("--empty", is_flag=True, help=N_("Make it without works."))
@json_of_what_is_done
@pass_session
def init(session: Session, /, empty: bool) -> None:
    """Make a catalogue where there is none."""
    from ncfe_kb.catalogue import Catalogue

    if Catalogue.exists(session.home):
        raise NotWritable(str(session.home), N_("there is a catalogue already"))
    with session.make(starter=not empty) as catalogue:
        session.done(home=str(session.home), entries=len(catalogue))


@click.command(cls=Command, help=N_("Remove a work."))
@argument("slug", metavar=N_("SLUG"))
@option("--drop-relations", is_flag=True, help=N_("Also remove other works' relations to it."))
@json_of_what_is_done
@pass_session
def remove(session: Session, /, slug: str, drop_relations: bool) -> None:
    """Remove an entry."""
    entry = session.catalogue.remove(slug, drop_relations=drop_relations)
    title = entry.title_in(session.language).value
    session.done(session.say(N_("Removed “{title}” ({slug}).")).format(title=title, slug=slug), slug=entry.slug)


@click.command(cls=Command, help=N_("Give a work another slug; the old one still leads there."))
@argument("slug", metavar=N_("SLUG"))
@argument("to", metavar=N_("NEW_SLUG"))
@json_of_what_is_done
@pass_session
def rename(session: Session, /, slug: str, to: str) -> None:
    """Rename an entry."""
    now = session.catalogue.rename(slug, to)
    session.hand_out(now.slug, slug=now.slug, former_slugs=now.former_slugs)


@click.command(
    cls=Command,
    help=N_(
        "Take in a folder, a TOML file, a JSON Lines file or a thesaurus in SKOS (.ttl, .rdf, .jsonld), all of it or "
        "nothing; the starter works by default."
    ),
)
@argument("path", metavar=N_("[PATH]"), required=False, type=AnyPath())
@json_of_what_is_done
@pass_session
def load(session: Session, /, path: Path | None) -> None:
    """Load records."""
    catalogue = session.catalogue
    with working(session.say(N_("Loading …"))) as progress:
        loaded = catalogue.load(path or STARTER, progress=progress)
    read = session.say.counted("{number} record read", "{number} records read", loaded.read)
    changed = session.say.counted("{number} new or changed", "{number} new or changed", loaded.changed)
    if loaded.left_out:
        what = ", ".join(f"{name} ({session.say.number(number)})" for name, number in loaded.left_out.items())
        session.tell(session.say(N_("Left out, since the catalogue has no place for it: {what}.")).format(what=what))
    session.done(f"{read}, {changed}.", read=loaded.read, changed=loaded.changed, left_out=dict(loaded.left_out))


@click.command(cls=Command, help=N_("Write everything to a folder, or to a file that ends in .jsonl."))
@argument("path", metavar=N_("PATH"), type=AnyPath())
@json_of_what_is_done
@pass_session
def dump(session: Session, /, path: Path) -> None:
    """Dump all records."""
    catalogue = session.catalogue
    with working(session.say(N_("Writing …"))):
        number = catalogue.dump(path)
    written = session.say.counted("{number} record written.", "{number} records written.", number)
    session.done(written, path=str(path), records=number)


@click.group(cls=Group, help=N_("Look after the search index."))
def index() -> None:
    """Group the index's commands."""


@index.command(help=N_("Say whether the index has every change."))
@with_json
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
@json_of_what_is_done
@pass_session
def rebuild(session: Session, /) -> None:
    """Rebuild the index."""
    catalogue = session.catalogue
    with working(session.say(N_("Indexing …"))) as progress:
        number = catalogue.rebuild_index(progress)
    session.done(session.say.counted("{number} entry indexed.", "{number} entries indexed.", number), entries=number)


COMMANDS = (init, rename, remove, load, dump, index)
