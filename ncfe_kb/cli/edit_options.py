"""The options that say what to change, and the edits that they stand for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ncfe_kb.cli.language import option
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue.amending import Edit

Handler = TypeVar("Handler", bound=Callable[..., Any])

_OPTIONS = (
    ("--set", "set_", N_("FIELD=VALUE"), N_("Give a field a value; an empty one clears it.")),
    ("--clear", "clear", N_("FIELD"), N_("Leave a field empty.")),
    ("--add", "add", N_("FIELD=VALUE"), N_("Add to a list, as contributors.editor=NAME or identifiers.doi=DOI.")),
    ("--remove", "remove", N_("FIELD=VALUE"), N_("Remove from a list.")),
    ("--add-topic", "add_topics", N_("TOPIC"), N_("Add a topic, by id or label.")),
    ("--remove-topic", "remove_topics", N_("TOPIC"), N_("Remove a topic.")),
    ("--add-person", "add_contributors", N_("NAME"), N_("Add an author.")),
    ("--remove-person", "remove_contributors", N_("NAME"), N_("Remove a person, whatever they did for the work.")),
    ("--add-url", "add_urls", N_("URL"), N_("Add an address.")),
    ("--remove-url", "remove_urls", N_("URL"), N_("Remove an address.")),
    ("--add-audience", "add_audience", N_("AUDIENCE"), N_("Add an audience, by id or label.")),
    ("--remove-audience", "remove_audience", N_("AUDIENCE"), N_("Remove an audience.")),
    ("--add-relation", "add_relations", N_("TYPE=SLUG"), N_("Add a relation, as summary_of=SLUG.")),
    ("--remove-relation", "remove_relations", N_("TYPE=SLUG"), N_("Remove a relation.")),
)


def edit_options(handler: Handler) -> Handler:
    """Add the options, each of which may be repeated."""
    for name, given_as, metavar, help in reversed(_OPTIONS):
        handler = option(name, given_as, multiple=True, metavar=metavar, help=help)(handler)
    return handler


def edits_of(given: Mapping[str, Sequence[str]]) -> "tuple[Edit, ...]":
    """Return the edits: what clears and sets first, then what removes, then what adds. Raises InvalidRecord."""
    from ncfe_kb.catalogue.amending import Clear, Set, assigned

    cleared = map(Clear, given["clear"])
    return (*cleared, *(Set(*assigned(text)) for text in given["set_"]), *_of_lists(given))


def _of_lists(given: Mapping[str, Sequence[str]]) -> "Iterator[Edit]":
    from ncfe_kb.catalogue.amending import Add, Remove, assigned

    for start, make in (("remove", Remove), ("add", Add)):
        for option_name, texts in given.items():
            verb, _, name = option_name.partition("_")
            if verb != start:
                continue
            for text in texts:
                yield make(*_field(name, *assigned(text))) if name in {"", "relations"} else make(name, text)


def _field(name: str, key: str, value: str) -> tuple[str, str]:
    return f"{name}.{key}" if name else key, value
