"""Terms of closed vocabularies as staff type them: by id or label, in either language."""

from collections.abc import Mapping

from ncfe_kb.cli.language import spoken
from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.i18n import localiser
from ncfe_kb.languages import LANGUAGES, fold
from ncfe_kb.models.entry import UNKNOWN_TERM


def term_of(typed: str, labels: Mapping[str, str], *, may_be_cut: bool = False) -> str:
    """Return the id of the term with this id or label, or whose label alone begins so where that is enough.

    Raises InvalidRecord, which names the labels.
    """
    wanted = fold(typed)
    names = {key: {key, *(fold(localiser(language).term(labels, key)) for language in LANGUAGES)} for key in labels}
    exact = [key for key in labels if wanted in names[key]]
    found = exact or [key for key in labels if may_be_cut and any(name.startswith(wanted) for name in names[key])]
    if len(found) == 1:
        return found[0]
    known = ", ".join(spoken().term(labels, key) for key in labels)
    raise InvalidRecord((Fault(UNKNOWN_TERM, term=typed, terms=known),))
