"""A course catalogue as one HTML page that needs nothing else, and that screen readers can follow."""

from collections.abc import Iterator
from html import escape

from ncfe_kb.catalogue.prospectus.telling import Fact, Item, Meeting, Part, Prospectus
from ncfe_kb.catalogue.reporting.html import page
from ncfe_kb.languages import Language
from ncfe_kb.text import Localised


def as_html(prospectus: Prospectus) -> str:
    """Return a course catalogue as a page."""
    body = [f"<h1>{escape(prospectus.title)}</h1>"]
    for part in prospectus.parts:
        body += _part(part, prospectus)
    if not prospectus.parts:
        body.append(f"<p>{escape(prospectus.empty)}</p>")
    return page(prospectus.title, prospectus.language, body)


def _part(part: Part, prospectus: Prospectus) -> Iterator[str]:
    key = f"season-{part.season.id if part.season else 'none'}"
    yield f'<section aria-labelledby="{key}">\n<h2 id="{key}">{escape(part.title)}</h2>'
    for item in part.items:
        yield from _item(item, prospectus, f"{key}-{item.id}")
    yield "</section>"


def _item(item: Item, prospectus: Prospectus, key: str) -> Iterator[str]:
    language = prospectus.language
    yield f'<article aria-labelledby="{key}">'
    yield f'<h3 id="{key}"{_lang(item.theme, language)}>{escape(item.theme.value)}</h3>'
    if item.facts:
        yield f"<dl>{''.join(_fact(fact, language) for fact in item.facts)}\n</dl>"
    if item.meetings:
        meetings = "".join(f"\n<li>{_meeting(meeting, language)}</li>" for meeting in item.meetings)
        yield f"<h4>{escape(prospectus.sessions_label)}</h4>\n<ul>{meetings}\n</ul>"
    yield "</article>"


def _fact(fact: Fact, language: Language) -> str:
    values = ", ".join(_text(value, language) for value in fact.values)
    return f"\n<dt>{escape(fact.label)}:</dt>\n<dd>{values}</dd>"


def _meeting(meeting: Meeting, language: Language) -> str:
    when = escape(meeting.when)
    day = f'<time datetime="{meeting.date}">{when}</time>' if meeting.date else when
    form = _text(meeting.format, language) if meeting.format else ""
    return " · ".join(filter(None, (day, escape(meeting.place), form, escape(meeting.seats))))


def _text(text: Localised, language: Language) -> str:
    lang = _lang(text, language)
    return f"<span{lang}>{escape(text.value)}</span>" if lang else escape(text.value)


def _lang(text: Localised, language: Language) -> str:
    """Return the attribute that says a text's language, where it is not that of the page."""
    return f' lang="{text.language}"' if text.language != language else ""
