"""Database columns for the values that are not plain: bilingual text and lists, kept as JSON."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, Dialect, ForeignKey
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

from ncfe_kb.text import Labels, Text
from ncfe_kb.trusted import trusted


def deferred_key(target: str) -> ForeignKey:
    """Return a reference to "table.column" that the database checks when the transaction ends.

    So records which refer to each other can be written in any order.
    """
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


def reference(target: str, **options: Any) -> Any:
    """Return a field that refers to "table.column"."""
    return Field(sa_column_args=(deferred_key(target),), index=True, **options)


def optional(column: type[TypeDecorator[Any]], default: Any) -> Any:
    """Return a field that is kept in this column, or as NULL where it says nothing."""
    return Field(default=default, sa_type=column, nullable=True)


class _Json(TypeDecorator[Any]):
    """A value in a JSON column; an empty one is kept as NULL, so that other tools read it as unknown."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init_subclass__(cls, **options: Any) -> None:
        """Say of every kind of column what SQLAlchemy looks for in the class itself."""
        super().__init_subclass__(**options)
        cls.cache_ok = True


_NO_TEXT = Text()


def _text(kept: dict[str, str] | None) -> Text:
    """Return a text that the catalogue wrote, without checking it again."""
    return trusted(Text, {"da": kept.get("da"), "en": kept.get("en")}) if kept else _NO_TEXT


def _labels(kept: dict[str, list[str]]) -> Labels:
    """Return labels that the catalogue wrote, without checking them again."""
    return trusted(Labels, {"da": tuple(kept.get("da", ())), "en": tuple(kept.get("en", ()))})


class TextColumn(_Json):
    """Keeps a Text as {"da": …, "en": …}, without the sides that are not known."""

    def process_bind_param(self, value: Text | dict[str, str] | None, dialect: Dialect) -> dict[str, str] | None:
        """Return what the column keeps."""
        found = value.model_dump(exclude_none=True) if isinstance(value, Text) else value
        return found or None

    def process_result_value(self, value: dict[str, str] | None, dialect: Dialect) -> Text:
        """Return the text."""
        return _text(value)


class LabelsColumn(_Json):
    """Keeps Labels as {"da": […], "en": […]}."""

    def process_bind_param(
        self, value: Labels | dict[str, list[str]] | None, dialect: Dialect
    ) -> dict[str, Any] | None:
        """Return what the column keeps."""
        found = value.model_dump(exclude_defaults=True) if isinstance(value, Labels) else value
        return found or None

    def process_result_value(self, value: dict[str, list[str]] | None, dialect: Dialect) -> Labels:
        """Return the labels."""
        return _labels(value or {})


class ListColumn(_Json):
    """Keeps a tuple of strings as a JSON list."""

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> list[str] | None:
        """Return what the column keeps."""
        return list(value) if value else None

    def process_result_value(self, value: list[str] | None, dialect: Dialect) -> tuple[str, ...]:
        """Return the strings."""
        return tuple(value or ())


@cache
def _adapter(value_type: Any) -> TypeAdapter[Any]:
    return TypeAdapter(value_type)


class ValueColumn(_Json):
    """Keeps a value of `value_type` in its JSON form, without the fields that say nothing."""

    value_type: Any = None

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return what the column keeps."""
        if value and not isinstance(value, (dict, list)):
            value = _adapter(self.value_type).dump_python(value, mode="json", exclude_defaults=True)
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the value; one that is not there is None."""
        return _adapter(self.value_type).validate_python(value) if value is not None else None


class ValuesColumn(ValueColumn):
    """Keeps a tuple of values as a JSON list."""

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the values."""
        return super().process_result_value(value, dialect) if value else ()


class TextsColumn(_Json):
    """Keeps a tuple of Text as a JSON list."""

    def process_bind_param(self, value: Any, dialect: Dialect) -> list[dict[str, str]] | None:
        """Return what the column keeps."""
        kept = [text.model_dump(exclude_none=True) if isinstance(text, Text) else text for text in value or ()]
        return kept or None

    def process_result_value(self, value: list[dict[str, str]] | None, dialect: Dialect) -> tuple[Text, ...]:
        """Return the texts."""
        return tuple(_text(text) for text in value or ())
