"""Writes JSON piece by piece, with the same bytes as if it were written at once."""

import json
from collections.abc import Iterable, Iterator
from typing import Any


def text_of(value: Any) -> str:
    """Return a value in JSON, one field a line."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def array(values: Iterable[Any], depth: int = 0) -> Iterator[str]:
    """Yield an array that stands so deep within other values."""
    within, before = "\n" + "  " * (depth + 1), "["
    for value in values:
        yield before + within + text_of(value).replace("\n", within)
        before = ","
    yield "[]" if before == "[" else "\n" + "  " * depth + "]"
