"""A course catalogue as people read it, as Markdown and as a page."""

from ncfe_kb.catalogue.prospectus.html import as_html
from ncfe_kb.catalogue.prospectus.markdown import as_markdown
from ncfe_kb.catalogue.prospectus.telling import (
    Fact,
    Item,
    Meeting,
    Part,
    Prospectus,
    facts_of,
    seats_of,
    taken_of,
    told,
)

__all__ = [
    "Fact",
    "Item",
    "Meeting",
    "Part",
    "Prospectus",
    "as_html",
    "as_markdown",
    "facts_of",
    "seats_of",
    "taken_of",
    "told",
]
