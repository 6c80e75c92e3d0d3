"""What translators are given and give back: one small module for each format, behind one seam.

A format's module has `write(units, to, at)`, which gives a file's bytes, and `read(data)`,
which gives what a file holds as Units. Any text comes back as it went out.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from ncfe_kb.errors import Fault, InvalidFile, UnknownRecord
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.messages import N_


class Unit(NamedTuple):
    """One text to translate: its name (type/id/field), the source and the target, and how these stood.

    Of a stale text the target is the translation as it was. `fingerprint` tells whether
    source or target have changed since, `line` where the unit stands in a file.
    """

    name: str
    source: str
    target: str = ""
    is_stale: bool = False
    fingerprint: str = ""
    line: int = 0

    def is_of_source(self, source: str) -> bool:
        """Return whether this is what the unit was translated from."""
        return self._prints[0] == _print(source)

    def is_of_target(self, target: str) -> bool:
        """Return whether this is the translation that stood there when the unit was made."""
        return self._prints[1] == (_print(target) if target else "")

    @property
    def _prints(self) -> tuple[str, str]:
        source, _, target = (self.fingerprint or _print(self.source)).partition("-")
        return source, target


class Units(NamedTuple):
    """What a file holds, and the language into which it is translated."""

    to: Language
    units: tuple[Unit, ...]


def _print(text: str) -> str:
    """Return what tells a text from all others; it begins so that no spreadsheet takes it for a number."""
    return f"x{blake2b(text.encode(errors='surrogatepass'), digest_size=8).hexdigest()}"


def fingerprint(source: str, target: str) -> str:
    """Return what tells later whether a source, or the target that stood beside it, has changed."""
    return f"{_print(source)}-{_print(target)}" if target else _print(source)


class UnitsModule(Protocol):
    """What a format's module can do; bytes in, values out."""

    def write(self, units: Sequence[Unit], to: Language, at: datetime) -> bytes:
        """Return a file of units to be translated into a language, from the other one, as of a moment."""
        ...

    def read(self, data: bytes) -> Units:
        """Return what a file holds. Raises Fault."""
        ...


class UnitsFormat(NamedTuple):
    """A format: its name, the module that knows it, the endings of its files."""

    name: str
    module: str
    endings: tuple[str, ...]

    def loaded(self) -> UnitsModule:
        """Return the module."""
        return cast("UnitsModule", import_module(f"ncfe_kb.formats.translations.{self.module}"))


FORMATS = {
    one.name: one
    for one in (
        UnitsFormat("po", "po", (".po", ".pot")),
        UnitsFormat("xliff", "xliff", (".xlf", ".xliff")),
        UnitsFormat("csv", "comma_separated", (".csv",)),
    )
}
"""Every format, by its name."""


def format_of(name: str | None, path: Path | None = None) -> UnitsFormat:
    """Return the format of this name, else the one that the file's name ends for. Raises UnknownRecord."""
    ending = path.suffix.lower() if path else ""
    for one in FORMATS.values():
        if one.name == name or (name is None and ending in one.endings):
            return one
    raise UnknownRecord("format", name or ending, tuple(FORMATS))


def read(chosen: UnitsFormat, data: bytes, name: str) -> Units:
    """Return what a file of this format holds. Raises InvalidFile with its name."""
    try:
        return chosen.loaded().read(data)
    except Fault as fault:
        raise InvalidFile((fault,), path=name) from None


def language_of(code: str) -> Language:
    """Return the language of a code, as en or en-GB. Raises Fault."""
    for language in LANGUAGES:
        if code.lower().replace("_", "-").partition("-")[0] == language:
            return language
    raise Fault(N_("says that it is translated into “{code}”; that must be “da” or “en”"), code=code)


__all__ = [
    "FORMATS",
    "Unit",
    "Units",
    "UnitsFormat",
    "UnitsModule",
    "fingerprint",
    "format_of",
    "language_of",
    "read",
]
