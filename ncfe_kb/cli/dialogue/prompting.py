"""A line that is asked for in a terminal: with completion, checked before it is taken, with a way back."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import has_completions
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.styles import Style

from ncfe_kb.cli.terminal import part, plain, show, wrapped
from ncfe_kb.errors import CatalogueError
from ncfe_kb.i18n import Localiser

SEPARATOR = ";"
"""What stands between several values of one answer; names and titles have commas."""
_BACK = "<"
_STYLE = Style.from_dict({"hint": "fg:ansibrightblack"})
_MENU = 6
"""Lines that are kept free for completions."""
_INDENT = 2


class Choice(NamedTuple):
    """A value that can be typed, what it is called, and what else tells it apart."""

    value: str
    label: str
    note: str = ""


class Back(Exception):
    """The one who is asked wants the question before; `typed` is what stood in the line."""

    def __init__(self, typed: str) -> None:
        """Keep what was typed."""
        super().__init__(typed)
        self.typed = typed


Choices = Callable[[str], Iterable[Choice]]
"""From what was typed to what it can become."""
Check = Callable[[str], None]
"""Raises CatalogueError for what cannot be taken."""


def ask(  # noqa: PLR0913 - what a line can have
    label: str,
    say: Localiser,
    *,
    default: str = "",
    hint: str = "",
    choices: Choices | None = None,
    check: Check | None = None,
    is_list: bool = False,
) -> str:
    """Return what was typed, once it passes its check. Raises Back, and Abort on Ctrl-C and Ctrl-D.

    What does not pass is said, and stands in the line again, to be mended.
    """
    completer = _Completer(choices, is_list=is_list) if choices else None
    while True:
        typed = _typed(label, default, hint, completer)
        if typed == _BACK:
            raise Back(default)
        try:
            if check:
                check(typed)
        except CatalogueError as error:
            default = typed
            show(*wrapped(part(error.render(say), "strong"), _INDENT, "!"))
        else:
            return typed


def _typed(label: str, default: str, hint: str, completer: Completer | None) -> str:
    session: PromptSession[str] = PromptSession(history=DummyHistory())
    try:
        return session.prompt(
            f"{label}: ",
            default=default,
            completer=completer,
            placeholder=lambda: [("class:hint", f"({hint})")] if hint and not get_app().is_done else [],
            key_bindings=_keys(),
            style=_STYLE,
            reserve_space_for_menu=_MENU,
        ).strip()
    except (KeyboardInterrupt, EOFError):
        raise click.Abort from None


def _keys() -> KeyBindings:
    """Return the keys that lead back; while completions are shown these move among them."""
    keys = KeyBindings()

    @keys.add("up", filter=~has_completions)
    @keys.add("s-tab", filter=~has_completions)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=Back(get_app().current_buffer.text))

    return keys


class _Completer(Completer):
    def __init__(self, choices: Choices, *, is_list: bool) -> None:
        self._choices, self._is_list = choices, is_list

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002 - the signature is prompt_toolkit's
        typed = document.text_before_cursor
        if self._is_list:
            typed = typed.rpartition(SEPARATOR)[2]
        typed = typed.lstrip()
        for one in self._choices(typed):
            yield Completion(one.value, -len(typed), display=plain(one.label), display_meta=plain(one.note))
