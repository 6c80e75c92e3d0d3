"""The command line: the only place that prints, translates and exits."""

import gc
import io
import os
import sys

from ncfe_kb.cli import completing

_RARELY = 100_000
"""Objects made between two looks for garbage: loading makes none, and looking took a fifth of a search."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command; exit with 0 when done, 1 when refused or not found, 2 for wrong usage."""
    given = sys.argv[1:] if arguments is None else arguments
    if shell := completing.wanted():
        completing.answer(shell, given, os.environ)
        return
    gc.set_threshold(_RARELY)
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # numpy starts a thread for each core, which took as long as itself
    if arguments is None and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # for a terminal that has no æ, ø and å
    from ncfe_kb.cli import language
    from ncfe_kb.cli.choosing import choose

    language.speak(choose(given, os.environ))
    from ncfe_kb.cli.app import app  # here, since the commands' texts need the language
    from ncfe_kb.cli.running import run

    status = run(app, given)
    if arguments is None:
        gc.freeze()  # the process ends here: looking through what is left took a fifth of a search
    sys.exit(status)
