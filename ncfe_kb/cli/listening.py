"""Shows on stderr what the library logs, for one run."""

import logging
import sys

import click

from ncfe_kb.cli.terminal import plain

_LEVELS = (logging.INFO, logging.DEBUG)


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Return a record in one line, without anything that a terminal would obey."""
        return plain(" ".join(super().format(record).split()))


def listen(verbosity: int, context: click.Context) -> None:
    """Show what is done, from a verbosity of two on in every detail, until the run ends."""
    logger, handler = logging.getLogger("ncfe_kb"), logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Line("%(asctime)s.%(msecs)03d %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(_LEVELS[min(verbosity, len(_LEVELS)) - 1])

    def stop() -> None:
        logger.removeHandler(handler)
        logger.setLevel(before)

    context.call_on_close(stop)
