"""Marks in a text the words that a query found, and picks the part worth showing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ncfe_kb.language.analysis import Token

_SPACE = re.compile(r"\s")
_LAST_SPACE = re.compile(r"\s\S*\Z")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of all that follows around."""
_FRAGMENT = 180
"""Characters of a fragment, about two lines of a terminal or a phone."""
_HALF = 110
"""Characters of each of two fragments."""
_REACH = 50
"""Characters within which a fragment finds the edge of a word."""


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
        """Return the text for a page: everything is escaped but the marks, and nothing turns the page around."""
        return self._html

    @cached_property
    def _html(self) -> str:
        from html import escape  # here, since it takes long to load and a terminal does without it

        parts = ((escape(part), is_marked) for part, is_marked in self.parts())
        html = "".join(f"<mark>{part}</mark>" if is_marked else part for part, is_marked in parts)
        return _TURNING.sub("", html)


def mark(text: str, matched: Iterable[Token]) -> Marked:
    """Return the text with these words of it marked."""
    return Marked(text, tuple((token.start, token.end) for token in matched))


def excerpt(text: str, matched: Sequence[Token]) -> Marked:
    """Return the parts of a text around its matching words, or its beginning: two at most, whole words only."""
    if len(text) <= _FRAGMENT:
        return mark(text, matched)
    first = _around(text, matched[0] if matched else None, _FRAGMENT)
    if second := _further(matched, first[1]):
        parts = [_around(text, matched[0], _HALF), _around(text, second, _HALF)]
        if parts[0][1] < parts[1][0]:
            return _joined(text, parts, matched)
    return _joined(text, [first], matched)


def _further(matched: Sequence[Token], after: int) -> Token | None:
    """Return the next match after a place: another word than before where there is one."""
    before = {token.word for token in matched if token.end <= after}
    later = [token for token in matched if token.start >= after]
    return next((token for token in later if token.word not in before), later[0] if later else None)


def _around(text: str, token: Token | None, length: int) -> tuple[int, int]:
    """Return where a part around a word begins and ends, or the text's first part."""
    at = token.start if token else 0
    start = _word_start(text, max(0, min(at - length // 4, len(text) - length)))
    return start, _word_end(text, start + length)


def _joined(text: str, parts: Iterable[tuple[int, int]], matched: Iterable[Token]) -> Marked:
    """Return the parts with dots where something is left out."""
    shown, spans, end = "", [], 0
    for start, end in parts:
        shown = f"{shown.rstrip()} … " if shown else "… " if start else ""
        shift = len(shown) - start
        shown += text[start:end]
        spans += [(one.start + shift, one.end + shift) for one in matched if start <= one.start and one.end <= end]
    return Marked(shown.rstrip() + (" …" if end < len(text) else ""), tuple(spans))


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    space = _SPACE.search(text, at, at + _REACH)
    return space.end() if space else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = _LAST_SPACE.search(text[at - _REACH : at])
    return at - _REACH + space.start() if space else at
