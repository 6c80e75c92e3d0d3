"""The database: what comes back, what is logged, what it refuses, and many writers at once."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from conftest import MakeEntry
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from strategies import POOL, RECORDS, THOROUGH

from ncfe_kb.models import RECORD_TYPES, Course, Episode, Person, Season, Topic, Value, key_of
from ncfe_kb.storage import SQLite, Store
from ncfe_kb.storage.migrations import HEAD, VERSIONS
from ncfe_kb.storage.tables import KEPT, METADATA
from ncfe_kb.text import Text


def opened(path: Path | None, *records: Value) -> Store:
    """Return a store with these records."""
    return Store.open(SQLite(path), lambda: records, by="prøve")


def put(store: Store, *records: Value, reason: str = "prøve") -> list[Value]:
    with store.writing(reason, "prøve") as writer:
        return writer.put(records)


def fetch(store: Store, type_name: str) -> dict[str, Value]:
    with store.reading() as reader:
        return reader.fetch(type_name)


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """Return what a program that knows nothing of the catalogue reads."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def person(key: str, name: str = "Navn") -> Person:
    return Person(id=key, name=name)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.db"


@pytest.fixture(scope="module")
def pool() -> Iterator[Store]:
    """A store with the records that drawn ones refer to."""
    with closing(opened(None, *POOL)) as store:
        yield store


@pytest.mark.parametrize("type_name", RECORD_TYPES)
@THOROUGH
@given(data=st.data())
def test_what_is_put_is_fetched_as_it_was_and_putting_it_again_changes_nothing(
    pool: Store, type_name: str, data: st.DataObject
) -> None:
    record = data.draw(RECORDS[type_name])
    put(pool, record)
    assert fetch(pool, type_name)[key_of(record)] == record
    assert put(pool, record) == []


def test_an_episode_of_which_nothing_is_known_stays_an_episode(pool: Store, entry: MakeEntry) -> None:
    made = entry("afsnit", kind="podcast_episode", episode=Episode())
    put(pool, made)
    assert fetch(pool, "entry")["afsnit"] == made


def test_records_are_fetched_in_the_order_of_their_ids_or_in_the_order_asked_for(pool: Store) -> None:
    put(pool, person("c"), person("a"), person("b"))
    assert [key for key in fetch(pool, "person") if len(key) == 1] == ["a", "b", "c"]
    with pool.reading() as reader:
        assert list(reader.fetch("person", ["c", "ukendt", "a", "c"])) == ["c", "a"]
        assert reader.fetch("person", []) == {}
        assert {"a", "b", "c"} <= reader.ids("person")


def test_many_records_are_asked_for_at_once(pool: Store) -> None:
    many = [person(f"nr-{number}") for number in range(1_500)]
    put(pool, *many)
    with pool.reading() as reader:
        assert list(reader.fetch("person", map(key_of, many)).values()) == many


def test_every_change_is_logged_with_before_and_after_in_one_set_a_transaction(path: Path) -> None:
    with closing(opened(path)) as store:
        put(store, person("a", "Å"), person("b"), reason="tilføj")
        put(store, person("a", "Å"), reason="intet nyt")
        with store.writing("ret", "en anden") as writer:
            writer.put([person("a", "Ø"), person("b")])
            writer.remove("person", ["b", "ukendt"])
    a, oe, b = ({"id": "a", "name": "Å"}, {"id": "a", "name": "Ø"}, {"id": "b", "name": "Navn"})
    logged = rows(path, "SELECT number, change_set, type, record, before, after FROM change ORDER BY number")
    assert [(*row[:4], *(value and json.loads(value) for value in row[4:])) for row in logged] == [
        (1, 1, "person", "a", None, a),
        (2, 1, "person", "b", None, b),
        (3, 2, "person", "a", a, oe),
        (4, 2, "person", "b", b, None),
    ]
    assert rows(path, "SELECT by, reason FROM change_set") == [("prøve", "tilføj"), ("en anden", "ret")]


def test_changes_are_told_after_a_number(pool: Store) -> None:
    with pool.reading() as reader:
        before = reader.last_change().number
    put(pool, person("d"), person("e"))
    with pool.reading() as reader:
        assert [(change.type, change.record) for change in reader.changes_after(before)] == [
            ("person", "d"),
            ("person", "e"),
        ]
        assert reader.last_change().number == before + 2
        assert reader.changes_after(before + 2) == []


class Stop(Exception):
    pass


def interrupt(store: Store) -> None:
    with store.writing("ret", "prøve") as writer:
        writer.put([person("a", "ny"), person("b")])
        writer.remove("person", ["c"])
        raise RuntimeError("midt i det hele")


def test_a_block_that_raises_changes_and_logs_nothing(path: Path) -> None:
    with closing(opened(path, person("a"), person("c"))) as store:
        with pytest.raises(RuntimeError, match="midt i"):
            interrupt(store)
        assert fetch(store, "person") == {"a": person("a"), "c": person("c")}
    assert rows(path, "SELECT max(number) FROM change") == [(2,)]
    assert rows(path, "SELECT count(*) FROM change_set") == [(1,)]


@pytest.mark.parametrize(
    ("type_name", "key", "expected"),
    [
        ("kind", "news", {"haandbog", "kursuskatalog", "vaerk"}),
        ("topic", "ekstremisme", {"hoejreekstremisme", "vaerk", "kursus"}),
        ("topic", "nynazisme", {"emne"}),
        ("topic_group", "ideologi", {"emne"}),
        ("entry", "haandbog", {"vaerk"}),
        ("entry", "kursuskatalog", {"kursus", "kursuskatalog"}),  # its season bears its id
        ("person", "holm-aase", {"vaerk"}),
        ("audience", "politi", {"kursus"}),
        ("audience", "laerere", set()),
        ("entry", "ukendt", set()),
    ],
)
def test_referrers_are_the_records_that_refer_to_one(
    entry: MakeEntry, type_name: str, key: str, expected: set[str]
) -> None:
    records = (
        entry(
            "vaerk",
            topics=("ekstremisme",),
            relations=({"type": "about", "target": "haandbog"},),
            contributors=({"name": "Å", "role": "author", "person": "holm-aase"},),
        ),
        Topic(id="emne", preferred_label=Text(da="emne"), group="ideologi", related=("nynazisme",)),
        Season(catalogue="kursuskatalog", label=Text(da="forår")),
        Course(
            id="kursus",
            theme=Text(da="tema"),
            topics=("ekstremisme",),
            catalogues=("kursuskatalog",),
            audience=("politi",),
        ),
    )
    with closing(opened(None, *POOL, *records)) as store, store.reading() as reader:
        assert set(reader.referrers(type_name, key)) == expected


def test_the_database_itself_holds_every_reference(path: Path) -> None:
    opened(path, *POOL).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for statement in (
            "DELETE FROM kind WHERE id = 'news'",
            "UPDATE entry SET series = 'ukendt'",
            "INSERT INTO entry_topic VALUES ('haandbog', 0, 'ukendt')",
            "INSERT INTO topic_broader VALUES ('ukendt', 0, 'ekstremisme')",
            "INSERT INTO relation (owner, position, type, target, certainty) VALUES ('haandbog', 0, 'about', 'x', 'y')",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
                connection.execute(statement)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_type_of_record_has_a_table_of_its_name() -> None:
    assert KEPT.keys() == RECORD_TYPES.keys()
    assert all(kept.table.name == name for name, kept in KEPT.items())


def test_the_database_is_in_write_ahead_mode_and_readable_by_any_other_program(path: Path) -> None:
    with closing(opened(path, person("a", "Åse"))):
        assert rows(path, "PRAGMA journal_mode") == [("wal",)]
        assert rows(path, "SELECT id, name, name_variants, orcid FROM person") == [("a", "Åse", None, None)]


def test_the_migrations_make_exactly_the_tables_of_this_version(path: Path) -> None:
    opened(path).close()
    checked = create_engine(f"sqlite:///{path}")
    with checked.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == HEAD
    checked.dispose()


def test_the_versions_named_are_those_of_the_migrations_with_the_newest_last() -> None:
    config = Config()
    config.set_main_option("script_location", "ncfe_kb.storage:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == HEAD
    assert [script.revision for script in scripts.walk_revisions()][::-1] == list(VERSIONS)
