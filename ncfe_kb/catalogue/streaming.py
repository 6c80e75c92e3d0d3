"""Pieces of a file on their way out: how much is held, and when what is wrong with them is told."""

from collections.abc import Iterator, Sequence
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import TypeVar

_LARGE = 64 * 1024
"""Bytes that are handed out at once; one work has about a thousand."""
_IN_MEMORY = 1024 * 1024
"""Bytes that are kept in memory before a file on the disk takes them."""
Item = TypeVar("Item")


def batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Yield the items in their order, so many at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Return the pieces, the first one made already: what is wrong from the outset is raised here."""
    return chain((next(pieces, b""),), pieces)


def settled(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Return the pieces, all of them made already: whatever is wrong with any of them is raised here."""
    kept = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it has been read
    try:
        for piece in pieces:
            kept.write(piece)  # writelines would hold them all before it looks how large they are
        kept.seek(0)
    except BaseException:
        kept.close()
        raise
    return begun(_read(kept))


def _read(kept: "SpooledTemporaryFile[bytes]") -> Iterator[bytes]:
    with kept:
        while piece := kept.read(_LARGE):
            yield piece


def large(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in fewer pieces."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= _LARGE:
            yield bytes(held)
            held.clear()
    yield bytes(held)
