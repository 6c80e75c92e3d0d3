"""What a search found, in the shape that `Results.as_dict` gives it."""

from typing import Required  # typing's own, from Python 3.12 on

from typing_extensions import TypedDict

from ncfe_kb.catalogue.data.shapes import Label, Words, described
from ncfe_kb.languages import Language


@described
class Title(TypedDict):
    """A title in the reader's language, or in the other one where there is no such, with its marks."""

    value: str
    """The title."""
    language: Language
    """The language that it is in."""
    is_fallback: bool
    """Whether that is not the language that was asked for."""
    marked: str
    """The title for a page: <mark> about the words that were found, all else escaped."""


@described
class Kin(TypedDict):
    """A translation, summary or podcast of a work that was found."""

    relation: Label
    """What it is to the work."""
    slug: str
    """Its slug."""
    title: Words
    """Its title."""


@described
class FoundWork(TypedDict, total=False):
    """A work that was found; with `fields`, no more of it than was asked for."""

    slug: Required[str]
    """The id of the work, the last part of its address."""
    kind: Label
    """What kind of work it is."""
    title: Title
    """The title, marked."""
    year: int | None
    """The year of its date."""
    status: str | None
    """Always published: others are not found."""
    topics: list[Label]
    """Its topics."""
    people: list[str]
    """Who made it, as printed."""
    snippet: Words | None
    """The part of the abstract that matched, for a page: marked, all else escaped."""
    score: float
    """How well it matches; scores compare within one search alone."""
    reasons: list[dict[str, str]]
    """Why it was found: the words, topics and corrections that matched, by `type`."""
    family: list[Kin]
    """Its translations, summaries and podcasts, where works are grouped."""


@described
class Count(TypedDict):
    """A value of a facet, and how many of the works have it."""

    id: str | int
    """What the filter takes."""
    label: str
    """What a reader calls it."""
    count: int
    """How many of all works that were found have it."""


@described
class Found(TypedDict):
    """One page of what a search found."""

    query: str
    """What was searched for."""
    language: Language
    """The reader's language."""
    total: int
    """How many works there are on all pages."""
    page: int
    """Which page this is."""
    suggestion: str | None
    """What may have been meant instead."""
    hits: list[FoundWork]
    """The works of this page, best first."""
    facets: dict[str, list[Count]]
    """The facets that were asked for, each with its values, those of most works first."""


@described
class Similar(TypedDict):
    """The works most like one, best first."""

    slug: str
    """The work that they are like."""
    hits: list[FoundWork]
    """The works that are like it."""


@described
class Suggested(TypedDict):
    """A topic, work or person that begins as typed."""

    type: str
    """What it is: topic, entry (a work) or person."""
    id: str
    """Its id or slug."""
    label: str
    """What a reader calls it."""
    path: str
    """Where its page is on this host."""


@described
class Completions(TypedDict):
    """What somebody who begins to type may mean: topics first, then works, then people."""

    completions: list[Suggested]
    """What may be meant, best first."""
