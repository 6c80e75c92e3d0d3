"""The matrix: each text that one would translate, and how it stands in each language."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from ncfe_kb.catalogue.translating.staleness import stale_sides
from ncfe_kb.catalogue.translating.texts import FIELDS, texts_of
from ncfe_kb.languages import LANGUAGES, Language, other
from ncfe_kb.storage import Reader
from ncfe_kb.text import Text

State = Literal["present", "same", "stale", "missing"]
STATES: Final[tuple[State, ...]] = ("present", "same", "stale", "missing")
"""How a text can stand in a language; `same` is the same in both on purpose, as a name is."""


@dataclass(frozen=True)
class Translation:
    """One text of a record and how it stands in each language; `stale` names the side that is, if one is."""

    type: str
    id: str
    field: str
    text: Text
    stale: Language | None = None

    def state(self, language: Language) -> State:
        """Return how the text stands in a language."""
        if not self.text.get(language):
            return "missing"
        if self.text.da == self.text.en:
            return "same"
        return "stale" if self.stale == language else "present"

    def as_dict(self) -> dict[str, Any]:
        """Return the text as plain data: what `--json` prints."""
        told: dict[str, Any] = {one: {"state": self.state(one), "text": self.text.get(one)} for one in LANGUAGES}
        return {"type": self.type, "id": self.id, "field": self.field, **told}


@dataclass(frozen=True)
class Translations:
    """The texts that were asked for, and how all of them stand in each language."""

    texts: tuple[Translation, ...]
    counts: Mapping[Language, Mapping[State, int]]

    def __iter__(self) -> Iterator[Translation]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def total(self) -> int:
        """How many texts there are, whether they were asked for or not."""
        return sum(self.counts["da"].values())

    def as_dict(self) -> dict[str, Any]:
        """Return the matrix as plain data: what `--json` prints."""
        counts = {language: dict(states) for language, states in self.counts.items()}
        return {"translations": [one.as_dict() for one in self], "counts": counts, "total": self.total}


def matrix(reader: Reader, types: Iterable[str]) -> tuple[Translation, ...]:
    """Return all texts of records of these types, in the order of FIELDS and of the ids."""
    wanted = [name for name in FIELDS if name in set(types)]
    stale = stale_sides(reader.followed(wanted))
    return tuple(
        Translation(*place, text, stale.get(place))
        for name in wanted
        for place, text in texts_of(name, reader.fetch(name, without=_BESIDE))
    )


_BESIDE = ("topics", "audience", "contributors", "identifiers", "broader", "related", "sessions", "catalogues")
"""The lists of records that say nothing of their texts."""


def chosen(all_texts: tuple[Translation, ...], missing: Language | None, *, stale: bool) -> Translations:
    """Return the texts that are missing in a language, or stale, or both where both are asked for; else all.

    Where a language is named, only what is stale in that one counts.
    """
    counts = {language: Counter(one.state(language) for one in all_texts) for language in LANGUAGES}
    full = {language: {state: counts[language][state] for state in STATES} for language in LANGUAGES}
    return Translations(tuple(one for one in all_texts if _is_wanted(one, missing, stale=stale)), full)


def _is_wanted(one: Translation, missing: Language | None, *, stale: bool) -> bool:
    if missing is None and not stale:
        return True
    is_stale = stale and any(one.state(language) == "stale" for language in ([missing] if missing else LANGUAGES))
    return is_stale or (missing is not None and one.state(missing) == "missing")


def to_translate(all_texts: Iterable[Translation], to: Language) -> list[Translation]:
    """Return the texts that are missing or stale in a language and there in the other one."""
    return [one for one in all_texts if one.text.get(other(to)) and one.state(to) in {"missing", "stale"}]
