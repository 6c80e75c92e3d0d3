"""Tables in a terminal: columns as wide as they must be, texts wrapped, numbers to the right."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from ncfe_kb.cli.terminal import Parts, head_of, part, plain, width

_GAP = "  "
_NARROWEST = 8
_HANGING = " "


class Table:
    """A table that fits into so many columns, where its longest words let it."""

    def __init__(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool], room: int
    ) -> None:
        """Measure what is to be shown; `numbers` says of each column whether it holds numbers."""
        self._headings, self._numbers = headings, numbers
        self._widths = _widths([[plain(text) for text in row] for row in (headings, *rows)], numbers, room)

    def head(self) -> Iterator[Parts]:
        """Yield the headings and a rule."""
        yield from self.lines(self._headings, "strong")
        yield part("─" * (sum(self._widths) + len(_GAP) * (len(self._widths) - 1)), "faint")

    def lines(self, row: Sequence[str], style: str = "") -> Iterator[Parts]:
        """Yield the lines of a row; what goes on in a second line stands in a little."""
        folded = (_folded(plain(text), wide) for text, wide in zip(row, self._widths, strict=True))
        for line in zip_longest(*folded, fillvalue=""):
            yield part(_GAP.join(map(_padded, line, self._widths, self._numbers)).rstrip(), style)


def _widths(cells: Sequence[Sequence[str]], numbers: Sequence[bool], room: int) -> list[int]:
    """Return the columns' widths: what they hold, the widest texts narrowed until all fit."""
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    texts = [place for place, is_number in enumerate(numbers) if not is_number]
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - room
    while excess > 0 and (widest := max(texts, key=lambda place: widths[place], default=None)) is not None:
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        excess -= 1
    return widths


def _folded(text: str, wide: int) -> list[str]:
    """Return a text in lines of at most so many columns; a longer word is broken."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(lines[-1]) + 1 + width(word) <= wide:
            lines[-1] += f" {word}"
        else:
            lines += _broken(word, wide, _HANGING if lines else "")
    return lines or [""]


def _broken(word: str, wide: int, start: str) -> Iterator[str]:
    """Yield a word in pieces that fit after what each line starts with."""
    while width(start + word) > wide:
        head = head_of(word, wide - width(start))
        yield start + head
        word, start = word[len(head) :], _HANGING
    yield start + word


def _padded(text: str, wide: int, is_number: bool) -> str:
    space = " " * (wide - width(text))
    return space + text if is_number else text + space
