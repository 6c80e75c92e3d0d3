"""A look at the catalogue finds what is wrong with what is kept, and what to do; each check is broken once."""

import re
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import ROOT, complete, make_entry
from tampering import said, tamper, wrong
from whoosh.util.filelock import FileLock

from ncfe_kb import Catalogue
from ncfe_kb.catalogue import CHECK_LABELS, documents, examining, following
from ncfe_kb.catalogue.examining import kept
from ncfe_kb.search.whoosh_index import WhooshIndex
from ncfe_kb.storage.migrations import HEAD


def test_nothing_is_found_where_nothing_is_wrong(sound: Catalogue) -> None:
    assert sound.doctor() == ()


def test_nothing_is_wrong_with_the_centres_own_catalogue(starter: Catalogue) -> None:
    """It is in memory, and so has no folder to look at."""
    assert wrong(starter.doctor()) == []


def test_every_check_has_a_label_and_stands_in_the_readme() -> None:
    named = re.findall(r"^\| `(\w+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert named == list(CHECK_LABELS) == [*examining.GROUND, *examining.CHECKS]


def require(home: Path, table: str, column: str) -> None:
    """Declare that a column has a value in every row, whether it has or not."""
    tamper(
        home,
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_master SET sql = replace(sql, '{column} VARCHAR', '{column} VARCHAR NOT NULL')"
        f" WHERE name = '{table}'",
    )


@pytest.mark.sqlite
@pytest.mark.usefixtures("sound")
def test_what_the_database_itself_calls_damaged_is_found_and_nothing_else_is_looked_at(home: Path) -> None:
    require(home, "person", "orcid")
    home.chmod(0o755)
    with Catalogue.open(home) as again:
        assert [(*one[:2], str(one.fault)) for one in again.doctor()] == [
            ("database", "catalogue.db", "NULL value in person.orcid; restore a backup")
        ]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("DROP INDEX ix_relation_target", ("relation", "INDEX ix_relation_target is missing; restore a backup")),
        ("ALTER TABLE entry DROP COLUMN genre", ("entry", "COLUMN genre is missing; restore a backup")),
        ("DROP TABLE programme", ("programme", "TABLE programme is missing; restore a backup")),
        (
            "ALTER TABLE kind ADD COLUMN colour VARCHAR",
            ("kind", "COLUMN colour belongs to no version of ncfe-kb; take it away"),
        ),
        (
            "CREATE TABLE notes (id INTEGER)",
            ("notes", "TABLE notes belongs to no version of ncfe-kb; take it away"),
        ),
        (
            "UPDATE alembic_version SET version_num = '0000'",
            ("alembic_version", f"0000, {HEAD} is not as in this version; restore a backup"),
        ),
    ],
)
def test_tables_that_no_migration_leaves_are_found(
    sound: Catalogue, home: Path, statement: str, finding: tuple[str, str]
) -> None:
    tamper(home, statement)
    assert finding in said(sound, "schema", is_wrong=True)


@pytest.mark.sqlite
@pytest.mark.usefixtures("sound")
def test_a_column_of_another_kind_is_found(home: Path) -> None:
    require(home, "course", "provider")
    with Catalogue.open(home) as again:
        assert said(again, "schema", is_wrong=True) == [
            ("course", "COLUMN provider is not as in this version; restore a backup")
        ]


@pytest.mark.sqlite
def test_a_reference_to_nothing_is_found(sound: Catalogue, home: Path) -> None:
    tamper(home, "UPDATE entry SET kind = 'nothing' WHERE slug = 'a'", "DELETE FROM person")
    kind, person = (f"refers to a row of {table} that is not there; restore a backup" for table in ("kind", "person"))
    assert sorted(said(sound, "references", is_wrong=True)) == [
        ("contributor a", person),
        ("contributor b", person),
        ("contributor c", person),
        ("entry a", kind),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET date = '1848' WHERE slug = 'a'",
        "UPDATE entry SET public = FALSE WHERE slug = 'a'",
        """UPDATE entry SET title = '{"da": "En anden titel"}' WHERE slug = 'a'""",
        "INSERT INTO entry_topic VALUES ('a', 0, 'nynazisme')",
        "DELETE FROM contributor WHERE owner = 'a'",
    ],
)
def test_a_work_that_the_index_has_otherwise_is_found_and_mended(sound: Catalogue, home: Path, statement: str) -> None:
    tamper(home, statement)
    assert wrong(sound.doctor()) == [("index", "a")]
    assert wrong(sound.doctor(fix=True)) == []


def test_a_label_that_the_index_has_otherwise_is_found_and_mended(sound: Catalogue, home: Path) -> None:
    tamper(home, """UPDATE kind SET label = '{"da": "avis", "en": "paper"}' WHERE id = 'news'""")
    assert wrong(sound.doctor()) == [("index", "a"), ("index", "b"), ("index", "c")]
    assert sound.doctor(fix=True) == ()
    assert sound.search("avis").total == 3


def test_a_work_that_the_index_has_not_is_found_and_mended(sound: Catalogue, home: Path) -> None:
    index = WhooshIndex(home / "index")
    state = index.state()
    assert state
    index.update([], ["a"], state)
    assert wrong(sound.doctor()) == [("index", "a")]
    assert sound.doctor(fix=True) == ()
    assert "a" in [hit.slug for hit in sound.search("titel")]


def test_a_work_that_only_the_index_has_is_found_and_mended(sound: Catalogue, home: Path) -> None:
    index = WhooshIndex(home / "index")
    state = index.state()
    assert state
    index.update([documents.document_of(make_entry("d"), sound.vocabulary)], [], state)
    assert wrong(sound.doctor()) == [("index", "d")]
    assert sound.doctor(fix=True) == ()


def test_an_index_that_is_left_behind_is_only_noted(
    sound: Catalogue, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE", 0)
    lock = FileLock(str(home / "index" / "lock"))
    assert lock.acquire()
    sound.put(complete("d"))
    assert said(sound, "index", is_wrong=False) == [
        ("index", "not at the last change; look again when nothing is written")
    ]
    lock.release()
    assert sound.doctor() == ()


@pytest.mark.parametrize("folder", ["", "index"])
def test_a_folder_that_others_may_read_is_found_and_mended(sound: Catalogue, home: Path, folder: str) -> None:
    path = home / folder
    path.chmod(0o755)
    assert wrong(sound.doctor()) == [("modes", str(path))]
    assert sound.doctor(fix=True) == ()
    assert path.stat().st_mode & 0o777 == 0o700


def test_a_disk_that_is_almost_full_is_found(sound: Catalogue, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LEAST_FREE", 10**18)
    assert wrong(sound.doctor()) == [("space", str(home))]


def test_the_command_line_says_what_is_wrong_and_exits_with_it(cli: Cli) -> None:
    cli("init")
    assert cli("doctor", lang="en").code == 0
    assert "Intet er galt.\n" in cli("doctor").out
    (cli.home / "index").chmod(0o755)
    found = cli("doctor", "--json")
    assert (found.code, found.json["findings"][0]["check"]) == (1, "modes")
    assert set(found.json["findings"][0]) == {"check", "where", "message", "is_wrong"}
    assert cli("doctor").out.startswith("Galt\n  rettigheder: andre kan læse eller skrive her;")
    assert cli("doctor", "--fix").code == 0


def test_the_command_line_names_the_first_places_of_the_same_fault(cli: Cli, sound: Catalogue) -> None:
    sound.put(*(complete(f"uden-{number}", date=None) for number in range(7)))
    assert cli("doctor", lang="en").out.splitlines() == [
        "Worth a look",
        "  dates (7): published without a date; add it where known",
        "      uden-0, uden-1, uden-2, uden-3, uden-4 and 2 more",
        "Nothing is wrong.",
        "All places: ncfe-kb doctor --json",
    ]
    assert len(cli("doctor", "--json").json["findings"]) == 7
