"""How the commands and click's own texts come to speak the language of the command line."""

import gettext
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ncfe_kb.i18n import Localiser, localiser
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.resources import LOCALES

Handler = TypeVar("Handler", bound=Callable[..., Any])
_CLICK_DOMAIN = "click"
_spoken: list[Language] = ["en"]


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


class _TranslatedHelp:
    """Gives `help` in the language of this run; it is kept as the message id."""

    _help: str | None

    @property
    def help(self) -> str | None:
        return spoken()(self._help) if self._help else self._help

    @help.setter
    def help(self, message: str | None) -> None:
        self._help = message


class _TranslatedPlaceholder:
    """Gives `metavar` in the language of this run; it is kept as the message id."""

    _metavar: str | None

    @property
    def metavar(self) -> str | None:
        return spoken()(self._metavar) if self._metavar else self._metavar

    @metavar.setter
    def metavar(self, message: str | None) -> None:
        self._metavar = message


class Command(_TranslatedHelp, click.Command):
    """A command whose help is translated."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line."""
        return [spoken()(piece) for piece in super().collect_usage_pieces(ctx)]


class Group(_TranslatedHelp, click.Group):
    """A group whose help is translated, with commands of the same kind."""

    command_class = Command
    group_class = type

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line."""
        return [spoken()(piece) for piece in super().collect_usage_pieces(ctx)]


USAGE_PIECES = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("[COMMAND] [ARGS]..."))
"""What click writes into a usage line."""


class Option(_TranslatedHelp, _TranslatedPlaceholder, click.Option):
    """An option whose help and placeholder are translated."""


class Argument(_TranslatedPlaceholder, click.Argument):
    """An argument whose placeholder is translated."""


class AnyPath(click.Path):
    """A path as it was typed; what is wrong with it is said where it is used."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002 - the signature is click's
        """Return the path."""
        return Path(value)


def option(*names: str, **settings: Any) -> Callable[[Handler], Handler]:
    """Add an option with translated help."""
    return click.option(*names, cls=Option, **settings)


def argument(name: str, **settings: Any) -> Callable[[Handler], Handler]:
    """Add an argument with a translated placeholder."""
    return click.argument(name, cls=Argument, **settings)
