"""Words grouped by a key, or in order, and how a few words more or fewer change these.

A catalogue has many words and a change brings few: what is already grouped and sorted is
taken over.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping


class Counts(dict[str, int]):
    """Words with the number of works that have each; how they differ from the counts that they were made from."""

    before: "Counts | None" = None
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def changed(self, change: Mapping[str, int]) -> "Counts":
        """Return the counts with so much more, or less, for each word; a word that no work has is gone."""
        now = Counts(self)
        for word, number in change.items():
            now[word] = now.get(word, 0) + number
        now.gone = tuple(word for word in change if not now[word])
        for word in now.gone:
            del now[word]
        now.added = tuple(word for word in change if word in now and word not in self)
        now.gone = tuple(word for word in now.gone if word in self)
        now.before, self.before = self, None  # no more than one step back is kept
        return now


Groups = dict[str, tuple[str, ...]]
"""Words by a key; in tuples, which cost the collector of garbage nothing once it has seen them."""


def grouped(words: Iterable[str], key: Callable[[str], str]) -> Groups:
    """Return the words by what the key makes of each."""
    return _with(words, key, {})


def regrouped(groups: Groups, key: Callable[[str], str], added: Iterable[str], gone: Iterable[str]) -> Groups:
    """Return the groups with some words more and some fewer."""
    found = _with(added, key, dict(groups))
    for of, lost in _by_key(gone, key).items():
        found[of] = tuple(word for word in found[of] if word not in lost)
        if not found[of]:
            del found[of]
    return found


def _with(words: Iterable[str], key: Callable[[str], str], groups: Groups) -> Groups:
    for of, more in _by_key(words, key).items():
        groups[of] = (*groups.get(of, ()), *more)
    return groups


def _by_key(words: Iterable[str], key: Callable[[str], str]) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for word in words:
        found[key(word)][word] = None
    return found


def resorted(words: list[str], added: Iterable[str], gone: Iterable[str]) -> list[str]:
    """Return sorted words with some more and some fewer."""
    found = list(words)
    for word in gone:
        del found[bisect_left(found, word)]
    for word in added:
        insort(found, word)
    return found


def beginning(words: list[str], start: str, most: int) -> Iterator[str]:
    """Yield those of sorted words that begin so, but no more than so many."""
    first = bisect_left(words, start)
    for word in words[first : first + most]:
        if not word.startswith(start):
            return
        yield word
