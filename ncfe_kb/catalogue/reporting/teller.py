"""What all tables of the report share: the account, the reader's language, and how a cell is filled."""

from collections.abc import Iterable
from types import MappingProxyType

from ncfe_kb.catalogue.reporting.account import Account
from ncfe_kb.catalogue.reporting.counting import Slugs
from ncfe_kb.catalogue.reporting.sheets import Cell, Column, Row, Sheet
from ncfe_kb.catalogue.reporting.targets import VERDICTS, Target
from ncfe_kb.i18n import Localiser, localiser
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_

SECTIONS = MappingProxyType(
    {
        "works": N_("Works by kind and target"),
        "others": N_("Other works of the year"),
        "deliverables": N_("Overview of deliverables"),
        "participants": N_("Participants by activity"),
        "languages": N_("The year's works by language"),
        "topics": N_("The year's works by topic"),
        "series": N_("The year's works by series"),
        "years": N_("All works by year"),
        "coverage": N_("The year's works in both languages"),
        "contradictions": N_("Contradictions in the report"),
    }
)
"""The parts of the report, in their order, with their titles."""

Columns = tuple[tuple[str, str, bool], ...]
"""Id, heading and whether it holds numbers, of each column."""


class Teller:
    """Fills tables with an account, in one language."""

    def __init__(self, account: Account, language: Language) -> None:
        """Keep what is told, and who tells it."""
        self.account = account
        self.say: Localiser = localiser(language)
        self.language: Language = language
        self.printed_in: Language | None = account.language if account.language != language else None

    def sheet(
        self, name: str, columns: Columns, rows: Iterable[Row], *, legend: str = "", notes: Iterable[str] = ()
    ) -> Sheet:
        """Return a table of the report; the legend is a message id."""
        headings = tuple(Column(key, self.say(label), is_number) for key, label, is_number in columns)
        return Sheet(name, self.say(SECTIONS[name]), headings, tuple(rows), self.say(legend), tuple(notes))

    def target(self, target: Target | None) -> str | None:
        """Return a target in short."""
        return target.words(self.say) if target else None

    def verdict(self, target: Target | None, verdict: str | None) -> str | None:
        """Return how a number stands to its target, in words."""
        if target is None:
            return self.say(N_("no target"))
        return self.say.term(VERDICTS, verdict) if verdict else None


def number_of(works: Slugs | None) -> Cell:
    """Return how many works, with them; an empty cell where they cannot be counted."""
    return Cell() if works is None else Cell(len(works), works)
