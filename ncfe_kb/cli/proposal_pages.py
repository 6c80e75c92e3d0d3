"""Proposed topics and possible duplicates as a person reads them in a terminal."""

from collections.abc import Sequence

from ncfe_kb.catalogue import Catalogue, Suggestion
from ncfe_kb.catalogue.doubles import Double
from ncfe_kb.cli.terminal import part, show, wrapped
from ncfe_kb.i18n import Localiser
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry, terms

_INDENT = 4
_COMMON = {
    "doi": N_("DOI"),
    "isbn": N_("ISBN"),
    "title": N_("title"),
    "people": N_("people"),
    "year": N_("year"),
}
"""What two works can have in common."""


def show_suggestions(found: Sequence[Suggestion], say: Localiser) -> None:
    """Show each topic with how much speaks for it, and the words that do."""
    for one in found:
        mark = say(N_("{number}%")).format(number=round(100 * one.score))
        given = [say(N_("it has this already"))] if one.is_given else []
        about = part(" · ".join(["", mark, one.topic.id, *given]), "faint")
        show(*wrapped(part(one.topic.label, "strong") + about))
        show(*wrapped(part(f"← {', '.join(one.words)}"), _INDENT))
    if not found:
        show(part(say(N_("No topic is named in title or abstract."))))


def show_proposed(found: Sequence[Suggestion], say: Localiser) -> None:
    """Show topics with numbers to choose them by, and the words that speak for each."""
    if found:
        show([], *wrapped(part(say(N_("The text speaks of these; type a number to take one:")), "strong")))
    for number, one in enumerate(found, 1):
        words = part(f" ← {', '.join(one.words)}", "faint")
        show(*wrapped(part(one.topic.label) + words, _INDENT, f"{number}."))


def show_doubles(found: Sequence[Double], catalogue: Catalogue, say: Localiser) -> None:
    """Show each pair and what it has in common, those first that may be the same work."""
    for one in sorted(found, key=lambda one: one.relation is not None):
        title = catalogue[one.slug].title_in(say.language).value
        show(*wrapped(part(title, "strong") + part(f" {one.slug}", "faint")))
        show(*wrapped(part(proposal(one, catalogue[one.other], say)), _INDENT))
    if not found:
        show(part(say(N_("No two works look the same."))))


def proposal(one: Double, to: Entry, say: Localiser) -> str:
    """Return what an entry may be to another, and what the two have in common."""
    relation = say.term(terms.RELATION_TYPES, one.relation) if one.relation else say(N_("the same work as"))
    other = f"{to.title_in(say.language).value} ({to.slug})"
    common = ", ".join(say.term(_COMMON, name) for name in one.by)
    message = say(N_("perhaps {relation}: {other}; in common: {common}"))
    return message.format(relation=relation, other=other, common=common)
