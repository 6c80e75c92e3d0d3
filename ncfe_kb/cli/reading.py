"""What a command is given to read: a file, or standard input."""

import sys
from pathlib import Path

from ncfe_kb.errors import NotReadable


def given_bytes(file: Path) -> bytes:
    """Return what a file holds, or for - what comes on standard input. Raises NotReadable."""
    from ncfe_kb import files  # here, since most commands read nothing
    from ncfe_kb.catalogue.places import path_of

    try:
        return sys.stdin.buffer.read() if str(file) == "-" else files.bytes_of(path_of(file, NotReadable))
    except OSError as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable(str(file), error.strerror or str(error)) from None
