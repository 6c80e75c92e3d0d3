"""Titles as they are compared: case, accents and spelling aside, and what they say of the edition taken off."""

import re
from typing import Final, NamedTuple

from ncfe_kb.language import words_of
from ncfe_kb.language.folding import collapsed
from ncfe_kb.languages import bare, fold

_BEFORE: Final = r"(?:^|[\s:;,.–—(\[-]+)"
_AFTER: Final = r"(?:[\s:;,.–—)\]-]+|$)"
_SHORT: Final = (
    r"(?:(?:dansk|engelsk|kort|danish|english|short|executive|research) )?"
    r"(?:(?:forsknings)?resum[eé]|sammenfatning|sammendrag|kort fortalt|pixi(?:udgaven?|bog(?:en)?)?|summary|in brief)"
)
_SUMMARY = re.compile(
    rf"^{_SHORT}(?: på dansk| in english)?(?: (?:af|om|of|on)\b|\s?[:.–—-])|[:;,.–—(\[-]\s?{_SHORT}\W*$"
)
_SUMMARY_KIND = re.compile(rf"^{_SHORT}\b")
_TRANSLATION = re.compile(
    rf"{_BEFORE}(?:på dansk|in english|(?:dansk|engelsk|danish|english) "
    rf"(?:udgave|udg|version|edition|oversættelse|translation))\W*$"
)
_WHICH: Final = (
    r"(?P<{0}>\d{{1,2}})(?:\.|st|nd|rd|th)?|anden|tredje|nye?|rev(?:ideret|iderede)?|opdatere(?:t|de)|udvide(?:t|de)"
    r"|second|third|new|revised|updated|expanded"
)
_EDITION = re.compile(
    rf"{_BEFORE}(?:(?:{_WHICH.format('first')})[\s.,]+(?:og |and )?)(?:(?:{_WHICH.format('then')})[\s.,]+)?"
    rf"(?:udgave|udg|oplag|version|edition|ed)\b\.?{_AFTER}"
    rf"|{_BEFORE}version (?P<number>\d{{1,2}})\W*$"
)
_SUBTITLE = re.compile(r"\s*[:;]\s+|(?<=\w{4})[.?!]+\s+|\s+[–—-]+\s+")

_LONGEST = 500
"""Characters of a title that are compared."""


class Title(NamedTuple):
    """A title in comparable parts; the edition is 1 where the title names none, 2 where it names one unnumbered."""

    main: str
    rest: str
    edition: int = 1
    is_summary: bool = False
    is_translation: bool = False

    @property
    def whole(self) -> str:
        """The title with its subtitle."""
        return self.main + self.rest


def title_of(text: str) -> Title:
    """Return a title as it is compared: "Exit. 2., rev. udgave" is the second edition of "EXIT: veje ud"."""
    text = bare(fold(text[:_LONGEST]))
    bared, is_translation = _taken_off(_TRANSLATION, text)
    bared, is_summary = _taken_off(_SUMMARY, bared)
    edition = 1
    if found := _EDITION.search(bared):
        edition = max([int(number) for number in found.groups() if number] or [2])
        bared, _ = _taken_off(_EDITION, bared)
    main, *rest = _SUBTITLE.split(bared, maxsplit=1)
    return Title(_key(main), _key(" ".join(rest)), edition, is_summary, is_translation)


def is_short(label: str) -> bool:
    """Return whether what a label calls a work is a summary of another one."""
    return bool(_SUMMARY_KIND.match(bare(fold(label[:_LONGEST]))))


def _taken_off(pattern: re.Pattern[str], text: str) -> tuple[str, bool]:
    """Return a text without what a pattern finds, and whether it does; never nothing at all."""
    bared = pattern.sub(" ", text, count=1).strip()
    return (bared, True) if bared != text and _key(bared) else (text, False)


def _key(text: str) -> str:
    return "".join(map(collapsed, words_of(text)))
