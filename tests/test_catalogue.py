"""The catalogue service: adding, changing, removing, loading and dumping."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import STARTER, MakeEntry

from ncfe_kb import Catalogue, files
from ncfe_kb.catalogue import Loaded
from ncfe_kb.errors import (
    CatalogueError,
    InvalidFile,
    InvalidRecord,
    NotReadable,
    RecordExists,
    StillReferred,
    TopicLoop,
    UnknownRecord,
)
from ncfe_kb.models import Audience, Course, Episode, Kind, Organisation, Person, Season, Series, Topic
from ncfe_kb.text import Text


def written(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.toml")}


def topic(key: str, *broader: str) -> Topic:
    return Topic(id=key, preferred_label=Text(da=key), broader=broader)


def test_what_is_added_is_there_and_found(kb: Catalogue, entry: MakeEntry) -> None:
    made = entry("et", title=Text(da="Trampolin"))
    kb.add(made, entry("to"))
    assert (kb["et"], list(kb), len(kb), "et" in kb, "tre" in kb) == (made, ["et", "to"], 2, True, False)
    assert [hit.slug for hit in kb.search("trampolin")] == ["et"]


def test_add_refuses_a_known_slug_and_adds_nothing(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("et"))
    with pytest.raises(RecordExists, match="“et” is taken"):
        kb.add(entry("to"), entry("et", title=Text(da="Ny titel")))
    assert list(kb) == ["et"]
    assert kb["et"] == entry("et")


def test_put_adds_what_is_new_and_replaces_what_is_known(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("et", title=Text(da="Trampolin")))
    kb.put(entry("et", title=Text(da="Kolibri")), entry("to"))
    assert list(kb) == ["et", "to"]
    assert (kb.search("trampolin").total, kb.search("kolibri").total) == (0, 1)


@pytest.mark.parametrize(
    ("fields", "type_name", "key", "near", "where"),
    [
        ({"kind": "new"}, "kind", "new", "news", "kind"),
        ({"topics": ("ekstremisme", "ekstremisne")}, "topic", "ekstremisne", "ekstremisme", "topics"),
        ({"audience": ("politik",)}, "audience", "politik", "politi", "audience"),
        ({"series": "raporter"}, "series", "raporter", "rapporter", "series"),
        ({"relations": [{"type": "about", "target": "nog"}]}, "entry", "nog", "noget", "relations"),
        (
            {"contributors": [{"name": "Å", "role": "author", "person": "holm-ase"}]},
            "person",
            "holm-ase",
            "holm-aase",
            "contributors",
        ),
        (
            {"contributors": [{"name": "N", "role": "author", "organisation": "ncff"}]},
            "organisation",
            "ncff",
            "ncfe",
            "contributors",
        ),
    ],
)
def test_a_reference_to_nothing_is_refused_with_what_is_near(
    kb: Catalogue, entry: MakeEntry, *, fields: dict[str, Any], type_name: str, key: str, near: str, where: str
) -> None:
    kb.add(
        entry("noget"),
        Audience(id="politi", label=Text(da="politi")),
        Series(id="rapporter", title=Text(da="Rapporter")),
        Organisation(id="ncfe", name="NCFE"),
    )
    with pytest.raises(UnknownRecord, match=f"“{key}”; did you mean {near}") as refused:
        kb.add(entry("nyt", **fields))
    error = refused.value
    assert (error.type, error.id, error.near[0], error.where) == (type_name, key, near, where)
    assert list(kb) == ["noget"]


def test_records_may_refer_to_each_other_in_any_order_of_one_call(kb: Catalogue, entry: MakeEntry) -> None:
    both = [
        entry(one, kind="bog", topics=("emne",), relations=({"type": "about", "target": other},))
        for one, other in (("et", "to"), ("to", "et"))
    ]
    kb.add(*both, topic("emne"), Kind(id="bog", label=Text(da="bog"), plural=Text(da="bøger")))
    assert list(kb) == ["et", "to"]


@pytest.mark.parametrize(
    ("topics", "chain"),
    [
        ([topic("ekstremisme", "nynazisme")], {"ekstremisme", "nynazisme", "hoejreekstremisme"}),
        ([topic("a", "b"), topic("b", "a")], {"a", "b"}),
    ],
)
def test_a_topic_that_would_be_broader_than_itself_is_refused(
    kb: Catalogue, topics: list[Topic], chain: set[str]
) -> None:
    before = dict(kb.vocabulary.topics)
    with pytest.raises(TopicLoop) as refused:
        kb.put(*topics)
    assert set(refused.value.ids) == chain
    assert dict(kb.vocabulary.topics) == before


def test_only_a_podcast_episode_has_what_an_episode_has(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("afsnit", kind="podcast_episode", episode=Episode(number=1)))
    with pytest.raises(InvalidRecord, match="only a podcast episode"):
        kb.add(entry("nyhed", episode=Episode(number=1)))


def test_remove_returns_the_entry_and_forgets_it(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("et"), entry("to"))
    assert kb.remove("et") == entry("et")
    assert (list(kb), kb.search().total) == (["to"], 1)
    with pytest.raises(UnknownRecord, match="“et”"):
        kb.remove("et")


def test_an_entry_is_not_removed_while_others_are_related_to_it(kb: Catalogue, entry: MakeEntry) -> None:
    related = ({"type": "about", "target": "et"}, {"type": "follows", "target": "tre"})
    kb.add(entry("et", relations=({"type": "about", "target": "to"},)), entry("to", relations=related), entry("tre"))
    with pytest.raises(StillReferred, match="“et” is referred to by to"):
        kb.remove("et")
    assert len(kb) == 3
    kb.remove("et", drop_relations=True)
    assert [(one.type, one.target) for one in kb["to"].relations] == [("follows", "tre")]
    assert list(kb) == ["to", "tre"]


@pytest.mark.parametrize(
    "referrer",
    [
        Course(id="kursus", theme=Text(da="tema"), catalogues=("katalog",)),
        Season(catalogue="katalog", label=Text(da="forår 2019")),
    ],
    ids=["course", "season"],
)
def test_a_course_catalogue_is_not_removed_while_it_is_referred_to(
    kb: Catalogue, entry: MakeEntry, referrer: Course | Season
) -> None:
    related = entry("et", relations=({"type": "about", "target": "katalog"},))
    kb.add(entry("katalog"), related, referrer)
    with pytest.raises(StillReferred):
        kb.remove("katalog", drop_relations=True)
    assert kb["et"] == related


def test_a_load_takes_in_all_or_nothing_and_names_the_bad_file(kb: Catalogue, tmp_path: Path) -> None:
    files.write([origin.record for origin in files.read(STARTER)], tmp_path)
    bad = tmp_path / "entries/hotline.toml"
    bad.write_text(bad.read_text().replace('kind = "', 'kind = "u-'))
    with pytest.raises(UnknownRecord, match=r"entries/hotline\.toml: hotline: kind"):
        kb.load(tmp_path)
    bad.write_text("slug = ;\n")
    with pytest.raises(InvalidFile, match=r"entries/hotline\.toml: line 1"):
        kb.load(tmp_path)
    assert (len(kb), "ncfe" in kb.vocabulary.organisations) == (0, False)


def test_an_id_that_stands_twice_is_refused_with_both_places(kb: Catalogue, tmp_path: Path) -> None:
    line = '{"type": "person", "id": "a", "name": "A"}\n'
    (tmp_path / "a.jsonl").write_text(line.replace("person", "organisation") + line * 2)
    with pytest.raises(InvalidFile, match=r"a\.jsonl:3: a: stands twice; the other one is in a\.jsonl:2"):
        kb.load(tmp_path / "a.jsonl")
    with pytest.raises(CatalogueError, match="stands twice"):
        kb.add(Person(id="b", name="B"), Person(id="b", name="C"))


def test_loading_twice_changes_nothing_the_second_time(kb: Catalogue, entry: MakeEntry, tmp_path: Path) -> None:
    files.write([entry("et"), entry("to")], tmp_path / "a.jsonl")
    assert kb.load(tmp_path / "a.jsonl") == Loaded(read=2, changed=2)
    assert kb.load(str(tmp_path / "a.jsonl")) == Loaded(read=2, changed=0)


def test_what_is_not_there_cannot_be_loaded(kb: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        kb.load(tmp_path / "ukendt")


def test_a_dump_loaded_into_an_empty_catalogue_gives_the_same(starter: Catalogue, tmp_path: Path) -> None:
    number = starter.dump(tmp_path / "folder")
    assert starter.dump(str(tmp_path / "bulk.jsonl")) == number
    assert written(tmp_path / "folder") == written(STARTER)
    for name in ("folder", "bulk.jsonl"):
        with Catalogue.in_memory() as other:
            loaded = other.load(tmp_path / name)
            assert (loaded.read, loaded.changed) == (number, number)
            other.dump(tmp_path / "again")
        assert written(tmp_path / "again") == written(STARTER)


@pytest.mark.sqlite
def test_the_log_says_who_changed_something_and_why(home: Path, entry: MakeEntry) -> None:
    with Catalogue.open(home, starter=False, by="Åse") as kb:
        kb.add(Kind(id="news", label=Text(da="nyhed"), plural=Text(da="nyheder")), entry("et"), reason="begynd")
        kb.remove("et")
    with closing(sqlite3.connect(home / "catalogue.db")) as connection:
        found = connection.execute("SELECT by, reason FROM change_set ORDER BY id").fetchall()
    assert found == [("Åse", "begynd"), ("Åse", "remove")]


def test_a_catalogue_that_is_opened_again_is_as_it_was_left(home: Path) -> None:
    assert not Catalogue.exists(home)
    with Catalogue.open(home) as kb:
        kb.remove("hotline", drop_relations=True)
    assert Catalogue.exists(home)
    with Catalogue.open(home) as kb:
        assert (len(kb), "hotline" in kb) == (133, False)
