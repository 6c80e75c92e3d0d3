"""Where a catalogue lies: names of files, and folders for their owner alone."""

import os
from pathlib import Path

from ncfe_kb.errors import NotReadable, NotWritable
from ncfe_kb.layout import DATABASE, INDEX
from ncfe_kb.messages import N_
from ncfe_kb.search.privacy import make_private

__all__ = ["DATABASE", "INDEX", "make_home", "path_of"]


def path_of(path: Path | str, refused: type[NotReadable | NotWritable]) -> Path:
    """Return the path; raises the error `refused` where no file can have the name."""
    try:
        can_be = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        can_be = False
    if not can_be:
        raise refused(str(path), N_("no file can have this name"))
    return Path(path)


def make_home(home: Path) -> None:
    """Make the folder, for its owner alone: index files are pickles, and reading them runs them."""
    try:
        make_private(home)
    except OSError as error:
        raise NotWritable(str(home), error.strerror or str(error)) from None
