"""What happens to works, and that none of it makes a feed tell of them as new twice."""

from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import VOCABULARY, make_entry
from feeds_read import BASE, FORMS, dated, read, told
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Text

pytest.importorskip("feedgen", reason="feedgen is not installed: pip install 'ncfe-kb[feeds]'")


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stocked(kb: Catalogue) -> Catalogue:
    """A catalogue with works that came out on different days."""
    kb.put(
        dated("gammel", "2019-03-01", title=Text(da="Gammel")),
        dated("ny", "2021-05-02"),
        dated("midt", "2020-01-01", kind="podcast_episode"),
    )
    return kb


def test_an_edited_work_keeps_its_id_and_its_day(stocked: Catalogue, form: str) -> None:
    before = told(stocked, form)
    stocked.put(stocked["gammel"].with_(title=Text(da="Gammel, rettet"), abstract=Text(da="Nyt resumé")))
    assert told(stocked, form) == before
    assert read(stocked, form).entries[-1].title == "Gammel, rettet"


def test_an_edit_is_told_as_a_change_if_everyone_sees_it(kb: Catalogue) -> None:
    kb.put(dated("vaerk", "2199-01-01", title=Text(da="Ventende")), reason="first")
    kb.put(dated("vaerk", "2019-03-01"))
    changes = [one.at for one in kb.history("vaerk")]
    (seen,) = read(kb).entries
    assert datetime.fromisoformat(seen.updated) == datetime.fromisoformat(changes[0])
    kb.put(kb["vaerk"].with_(notes=Text(da="internt"), sources=("nogen",)))
    assert read(kb).entries[0].updated == seen.updated


def test_a_renamed_work_keeps_its_id(stocked: Catalogue, form: str) -> None:
    before = told(stocked, form)
    for slug, to in (("ny", "nyere"), ("nyere", "nyest"), ("nyest", "ny"), ("ny", "igen"), ("gammel", "aeldst")):
        stocked.rename(slug, to)
        assert told(stocked, form) == before, to
    assert read(stocked, form, language="da").entries[0].link == f"{BASE}/da/works/igen"


def test_a_work_that_took_another_one_in_keeps_its_id(stocked: Catalogue, form: str) -> None:
    before = told(stocked, form)
    stocked.merge("gammel", "midt")
    assert told(stocked, form).items() <= before.items()
    assert f"{BASE}/works/gammel" in told(stocked, form)


def test_a_work_of_a_restored_file_keeps_the_id_of_its_first_slug(stocked: Catalogue, form: str, tmp_path: Any) -> None:
    stocked.rename("ny", "nyere")
    stocked.rename("nyere", "nyest")
    stocked.dump(tmp_path / "alt.jsonl")
    with Catalogue.in_memory() as other:
        other.load(tmp_path / "alt.jsonl")
        assert told(other, form) == told(stocked, form)


def test_a_withdrawn_work_leaves_and_comes_back_as_the_same(stocked: Catalogue, form: str) -> None:
    before = told(stocked, form)
    stocked.set_status("ny", "withdrawn", date="2021-06-01")
    assert f"{BASE}/works/ny" not in told(stocked, form)
    stocked.set_status("ny", "awaiting_clearance", date="2021-07-01")
    stocked.put(stocked["ny"].with_(language="da"))
    stocked.set_status("ny", "published", date="2022-01-01")
    assert told(stocked, form) == before


def test_a_work_that_was_put_off_came_when_it_came(kb: Catalogue) -> None:
    statuses = (
        {"status": "scheduled", "date": "2020-01-01"},
        {"status": "in_preparation", "date": "2019-12-01"},
        {"status": "published", "date": "2020-03-01"},
    )
    kb.put(make_entry("vaerk", statuses=statuses))
    assert read(kb).entries[0].published == "2020-02-29T23:00:00+00:00"


def test_a_status_that_is_noted_again_makes_nothing_new(kb: Catalogue) -> None:
    kb.put(dated("vaerk", "2020-03-01", date="2021"))
    before = told(kb, "atom")
    kb.put(kb["vaerk"].with_(statuses=(*kb["vaerk"].statuses, {"status": "published"})))
    assert told(kb, "atom") == before
    kb.put(kb["vaerk"].with_(statuses=({"status": "published"}, *kb["vaerk"].statuses)))
    assert told(kb, "atom") == {f"{BASE}/works/vaerk": "2020-12-31T23:00:00+00:00"}


def test_a_work_without_a_dated_status_came_at_its_own_date_or_when_the_catalogue_first_had_it(
    kb: Catalogue, form: str
) -> None:
    began = datetime.now(UTC).replace(microsecond=0)
    kb.put(make_entry("fra-2018", date="2018-06"), make_entry("udateret"), make_entry("kommende", date="2199"))
    first, second, old = read(kb, form).entries
    assert {first.id, second.id} == {f"{BASE}/works/udateret", f"{BASE}/works/kommende"}
    assert all(datetime(*one.published_parsed[:6], tzinfo=UTC) >= began for one in (first, second))
    assert datetime(*old.published_parsed[:6]) == datetime(2018, 5, 31, 22)  # noqa: DTZ001 - feedparser's is UTC


STEPS = st.lists(
    st.tuples(st.sampled_from(["edit", "rename", "back", "withdraw", "publish", "note"]), st.integers(0, 2)),
    min_size=1,
    max_size=8,
)


@given(steps=STEPS)
@settings(deadline=None, max_examples=20)
def test_whatever_happens_to_works_none_comes_up_as_new_twice(steps: list[tuple[str, int]]) -> None:
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY)
        kb.put(*(dated(f"vaerk-{number}", f"202{number}-01-01", language="da") for number in range(3)))
        before, now = told(kb, "atom"), [f"vaerk-{number}" for number in range(3)]
        for step, (action, which) in enumerate(steps):
            now[which] = done(kb, action, now[which], which, step)
            found = told(kb, "atom")
            assert found.items() <= before.items()
            assert {f"{BASE}/works/vaerk-{number}" for number in range(3) if now[number] in kb.public} == found.keys()


def done(kb: Catalogue, action: str, slug: str, which: int, step: int) -> str:
    """Do something to a work, and return its slug after that."""
    entry = kb[slug]
    if action == "rename":
        return kb.rename(slug, f"andet-{which}-{step}").slug
    if action == "back":
        return kb.rename(slug, f"vaerk-{which}").slug
    if action == "withdraw" and entry.status == "published":
        kb.withdraw(slug)
    elif action == "publish" and entry.status == "withdrawn":
        kb.publish(slug)
    elif action in {"edit", "note"}:
        kb.put(
            entry.with_(title=Text(da=f"Titel {step}")) if action == "edit" else entry.with_(notes=Text(da=str(step)))
        )
    return slug
