"""An error of the catalogue as a fault of one value, so that it can be told beside the others."""

from collections.abc import Callable
from typing import Any

from ncfe_kb.errors import CatalogueError, Fault
from ncfe_kb.messages import Translate


class Cause(Fault):
    """A fault that is an error of the catalogue, as of a topic that nobody knows, in one value."""

    def __init__(self, error: CatalogueError, *, where: str = "") -> None:
        """Keep the error, and the path of the value."""
        super().__init__(error.message, where=where)
        self.error = error

    def __reduce__(self) -> tuple[Callable[..., Fault], tuple[Any, ...]]:
        return _cause, (self.error, self.where)

    def render(self, translate: Translate) -> str:
        """Return the error in one line, after the place of the value."""
        text = self.error.render(translate)
        return f"{self.where}: {text}" if self.where else text


def _cause(error: CatalogueError, where: str) -> Cause:
    """Make a cause again that was copied or pickled."""
    return Cause(error, where=where)
