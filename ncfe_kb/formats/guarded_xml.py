"""Reads XML of others by Python's expat, without what could make a small file large or fetch another one."""

from typing import Any
from xml.parsers import expat

from ncfe_kb.errors import Fault
from ncfe_kb.messages import N_


def parse(data: bytes, parser: Any = None) -> None:
    """Let a parser with its handlers, by default one without, read the whole of it. Raises Fault.

    A DOCTYPE is refused: without one there is no way to entities.
    """
    parser = parser or expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise Fault(N_("line {line} is not XML: {reason}"), line=error.lineno, reason=reason) from None
    except (ValueError, LookupError) as error:
        if isinstance(error, Fault):
            raise
        raise Fault(N_("is not XML in UTF-8: {reason}"), reason=str(error)) from None


def _refuse(*_: Any) -> None:
    raise Fault(N_("has a DOCTYPE, by which a file can name others and unfold without end; take it out"))
