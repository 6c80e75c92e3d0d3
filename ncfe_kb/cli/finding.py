"""The commands that read: search, list, show, topics, kinds."""

from collections.abc import Callable
from typing import Any

import click

from ncfe_kb.cli.language import Command, argument, option
from ncfe_kb.cli.session import Session, pass_session, with_json
from ncfe_kb.cli.terminal import as_json
from ncfe_kb.messages import N_


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that narrow a search or a list; repeated ones widen."""
    for one in reversed(
        (
            option("--kind", "kinds", multiple=True, metavar=N_("KIND"), help=N_("Only this kind, by id or label.")),
            option(
                "--topic",
                "topics",
                multiple=True,
                metavar=N_("TOPIC"),
                help=N_("Only this topic and what is narrower."),
            ),
            option(
                "--year", "years", multiple=True, metavar=N_("YEAR"), help=N_("Only this year, or these: 2018-2020.")
            ),
            option(
                "--language",
                "languages",
                multiple=True,
                type=click.Choice(["da", "en"]),
                help=N_("Only works in this language."),
            ),
            option(
                "--series", "series", multiple=True, metavar=N_("SERIES"), help=N_("Only this series, by id or title.")
            ),
            option("--person", "people", multiple=True, metavar=N_("NAME"), help=N_("Only works by this person.")),
            option("--public", is_flag=True, help=N_("Only what everyone may see.")),
        )
    ):
        command = one(command)
    return command


_limit = option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    metavar=N_("N"),
    help=N_("Works on a page."),
)


@click.command(cls=Command, help=N_("Find works by words, names and topics; without words, list the newest first."))
@argument("words", nargs=-1, metavar=N_("[WORDS]..."))
@filters
@_limit
@option(
    "--page", type=click.IntRange(1, 1_000_000), default=1, show_default=True, metavar=N_("N"), help=N_("Which page.")
)
@option(
    "--sort", type=click.Choice(["relevance", "newest", "title"]), default="relevance", help=N_("What comes first.")
)
@option("--group", is_flag=True, help=N_("Take a work, its translations, summaries and podcasts as one."))
@option("--explain", is_flag=True, help=N_("Say why each work was found."))
@with_json
@pass_session
def search(
    session: Session, /, words: tuple[str, ...], public: bool, explain: bool, json_wanted: bool, **chosen: Any
) -> None:
    """Search the view that was asked for."""
    view = session.catalogue.public if public else session.catalogue
    results = view.search(" ".join(words), language=session.language, **chosen)
    if json_wanted:
        as_json(results.as_dict())
        return
    from ncfe_kb.cli.pages import show_results

    show_results(results, session.say, explain=explain)


@click.command("list", cls=Command, help=N_("List works in short, newest first."))
@filters
@with_json
@pass_session
def list_(session: Session, /, public: bool, json_wanted: bool, **chosen: Any) -> None:
    """List the view that was asked for."""
    view = session.catalogue.public if public else session.catalogue
    results = view.search("", language=session.language, limit=None, **chosen)
    if json_wanted:
        as_json({"total": results.total, "entries": [hit.as_dict() for hit in results]})
        return
    from ncfe_kb.cli.pages import show_list

    show_list(results, session.say)


@click.command(cls=Command, help=N_("Show everything about one work."))
@argument("slug", metavar=N_("SLUG"))
@with_json
@pass_session
def show(session: Session, /, slug: str, json_wanted: bool) -> None:
    """Show an entry."""
    entry = session.catalogue[slug]
    relations = session.catalogue.relations(entry.slug)
    if entry.slug != slug:
        session.tell(session.say(N_("“{slug}” is called “{now}” now.")).format(slug=slug, now=entry.slug))
    if json_wanted:
        data = entry.model_dump(mode="json")
        as_json({**data, "relations": [relation.model_dump(mode="json") for relation in relations]})
        return
    from ncfe_kb.cli.pages import show_entry

    show_entry(entry, relations, session.catalogue, session.say)


@click.command(cls=Command, help=N_("Show the topics as a tree, or one topic by id or label."))
@argument("topic", metavar=N_("[TOPIC]"), required=False)
@with_json
@pass_session
def topics(session: Session, /, topic: str | None, json_wanted: bool) -> None:
    """Show topics, with the number of works of each."""
    from ncfe_kb.cli import topic_pages

    vocabulary, counts = session.catalogue.vocabulary, session.catalogue.topic_counts()
    if topic:
        chosen = vocabulary.topics.find(topic) or (vocabulary.topics[vocabulary.find_topic(topic)],)
    else:
        chosen = tuple(vocabulary.topics.values())
    if json_wanted:
        as_json({"topics": [topic_pages.as_dict(one, vocabulary.topics, counts, session.language) for one in chosen]})
    elif topic:
        topic_pages.show_topics(chosen, vocabulary.topics, counts, session.say)
    else:
        topic_pages.show_tree(vocabulary.topics, counts, session.say)


@click.command(cls=Command, help=N_("List the kinds of works, with their ids."))
@with_json
@pass_session
def kinds(session: Session, /, json_wanted: bool) -> None:
    """List the kinds in the order of their labels."""
    found = session.catalogue.vocabulary.kinds
    if json_wanted:
        as_json({"kinds": [kind.model_dump(mode="json") for kind in found.values()]})
        return
    from ncfe_kb.cli.pages import show_kinds

    show_kinds(list(found.values()), session.say)


@click.command(cls=Command, help=N_("Name topics, works and people that begin as typed."))
@argument("prefix", metavar=N_("[WORDS]..."), nargs=-1, required=True)
@with_json
@pass_session
def complete(session: Session, /, prefix: tuple[str, ...], json_wanted: bool) -> None:
    """Complete what was typed."""
    found = session.catalogue.complete(" ".join(prefix), language=session.language)
    if json_wanted:
        as_json({"completions": [one.as_dict() for one in found]})
        return
    from ncfe_kb.cli.pages import show_completions

    show_completions(found, session.say)


@click.command(cls=Command, help=N_("Show the works that are most like this one."))
@argument("slug", metavar=N_("SLUG"))
@_limit
@with_json
@pass_session
def similar(session: Session, /, slug: str, limit: int, json_wanted: bool) -> None:
    """Show similar works."""
    found = session.catalogue.similar(slug, language=session.language, limit=limit)
    if json_wanted:
        as_json({"slug": slug, "hits": [hit.as_dict() for hit in found]})
        return
    from ncfe_kb.cli.pages import show_hits

    show_hits(found, session.say)


COMMANDS = (search, show, list_, topics, kinds, complete, similar)
