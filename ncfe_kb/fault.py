"""One thing that is wrong with one value: what errors name, all of them at once."""

from collections.abc import Callable
from typing import Any

from ncfe_kb.messages import Translate


class Fault(ValueError):
    """One thing that is wrong with one value: a message id and what belongs into it."""

    def __init__(self, message: str, *, where: str = "", **fields: object) -> None:
        """Keep the message, the path of the value ("title.da") and the message's fields."""
        super().__init__(message, where, fields)
        self.message = message
        self.where = where
        self.fields = fields

    def __reduce__(self) -> tuple[Callable[..., "Fault"], tuple[Any, ...]]:
        return _fault, (self.message, self.where, self.fields)

    def __str__(self) -> str:
        return self.render(str).encode(errors="backslashreplace").decode()  # pydantic takes only what is text

    def at(self, where: str) -> "Fault":
        """Return the same fault of another value."""
        return _fault(self.message, where, self.fields)

    def render(self, translate: Translate) -> str:
        """Return the fault in one line, in the language of `translate`."""
        text = translate(self.message).format(**self.fields)
        return f"{self.where}: {text}" if self.where else text


def _fault(message: str, where: str, fields: dict[str, object]) -> Fault:
    """Make a fault again that was copied or pickled."""
    fault = Fault(message, where=where)
    fault.fields = fields
    return fault
