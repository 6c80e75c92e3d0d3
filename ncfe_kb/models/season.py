"""The two seasons of a year's courses: spring and summer, autumn and the winter that crosses into the next year.

The months are those of Denmark's meteorologists: spring begins with March, autumn with September.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Self

from ncfe_kb import dates
from ncfe_kb.errors import Fault
from ncfe_kb.languages import bare, fold
from ncfe_kb.messages import N_
from ncfe_kb.text import Text

_MARCH, _SEPTEMBER = 3, 9
_FEBRUARY = 2
_PLAIN = str.maketrans({"å": "a", "ø": "o"})
_LETTERS = (("aa", "a"), ("oe", "o"))
_SPRING = frozenset(("forar", "foraret", "sommer", "sommeren", "spring", "summer"))
_AUTUMN = frozenset(("efterar", "efteraret", "autumn", "fall"))
_WINTER = frozenset(("vinter", "vinteren", "winter"))
_JOINING = frozenset(("og", "and", "i", "in", "the", "of"))
_HALVES = (
    (re.compile(r"\b(?:forste |first |1\. ?|1st )(?:halvar|half(?:[ -]year)?)\b"), "spring"),
    (re.compile(r"\b(?:andet |second |2\. ?|2nd )(?:halvar|half(?:[ -]year)?)\b"), "autumn"),
)
_WRITTEN = re.compile(r"[a-z0-9 ,&/–—-]{1,60}")
_TOKENS = re.compile(r"[a-z]+|[0-9]+")
_NO_SEASON = N_("“{season}” is not a season; write spring/summer 2019 or autumn/winter 2019-2020")
_TWO_SEASONS = N_("“{season}” can mean two seasons; write spring/summer 2019 or autumn/winter 2019-2020")


class CourseSeason(NamedTuple):
    """A season of courses; `year` is that in which it begins. They are ordered in time."""

    year: int
    is_autumn: bool

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the season that somebody wrote, in Danish or English.

        "efterår 2019", "vinter 2019-2020", "spring/summer 2019", "2019-2020", "første halvår
        2019", "2019-foraar". Raises Fault for what is none, or may be two.
        """
        return cls(*_parsed(text))

    @classmethod
    def of(cls, day: str) -> Self | None:
        """Return the season in which a date (EDTF level 0) begins; None for a year, which has two. Raises Fault."""
        first = dates.parse(day)[0]
        if first.month is None:
            return None
        return cls(first.year - (first.month < _MARCH), not _MARCH <= first.month < _SEPTEMBER)

    @property
    def id(self) -> str:
        """The season as part of an address: 2019-foraar or 2019-efteraar."""
        return f"{self.year}-{'efteraar' if self.is_autumn else 'foraar'}"

    @property
    def label(self) -> Text:
        """The season as a reader knows it: efterår/vinter 2019–2020."""
        if not self.is_autumn:
            return Text(da=f"forår/sommer {self.year}", en=f"spring/summer {self.year}")
        years = f"{self.year}–{self.year + 1}"
        return Text(da=f"efterår/vinter {years}", en=f"autumn/winter {years}")

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, _SEPTEMBER if self.is_autumn else _MARCH, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        if not self.is_autumn:
            return date(self.year, _SEPTEMBER - 1, 31)
        return date(self.year + 1, _FEBRUARY, monthrange(self.year + 1, _FEBRUARY)[1])


@lru_cache(maxsize=1024)  # a list of courses asks for the same few again and again
def _parsed(text: str) -> tuple[int, bool]:
    """Return the year in which a season begins, and whether it is autumn and winter. Raises Fault."""
    said = _simplified(text)
    tokens = _TOKENS.findall(said) if _WRITTEN.fullmatch(said) else []
    words = {token for token in tokens if not token.isdecimal()} - _JOINING
    year, crosses = _years([token for token in tokens if token.isdecimal()], text)
    is_spring, is_autumn = bool(words & _SPRING), bool(words & (_AUTUMN | _WINTER))
    if words - _SPRING - _AUTUMN - _WINTER or (is_spring and (is_autumn or crosses)):
        raise Fault(_NO_SEASON, season=text)
    if not (is_spring or crosses or words & _AUTUMN):  # "2019" has two, and two winters
        raise Fault(_TWO_SEASONS, season=text)
    return year, not is_spring


def _simplified(text: str) -> str:
    """Return a text with plain letters alone, and each half of a year by the name of its season."""
    said = bare(fold(text)).translate(_PLAIN)
    for pair, letter in _LETTERS:
        said = said.replace(pair, letter)
    for half, name in _HALVES:
        said = half.sub(name, said)
    return said


def _years(numbers: list[str], text: str) -> tuple[int, bool]:
    """Return the first year, and whether the next one is named too: 2019-2020, 2019/20. Raises Fault."""
    first, *rest = numbers or [""]
    if len(first) != len("2019") or not dates.FIRST_YEAR <= int(first) <= dates.LAST_YEAR:
        raise Fault(_NO_SEASON, season=text)
    following = str(int(first) + 1)
    if rest not in ([], [following], [following[2:]]):
        raise Fault(_NO_SEASON, season=text)
    return int(first), bool(rest)
