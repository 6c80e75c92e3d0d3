"""What a reader sees in Danish or English: messages, dates, numbers, lists.

English is the language of the message ids; Danish lies in locales/. Babel does the rest.
"""

import gettext
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from ncfe_kb.languages import Language, sort_key
from ncfe_kb.messages import N_
from ncfe_kb.resources import LOCALES

if TYPE_CHECKING:
    from datetime import datetime

    from ncfe_kb.dates import Moment

DOMAIN = "messages"
_LOCALES = {"da": "da_DK", "en": "en_GB"}
_SEPARATED_FROM = 1000
_WRITTEN_OUT = 1e15
_MINUTE = 60
LANGUAGE_NAMES = {"da": N_("Danish"), "en": N_("English")}
ONLY_IN = {"da": N_("in Danish only"), "en": N_("in English only")}
"""The note beside a text that the reader gets in the other language."""


class Localiser:
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        """Speak this language."""
        self.language: Language = language
        self._messages = gettext.translation(DOMAIN, LOCALES, [language], fallback=True)

    def __call__(self, message: str) -> str:
        """Return a message in this language."""
        return self._messages.gettext(message) if message else ""

    def counted(self, singular: str, plural: str, number: int) -> str:
        """Return a message about a number of things, with {number} filled in."""
        return self._messages.ngettext(singular, plural, number).format(number=self.number(number))

    def term(self, terms: Mapping[str, str], key: str) -> str:
        """Return the label of a term of a closed vocabulary."""
        return self(terms.get(key, key))

    def number(self, number: int) -> str:
        """Return a number with the language's separators: 1.234 or 1,234."""
        if abs(number) < _SEPARATED_FROM:
            return str(number)
        from babel.numbers import format_decimal  # here, since it takes long to load and most numbers are small

        return format_decimal(number, locale=_LOCALES[self.language])

    def figure(self, number: float) -> str:
        """Return a whole or decimal number as people write it: 81,5 or 81.5."""
        if isinstance(number, int):
            return self.number(number)
        if abs(number) > _WRITTEN_OUT:
            return f"{number:.0e}"
        from babel.numbers import format_decimal  # here, as above

        return format_decimal(number, locale=_LOCALES[self.language])

    def cell(self, value: str | float | None) -> str:
        """Return what stands in a table: a text as it is, a number as people write it, – for nothing."""
        if value is None:
            return "–"
        return value if isinstance(value, str) else self.figure(value)

    def date(self, date: str) -> str:
        """Return a date as people write it: 8. november 2019, November 2019, 2017 – 2020; a time is Denmark's."""
        from ncfe_kb import dates  # here, since messages do without it

        if "T" in date:
            return self._time(dates.beginning(date).astimezone(dates.denmark()))
        first, last = dates.parse(date)
        return self._moment(first) if first == last else f"{self._moment(first)} – {self._moment(last)}"

    def duration(self, seconds: int) -> str:
        """Return how long something takes, in whole minutes: 24 min., 1 hr 5 min.; less than a minute in seconds."""
        if seconds < _MINUTE:
            return self(N_("{seconds} sec.")).format(seconds=seconds)
        hours, minutes = divmod((seconds + _MINUTE // 2) // _MINUTE, 60)
        if not hours:
            return self(N_("{minutes} min.")).format(minutes=minutes)
        message = N_("{hours} hr {minutes} min.") if minutes else N_("{hours} hr")
        return self(message).format(hours=self.number(hours), minutes=minutes)

    def _time(self, moment: "datetime") -> str:
        from babel.dates import format_date, format_time  # here, since it takes long to load

        locale = _LOCALES[self.language]
        day, time = format_date(moment, "long", locale=locale), format_time(moment, "short", locale=locale)
        return self(N_("{date} at {time}")).format(date=day, time=time)

    def _moment(self, moment: "Moment") -> str:
        if moment.month is None:
            return str(moment.year)
        from babel.dates import format_date, format_skeleton  # here, since it takes long to load

        locale = _LOCALES[self.language]
        if moment.day is None:
            return format_skeleton("yMMMM", moment.first, locale=locale)
        return format_date(moment.first, "long", locale=locale)

    def listing(self, items: Iterable[str]) -> str:
        """Return items as a list in a sentence: a, b og c."""
        from babel.lists import format_list  # here, since it takes long to load

        return format_list(list(items), locale=_LOCALES[self.language])

    def in_order(self, labels: Iterable[str]) -> list[str]:
        """Return labels in the language's alphabetical order."""
        return sorted(labels, key=lambda label: sort_key(label, self.language))


@cache
def localiser(language: Language) -> Localiser:
    """Return what speaks this language."""
    return Localiser(language)
