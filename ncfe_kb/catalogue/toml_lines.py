"""Where in a TOML text each value stands, so that what is wrong with it can be said there."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

_MOST: Final = 3_000
"""Lines that are looked through: what a person writes has fewer, and looking takes time."""
_BEGINNING: Final = 0


def places(text: str) -> dict[str, int]:
    """Return the line, counted from 0, of each value of a TOML text by its path: contributors[2].role."""
    lines = text.replace("\r\n", "\n").split("\n")
    found: dict[str, int] = {}
    numbers: Counter[str] = Counter()  # tables of each list so far
    within = ""
    for first, statement in _statements(lines) if len(lines) <= _MOST else ():
        data = tomllib.loads("\n".join(statement))
        if statement[0].lstrip().startswith("["):
            within = _table(data, numbers, is_list=statement[0].lstrip().startswith("[["))
            found.setdefault(within, first)
        else:
            prefix = f"{within}." if within else ""
            for path, line in _values(data, statement):
                found.setdefault(prefix + path, first + line)
    return found


def line_of(path: str, known: dict[str, int]) -> int:
    """Return the line of a value, or of what it should stand in; the first one where that is not there either."""
    while path and path not in known:
        path = path.rpartition("[" if path.endswith("]") else ".")[0]
    return known.get(path, _BEGINNING)


def _statements(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the lines of each statement: a key with its value, or the head of a table."""
    first, taken = 0, []
    for number, line in enumerate(lines):
        taken.append(line)
        if (data := _read(taken)) is None:
            continue
        if data:  # and no comment
            yield first, taken
        first, taken = number + 1, []


def _read(lines: list[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines))
    except ValueError:
        return None


def _table(data: dict[str, Any], numbers: Counter[str], *, is_list: bool) -> str:
    """Return the path of a table from its head; one within a list's item is that of the last item."""
    path, inner = "", data
    while inner:
        ((name, value),) = inner.items()
        path = f"{path}.{name}" if path else name
        is_last = not (value[0] if isinstance(value, list) else value)
        if is_list and is_last:
            numbers[path] += 1
        if numbers[path]:
            path = f"{path}[{numbers[path]}]"
        inner = value[0] if isinstance(value, list) else value
    return path


def _values(data: dict[str, Any], statement: list[str]) -> Iterator[tuple[str, int]]:
    """Yield the path of each value in a statement, with the line within it."""
    for name, value in data.items():
        yield name, 0
        if isinstance(value, dict):
            yield from ((f"{name}.{path}", line) for path, line in _values(value, statement))
        elif isinstance(value, list):
            for number, (one, line) in enumerate(zip(value, _items(len(value), statement), strict=True), 1):
                yield f"{name}[{number}]", line
                if isinstance(one, dict):
                    yield from ((f"{name}[{number}].{path}", line) for path, _ in _values(one, statement))


def _items(number: int, statement: list[str]) -> list[int]:
    """Return the line of each item of a list."""
    lines: list[int] = []
    for line in range(len(statement)):
        closed = _read([*statement[: line + 1], "]"])
        if closed and len(value := _innermost(closed)) > len(lines):
            lines += [line] * (len(value) - len(lines))
    return (lines + [0] * number)[:number]


def _innermost(data: Any) -> list[Any]:
    while isinstance(data, dict):
        (data,) = data.values()
    return data if isinstance(data, list) else []
