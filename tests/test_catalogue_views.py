"""What each view shows, and how the index keeps up with the database."""

import gc
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import pytest
from conftest import VOCABULARY, MakeEntry

from ncfe_kb import Catalogue
from ncfe_kb.catalogue import View
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.text import Text

may_leave_files_open = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""Whoosh does, where it fails over damaged files."""
HIDDEN = ("udkast", "internt", "trukket", "uden-status")


def slugs(view: View, words: str = "") -> set[str]:
    return {hit.slug for hit in view.search(words, limit=1000)}


def related(view: View, slug: str) -> set[tuple[str, str]]:
    return {(relation.type, relation.target) for relation in view.relations(slug)}


def spoil(folder: Path, change: Callable[[bytes], bytes]) -> None:
    """Put changed files in the place of the index's own; what is open stays as it is."""
    for file in [path for path in folder.rglob("*") if path.is_file()]:
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(change(content))


@pytest.fixture
def half_public(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """A catalogue with one public work and four that are not, all about the same."""
    about = {"topics": ("nynazisme",), "date": "2019", "language": "da", "title": Text(da="Fælles ord")}
    to_all = tuple({"type": "about", "target": slug} for slug in HIDDEN)
    to_public = ({"type": "follows", "target": "ude"},)
    kb.add(
        entry("ude", relations=to_all, **about),
        entry("udkast", statuses=[{"status": "planned"}], relations=to_public, **about),
        entry("internt", public=False, relations=to_public, **about),
        entry("trukket", statuses=[{"status": "published"}, {"status": "withdrawn"}], **about),
        entry("uden-status", statuses=(), kind="podcast_episode", **about),
    )
    return kb


@pytest.fixture
def on_disk(home: Path, entry: MakeEntry) -> Iterator[Catalogue]:
    """A catalogue in `home` with the entries et and to."""
    with Catalogue.open(home, starter=False) as kb:
        kb.put(*VOCABULARY, entry("et", title=Text(da="Trampolin")), entry("to"))
        yield kb
    gc.collect()


def test_the_public_view_shows_only_what_is_published_and_public(half_public: Catalogue) -> None:
    public = half_public.public
    assert (list(public), len(public), slugs(public), slugs(public, "fælles")) == (["ude"], 1, {"ude"}, {"ude"})
    assert [slug in public for slug in ("ude", *HIDDEN)] == [True, False, False, False, False]
    assert slugs(half_public) == slugs(half_public, "fælles") == {"ude", *HIDDEN}
    assert len(half_public) == 5


@pytest.mark.parametrize("slug", HIDDEN)
def test_a_hidden_work_is_to_the_public_as_if_it_were_not_there(half_public: Catalogue, slug: str) -> None:
    assert half_public[slug].slug == slug
    for look in (half_public.public.__getitem__, half_public.public.relations):
        with pytest.raises(UnknownRecord) as refused:
            look(slug)
        assert not set(HIDDEN) & set(refused.value.near)


def test_the_public_counts_only_public_works(half_public: Catalogue) -> None:
    for view, number in ((half_public.public, 1), (half_public, 5)):
        assert view.topic_counts() == dict.fromkeys(("nynazisme", "hoejreekstremisme", "ekstremisme"), number)
        found = view.search("fælles")
        assert found.total == number
        assert [sum(value.count for value in found.facets[name]) for name in ("kind", "year", "language")] == [
            number,
            number,
            number,
        ]


def test_a_relation_is_seen_from_both_works(kb: Catalogue, entry: MakeEntry) -> None:
    relations = (
        {"type": "summary_of", "target": "et"},
        {"type": "related_to", "target": "et", "certainty": "probable"},
    )
    kb.add(entry("et"), entry("to", relations=relations))
    assert related(kb, "to") == {("summary_of", "et"), ("related_to", "et")}
    assert related(kb, "et") == {("has_summary", "to"), ("related_to", "to")}
    assert {relation.certainty for relation in kb.relations("et")} == {"stated", "probable"}
    with pytest.raises(UnknownRecord, match="“tre”"):
        kb.relations("tre")


def test_the_public_sees_no_relation_to_or_from_a_hidden_work(half_public: Catalogue) -> None:
    public = half_public.public
    assert public["ude"].relations == public.relations("ude") == ()
    assert related(half_public, "ude") >= {("about", "udkast"), ("followed_by", "udkast"), ("followed_by", "internt")}


def test_a_work_that_is_published_or_withdrawn_appears_and_disappears(half_public: Catalogue) -> None:
    half_public.put(half_public["udkast"].with_(statuses=({"status": "published"},)))
    half_public.put(half_public["ude"].with_(public=False))
    assert set(half_public.public) == slugs(half_public.public) == {"udkast"}


def test_an_unknown_work_comes_with_those_that_may_be_meant(starter: Catalogue) -> None:
    with pytest.raises(UnknownRecord, match=r"unknown entry: “hotlin”; did you mean hotline\b") as refused:
        starter["hotlin"]
    assert refused.value.near[0] == "hotline"


def test_the_public_part_of_the_starter_catalogue_is_what_is_published(starter: Catalogue) -> None:
    published = {slug for slug in starter if starter[slug].is_published}
    assert set(starter.public) == slugs(starter.public) == published
    assert 0 < len(published) < len(starter) == starter.search(limit=0).total


def test_a_search_finds_what_another_handle_wrote(on_disk: Catalogue, home: Path, entry: MakeEntry) -> None:
    assert slugs(on_disk) == {"et", "to"}
    with Catalogue.open(home) as other:
        other.add(entry("tre", title=Text(da="Kolibri")))
        other.remove("et")
        other.put(VOCABULARY[2].with_(preferred_label={"da": "radikalisme"}))
    assert slugs(on_disk) == {"to", "tre"}
    assert slugs(on_disk, "kolibri") == {"tre"}
    assert on_disk.vocabulary.find_topic("radikalisme") == "ekstremisme"


def test_the_index_says_where_it_stands(on_disk: Catalogue, home: Path) -> None:
    status = on_disk.index_status()
    assert (status.entries, status.is_current) == (2, True)
    shutil.rmtree(home / "index")
    with Catalogue.open(home) as other:
        assert (other.index_status().indexed_change, other.index_status().is_current) == (None, False)
        assert other.rebuild_index() == 2
        assert other.index_status() == status


@may_leave_files_open
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.95])
@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
def test_an_index_whose_files_are_cut_short_is_made_again_silently(
    on_disk: Catalogue, home: Path, entry: MakeEntry, *, kept: float, is_open: bool
) -> None:
    with Catalogue.open(home) as other:
        kb = on_disk if is_open else other
        spoil(home / "index", lambda content: content[: int(len(content) * kept)])
        assert slugs(kb, "trampolin") == {"et"}
        spoil(home / "index", lambda content: content[: int(len(content) * kept)])
        kb.add(entry("tre"))
        assert slugs(other) == slugs(on_disk) == {"et", "to", "tre"}


@may_leave_files_open
@pytest.mark.parametrize("with_what", ["nothing", "an empty folder", "a file", "other content"])
def test_an_index_that_is_replaced_is_made_again_silently(on_disk: Catalogue, home: Path, with_what: str) -> None:
    on_disk.close()
    shutil.rmtree(home / "index")
    if with_what == "a file":
        (home / "index").write_text("mit")
    elif with_what != "nothing":
        (home / "index").mkdir()
    if with_what == "other content":
        (home / "index/_MAIN_1.toc").write_bytes(b"\xff" * 100)
    with Catalogue.open(home) as other:
        assert slugs(other, "trampolin") == {"et"}


@pytest.mark.sqlite
def test_a_database_put_back_from_a_backup_is_searched_as_it_is_now(home: Path, entry: MakeEntry) -> None:
    with Catalogue.open(home, starter=False) as kb:
        kb.put(*VOCABULARY)
    shutil.copy(home / "catalogue.db", home / "backup")
    with Catalogue.open(home) as kb:
        kb.add(entry("glemt"))
    shutil.copy(home / "backup", home / "catalogue.db")
    with Catalogue.open(home) as kb:
        kb.add(entry("nyt"))
        assert slugs(kb) == set(kb) == {"nyt"}
        assert kb.search().total == 1


@pytest.mark.parametrize("place", ["memory", "disk"])
def test_threads_that_add_and_search_at_once_lose_nothing_and_find_their_own(
    tmp_path: Path, entry: MakeEntry, place: str
) -> None:
    threads, each = 8, 6
    with Catalogue.in_memory() if place == "memory" else Catalogue.open(tmp_path / "home", starter=False) as kb:
        kb.put(*VOCABULARY)

        def work(thread: int) -> list[str]:
            """Return what this thread added and did not find."""
            lost = []
            for number in range(each):
                slug = f"nr-{thread}-{number}"
                kb.add(entry(slug, title=Text(da=f"unik{thread}x{number}")))
                lost += [slug] if slugs(kb, f"unik{thread}x{number}") != {slug} else []
                assert kb.public[slug].slug == slug
            return lost

        with ThreadPoolExecutor(threads) as pool:
            lost = [slug for found in pool.map(work, range(threads)) for slug in found]
        assert len(kb) == kb.search().total == threads * each
        assert lost == []


def test_what_is_asked_in_a_steady_block_does_not_look_for_changes(
    on_disk: Catalogue, home: Path, entry: MakeEntry
) -> None:
    view = on_disk.public
    with Catalogue.open(home) as elsewhere, ThreadPoolExecutor(1) as pool:
        with view.steadily():
            before = view.edition()
            elsewhere.add(entry("tre", title=Text(da="Trampolin")))
            inside = pool.submit(copy_context().run, view.edition)
            assert (view.edition(), inside.result()) == (before, before)
            outside = pool.submit(slugs, view, "trampolin")
            assert outside.result() == {"et", "tre"}, "a thread that has no part in it sees what is new"
            assert slugs(elsewhere.public, "trampolin") == {"et", "tre"}, "and so does another catalogue"
        assert view.edition() != before
        assert slugs(view, "trampolin") == {"et", "tre"}


def test_a_view_that_is_warm_answers_as_others_do(half_public: Catalogue) -> None:
    cold = half_public.public.search("fælles")
    half_public.public.warm_up()
    assert half_public.public.search("fælles") == cold
