"""From what was typed to a tree of weighted alternatives that any engine can score."""

from ncfe_kb.query.expansion import Expansion, expand, in_a_row, name_key, named, required, title_key
from ncfe_kb.query.lexicon import Lexicon
from ncfe_kb.query.parsing import Parsed, parse
from ncfe_kb.query.subjects import Spoken, Subjects
from ncfe_kb.query.tree import FACETS, FIELDS, NEWEST, RELEVANCE, SPACES, Filters, Group, Phrase, Query, Term

__all__ = [
    "FACETS",
    "FIELDS",
    "NEWEST",
    "RELEVANCE",
    "SPACES",
    "Expansion",
    "Filters",
    "Group",
    "Lexicon",
    "Parsed",
    "Phrase",
    "Query",
    "Spoken",
    "Subjects",
    "Term",
    "expand",
    "in_a_row",
    "name_key",
    "named",
    "parse",
    "required",
    "title_key",
]
