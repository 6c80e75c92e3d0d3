"""No more of each thing than somebody wants to know: sparse fields, named with commas between them."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from ncfe_kb.errors import Fault
from ncfe_kb.messages import N_

Shape = TypeVar("Shape", bound=Mapping[str, Any])


def names_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the names in a text like slug,title, each once; raises Fault for one that is not known."""
    names = tuple(dict.fromkeys(text.split(","))) if text else ()
    known = tuple(known)
    for name in names:
        if name not in known:
            raise Fault(N_("“{name}” is not known here; it is one of {names}"), name=name, names=", ".join(known))
    return names


def only(data: Shape, names: tuple[str, ...]) -> Shape:
    """Return what has these names, and always the first, by which it is known; all of it without names."""
    kept = {next(iter(data)), *names}
    return {name: value for name, value in data.items() if name in kept} if names else data  # type: ignore[return-value]  # a dict
