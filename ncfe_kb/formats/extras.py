"""Loads modules that stand on packages which not all need."""

from importlib import import_module
from typing import Any

from ncfe_kb.errors import MissingExtra


def loaded(name: str, package: str, extra: str) -> Any:
    """Return a module of this package by its name below it. Raises MissingExtra with the `package` that it needs."""
    try:
        return import_module(f"ncfe_kb.formats.{name}")
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("ncfe_kb"):
            raise
        raise MissingExtra(package, extra) from None
