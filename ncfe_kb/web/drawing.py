"""Pages from templates, in one language each; everything that is put into one is escaped."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, cast
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape

from ncfe_kb.addresses import Addresses
from ncfe_kb.i18n import LANGUAGE_NAMES, ONLY_IN, Localiser, localiser
from ncfe_kb.language import Marked
from ncfe_kb.languages import Language, other
from ncfe_kb.text import Localised
from ncfe_kb.web import assets
from ncfe_kb.web.site import Site

_MESSAGE = ["name", "lparen", "string", "rparen"]
_CHOSEN = ' aria-current="true"'


def choice(address: str, label: str, works: str, *, is_chosen: bool) -> str:
    """Return a value that a search can be narrowed to, or is, as an item of a list; all of it is escaped already.

    A page has some sixty: a template takes five times as long for them.
    """
    chosen = _CHOSEN if is_chosen else ""
    return f'<li><a href="{address}"{chosen} rel="nofollow">{label}</a> <span class="count">{works}</span></li>'


def listed(items: Iterable[str]) -> Markup:
    """Return the items of a list."""
    return Markup("\n".join(items))  # noqa: S704 - what is made here is escaped


def draw(site: Site, language: Language, template: str, **said: Any) -> str:
    """Return a page in a language.

    `path` is what the page is under in either language, `query` what stands after it.
    """
    return _environment(site.addresses.base, language).get_template(template).render(**said)


class Settled(Extension):
    """Puts the words of templates into the page's language as they are read, rather than for each page."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template with a string in the place of each message that is one."""
        say, tokens = cast("Localiser", self.environment.globals["_"]), list(stream)
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.value == "_" and [each.type for each in tokens[at : at + 4]] == _MESSAGE:
                yield Token(token.lineno, "string", say(tokens[at + 2].value))
                at += len(_MESSAGE)
            else:
                yield token
                at += 1


@lru_cache(8)
def _environment(base: str, language: Language) -> Environment:
    """Return what draws the pages of one site in one language; what all of them know is no context of a page's own."""
    say, addresses = localiser(language), Addresses(base)
    environment = Environment(
        loader=PackageLoader("ncfe_kb.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[Settled],
    )
    environment.globals.update(
        _=say,
        counted=say.counted,
        addresses=addresses,
        root=f"{addresses.path}/{language}",
        language=language,
        other_language=other(language),
        language_names=LANGUAGE_NAMES,
        asset=assets.path_of,
    )
    environment.filters.update(
        text=lambda text: noted(text, language),
        marked=_marked,
        number=say.number,
        date=say.date,
        duration=say.duration,
        capital=_capital,
        host=_host,
        last_part=_last_part,
    )
    return environment


def noted(text: Localised | None, page: Language) -> Markup:
    """Return a text, escaped, that says which language it is in, where that is not the page's."""
    if text is None:
        return Markup("")
    return in_language(text.value, text.language, page)


def in_language(text: str, language: Language, page: Language) -> Markup:
    """Return a text, escaped, that says which language it is in, where that is not the page's."""
    return _noted(escape(text), language, page)


def _marked(found: Marked, language: Language, page: Language) -> Markup:
    """Return a text with its marks, and its language where that is not the page's."""
    return _noted(Markup(found.html()), language, page)  # noqa: S704 - html() escapes all but its own marks


def _noted(text: Markup, language: Language, page: Language) -> Markup:
    if language == page:
        return text
    note = localiser(page)(ONLY_IN[language])
    return Markup('<span lang="{}">{}</span><span class="note"> ({})</span>').format(language, text, note)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _host(address: str) -> str:
    """Return the host of an address, which tells a reader where a link leads."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _last_part(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


__all__: Sequence[str] = ["choice", "draw", "in_language", "listed", "noted"]
