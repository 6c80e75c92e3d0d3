"""The language of the command line: which one, and how click's own texts come to speak it."""

import gettext
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from ncfe_kb.i18n import Localiser, localiser
from ncfe_kb.resources import LOCALES
from ncfe_kb.text import LANGUAGES, Language

Handler = TypeVar("Handler", bound=Callable[..., Any])
_VARIABLES = ("NCFE_KB_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_CLICK_DOMAIN = "click"
_spoken: list[Language] = ["en"]


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language of --lang, else of the first variable that is set: Danish for da*, else English."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and arguments[position + 1 : position + 2]:
            return _language(arguments[position + 1])
        if argument.startswith("--lang="):
            return _language(argument.partition("=")[2])
    return _language(next((environment[name] for name in _VARIABLES if environment.get(name)), ""))


def _language(code: str) -> Language:
    return next((language for language in LANGUAGES if code.lower().startswith(language)), "en")


def speak(language: Language) -> None:
    """Speak this language from now on, click's own texts included."""
    _spoken[0] = language
    # Click translates by the process's gettext domain, whose language is an environment variable.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(_CLICK_DOMAIN, str(LOCALES))
    gettext.textdomain(_CLICK_DOMAIN)


def spoken() -> Localiser:
    """Return what speaks the language of this run."""
    return localiser(_spoken[0])


class _Translated:
    """Gives `help` in the language of this run; it is kept as the message id."""

    _help: str | None

    @property
    def help(self) -> str | None:
        return spoken()(self._help) if self._help else self._help

    @help.setter
    def help(self, message: str | None) -> None:
        self._help = message


class Command(_Translated, click.Command):
    """A command whose help is translated."""


class Group(_Translated, click.Group):
    """A group whose help is translated, with commands of the same kind."""

    command_class = Command
    group_class = type


class Option(_Translated, click.Option):
    """An option whose help and placeholder are translated."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the placeholder."""
        return spoken()(super().make_metavar(ctx))


class Argument(click.Argument):
    """An argument whose placeholder is translated."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the placeholder."""
        return spoken()(super().make_metavar(ctx))


def option(*names: str, **settings: Any) -> Callable[[Handler], Handler]:
    """Add an option with translated help."""
    return click.option(*names, cls=Option, **settings)


def argument(name: str, **settings: Any) -> Callable[[Handler], Handler]:
    """Add an argument with a translated placeholder."""
    return click.argument(name, cls=Argument, **settings)
