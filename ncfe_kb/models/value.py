"""What all records have in common: frozen, checked, equal by value."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, StrictBool, StrictInt, ValidationError
from sqlmodel import SQLModel

from ncfe_kb.errors import Fault, InvalidRecord
from ncfe_kb.messages import N_
from ncfe_kb.models.faults import faults_of
from ncfe_kb.text import Text

_GREATEST = 2**63 - 1  # what a database keeps as a whole number


class Reference(NamedTuple):
    """That the field `where` of a record refers to the record `id` of a type."""

    where: str
    type: str
    id: str


class Part(BaseModel):
    """A frozen value inside another one, which refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Value(SQLModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # type: ignore[assignment]  # SQLModel narrows the type

    def __init__(self, /, **data: Any) -> None:
        """Check and keep the fields; raises InvalidRecord with every fault."""
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise InvalidRecord(faults_of(error)) from None

    # Tells pydantic that nested values need no call of __init__, as SQLModel's own does.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]  # SQLModel does so

    def with_(self, **changes: Any) -> Self:
        """Return a checked copy with these fields changed."""
        return type(self)(**{**{name: getattr(self, name) for name in type(self).model_fields}, **changes})

    def references(self) -> Iterator[Reference]:
        """Yield the records that this one refers to."""
        yield from ()

    def filled(self) -> dict[str, Any]:
        """Return the fields that say something, as plain data: what a file or a log keeps."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude_none=True)


def text_of(field: str, *, da: str | None = None, en: str | None = None) -> Text:
    """Return a text for this field; raises InvalidRecord with every fault."""
    try:
        return Text(da=da, en=en)
    except ValidationError as error:
        raise InvalidRecord(faults_of(error, field)) from None


def _between(first: int, last: int) -> Callable[[int], int]:
    def check(number: int) -> int:
        if not first <= number <= last:
            raise Fault(N_("must lie between {first} and {last}"), first=first, last=last)
        return number

    return check


check_whole = _between(-_GREATEST - 1, _GREATEST)


def _web_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises ValueError where it is none
        valid = parts.scheme in {"http", "https"} and parts.hostname and address.isprintable()
    except ValueError:
        valid = False
    if not valid or set(address) & {" ", "\\"}:  # browsers take a backslash for a slash
        raise Fault(N_("“{address}” is not a web address; it begins with https:// or http://"), address=address)
    if "@" in parts.netloc:
        raise Fault(N_("holds a user's name or password; leave out what stands before @ in the address"))
    return address


def one_of(terms: Mapping[str, str], message: str) -> Callable[[str], str]:
    """Return a check that a string is one of these terms; `message` has {term} and {terms}."""

    def check(term: str) -> str:
        if term not in terms:
            raise Fault(message, term=term, terms=", ".join(terms))
        return term

    return check


Count = Annotated[StrictInt, AfterValidator(_between(0, _GREATEST))]
"""A whole number from 0."""
Whole = Annotated[StrictInt, AfterValidator(check_whole)]
"""A whole number that a database can keep."""
Flag = StrictBool
"""True or false, and nothing that resembles them."""
WebAddress = Annotated[str, AfterValidator(_web_address)]
"""An http or https address."""
