"""How the shapes of plain data are told, to type checkers, readers and the API's description; and those of all.

What stands below a key describes it.
"""

from typing import (
    Any,  # typing's own, from Python 3.12 on
)

from pydantic import ConfigDict, GetCoreSchemaHandler, with_config
from pydantic_core import CoreSchema
from typing_extensions import TypedDict

from ncfe_kb.languages import Language

described = with_config(ConfigDict(use_attribute_docstrings=True))
"""Takes the texts below the keys of a shape for their descriptions."""


class As:
    """That a value is a model of ours in plain data, and described as the model is."""

    def __init__(self, model: Any) -> None:
        """Describe the value by this model."""
        self._model = model

    def __get_pydantic_core_schema__(self, _source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(self._model)


@described
class Label(TypedDict):
    """An id and its label in the reader's language."""

    id: str
    """What filters and addresses call it; it never changes."""
    label: str
    """What a reader calls it."""


@described
class Words(TypedDict):
    """A text in the reader's language, or in the other one where there is no such."""

    value: str
    """The text."""
    language: Language
    """The language that it is in."""
    is_fallback: bool
    """Whether that is not the language that was asked for."""
