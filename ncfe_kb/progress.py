"""How what may take long says how far it is."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Progress = Callable[[int, int], None]
"""Is told how many of how many are done."""


def silent(done: int, total: int) -> None:
    """Tell nobody."""


def counted(items: Sequence[Item], progress: Progress) -> Iterator[Item]:
    """Yield the items and tell how many are done."""
    for number, item in enumerate(items):
        progress(number, len(items))
        yield item
    progress(len(items), len(items))
