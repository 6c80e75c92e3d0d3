"""The commands that propose: suggest, duplicates, distinguish; and what add asks where a work may be known already."""

import sys
from typing import TYPE_CHECKING

import click

from ncfe_kb.cli.language import Command, argument, option
from ncfe_kb.cli.session import Session, json_of_what_is_done, pass_session, with_json
from ncfe_kb.cli.terminal import as_json
from ncfe_kb.errors import PossibleDuplicate
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.models import Entry


@click.command(cls=Command, help=N_("Propose topics for a work from its title and abstract, with the words for each."))
@argument("slug", metavar=N_("SLUG"))
@option(
    "--limit",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    metavar=N_("N"),
    help=N_("Topics that are proposed, beside those that the work has already."),
)
@with_json
@pass_session
def suggest(session: Session, /, slug: str, limit: int, json_wanted: bool) -> None:
    """Show topics that the thesaurus proposes."""
    found = session.catalogue.suggest(slug, language=session.language, limit=limit)
    if json_wanted:
        as_json({"slug": slug, "topics": [one.as_dict() for one in found]})
        return
    from ncfe_kb.cli.proposal_pages import show_suggestions

    show_suggestions(found, session.say)


@click.command(cls=Command, help=N_("List the works that may be the same, or that look related; of one work by slug."))
@argument("slug", metavar=N_("[SLUG]"), required=False)
@with_json
@pass_session
def duplicates(session: Session, /, slug: str | None, json_wanted: bool) -> None:
    """Show pairs of works, those first that may be the same."""
    found = session.catalogue.duplicates(slug)
    if json_wanted:
        as_json({"duplicates": [one.as_dict() for one in found]})
        return
    from ncfe_kb.cli.proposal_pages import show_doubles

    show_doubles(found, session.catalogue, session.say)


@click.command(cls=Command, help=N_("Say that two works are not the same; they are no duplicates from then on."))
@argument("slug", metavar=N_("SLUG"))
@argument("other", metavar=N_("SLUG"))
@json_of_what_is_done
@pass_session
def distinguish(session: Session, /, slug: str, other: str) -> None:
    """Note that two works differ."""
    session.catalogue.distinguish(slug, other)
    noted = session.say(N_("Noted that {slug} and {other} are not the same.")).format(slug=slug, other=other)
    session.done(noted, slug=slug, other=other)


def settled(session: Session, entry: "Entry", *, is_distinct: bool, is_agreed: bool = False) -> "Entry | None":
    """Return a new entry with its relations to works that it looks the same as, once these are settled.

    In a terminal that is asked; None where it is the same work. Without one a possible
    duplicate is refused with PossibleDuplicate, unless it `is_distinct`, and a relation only
    proposed, unless it `is_agreed` beforehand; then nothing is asked.
    """
    from ncfe_kb.cli.proposal_pages import proposal
    from ncfe_kb.models import Relation, terms

    found = session.catalogue.duplicates(entry)
    same = [one for one in found if not one.relation]
    can_ask = sys.stdin.isatty()
    if same and not is_distinct and not can_ask:
        raise PossibleDuplicate(tuple(one.other for one in same))
    kept = [Relation(type=terms.DISTINCT, target=one.other) for one in same]
    for one in same if not is_distinct else ():
        session.tell(proposal(one, session.catalogue[one.other], session.say))
    if same and not is_distinct and not _confirmed(session, N_("Is it another work, to be added all the same?")):
        return None
    for one in found:
        if one.relation:
            session.tell(proposal(one, session.catalogue[one.other], session.say))
            if is_agreed or (can_ask and _confirmed(session, N_("Note this relation?"), default=True)):
                kept.append(Relation(type=one.relation, target=one.other))
    return entry.with_(relations=(*entry.relations, *kept)) if kept else entry


def _confirmed(session: Session, question: str, *, default: bool = False) -> bool:
    return click.confirm(session.say(question), default=default, err=True)


COMMANDS = (suggest, duplicates, distinguish)
