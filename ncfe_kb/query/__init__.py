"""From what was typed to a tree of weighted alternatives that any engine can score."""

from ncfe_kb.query.expansion import Expansion, Matcher, expand
from ncfe_kb.query.tree import ALL, FIELDS, Filters, Group, Query, Term

__all__ = ["ALL", "FIELDS", "Expansion", "Filters", "Group", "Matcher", "Query", "Term", "expand"]
