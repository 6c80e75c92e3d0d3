"""`--help` of every command and group is in one language, and fits the terminal."""

from collections.abc import Iterator

import click
import pytest
from cli_runner import Cli
from hostile import commands

from ncfe_kb.cli.app import app
from ncfe_kb.cli.terminal import width
from ncfe_kb.i18n import localiser

CLICKS = {
    "en": ("Usage:", "Options:", "Commands:", "Show this message", "[default:", "[required]", "[OPTIONS]", "[ARGS]"),
    "da": ("Brug:", "Valg:", "Kommandoer:", "Vis denne hjælp", "[standard:", "[påkrævet]", "[VALG]", "[ARGUMENTER]"),
}
"""What click itself writes."""


def groups(group: click.Group = app, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from groups(command, (*path, name))


EVERY = [*groups(), *commands()]


def messages(command: click.Command) -> Iterator[str]:
    """Yield the message ids of a command's help, of its options' and of their placeholders."""
    for one in (command, *command.params):
        yield from filter(None, (getattr(one, "_help", None), getattr(one, "_metavar", None)))


def words(text: str) -> str:
    """Return a text with single spaces between two words, as a line may break between any."""
    return f" {' '.join(text.split())} "


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[" ".join(path) or "ncfe-kb" for path, _ in EVERY])
@pytest.mark.parametrize(("lang", "other"), [("da", "en"), ("en", "da")])
def test_help_is_in_one_language_and_fits_the_terminal(
    cli: Cli, path: tuple[str, ...], command: click.Command, lang: str, other: str
) -> None:
    command._help_option = None  # noqa: SLF001 - click keeps it, and a process speaks one language
    done = cli(*path, "--help", lang=lang)
    assert [line for line in done.out.splitlines() if width(line) > 80] == []
    shown, told, foreign = words(done.out), localiser("da" if lang == "da" else "en"), localiser("da")
    for message in messages(command):
        own, its = told(message), message if lang == "da" else foreign(message)
        assert f" {words(own).strip()} " in shown
        assert own == its or len(its) < len("[PATH]") or f" {words(its).strip()} " not in shown
    assert [text for text in CLICKS[other] if text in shown] == []
    assert CLICKS[lang][0] in shown
    assert not cli.home.exists()
