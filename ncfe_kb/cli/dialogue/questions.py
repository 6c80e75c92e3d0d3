"""What is asked of a new work, and in which order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ncfe_kb.catalogue import Catalogue
from ncfe_kb.cli.dialogue import choices
from ncfe_kb.cli.dialogue.prompting import Choice
from ncfe_kb.i18n import LANGUAGE_NAMES, Localiser
from ncfe_kb.languages import Language, other
from ncfe_kb.messages import N_
from ncfe_kb.models import terms
from ncfe_kb.models.workflow import NEEDED

Source = Callable[[Catalogue, Localiser, str], Iterable[Choice]]
"""From what was typed to what it can become."""


@dataclass(frozen=True)
class Question:
    """One line of the dialogue: the field it fills, what it asks, how it helps; `is_list` takes several values."""

    field: str
    label: str
    hint: str = ""
    source: Source | None = None
    is_list: bool = False


_SEVERAL = N_("several: with ; between them")
_EACH = (
    Question("title_da", N_("Danish title"), N_("as it is printed; empty where there is none")),
    Question("title_en", N_("English title"), N_("as it is printed; empty where there is none")),
    Question("language", N_("Language of the work"), N_("Danish or English"), choices.from_terms(LANGUAGE_NAMES)),
    Question("sound", N_("Sound file"), N_("the address of the episode's sound, with https://")),
    Question("date", N_("Date"), N_("2019, 2019-11 or 2019-11-08")),
    Question("people", N_("Authors"), _SEVERAL, choices.people, is_list=True),
    Question("abstract_da", N_("Danish abstract"), N_("a few sentences; visitors read and search them")),
    Question("abstract_en", N_("English abstract"), N_("a few sentences; visitors read and search them")),
    Question("topics", N_("Topics"), _SEVERAL, choices.topics, is_list=True),
    Question("series", N_("Series"), N_("one that is not known is made"), choices.series),
    Question("episode", N_("Number of the episode")),
    Question(
        "relations",
        N_("Related works"),
        N_("how it is related, then the work; several: with ; between them"),
        choices.relations,
        is_list=True,
    ),
    Question("urls", N_("Addresses"), _SEVERAL, is_list=True),
    Question("doi", N_("DOI"), N_("begins with 10.")),
    Question("isbn", N_("ISBN"), _SEVERAL, is_list=True),
    Question("status", N_("Status"), N_("only published works are public"), choices.from_terms(terms.STATUSES)),
)
_BY_FIELD: Mapping[str, Question] = {question.field: question for question in _EACH}
_OF_EPISODES = frozenset({"sound", "episode"})
_ASKED_AS = {"episode.enclosure": "sound"}
"""Fields of an entry by the question that fills them, where it is called otherwise."""


def questions_for(shape: str, language: Language) -> tuple[Question, ...]:
    """Return what is asked of a kind of this shape: the titles, then what publishing needs, then the rest."""
    titles = (f"title_{language}", f"title_{other(language)}")
    needed = (_ASKED_AS.get(name, name) for name in NEEDED[shape])
    fields = dict.fromkeys((*titles, *needed, *_BY_FIELD))
    return tuple(_BY_FIELD[field] for field in fields if shape == "episode" or field not in _OF_EPISODES)
