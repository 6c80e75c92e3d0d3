"""How well topics are suggested: those of the centre's own works are left out and proposed again.

Precision is the share of the proposed topics that the work has, recall the share of the
work's topics that are proposed, both over all proposals and topics together (micro) and as
the mean of the works (macro; a work without proposals has a precision of 0). No more than
five are proposed for a work, mostly fewer, and precision is over those. The weights were
chosen on every second work by slug; the others are held out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ncfe_kb import Catalogue, Entry

MOST = 5


class Suggested(NamedTuple):
    """What was measured on some works."""

    works: int
    proposals: float
    precision: float
    recall: float
    macro_precision: float
    macro_recall: float


def measured() -> dict[str, Suggested]:
    """Measure the halves of the centre's works, and all."""
    with Catalogue.in_memory(starter=True) as kb:
        entries = [entry for slug in sorted(kb) if (entry := kb[slug]).topics]
        counts = [_counts(kb, entry) for entry in entries]
    return {"chosen on": _summed(counts[::2]), "held out": _summed(counts[1::2]), "all": _summed(counts)}


def _counts(kb: Catalogue, entry: Entry) -> tuple[int, int, int]:
    """Return how many topics are proposed for a work without topics, how many it has, and how many are both."""
    proposed = {one.topic.id for one in kb.suggest(entry.with_(topics=()), limit=MOST)}
    return len(proposed), len(entry.topics), len(proposed & set(entry.topics))


def _summed(counts: Sequence[tuple[int, int, int]]) -> Suggested:
    proposed, given, both = (sum(column) for column in zip(*counts, strict=True))
    works = len(counts)
    return Suggested(
        works=works,
        proposals=proposed / works,
        precision=both / proposed,
        recall=both / given,
        macro_precision=sum(common / max(1, number) for number, _, common in counts) / works,
        macro_recall=sum(common / number for _, number, common in counts) / works,
    )


def show(found: dict[str, Suggested]) -> None:
    """Print a table."""
    print(f"{'topics':<10}{'':>7}{'':>10}{'micro':>11}{'':>9}{'macro':>11}")
    print(f"{'':<10}{'works':>7}{'proposed':>10}{'precision':>11}{'recall':>9}{'precision':>11}{'recall':>9}")
    for name, one in found.items():
        scores = f"{one.precision:>11.3f}{one.recall:>9.3f}{one.macro_precision:>11.3f}{one.macro_recall:>9.3f}"
        print(f"{name:<10}{one.works:>7}{one.proposals:>10.2f}{scores}")
