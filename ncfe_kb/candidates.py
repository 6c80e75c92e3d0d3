"""What can be named of a catalogue, in a file beside its index: a shell's completion reads that and nothing else.

The file is as private as the index, and begins with a stamp of the database that it was made
of. Where the database has another one now, the file is old. It is only a copy: whoever cannot
read or write it does without.
"""

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple
from unicodedata import normalize

from ncfe_kb.layout import DATABASE, DATABASE_VARIABLE, INDEX

NAME: Final = "completion.tsv"
_LASTS: Final = 60
"""Seconds for which a file holds whose database is on a server, where others write."""


class Candidate(NamedTuple):
    """What a command line may name: its type, its id (a person's name), Danish, English and other labels."""

    type: str
    value: str
    labels: tuple[str, ...]


def stamp(home: Path, environment: Mapping[str, str]) -> str:
    """Return what is another text once the database was written to; of a server's, once this home's index was."""
    if address := environment.get(DATABASE_VARIABLE):
        from hashlib import sha256  # here, since most catalogues are a file

        return f"{sha256(address.encode(errors='replace')).hexdigest()} {_generation(home / INDEX)}"
    return f"{_state(home / DATABASE)} {_state(home / f'{DATABASE}-wal')}"


def _generation(index: Path) -> str:
    """Return which generation of the index is current, and when a file of it was made last."""
    with suppress(OSError, ValueError):
        name = (index / "current").read_text(encoding="ascii")
        return f"{name} {_state(index / name)}"
    return "-"


def _state(path: Path) -> str:
    with suppress(OSError, ValueError):
        found = path.stat()
        if found.st_size:  # an empty log beside the database comes and goes with its readers
            return f"{found.st_mtime_ns}:{found.st_size}"
    return "-"


def read(home: Path, environment: Mapping[str, str]) -> list[str] | None:
    """Return the lines that were kept, where they still hold: type, value and labels, with tabs between them."""
    with suppress(OSError, ValueError), (home / INDEX / NAME).open(encoding="utf-8") as file:
        lasts = not environment.get(DATABASE_VARIABLE) or time.time() - os.fstat(file.fileno()).st_mtime < _LASTS
        if lasts and file.readline() == f"{stamp(home, environment)}\n":
            return file.read().split("\n")
    return None


def lines_of(candidates: Iterable[Candidate]) -> list[str]:
    """Return candidates as they are kept."""
    return ["\t".join(map(_plain, (one.type, one.value, *one.labels))) for one in candidates]


def _plain(text: str) -> str:
    """Return a text that is one field of one line, composed, and without anything that a terminal would obey."""
    if not text.isprintable():
        text = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(normalize("NFC", text).split())


def keep(home: Path, environment: Mapping[str, str], made_of: str, lines: Iterable[str]) -> None:
    """Keep lines that were made of a database with this stamp, unless it has another one by now."""
    from uuid import uuid4

    new = home / INDEX / f"{uuid4().hex}.new"  # whoever writes the index removes that, should we be killed
    with suppress(OSError):
        new.touch(mode=0o600, exist_ok=False)
        new.write_text("\n".join((made_of, *lines)), encoding="utf-8")
        new.replace(new.with_name(NAME))
        if stamp(home, environment) != made_of:
            discard(new.parent)


def discard(folder: Path) -> None:
    """Remove what was kept beside the index in this folder, as when somebody is to be forgotten."""
    (folder / NAME).unlink(missing_ok=True)
