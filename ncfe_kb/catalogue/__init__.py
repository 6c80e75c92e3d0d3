"""The catalogue service: what the edges and a website's backend call."""

from ncfe_kb.catalogue.completion import Completion
from ncfe_kb.catalogue.drafting import Draft
from ncfe_kb.catalogue.editing import Loaded
from ncfe_kb.catalogue.examining import CHECK_LABELS, Finding
from ncfe_kb.catalogue.keeping import IndexStatus, Moved
from ncfe_kb.catalogue.reasons import Reason
from ncfe_kb.catalogue.results import FacetValue, Hit, Labelled, Results, Snippet
from ncfe_kb.catalogue.selection import Selection
from ncfe_kb.catalogue.service import Catalogue
from ncfe_kb.catalogue.suggesting import Suggestion
from ncfe_kb.catalogue.view import View
from ncfe_kb.storage import ChangeSet, RecordChange

__all__ = [
    "CHECK_LABELS",
    "Catalogue",
    "ChangeSet",
    "Completion",
    "Draft",
    "FacetValue",
    "Finding",
    "Hit",
    "IndexStatus",
    "Labelled",
    "Loaded",
    "Moved",
    "Reason",
    "RecordChange",
    "Results",
    "Selection",
    "Snippet",
    "Suggestion",
    "View",
]
