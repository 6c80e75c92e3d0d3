"""Refuses what would make rdflib fetch something or unfold it without end, before rdflib sees it."""

import logging
from collections.abc import Callable
from typing import Any

from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf

from ncfe_kb.errors import Fault
from ncfe_kb.formats import guarded_xml
from ncfe_kb.formats.skos import Form
from ncfe_kb.messages import N_
from ncfe_kb.plain import json_of, text_of

_LARGEST = 20
"""Megabytes that a file may have, enough for 160,000 topics; rdflib takes some ninety times as much memory."""
_REASON = 160
"""Characters of a parser's complaint that are told."""
_NOWHERE = "file:///"
"""What relative addresses begin with: only their last part counts, and the folder of the run is nobody's matter."""
logging.getLogger("rdflib").addHandler(logging.NullHandler())  # else it prints what it thinks of each address


def graph_of(form: Form, data: bytes) -> Graph:
    """Return the statements of a file. Raises Fault."""
    if len(data) > _LARGEST * 1_000_000:
        raise Fault(N_("is larger than {largest} MB"), largest=_LARGEST)
    checked = _CHECKS[form.name](data)
    try:
        return _parsed(form, checked)
    except RecursionError:
        raise Fault(N_("is nested too deeply")) from None
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - rdflib raises what its parsers and their own code meet in a damaged file
        raise _unreadable(form, error) from None


def _parsed(form: Form, checked: Any) -> Graph:
    graph = Graph(bind_namespaces="none")
    if form.name != "jsonld":
        return graph.parse(data=checked, format=form.parser, publicID=_NOWHERE)
    to_rdf(checked, graph, _NOWHERE)
    return graph


def _unreadable(form: Form, error: Exception) -> Fault:
    said = " ".join(f"{type(error).__name__}: {error}".split())
    reason = said if len(said) <= _REASON else f"{said[:_REASON]}…"
    return Fault(N_("is not {format}: {reason}"), format=form.media_type, reason=reason)


def _xml(data: bytes) -> bytes:
    guarded_xml.parse(data)
    return data


def _json(data: bytes) -> Any:
    """Return what JSON says whose contexts all stand in it."""
    try:
        found = json_of(data)
    except RecursionError:
        raise Fault(N_("is nested too deeply")) from None
    except ValueError as error:
        if isinstance(error, Fault):
            raise
        raise Fault(N_("is not JSON: {reason}"), reason=str(error)) from None
    _check_contexts(found)
    return found


def _check_contexts(found: Any) -> None:
    """Raise Fault for a context that does not stand in the file, wherever that may be, since it would be fetched."""
    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += one.values()
            for context in _elsewhere(one):
                raise Fault(
                    N_("has a @context that does not stand in it, “{address}”; none is fetched, so write it out"),
                    address=context,
                )


def _elsewhere(one: dict[str, Any]) -> list[str]:
    """Return what an object gives for a context that is none itself."""
    given = one.get("@context")
    contexts = [*(given if isinstance(given, list) else [given])]
    return [str(each) for each in contexts if not isinstance(each, dict | None)] + [
        str(one["@import"]) for _ in range("@import" in one)
    ]


_CHECKS: dict[str, Callable[[bytes], Any]] = {"turtle": text_of, "rdfxml": _xml, "jsonld": _json}
