"""The words that were probably meant, among those that the catalogue knows."""

from collections.abc import Iterable, Sequence

from ncfe_kb.language.words import Words

_TWO_EDITS_FROM, _ONE_EDIT_FROM = 7, 5
"""Letters from which a word may differ by two edits, or by one."""
_SHORTEST = 4
_MOST = 3


def corrections(word: str, vocabularies: Sequence[Words]) -> list[str]:
    """Return the nearest known words, most used first, at most three.

    Nearest by optimal string alignment (Damerau 1964: a letter more, less, other, or two
    swapped); words of fewer than five letters are never corrected.
    """
    if len(word) < _ONE_EDIT_FROM:
        return []
    edits = 2 if len(word) >= _TWO_EDITS_FROM else 1
    distances = dict(_distances(word, edits, {near for words in vocabularies for near in words.near(word, edits)}))
    least = min(distances.values(), default=0)
    nearest = [other for other, distance in distances.items() if distance == least]
    counts = {other: max(words.counts.get(other, 0) for words in vocabularies) for other in nearest}
    return sorted(nearest, key=lambda other: (other[0] != word[0], -counts[other], other))[:_MOST]


def _distances(word: str, edits: int, others: Iterable[str]) -> Iterable[tuple[str, int]]:
    """Return the words that differ by so many edits at most, and by how many."""
    from rapidfuzz.distance import OSA  # here, since only a word that nothing knows needs it
    from rapidfuzz.process import extract

    choices = [other for other in others if len(other) >= _SHORTEST]
    found = extract(word, choices, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return ((other, int(distance)) for other, distance, _ in found)
