"""Forgets a person: takes a name out of every text, id and address, those of the history included."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any
from urllib.parse import unquote

from ncfe_kb.language.folding import collapsed
from ncfe_kb.languages import fold
from ncfe_kb.models import Person
from ncfe_kb.models.terms import UNNAMED
from ncfe_kb.text import slugify

_GENITIVE = r"(?=(?:['’]?s)?(?!\w))"  # the name, or what belongs to it: Åse Holms
_SEPARATORS = r"[\W_]*"


@dataclass(frozen=True)
class Forgotten:
    """What was changed to forget a person: types and ids of the records, the ids without the name."""

    records: tuple[tuple[str, str], ...]


class Name:
    """A name in all its forms, and what stands for it from now on."""

    def __init__(self, forms: Iterable[str], ids: Iterable[str] = (), replacement: str = UNNAMED) -> None:
        """Take out these forms, turned round too ("Holm, Åse"), and these ids and what is made of the forms."""
        forms = {" ".join(form.split()) for form in forms if form.strip()}
        forms |= {turned for form in forms if (turned := _turned(form))}
        self._ids = {*ids}
        self._replacement = replacement
        self._id = f"nn-{token_hex(3)}"
        slugs = {slug for form in forms if (slug := _slug_of(form))} | self._ids
        self._text = _any_of(forms, r"(?<!\w)", _GENITIVE, r"\s+")
        self._slug = _any_of(slugs, "(?<![a-z0-9])", "(?![a-z0-9])", r"\s+")
        self._address = _any_of({_bare(form) for form in forms}, r"(?<![^\W_])", r"(?![^\W_])", _SEPARATORS)

    def gone_from(self, type_name: str, plain: Any) -> Any:
        """Return a record's plain data without the name; None for the person's own record."""
        if type_name == "person" and plain.get("id") in self._ids:
            return None
        return self._gone(plain)

    def gone_from_id(self, key: str) -> str:
        """Return an id without the name."""
        return self._slug.sub(self._id, key)

    def _gone(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._gone_from_text(value)
        if isinstance(value, list):
            return [each for each in map(self._gone, value) if each is not None]
        if isinstance(value, dict):
            return self._gone_from_fields(value)
        return value

    def _gone_from_text(self, text: str) -> str | None:
        """Return a text without the name; None for an address that has it, since another one would lead nowhere."""
        if text.startswith(("http://", "https://")) and self._address.search(_bare(unquote(text))):
            return None
        return self.gone_from_id(self._text.sub(lambda _: self._replacement, text))

    def _gone_from_fields(self, fields: dict[str, Any]) -> dict[str, Any] | None:
        kept = {name: self._gone(value) for name, value in fields.items() if not self._points_here(name, value)}
        if kept.get("url", "") is None:  # what has no address any more
            return None
        return {name: value for name, value in kept.items() if value is not None or fields[name] is None}

    def _points_here(self, name: str, value: Any) -> bool:
        return name == "person" and value in self._ids


def name_of(text: str, people: Iterable[Person], also: Iterable[str], replacement: str = UNNAMED) -> Name:
    """Return the name that a text is the id or one of the forms of, with all that is recorded of it."""
    wanted = fold(text)
    meant = [one for one in people if text == one.id or wanted in map(fold, (*one.names, one.sort_name or ""))]
    forms = [form for one in meant for form in (*one.names, one.sort_name or "")]
    given = [] if any(text == one.id for one in meant) else [text]
    return Name([*given, *also, *forms], [one.id for one in meant], replacement)


def _slug_of(form: str) -> str:
    """Return what an id makes of a name; nothing where it has no letters for it: the rest may be anybody's."""
    slug = slugify(form)
    return slug if _letters(slug) >= _letters(form) else ""


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _turned(form: str) -> str:
    """Return "Åse Holm" as "Holm, Åse", and the other way round."""
    if ", " in form:
        last, first = form.split(", ", 1)
        return f"{first} {last}"
    first, _, last = form.rpartition(" ")
    return f"{last}, {first}" if first else ""


def _bare(text: str) -> str:
    return collapsed(fold(text))


def _any_of(forms: Iterable[str], before: str, after: str, between: str) -> re.Pattern[str]:
    """Return what finds any of the forms, the longest first."""
    gaps = r"[\s,]+" if between == _SEPARATORS else r"\s+"
    each = (between.join(map(re.escape, re.split(gaps, form))) for form in forms)
    found = "|".join(sorted(each, key=len, reverse=True)) or "(?!)"
    return re.compile(f"{before}(?:{found}){after}", re.IGNORECASE)
