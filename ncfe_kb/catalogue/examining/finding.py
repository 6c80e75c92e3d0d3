"""What a check is given, and what it gives back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, cast

from ncfe_kb.catalogue.core import Core
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import Fault
from ncfe_kb.models import Entry
from ncfe_kb.storage import Reader


class Finding(NamedTuple):
    """What a check found: where, the fault and what to do about it, and whether it is wrong or only worth a look."""

    check: str
    where: str
    fault: Fault
    is_wrong: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain data, in English."""
        return {"check": self.check, "where": self.where, "message": str(self.fault), "is_wrong": self.is_wrong}


class Found(NamedTuple):
    """A finding, of which the check's name is known already."""

    where: str
    fault: Fault
    is_wrong: bool = True


@dataclass(frozen=True)
class Patient:
    """What is looked over: database and index, one state of the catalogue, and its folders where it has some."""

    core: Core
    reader: Reader
    folders: tuple[Path, ...]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The catalogue's vocabulary, read anew: what is written past this library leaves no change."""
        return Vocabulary(self.reader)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """All entries by slug."""
        return cast("dict[str, Entry]", self.reader.fetch("entry"))


Check = Callable[[Patient], Iterator[Found]]
"""Looks at one thing; names what is wrong, then what is worth a look."""
