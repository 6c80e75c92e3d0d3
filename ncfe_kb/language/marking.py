"""Marks in a text the words that a query found, and picks the part worth showing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ncfe_kb.language.analysis import tokens

_SPACE = re.compile(r"\s")
_FRAGMENT = 180
"""Characters of a fragment, about two lines of a terminal or a phone."""
_BEFORE = 50
"""Characters shown before the first mark."""


@dataclass(frozen=True)
class Marked:
    """A text and the parts of it, from start to end, that are marked."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()

    def parts(self) -> Iterator[tuple[str, bool]]:
        """Yield the text in parts, and whether each is marked."""
        at = 0
        for start, end in self.spans:
            if at < start:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False

    def html(self) -> str:
        """Return the text for a page: everything is escaped but the marks."""
        from html import escape  # here, since it takes long to load and a terminal does without it

        return "".join(
            f"<mark>{escape(part)}</mark>" if is_marked else escape(part) for part, is_marked in self.parts()
        )


def mark(text: str, is_match: Callable[[str], bool]) -> Marked:
    """Return the text with every word marked that matches."""
    return Marked(text, tuple((token.start, token.end) for token in tokens(text) if is_match(token.word)))


def excerpt(text: str, is_match: Callable[[str], bool]) -> Marked:
    """Return the part of a text around its first matching words, or its beginning; whole words only."""
    marked = mark(text, is_match)
    if len(text) <= _FRAGMENT:
        return marked
    first = marked.spans[0][0] if marked.spans else 0
    start = _word_start(text, max(0, min(first - _BEFORE, len(text) - _FRAGMENT)))
    end = _word_end(text, start + _FRAGMENT)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    spans = tuple((a + shift, b + shift) for a, b in marked.spans if a >= start and b <= end)
    return Marked(before + text[start:end].rstrip() + after, spans)


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    space = _SPACE.search(text, at, at + _BEFORE)
    return space.end() if space else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    spaces = list(_SPACE.finditer(text, at - _BEFORE, at))
    return spaces[-1].start() if spaces else at
