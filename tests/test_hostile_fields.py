"""Markup, escapes and odd letters in every text field of every type of record, those to come included."""

from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from cli_runner import Cli, Done
from hostile import ESCAPES, NO_TEXT, ODD, SYNTAX, TURNING, commands, obeyed
from pydantic import BaseModel, TypeAdapter, ValidationError

from ncfe_kb import Catalogue, Entry, Text
from ncfe_kb.errors import InvalidRecord
from ncfe_kb.models import RECORD_TYPES, Value

ID = "skidt"
KEPT = {"markup": SYNTAX, "odd": f"{TURNING} {ODD} [a](javascript:x) **b**\nto\tlinjer"}
REFUSED = {"escapes": ESCAPES, "no text": NO_TEXT, "nul": "a\x00b", "8-bit": "a\x9bb"}
ACCEPTED: tuple[Any, ...] = (
    *(ID, 2019, False, "2019", "https://x.dk", "da", "published", "author", "part_of", "stated", "episode", "voice"),
    *("about", "days", "page_excerpt", "doi", {"scheme": "doi", "value": "10.1002/berj.3677"}),
)
"""A value for each of the types that take no text of any kind."""

NOT_ITSELF: dict[str, dict[str, Any]] = {
    "topic": {"broader": [], "related": []},
    "organisation": {"predecessor": None},
    "entry": {"relations": [{"type": "part_of", "target": "andet"}]},
}
"""Fields that would make a record refer to itself."""


def filled(annotation: Any, text: str) -> Any:
    """Return a value of this type that holds the text in every place that takes it."""
    for guess in (*_guesses(annotation, text), *ACCEPTED):
        try:
            TypeAdapter(annotation).validate_python(guess)
        except ValidationError:
            continue
        return guess
    pytest.fail(f"what can be given for {annotation}?")


def _guesses(annotation: Any, text: str) -> Iterator[Any]:
    origin, within = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _guesses(within[0], text)
    elif origin in {Union, UnionType}:
        for one in within:
            yield from _guesses(one, text)
    elif origin is tuple:
        yield [filled(within[0], text)]
    elif annotation is str:
        yield text
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield fields(annotation, text)
    assert origin is None or origin in {Annotated, Union, UnionType, tuple, Literal}, annotation


def fields(model: type[BaseModel], text: str) -> dict[str, Any]:
    """Return a value for each field of a model."""
    return {
        name: filled(Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation, text)
        for name, field in model.model_fields.items()
    }


def record(type_name: str, text: str) -> Value:
    """Return a record of this type with the text in every field that takes it."""
    data = fields(RECORD_TYPES[type_name], text)
    data |= NOT_ITSELF.get(type_name, {})
    return RECORD_TYPES[type_name](**data)


def records(text: str) -> list[Value]:
    other = Entry(slug="andet", kind=ID, title=Text(da="andet"))
    return [*(record(type_name, text) for type_name in RECORD_TYPES), other]


def places(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every text in plain data."""
    if isinstance(data, str):
        yield path
    elif isinstance(data, (dict, list)):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*path, key))


def replaced(data: Any, path: tuple[str | int, ...], value: str) -> Any:
    """Return plain data with another value at a path."""
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = replaced(data[path[0]], path[1:], value)
    return copy


@pytest.mark.parametrize("type_name", RECORD_TYPES)
@pytest.mark.parametrize("name", REFUSED)
def test_what_hides_or_changes_text_is_refused_in_every_field_in_one_line(type_name: str, name: str) -> None:
    data = record(type_name, "rød").model_dump(mode="json")
    for path in places(data):
        with pytest.raises(InvalidRecord) as refused:
            RECORD_TYPES[type_name](**replaced(data, path, f"a{REFUSED[name]}b"))
        assert refused.value.faults[0].where.startswith(str(path[0])), path


@pytest.fixture(params=KEPT)
def full(request: pytest.FixtureRequest, cli: Cli) -> Cli:
    """A catalogue of one record of each type, with a text in every field that takes it."""
    with Catalogue.open(cli.home, starter=False) as kb:
        kb.put(*records(KEPT[request.param]))
    return cli


def shown(cli: Cli) -> Iterator[tuple[str, Done]]:
    """Yield what each command that shows records does."""
    lines = (
        *("search", f"search {ID}", "search --explain --group script", "search --public", "list", f"show {ID}"),
        *("topics", f"topics {ID}", "kinds", f"complete {ID}", "complete drop", f"similar {ID}", "history", "doctor"),
        *("courses", f"course show {ID}", "series", f"series {ID}"),
        *(f"courses --format {form}" for form in ("markdown", "html")),
        *(f"report 2019 --list --format {form}" for form in ("text", "markdown", "csv", "html", "svg")),
    )
    with_json = {path[0] for path, command in commands() if any(one.name == "json_wanted" for one in command.params)}
    for line in lines:
        for words in (
            ([*line.split()], [*line.split(), "--json"]) if line.split()[0] in with_json else ([*line.split()],)
        ):
            yield line, cli(*words, lang="en")
    yield "undo", cli("undo", "1", lang="en")
    yield "remove", cli("remove", ID, "--drop-relations", lang="en")


def test_what_is_kept_is_shown_and_does_nothing_to_a_terminal_or_a_page(full: Cli) -> None:
    for line, done in shown(full):
        assert done.code in {0, 1, 2}, (line, done.err)
        assert "unexpected fault" not in done.err
        assert not obeyed(done.out + done.err), line
    for hit in full("search", "--json").json["hits"]:
        assert "<script" not in hit["title"]["marked"]
        assert "<script" not in (hit["snippet"] or {"value": ""})["value"]


def test_what_is_kept_is_written_and_read_as_it_was(full: Cli, tmp_path: Path) -> None:
    for place in ("mappe", "fil.jsonl"):
        assert full("dump", str(tmp_path / place)).code == 0
        assert ", 0 nye eller ændrede" in full("load", str(tmp_path / place)).err
