"""What pydantic found wrong with a value, as faults that can be said in either language."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from ncfe_kb.errors import Fault
from ncfe_kb.messages import N_

_MESSAGES = {
    "missing": N_("is missing"),
    "extra_forbidden": N_("is not a field that is known here"),
    "string_type": N_("must be text"),
    "bool_parsing": N_("must be true or false"),
    "greater_than_equal": N_("must be at least {ge}"),
    "int_parsing": N_("must be a whole number"),
    "less_than_equal": N_("must be at most {le}"),
    "string_too_long": N_("is longer than {max_length} characters"),
    "string_too_short": N_("is empty; write something or leave it out"),
    "too_long": N_("names more than {max_length} at once"),
    "int_type": N_("must be a whole number"),
    "int_from_float": N_("must be a whole number"),
    "float_type": N_("must be a number"),
    "bool_type": N_("must be true or false"),
    "tuple_type": N_("must be a list"),
    "dict_type": N_("must be a table of fields"),
    "model_type": N_("must be a table of fields"),
    "model_attributes_type": N_("must be a table of fields"),
    "literal_error": N_("must be one of {expected}"),
}
_OTHERWISE = N_("is not valid here")


def faults_of(error: ValidationError, *within: str) -> tuple[Fault, ...]:
    """Return every fault that a validation found, each with the path of its value `within` a field."""
    return tuple(fault_in({**detail}, *within) for detail in error.errors(include_url=False, include_input=False))


def path_of(location: tuple[int | str, ...]) -> str:
    """Return the place of a value as people write it: contributors[2].role, counted from 1."""
    path = ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def fault_in(detail: Mapping[str, Any], *within: str) -> Fault:
    """Return the fault that one of pydantic's errors tells, with the path of its value `within` a field."""
    where = path_of((*within, *detail["loc"]))
    context = detail.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, Fault):
        return Fault(cause.message, where=where, **cause.fields)
    message = _MESSAGES.get(detail["type"], _OTHERWISE)
    return Fault(message, where=where, **{name: value for name, value in context.items() if name != "error"})
