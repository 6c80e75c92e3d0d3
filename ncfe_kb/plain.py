"""Reads TOML and JSON into plain data; whatever they hold is answered or refused with a Fault."""

import json
import re
import tomllib
from typing import Any

from ncfe_kb.errors import Fault
from ncfe_kb.messages import N_

_DEEP = re.compile(rb"""(?<![\w"'-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){300}""")
"""A key like a.a.a.a…: reading it takes time that grows with the square of its length."""
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


def text_of(data: bytes) -> str:
    """Return the text that bytes hold. Raises Fault."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Fault(N_("line {line} is not UTF-8 text"), line=line) from None


def toml_of(data: bytes) -> dict[str, Any]:
    """Return what TOML says. Raises Fault."""
    if _DEEP.search(data):
        raise Fault(N_("is nested too deeply"))
    try:
        return tomllib.loads(text_of(data))
    except Fault:
        raise
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        raise _toml_fault(str(error)) from None
    except RecursionError:
        raise Fault(N_("is nested too deeply")) from None


def _toml_fault(message: str) -> Fault:
    place = _PLACE.search(message)
    reason = _PLACE.sub("", message)
    if place and place[1]:
        return Fault(
            N_("line {line}, column {column} is not TOML: {reason}"), line=place[1], column=place[2], reason=reason
        )
    return Fault(N_("is not TOML at its end: {reason}"), reason=reason)


def json_of(data: bytes) -> Any:
    """Return what JSON says. Raises Fault where a field stands twice, else ValueError or RecursionError."""
    return json.loads(data.decode(), object_pairs_hook=_once_each)


def _once_each(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object's fields; raises Fault where one stands twice, since only one of the two could be kept."""
    if len(found := dict(fields)) == len(fields):
        return found
    names = [name for name, _ in fields]
    raise Fault(N_("has the field “{field}” twice"), field=next(name for name in names if names.count(name) > 1))
