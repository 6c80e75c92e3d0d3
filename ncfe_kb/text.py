"""Text in Danish and English: what it says, in which language, and how it sorts.

No language is mandatory, and a text handed to a reader says which language it is in and
whether that is a fallback, so that a page can mark it and a list can say "in Danish only".
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict

from ncfe_kb.errors import Fault
from ncfe_kb.languages import LANGUAGES, Language, bare, fold, other
from ncfe_kb.messages import N_

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SLUG_LETTERS = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ü": "y", "ß": "ss", "ð": "d"})
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TERM = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_SLUG_LENGTH = 60
_LONGEST_SLUG = 120


def clean(text: str) -> str:
    """Return the text in NFC, with plain line ends and no space around it.

    Raises Fault for control characters and lone surrogates: they hide or change what a
    reader sees.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if found := _CONTROL.search(text):
        raise Fault(N_("contains the control character {code}; remove it"), code=f"U+{ord(found[0]):04X}")
    return text


def filled(text: str) -> str:
    """Return the cleaned text; raises Fault where nothing is left."""
    if not (text := clean(text)):
        raise Fault(N_("is empty; write something or leave it out"))
    return text


Line = Annotated[str, AfterValidator(filled)]
"""A text that is not empty and has no control characters."""


def _clean_or_none(text: str | None) -> str | None:
    return (clean(text) or None) if text is not None else None


class Localised(NamedTuple):
    """A text as a reader gets it: the value, its language, and whether that was the second choice."""

    value: str
    language: Language
    is_fallback: bool


class Text(BaseModel):
    """A text in Danish, English, both or neither; what is not known stays None."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    da: Annotated[str | None, AfterValidator(_clean_or_none)] = None
    en: Annotated[str | None, AfterValidator(_clean_or_none)] = None

    def __bool__(self) -> bool:
        return bool(self.da or self.en)

    def get(self, language: Language) -> str | None:
        """Return the text in exactly this language."""
        return self.da if language == "da" else self.en

    def in_(self, language: Language) -> Localised | None:
        """Return the text in this language, else in the other one, else None."""
        for wanted in (language, other(language)):
            if value := self.get(wanted):
                return Localised(value, wanted, is_fallback=wanted != language)
        return None

    def label(self, language: Language, default: str = "") -> str:
        """Return the bare text in this language, else in the other one, else the default."""
        found = self.in_(language)
        return found.value if found else default

    def each(self) -> Iterator[tuple[Language, str]]:
        """Yield language and value of every side that is filled."""
        for language in LANGUAGES:
            if value := self.get(language):
                yield language, value


def _named(text: Text) -> Text:
    if not text:
        raise Fault(N_("is empty; write something in Danish or English"))
    return text


Name = Annotated[Text, AfterValidator(_named)]
"""A text that is there in at least one language."""


class Labels(BaseModel):
    """Any number of labels in each language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    da: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.da or self.en)

    def get(self, language: Language) -> tuple[str, ...]:
        """Return the labels in exactly this language."""
        return self.da if language == "da" else self.en

    def each(self) -> Iterator[tuple[Language, str]]:
        """Yield language and value of every label."""
        yield from (("da", label) for label in self.da)
        yield from (("en", label) for label in self.en)


def slugify(text: str) -> str:
    """Return an address part for a title: a-z, 0-9 and single hyphens, at most 60 characters."""
    plain = bare(fold(text).translate(_SLUG_LETTERS))
    words = re.findall(r"[a-z0-9]+", plain)
    slug = ""
    for word in words:
        if slug and len(slug) + 1 + len(word) > _SLUG_LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word[:_SLUG_LENGTH]
    return slug


def _check_length(slug: str) -> None:
    if len(slug) > _LONGEST_SLUG:
        raise Fault(N_("is longer than {longest} characters"), longest=_LONGEST_SLUG)


def check_slug(slug: str) -> str:
    """Return the slug; raises Fault where it is not made of a-z, 0-9 and single hyphens."""
    _check_length(slug)
    if not _SLUG.fullmatch(slug):
        near = slugify(slug)
        if near:
            raise Fault(
                N_("“{slug}” is not an id; use a-z, 0-9 and single hyphens, as in “{near}”"), slug=slug, near=near
            )
        raise Fault(N_("“{slug}” is not an id; use a-z, 0-9 and single hyphens"), slug=slug)
    return slug


Slug = Annotated[str, AfterValidator(check_slug)]
"""An id: a-z, 0-9 and single hyphens."""


def check_term(term: str) -> str:
    """Return the id of a term; it may also have single underscores. Raises Fault."""
    _check_length(term)
    if not _TERM.fullmatch(term):
        raise Fault(N_("“{slug}” is not an id; use a-z, 0-9 and single hyphens"), slug=term)
    return term


TermId = Annotated[str, AfterValidator(check_term)]
"""The id of a kind: a-z, 0-9, single hyphens or underscores."""
