"""From what was typed to a tree of weighted alternatives that any engine can score."""

from ncfe_kb.query.expansion import Expansion, expand, named, required, title_key
from ncfe_kb.query.lexicon import Lexicon
from ncfe_kb.query.parsing import Parsed, parse
from ncfe_kb.query.tree import FIELDS, SPACES, Filters, Group, Query, Term

__all__ = [
    "FIELDS",
    "SPACES",
    "Expansion",
    "Filters",
    "Group",
    "Lexicon",
    "Parsed",
    "Query",
    "Term",
    "expand",
    "named",
    "parse",
    "required",
    "title_key",
]
