"""Which letters words have: a quick look that spares most words a comparison letter by letter."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

_BITS = 64
"""Bits of a set; letters that share one make words look more alike, never less."""
_TOLD_BY_ONE = 2
"""Letters that one edit may add to a set or take from it: another letter does both."""

Sets = NDArray[np.uint64]


class Alphabets:
    """The letters of words of equal length, kept for as long as these stay the same."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: dict[int, tuple[Sequence[str], Sets]] = {}

    def near(self, word: str, edits: int, others: Sequence[str]) -> Iterator[str]:
        """Yield those of some words of one length, in order, whose letters so many edits can make of the word's."""
        differing = np.bitwise_count(self._sets(others) ^ sets_of([word])[0])
        return (others[at] for at in np.flatnonzero(differing <= _TOLD_BY_ONE * edits).tolist())

    def _sets(self, words: Sequence[str]) -> Sets:
        of, sets = self._kept.get(len(words[0]), ((), None))
        if sets is None or of is not words:
            sets = sets_of(words)
            self._kept[len(words[0])] = words, sets
        return sets


def sets_of(words: Sequence[str]) -> Sets:
    """Return the letters that each of some words of one length has, a bit each."""
    letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).reshape(
        len(words), -1
    )
    sets: Sets = np.bitwise_or.reduce(np.uint64(1) << (letters % _BITS).astype(np.uint64), axis=1)
    return sets
