"""What a catalogue knows, asked of the catalogue itself, and kept for the next time."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ncfe_kb import candidates
from ncfe_kb.catalogue import Catalogue
from ncfe_kb.layout import INDEX
from ncfe_kb.search.privacy import make_private


def lines_of(home: Path, environment: Mapping[str, str]) -> list[str]:
    """Return what can be named; nothing where there is no catalogue: completing makes none."""
    if not Catalogue.exists(home):
        return []
    with Catalogue.open(home) as catalogue:
        stamp = candidates.stamp(home, environment)  # before it is read, so that what is kept is never too new
        lines = candidates.lines_of(catalogue.candidates())
    with suppress(OSError):  # it is read again the next time
        make_private(home / INDEX)
    candidates.keep(home, environment, stamp, lines)
    return lines
