"""The fields of an entry as a path names them: those that take one value, and those that hold several."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel

from ncfe_kb.catalogue.vocabulary import near_ids
from ncfe_kb.errors import Fault, InvalidRecord, UnknownRecord
from ncfe_kb.languages import LANGUAGES
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry, terms

KEYS: Final[Mapping[str, Collection[str]]] = MappingProxyType(
    {
        "alternative_titles": LANGUAGES,
        "contributors": terms.ROLES,
        "relations": terms.RELATION_TYPES,
        "identifiers": terms.IDENTIFIER_SCHEMES,
    }
)
"""The lists whose items are named by what they are as well: contributors.editor, relations.summary_of."""

_RENAMED: Final = N_("is changed with rename")
_MOVED_ON: Final = N_("is changed with status, publish or withdraw")
ELSEWHERE: Final[Mapping[str, str]] = MappingProxyType(
    {"slug": _RENAMED, "former_slugs": _RENAMED, "status": _MOVED_ON, "statuses": _MOVED_ON}
)
"""What has a command of its own, which looks at more than the field."""


@cache
def singles() -> Mapping[str, type]:
    """Return the fields that take one value, by path (title.en, episode.number), with the type of the value."""
    return {path: of for path, of in _fields(Entry, "") if of is not tuple}


@cache
def lists() -> frozenset[str]:
    """Return the fields that hold several values, alone and with each key that they have: urls, relations.part_of."""
    names = [path for path, of in _fields(Entry, "") if of is tuple]
    return frozenset((*names, *(f"{name}.{key}" for name in names for key in KEYS.get(name, ()))))


def _fields(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, type]]:
    for name, field in model.model_fields.items():
        kind = _bare(field.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _fields(kind, f"{prefix}{name}.")
        else:
            yield prefix + name, _type_of(kind)


def _type_of(annotation: Any) -> type:
    if get_origin(annotation) is tuple:
        return tuple
    return next((one for one in (bool, int) if annotation is one), str)


def _bare(annotation: Any) -> Any:
    """Return a type without what is checked of it, and without None."""
    while get_origin(annotation) in {Annotated, Union, UnionType}:
        annotation = next(one for one in get_args(annotation) if one is not NoneType)
    return annotation


def parts(field: str) -> tuple[str, ...]:
    """Return the fields within one that takes no value itself: title.da, title.en."""
    return tuple(path for path in (*singles(), *sorted(lists())) if path.startswith(f"{field}."))


def check_single(field: str) -> None:
    """Raise UnknownRecord or InvalidRecord, with what would be right, for a field that takes no single value."""
    _check_own(field)
    if field in lists():
        raise _wrong(N_("holds several; add or remove one of them"), field)
    _check_known(field, singles())


def check_list(field: str) -> None:
    """Raise UnknownRecord or InvalidRecord, with what would be right, for a field that does not hold several."""
    _check_own(field)
    if field in singles():
        raise _wrong(N_("holds one value; set it"), field)
    _check_known(field, lists())


def check_any(field: str) -> None:
    """Raise UnknownRecord or InvalidRecord for what is no field that can be cleared."""
    _check_own(field)
    if not parts(field):
        _check_known(field, {*singles(), *lists()})


def needs_key(field: str) -> InvalidRecord:
    """Return the error of a list whose items are named by what they are, where that is not said."""
    return _wrong(N_("needs to be one of {names}"), field, names=", ".join(parts(field)))


def _check_own(field: str) -> None:
    if message := ELSEWHERE.get(field.partition(".")[0]):
        raise _wrong(message, field)


def _check_known(field: str, known: Collection[str]) -> None:
    if field in known:
        return
    if parts(field):
        raise needs_key(field)
    raise UnknownRecord("field", field, near_ids(field, (path for path in known if path not in ELSEWHERE)))


def _wrong(message: str, field: str, **about: Any) -> InvalidRecord:
    return InvalidRecord((Fault(message, where=field, **about),))
