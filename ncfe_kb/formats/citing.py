"""How a text refers to a work: APA 7, Harvard (Cite Them Right) and Chicago's author-date, in Danish and English.

Written here, and not by citeproc-py, since that (0.11) gives Danish titles English capitals
in Chicago's style, repeats an editor who stands in the author's place, and says nothing of a
title's language; and its styles take 89 MB.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ncfe_kb import dates
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.formats.items import Item, item_of
from ncfe_kb.formats.types import IN_SERIES
from ncfe_kb.formats.works import Name, Work
from ncfe_kb.i18n import Localiser, localiser
from ncfe_kb.messages import N_

_NOTES = {"da": N_("in Danish"), "en": N_("in English")}
_TO_THE_DAY = frozenset({"broadcast", "webpage"})
"""What is cited by its day, since more than one may come out in a year."""
_ALONE = frozenset({"book", "report", "document", "event", "broadcast", "webpage"})
"""What stands by itself, with its title in italics where there are any, and without quotation marks."""
_AUTHORS = ("author", "researcher", "speaker", "keynote_speaker", "interviewee", "contributor")
"""The roles that stand in the author's place."""
_MOST_IN_APA, _MOST_IN_HARVARD = 20, 3


class _Parts(NamedTuple):
    """What every style puts together in its own way."""

    item: Item
    say: Localiser
    creators: tuple[Name, ...]
    are_editors: bool
    publisher: str
    address: str
    note: str

    @property
    def medium(self) -> str:
        """What kind of recording it is."""
        return self.say(N_("podcast")) if self.item.type == "broadcast" else ""

    @property
    def brackets(self) -> str:
        """The notes after the title, in brackets."""
        return "".join(f" [{note}]" for note in (self.medium, self.note) if note)

    def quoted(self, opening: str, closing: str) -> str:
        """Return the title with its notes, in these marks where the work is no book or the like."""
        stands_alone = self.item.type in _ALONE and not self.item.container
        return (self.item.title if stands_alone else f"{opening}{self.item.title}{closing}") + self.brackets

    @property
    def year(self) -> str:
        """The year, or the years of a span."""
        if not self.item.date:
            return self.say(N_("n.d."))
        first, last = dates.parse(self.item.date)
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"

    @property
    def container(self) -> str:
        """What it is part of, or the series that is not a journal's."""
        return self.item.container or ("" if self.item.type in IN_SERIES else self.item.series)

    @property
    def pages(self) -> str:
        """The pages with their abbreviation."""
        if not self.item.pages:
            return ""
        return self.say(N_("pp.") if "-" in self.item.pages else N_("p.")) + f" {_span(self.item.pages)}"


def cited(work: Work, style: str) -> str:
    """Return the reference of a work in a style, in the language of its words. Raises UnknownRecord."""
    if style not in STYLES:
        raise UnknownRecord("style", style, tuple(STYLES))
    return _in_a_line(STYLES[style](_parts(work)))


def _parts(work: Work) -> _Parts:
    item, say = item_of(work), localiser(work.language)
    authors, editors = work.named(*_AUTHORS), work.named("editor")
    creators = authors or editors
    publisher = " / ".join(name.whole for name in work.named("publisher") if name not in creators)
    doi = item.identified("doi")
    language = item.language or item.text_language
    own = item.text_language if item.text_language != work.language else language
    note = say(_NOTES[own]) if own != work.language else ""
    address = f"https://doi.org/{doi[0]}" if doi else item.url
    return _Parts(item, say, creators, bool(editors and not authors), publisher, address, note)


def _apa(parts: _Parts) -> str:
    item, say = parts.item, parts.say
    who = _joined([_turned(name, spaced=True) for name in parts.creators], say(N_(", & ")))
    if parts.are_editors:
        role = say.counted("(Ed.)", "(Eds.)", len(parts.creators))
        who += f" {role}"
    when = f"({_apa_date(parts)})."
    title = f"{item.title}{parts.brackets}"
    start = f"{_ended(who)} {when} {_ended(title)}" if who else f"{_ended(title)} {when}"
    return " ".join([start, *_apa_source(parts), parts.address])


def _apa_date(parts: _Parts) -> str:
    """Return the year, and the day where there may be several works in a year: 2019, 8. november."""
    date = parts.item.date
    if parts.item.type not in _TO_THE_DAY or "-" not in date or "/" in date:
        return parts.year
    return f"{parts.year}, {_day(parts)}"


def _day(parts: _Parts) -> str:
    """Return day and month as the language has them: 8. november, November 8."""
    first, _ = dates.parse(parts.item.date)
    written = parts.say.date(parts.item.date).replace(str(first.year), "").strip()
    day, _, month = written.partition(" ")
    return f"{month} {day}" if parts.say.language == "en" and month else written


def _apa_source(parts: _Parts) -> list[str]:
    item = parts.item
    if item.type in IN_SERIES:
        journal = ", ".join(part for part in (item.series, item.number, _span(item.pages)) if part)
        return [_ended(journal)] if journal else []
    container = f"{parts.container} {item.number}".strip() if parts.container == item.series else parts.container
    inside = parts.say(N_("In {work}")).format(work=container) if item.container else container
    found = [f"{inside} ({parts.pages})" if inside and parts.pages else inside, parts.publisher]
    return [_ended(part) for part in found if part]


def _harvard(parts: _Parts) -> str:
    item, say = parts.item, parts.say
    names = [_turned(name, spaced=False) for name in parts.creators]
    and_others = say(N_("{name} et al."))
    who = and_others.format(name=names[0]) if len(names) > _MOST_IN_HARVARD else _joined(names, say(N_(" and ")))
    if parts.are_editors:
        role = say.counted("(ed.)", "(eds)", len(names))
        who += f" {role}"
    title = parts.quoted("‘", "’")
    start = f"{who} ({parts.year}) {title}" if who else f"{title} ({parts.year})"
    series = item.series if item.type in IN_SERIES else parts.container
    inside = say(N_("in {work}")).format(work=series) if item.container else series
    number = item.number if series == item.series else ""
    middle = ", ".join(part for part in (inside, number, parts.pages) if part)
    ends = [f"{start}, {middle}" if middle else start, "" if item.type in IN_SERIES else parts.publisher]
    at = [say(N_("Available at: {address}.")).format(address=parts.address)] if parts.address else []
    return " ".join([*(_ended(part) for part in ends if part), *at])


def _chicago(parts: _Parts) -> str:
    say = parts.say
    names = [f"{name.family}, {name.given}" if name.given else name.family for name in parts.creators[:1]]
    names += [name.whole for name in parts.creators[1:]]
    who = _joined(names, say(N_(", and ")))
    if parts.are_editors:
        role = say.counted("ed.", "eds.", len(names))
        who += f", {role}"
    title = parts.quoted("“", "”")
    start = f"{_ended(who)} {_ended(parts.year)} {_ended(title)}" if who else f"{_ended(title)} {_ended(parts.year)}"
    return " ".join(part for part in [start, *_chicago_source(parts), _ended(parts.address)] if part)


def _chicago_source(parts: _Parts) -> list[str]:
    item = parts.item
    if item.type in IN_SERIES:
        journal = f"{item.series} {item.number}".strip()
        return [_ended(f"{journal}: {_span(item.pages)}" if item.pages else journal)] if journal else []
    series = f"{parts.container} {item.number}".strip() if parts.container == item.series else parts.container
    inside = parts.say(N_("In {work}")).format(work=series) if item.container else series
    inside = f"{inside}, {_span(item.pages)}" if inside and item.pages else inside
    day = _day(parts) if item.type in _TO_THE_DAY and "-" in item.date and "/" not in item.date else ""
    return [_ended(part) for part in (inside, parts.publisher, day) if part]


STYLES: dict[str, Callable[[_Parts], str]] = {"apa": _apa, "harvard": _harvard, "chicago": _chicago}
"""The styles, by their names."""


def _turned(name: Name, *, spaced: bool) -> str:
    """Return a name with the family name first and the others as initials: Jensen, S. Q. or Jensen, S.Q."""
    if name.is_body or not name.given:
        return name.family
    initials = ["-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in name.given.split()]
    return f"{name.family}, {(' ' if spaced else '').join(initials)}"


def _joined(names: Sequence[str], before_last: str) -> str:
    """Return names in a row; of very many the first ones and the last."""
    if len(names) > _MOST_IN_APA:
        return f"{', '.join(names[: _MOST_IN_APA - 1])}, … {names[-1]}"
    first = ", ".join(names[:-1])
    return f"{first}{before_last}{names[-1]}" if first else "".join(names)


def _span(pages: str) -> str:
    return pages.replace("-", "–")


def _ended(text: str) -> str:
    """Return the text with a point after it, unless it ends in a sign of its own, in a quotation too."""
    if not text or (not text.endswith(")") and text.rstrip("”’")[-1:] in {".", "?", "!", "…"}):
        return text
    return f"{text[:-1]}.{text[-1]}" if text.endswith("”") else f"{text}."


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
