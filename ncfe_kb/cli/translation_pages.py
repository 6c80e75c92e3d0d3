"""The matrix of translations, as a person reads it in a terminal."""

from itertools import groupby
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Final

from ncfe_kb.cli.tables import Table
from ncfe_kb.cli.terminal import part, show
from ncfe_kb.i18n import LANGUAGE_NAMES, Localiser
from ncfe_kb.languages import LANGUAGES
from ncfe_kb.messages import N_

if TYPE_CHECKING:
    from ncfe_kb.catalogue.translating import Translations

_STATES: Final = {
    "present": N_("present"),
    "same": N_("the same"),
    "stale": N_("stale"),
    "missing": N_("missing"),
}
_TYPES: Final = {
    "entry": N_("Works"),
    "topic": N_("Topics"),
    "topic_group": N_("Topic groups"),
    "scheme": N_("Thesaurus"),
    "kind": N_("Kinds"),
    "audience": N_("Audiences"),
    "series": N_("Series and journals"),
    "course": N_("Courses"),
    "season": N_("Seasons"),
}


def show_translations(found: "Translations", say: Localiser) -> None:
    """Show each text with its state in both languages, by type of record, and how many there are of each state."""
    room = get_terminal_size().columns
    languages = [say(LANGUAGE_NAMES[language]) for language in LANGUAGES]
    rows = [(one.id, one.field, *(say(_STATES[one.state(language)]) for language in LANGUAGES)) for one in found]
    if rows:
        table = Table(("", say(N_("Field")), *languages), rows, (False,) * 4, room)
        show(*table.head())
        for type_name, group in groupby(zip(found, rows, strict=True), key=lambda pair: pair[0].type):
            show(part(say(_TYPES[type_name]), "strong"))
            for _, row in group:
                show(*table.lines(row))
        show([])
    show(part(_told(found, say)))
    show([])
    _show_counts(found, say, room)


def _told(found: "Translations", say: Localiser) -> str:
    texts = say.counted("{number} text", "{number} texts", found.total)
    return say(N_("{number} of {texts}")).format(number=say.number(len(found)), texts=texts)


def _show_counts(found: "Translations", say: Localiser, room: int) -> None:
    rows = [
        (
            say(LANGUAGE_NAMES[language]),
            *(say.number(found.counts[language][state]) for state in found.counts[language]),
        )
        for language in LANGUAGES
    ]
    headings = ("", *(say(_STATES[state]) for state in found.counts["da"]))
    table = Table(headings, rows, (False, *(True for _ in _STATES)), room)
    show(*table.head(), *(line for row in rows for line in table.lines(row)))
