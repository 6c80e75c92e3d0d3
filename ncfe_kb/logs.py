"""The library's loggers: silent until who runs it listens to `ncfe_kb`.

Nothing logs an address of a database, which may hold a password, nor what a visitor typed.
"""

import logging

logging.getLogger("ncfe_kb").addHandler(logging.NullHandler())  # else Python prints warnings that nobody listens to


def logger(name: str) -> logging.Logger:
    """Return the logger of a module."""
    return logging.getLogger(name)
