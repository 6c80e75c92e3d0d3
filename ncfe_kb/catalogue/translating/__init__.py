"""What is missing in one of the two languages, what is stale, and how a translator fills it in."""

from ncfe_kb.catalogue.translating.exchange import Delivered, Delivery, units
from ncfe_kb.catalogue.translating.matrix import STATES, State, Translation, Translations, chosen, matrix
from ncfe_kb.catalogue.translating.texts import FIELDS

__all__ = [
    "FIELDS",
    "STATES",
    "Delivered",
    "Delivery",
    "State",
    "Translation",
    "Translations",
    "chosen",
    "matrix",
    "units",
]
