"""Makes the table that completion reads of the commands as they are."""

from collections.abc import Iterator

import click

from ncfe_kb.cli.completing.finding import bare
from ncfe_kb.cli.completing.table import PATH, TERMS, Row
from ncfe_kb.formats import READ, WRITTEN, translations
from ncfe_kb.messages import N_
from ncfe_kb.models import terms

_FORMATS = {"export": WRITTEN, "import": READ}
"""The formats that a command takes; the others are for translators."""
_HELP = N_("Show this message and exit.")  # as click says it, in its own messages


def table_of(group: click.Group) -> str:
    """Return the table of a group of commands."""
    rows = [*_rows_of(group, ""), *(Row(f"{TERMS}STATUS", key, "", label) for key, label in terms.STATUSES.items())]
    return "".join("\t".join(row) + "\n" for row in rows)


def write_table() -> None:
    """Write the table of the commands."""
    from ncfe_kb.cli.app import app

    PATH.write_text(table_of(app), encoding="utf-8")


def _rows_of(command: click.Command, path: str) -> Iterator[Row]:
    yield Row(path, "", "", _message(command))
    if not path:
        yield Row(path, "--help", "", _HELP)
    for one in command.params:
        if isinstance(one, click.Argument):
            yield Row(path, str(one.name), _takes(one, path), "")
        elif isinstance(one, click.Option):
            yield Row(path, ",".join(one.opts), "" if one.is_flag or one.count else _takes(one, path), _message(one))
    if isinstance(command, click.Group):
        for name, each in sorted(command.commands.items()):
            yield from _rows_of(each, f"{path} {name}".strip())


def _message(one: object) -> str:
    """Return the message id of a help text."""
    return str(getattr(one, "_help", "") or "")


def _takes(one: click.Parameter, path: str) -> str:
    """Return the message id of a placeholder, or the choices."""
    name = str(getattr(one, "_metavar", "") or "")
    if isinstance(one.type, click.Choice):
        return "|".join(map(str, one.type.choices))
    if bare(name) == "FORMAT":
        return "|".join(_FORMATS.get(path, translations.FORMATS))
    return name
