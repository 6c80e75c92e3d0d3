"""Runs the command and turns whatever goes wrong into one line and an exit status."""

import os
import sys
from collections.abc import Sequence

import click

from ncfe_kb.cli.language import spoken
from ncfe_kb.errors import CatalogueError
from ncfe_kb.messages import N_

DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def run(app: click.Command, arguments: Sequence[str]) -> int:
    """Run the command and return the exit status."""
    try:
        status = app.main(list(arguments), prog_name="ncfe-kb", standalone_mode=False)
    except click.UsageError as error:
        return _complain(f"{error.format_message()} {_hint(error)}".strip(), WRONG_USAGE)
    except (click.Abort, KeyboardInterrupt):
        return _complain(spoken()(N_("stopped; nothing was changed")), INTERRUPTED)
    except CatalogueError as error:
        return _complain(error.render(spoken()), REFUSED)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - so that Python's last flush does not complain
        return DONE
    except Exception as error:
        if os.environ.get("NCFE_KB_DEBUG"):
            raise
        message = spoken()(N_("unexpected fault: {error}; run again with NCFE_KB_DEBUG=1 to see where"))
        return _complain(message.format(error=f"{type(error).__name__}: {error}"), REFUSED)
    return status if isinstance(status, int) else DONE


def _hint(error: click.UsageError) -> str:
    if error.ctx is None:
        return ""
    return spoken()(N_("See “{command} --help”.")).format(command=error.ctx.command_path)


def _complain(message: str, status: int) -> int:
    from ncfe_kb.cli.terminal import plain, shortened

    error, line = spoken()(N_("Error")), plain(" ".join(message.split()))
    click.echo(f"{error}: {shortened(line)}", err=True)
    return status
