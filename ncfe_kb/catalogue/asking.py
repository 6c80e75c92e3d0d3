"""From what was typed and chosen to the query that the engine is asked."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from ncfe_kb.catalogue.documents import title_order
from ncfe_kb.catalogue.selection import Selection
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import CatalogueError
from ncfe_kb.i18n import LANGUAGE_NAMES, localiser
from ncfe_kb.language import bare_words, tokens
from ncfe_kb.languages import LANGUAGES, Language, fold
from ncfe_kb.query import Expansion, Filters, Group, Lexicon, Query, expand, in_a_row, named, parse, required

SELECTED_BY = {"kind": "kinds", "topic": "topics", "year": "years", "language": "languages"}


Sort = Literal["relevance", "newest", "title"]
"""What results are ordered by."""


class Request(NamedTuple):
    """All that a reader chose for a search."""

    text: str
    language: Language
    selection: Selection
    sort: Sort
    group: bool
    facets: tuple[str, ...]
    limit: int
    page: int = 1
    facet_values: int | None = None
    explain: bool = False

    @property
    def offset(self) -> int:
        """How many matches come before the page."""
        return (self.page - 1) * self.limit

    @property
    def order(self) -> str:
        """The order as the engine calls it."""
        return title_order(self.language) if self.sort == "title" else self.sort


class Asked(NamedTuple):
    """The query, or None where something was typed but no word; and what its words stand for."""

    query: Query | None
    expansion: Expansion


def ask(request: Request, vocabulary: Vocabulary, lexicon: Lexicon, *, public_only: bool) -> Asked:
    """Return the query for what was typed and chosen; the text may hold fields, phrases and the like.

    What looks like a field but names nothing is text. Raises what Selection.filters raises,
    for the selection alone.
    """
    parsed = parse(request.text)
    typed, authors, left = _fields(parsed.fields, vocabulary)
    expansion = expand(" ".join([parsed.text, *parsed.phrases, *left]), lexicon, parsed.prefixes)
    must = [group for phrase in parsed.phrases for group in required(phrase, lexicon)]
    must += [Group(tuple(named(word, lexicon))) for name in authors for word in bare_words(name)]
    without = [group for word in parsed.excluded for group in required(word, lexicon)]
    filters = _widened(request.selection.filters(vocabulary), typed)
    query = Query(
        groups=expansion.groups,
        required=tuple(must),
        excluded=tuple(without),
        phrases=tuple(phrase for text in parsed.phrases if (phrase := in_a_row(text, lexicon))),
        filters=filters,
        public_only=public_only,
        order=request.order,
        facets=request.facets,
        most_values=request.facet_values,
    )
    is_empty = bool(request.text.strip()) and not (expansion.groups or must or without or typed)
    return Asked(None if is_empty else query, expansion)


def uncorrected(query: Query) -> Query:
    """Return the query for the words as they were typed, without what they were corrected to."""
    groups = (Group(tuple(term for term in group.terms if not term.meant)) for group in query.groups)
    return query._replace(groups=tuple(groups))


def suggested(text: str, expansion: Expansion) -> str | None:
    """Return the text with each word that nothing knew in the spelling that was taken for it; None without any."""
    meant: dict[str, str] = {}
    for group in expansion.groups:
        for term in sorted(group.terms, key=lambda term: -term.weight):
            if term.meant:
                meant.setdefault(term.typed, term.meant)
    if not meant:
        return None
    pieces, at = [], 0
    for token in tokens(text):
        pieces += [text[at : token.start], meant.get(token.word, text[token.start : token.end])]
        at = token.end
    return "".join([*pieces, text[at:]])


def _fields(
    fields: Iterable[tuple[str, str]], vocabulary: Vocabulary
) -> tuple[dict[str, frozenset[str]], list[str], list[str]]:
    """Return the filters that typed fields give, the authors, and the values that are only text."""
    filters: dict[str, frozenset[str]] = {}
    authors, left = [], []
    for name, value in fields:
        if name == "author":
            authors.append(value)
            continue
        chosen = language_named(value) if name == "language" else value
        try:
            found = Selection(**{SELECTED_BY[name]: (chosen,)}).filters(vocabulary)
        except CatalogueError:
            left.append(value)
        else:
            filters = _widened(filters, found)
    return filters, authors, left


def language_named(value: str) -> str:
    """Return the code of a language that is named in either language, else what was given."""
    for reader in LANGUAGES:
        for code, name in LANGUAGE_NAMES.items():
            if fold(localiser(reader)(name)) == fold(value):
                return code
    return value


def _widened(one: Filters, other: Filters) -> dict[str, frozenset[str]]:
    return {facet: one.get(facet, frozenset()) | other.get(facet, frozenset()) for facet in {*one, *other}}
