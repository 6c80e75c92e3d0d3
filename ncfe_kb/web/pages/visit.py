"""A visit to a page, and the page that it gets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.i18n import Localiser, localiser
from ncfe_kb.languages import Language
from ncfe_kb.web.site import Site


@dataclass(frozen=True)
class Visit:
    """Who asks for a page: in which language, what stands in its path and in its query."""

    site: Site
    language: Language
    names: Mapping[str, str]
    query: QueryParams

    @property
    def say(self) -> Localiser:
        """What speaks the page's language."""
        return localiser(self.language)

    @cached_property
    def known(self) -> Vocabulary:
        """What everyone may know by whatever id is asked for."""
        return self.site.view.vocabulary

    def whole(self, name: str, default: int = 1) -> int:
        """Return the number that a query gives by this name; the default where it gives none."""
        value = self.query.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default  # noqa: PLR2004 - any longer is none

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values that a query gives by this name, each once."""
        return tuple(dict.fromkeys(value for value in self.query.getlist(name) if value.strip()))


@dataclass(frozen=True)
class Page:
    """What is shown: a template and what it is told.

    `path` is what the page is under in either language, `values` what of the query decides on
    it, in order: the switch to the other language and the canonical address keep them.
    """

    template: str
    path: str
    title: str
    said: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""
    values: Sequence[tuple[str, str]] = ()
    is_indexed: bool = True

    @property
    def query(self) -> str:
        """What stands after the path, with its question mark."""
        return f"?{urlencode(self.values)}" if self.values else ""


class Moved(NamedTuple):
    """That a page is elsewhere now."""

    path: str


Handler = Callable[[Visit], Page | Moved]
"""What makes a page of a visit; raises UnknownRecord."""
