"""The words that were probably meant, among those that the catalogue knows."""

from collections.abc import Iterable, Mapping

_TWO_EDITS_FROM, _ONE_EDIT_FROM = 7, 5
"""Letters from which a word may differ by two edits, or by one."""
_SHORTEST = 4
_MOST = 3


def corrections(word: str, vocabularies: Iterable[Mapping[str, int]]) -> list[str]:
    """Return the nearest known words, most used first, at most three.

    Nearest by optimal string alignment (Damerau 1964: a letter more, less, other, or two
    swapped); words of fewer than five letters are never corrected.
    """
    if len(word) < _ONE_EDIT_FROM:
        return []
    from rapidfuzz.distance import OSA  # here, since only a word that nothing knows needs it

    edits = 2 if len(word) >= _TWO_EDITS_FROM else 1
    counts: dict[str, int] = {}
    for vocabulary in vocabularies:
        counts.update(vocabulary)
    distances = {other: OSA.distance(word, other, score_cutoff=edits) for other in counts if len(other) >= _SHORTEST}
    least = min(distances.values(), default=edits + 1)
    if least > edits:
        return []
    nearest = [other for other, distance in distances.items() if distance == least]
    return sorted(nearest, key=lambda other: (other[0] != word[0], -counts[other], other))[:_MOST]
