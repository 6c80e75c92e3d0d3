"""A look at the catalogue finds what is wrong, where, and what to do; each check is broken once."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cli_runner import Cli
from conftest import ROOT, VOCABULARY, make_entry
from whoosh.util.filelock import FileLock

from ncfe_kb import Audience, Catalogue, Contributor, Entry, Episode, Kind, Person, Text, Topic
from ncfe_kb.catalogue import CHECK_LABELS, Finding, documents, examining
from ncfe_kb.catalogue.examining import kept
from ncfe_kb.search import whoosh_places
from ncfe_kb.search.whoosh_index import WhooshIndex
from ncfe_kb.storage.migrations import HEAD

AUTHOR = Contributor(name="Åse Holm", role="author", person="holm-aase")


def complete(slug: str, **fields: Any) -> Entry:
    """Return a published work that lacks nothing."""
    given = {"date": "2019", "language": "da", "contributors": (AUTHOR,), "urls": ("https://example.org/",), **fields}
    return make_entry(slug, **given)


@pytest.fixture
def sound(home: Path) -> Iterator[Catalogue]:
    """A catalogue in a folder in which nothing is wrong or worth a look."""
    with Catalogue.open(home, starter=False) as catalogue:
        catalogue.put(*VOCABULARY, complete("a"), complete("b", language="en"), complete("c"))
        yield catalogue


def tamper(home: Path, *statements: str) -> None:
    """Change the database as a program that knows nothing of the catalogue, its references unchecked."""
    with closing(sqlite3.connect(home / "catalogue.db", isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


def relate(home: Path, *relations: tuple[str, str, str]) -> None:
    """Add relations, each as source, type and target."""
    for position, (source, type_name, target) in enumerate(relations):
        values = f"'{source}', {position}, '{type_name}', '{target}', 'stated'"
        tamper(home, f"INSERT INTO relation (owner, position, type, target, certainty) VALUES ({values})")


def wrong(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.check, one.where) for one in findings if one.is_wrong]


def noted(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.check, one.where) for one in findings if not one.is_wrong]


def said(catalogue: Catalogue, check: str, *, is_wrong: bool) -> list[tuple[str, str]]:
    """Return where a check finds what, in English."""
    found = [one for one in catalogue.doctor() if one.check == check]
    assert all(one.is_wrong is is_wrong for one in found)
    return [(one.where, str(one.fault)) for one in found]


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


@pytest.mark.usefixtures("sound")
def test_what_the_database_itself_calls_damaged_is_found_and_nothing_else_is_looked_at(home: Path) -> None:
    require(home, "person", "orcid")
    home.chmod(0o755)
    with Catalogue.open(home) as again:
        assert [(*one[:2], str(one.fault)) for one in again.doctor()] == [
            ("database", "catalogue.db", "NULL value in person.orcid; restore a backup")
        ]


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
        "UPDATE entry SET public = 0 WHERE slug = 'a'",
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
    monkeypatch.setattr(whoosh_places, "PATIENCE", 0)
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


@pytest.mark.parametrize(("type_name", "target"), [("about", "gone"), ("part_of", "a"), ("related_to", "a")])
def test_a_relation_to_a_work_that_is_gone_or_to_itself_is_found(
    sound: Catalogue, home: Path, type_name: str, target: str
) -> None:
    relate(home, ("a", type_name, target))
    message = f"{type_name} {target} leads to no other work; remove it"
    assert said(sound, "relations", is_wrong=True) == [("a", message)]


def test_a_relation_without_an_inverse_is_found(sound: Catalogue, home: Path) -> None:
    relate(home, ("a", "likes", "b"))
    assert said(sound, "relations", is_wrong=True) == [("a", "likes b has no inverse; correct it")]


def test_relations_that_contradict_each_other_are_found_whichever_side_states_them(sound: Catalogue) -> None:
    sound.put(
        complete("a", relations=({"type": "part_of", "target": "b"},)),
        complete("c", relations=({"type": "has_part", "target": "b"}, {"type": "part_of", "target": "a"})),
    )
    assert said(sound, "relations", is_wrong=True) == [("a", "part_of goes round: a → b → c → a; remove one")]


def test_two_translations_of_each_other_are_found(sound: Catalogue) -> None:
    sound.put(
        complete("a", relations=({"type": "translation_of", "target": "b"},)),
        complete("b", language="en", relations=({"type": "translation_of", "target": "a"},)),
    )
    assert said(sound, "relations", is_wrong=True) == [("a", "translation_of goes round: a → b → a; remove one")]


@pytest.mark.parametrize(
    ("type_name", "inverse"), [("summary_of", "has_summary"), ("about", "subject_of"), ("related_to", "related_to")]
)
def test_a_relation_that_both_sides_state_is_noted(sound: Catalogue, type_name: str, inverse: str) -> None:
    sound.put(
        complete("a", relations=({"type": type_name, "target": "b"},)),
        complete("b", language="en", relations=({"type": inverse, "target": "a"},)),
    )
    assert said(sound, "relations", is_wrong=False) == [("a", f"{type_name} b is stated twice; remove one")]


def test_works_that_refer_to_each_other_are_no_contradiction(sound: Catalogue) -> None:
    sound.put(
        complete("a", relations=({"type": "references", "target": "b"},)),
        complete("b", language="en", relations=({"type": "references", "target": "a"},)),
    )
    assert sound.doctor() == ()


@pytest.mark.parametrize(
    ("topic", "broader", "chain"),
    [
        ("ekstremisme", "nynazisme", "ekstremisme → nynazisme → hoejreekstremisme → ekstremisme"),
        ("ekstremisme", "ekstremisme", "ekstremisme → ekstremisme"),
    ],
)
def test_topics_that_go_round_are_found_and_stand_in_the_way_of_nothing_else(
    sound: Catalogue, home: Path, topic: str, broader: str, chain: str
) -> None:
    sound.put(complete("a", topics=("nynazisme",)))
    tamper(home, f"INSERT INTO topic_broader VALUES ('{topic}', 0, '{broader}')")
    with Catalogue.open(home) as again:
        assert said(again, "topics", is_wrong=True) == [("ekstremisme", f"broader goes round: {chain}; remove one")]
        assert again.rebuild_index() == 3
        assert again.search("ekstremisme").hits[0].slug == "a"


def test_topics_that_go_round_are_shown_once(cli: Cli, sound: Catalogue) -> None:
    sound.put(Topic(id="rod", preferred_label=Text(da="rod", en="root")))
    tamper(
        cli.home,
        "INSERT INTO topic_broader VALUES ('ekstremisme', 0, 'nynazisme')",
        "INSERT INTO topic_broader VALUES ('ekstremisme', 1, 'rod')",
    )
    assert [line.split()[0] for line in cli("topics").out.splitlines()] == [
        "rod",
        "ekstremisme",
        "højreekstremisme",
        "nynazisme",
    ]


def test_a_topic_that_is_related_to_itself_or_to_what_is_broader_is_found(sound: Catalogue, home: Path) -> None:
    tamper(
        home,
        "INSERT INTO topic_related VALUES ('ekstremisme', 0, 'ekstremisme')",
        "INSERT INTO topic_related VALUES ('nynazisme', 0, 'ekstremisme')",
    )
    assert said(sound, "topics", is_wrong=True) == [
        ("ekstremisme", "related to itself; remove that"),
        ("nynazisme", "related to ekstremisme, which is broader already; remove one"),
    ]


@pytest.mark.parametrize(
    ("source", "type_name", "target"), [("a", "translation_of", "c"), ("c", "has_translation", "a")]
)
def test_a_translation_into_the_same_language_is_found(
    sound: Catalogue, home: Path, source: str, type_name: str, target: str
) -> None:
    relate(home, (source, type_name, target))
    message = "a translation of c into the same language; correct a language or remove the relation"
    assert said(sound, "translations", is_wrong=True) == [("a", message)]


def test_a_language_that_was_inferred_makes_a_translation_only_worth_a_look(sound: Catalogue) -> None:
    sound.put(complete("a", language_inferred=True, relations=({"type": "translation_of", "target": "c"},)))
    assert noted(sound.doctor()) == [("translations", "a")]


@pytest.mark.parametrize("status", ["withdrawn", "cancelled"])
@pytest.mark.parametrize(("given_up", "left"), [("a", "b"), ("b", "a")])
def test_a_translation_of_which_one_side_was_given_up_is_noted(
    sound: Catalogue, status: str, given_up: str, left: str
) -> None:
    relation = {"type": "translation_of", "target": "b"}
    statuses = {slug: ({"status": status if slug == given_up else "published"},) for slug in "ab"}
    sound.put(
        complete("a", relations=(relation,), statuses=statuses["a"]),
        complete("b", language="en", statuses=statuses["b"]),
    )
    message = f"its translation or original {given_up} was given up; remove the relation or note it"
    assert said(sound, "translations", is_wrong=False) == [(left, message)]


def test_a_text_that_is_the_same_in_both_languages_is_noted_unless_it_may_be_a_name(sound: Catalogue) -> None:
    name, text = Text(da="Omtanke Online", en="Omtanke Online"), "Om det, der ikke blev oversat"
    sound.put(complete("a", title=name, abstract=Text(da=text, en=text)))
    message = "abstract is the same in Danish and English; translate it or leave one out"
    assert said(sound, "translations", is_wrong=False) == [("a", message)]


def test_labels_that_one_language_lacks_are_noted(sound: Catalogue) -> None:
    sound.put(
        Kind(id="plan", label=Text(da="plan", en="plan"), plural=Text(da="planer")),
        Topic(id="andet", preferred_label=Text(en="something else")),
        Audience(id="unge", label=Text(da="unge")),
    )
    assert [(where, what.split(" is ")[0]) for where, what in said(sound, "translations", is_wrong=False)] == [
        ("plan", "kind.plural.en"),
        ("andet", "topic.preferred_label.da"),
        ("unge", "audience.label.en"),
    ]


def test_a_label_of_two_topics_is_noted(sound: Catalogue) -> None:
    sound.put(Topic(id="andet", preferred_label=Text(da="Nynazisme", en="else")))
    assert said(sound, "labels", is_wrong=False) == [
        ("nynazisme", "shared by andet, nynazisme; a search finds all of these")
    ]


def test_a_name_of_two_records_is_noted(sound: Catalogue) -> None:
    sound.put(
        Kind(id="nyt", label=Text(da="Nyhed", en="news"), plural=Text(da="nyt", en="news")),
        Person(id="en-anden", name="Aase Holm"),
    )
    assert said(sound, "labels", is_wrong=False) == [
        ("nyhed", "shared by news, nyt; only their ids tell these apart"),
        ("aase holm", "shared by en-anden, holm-aase; only their ids tell these apart"),
    ]


def test_a_person_of_no_work_is_noted(sound: Catalogue) -> None:
    sound.put(Person(id="glemt", name="En Glemt"))
    assert said(sound, "people", is_wrong=False) == [("glemt", "named in no work; link or remove")]


def test_a_published_work_without_a_date_is_noted(sound: Catalogue) -> None:
    sound.put(complete("a", date=None), complete("b", language="en", date=None, statuses=({"status": "planned"},)))
    assert said(sound, "dates", is_wrong=False) == [("a", "published without a date; add it where known")]


def test_what_a_work_of_its_shape_should_say_is_noted_once_it_is_out(sound: Catalogue) -> None:
    episode = complete("d", kind="podcast_episode", urls=(), episode=Episode(duration=60))
    sound.put(complete("a", language=None, contributors=(), urls=()), episode)
    sound.put(make_entry("e", date=None, statuses=({"status": "in_preparation"},)))
    assert [(where, what.split(" is ")[0]) for where, what in said(sound, "fields", is_wrong=False)] == [
        ("a", "language"),
        ("a", "contributors"),
        ("a", "urls"),
        ("d", "episode.enclosure"),
        ("d", "episode.guid"),
    ]


def test_a_field_that_the_kind_no_longer_has_is_found(sound: Catalogue) -> None:
    sound.put(complete("a", kind="podcast_episode", episode=Episode(duration=60)))
    label = Text(da="podcastafsnit", en="podcast episode")
    sound.put(Kind(id="podcast_episode", label=label, plural=label, shape="publication"))
    assert said(sound, "fields", is_wrong=True) == [("a", "episode: only a podcast episode has this")]


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
