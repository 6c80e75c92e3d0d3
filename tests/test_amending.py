"""Edits as values: what each makes of a work, what it refuses, and that undoing takes all of it back."""

from typing import Any

import pytest
from conftest import MakeEntry
from hypothesis import given
from hypothesis import strategies as st
from strategies import THOROUGH, addresses, counts, dates, entries, lines, one_of_pool

from ncfe_kb import Add, Amendment, Catalogue, Clear, Entry, Remove, Set, Text
from ncfe_kb.catalogue.amending import Edit
from ncfe_kb.errors import AmbiguousLabel, CatalogueError, ChangedMeanwhile, InvalidRecord, UnknownRecord
from ncfe_kb.models import Audience, Contributor, Identifier, Organisation, Relation, Topic
from ncfe_kb.text import clean


@pytest.fixture
def work(kb: Catalogue, entry: MakeEntry) -> Catalogue:
    """A catalogue with the works `et-vaerk`, by Åse Holm on extremism, and `andet`."""
    author = Contributor(name="Åse Holm", role="author", person="holm-aase")
    kb.put(Audience(id="laerere", label=Text(da="lærere", en="teachers")), Organisation(id="ncfe", name="Centeret"))
    kb.add(
        entry("et-vaerk", topics=("ekstremisme",), contributors=(author,), urls=("https://a.dk",), date="2019"),
        entry("andet"),
    )
    return kb


EDITS: list[tuple[Edit, str, Any]] = [
    (Set("title.en", " News "), "title", Text(da="Titel på et-vaerk", en="News")),
    (Set("date", ""), "date", None),
    (Set("kind", "podcast episodes"), "kind", "podcast_episode"),
    (Set("language", "dansk"), "language", "da"),
    (Set("public", "nej"), "public", False),
    (Clear("topics"), "topics", ()),
    (Clear("contributors.author"), "contributors", ()),
    (Add("topics", "far right"), "topics", ("ekstremisme", "hoejreekstremisme")),
    (Add("topics", "Ekstremisme"), "topics", ("ekstremisme",)),
    (Remove("topics", "extremism"), "topics", ()),
    (Add("audience", "teachers"), "audience", ("laerere",)),
    (Add("urls", " https://b.dk "), "urls", ("https://a.dk", "https://b.dk")),
    (Remove("urls", "https://a.dk"), "urls", ()),
    (Add("contributors", "aase holm"), "contributors", ("Åse Holm, author, holm-aase",)),
    (
        Add("contributors.editor", "Åse Holm"),
        "contributors",
        ("Åse Holm, author, holm-aase", "Åse Holm, editor, holm-aase"),
    ),
    (Add("contributors", "centeret"), "contributors", ("Åse Holm, author, holm-aase", "centeret, author, ncfe")),
    (Remove("contributors", "Aase Holm"), "contributors", ()),
    (Remove("contributors", "holm-aase"), "contributors", ()),
    (Add("relations.announces", "andet"), "relations", (Relation(type="announces", target="andet"),)),
    (Add("alternative_titles.en", "Else"), "alternative_titles", (Text(en="Else"),)),
    (
        Add("identifiers.doi", "https://doi.org/10.1002/BERJ.3677"),
        "identifiers",
        (Identifier(scheme="doi", value="10.1002/berj.3677"),),
    ),
]


def told(value: object) -> object:
    """Return contributors as name, role and authority record; all else as it is."""
    if not isinstance(value, tuple):
        return value
    return tuple(", ".join(one.filled().values()) if isinstance(one, Contributor) else one for one in value)


@pytest.mark.parametrize(("edit", "field", "expected"), EDITS, ids=lambda value: str(value)[:40])
def test_an_edit_gives_its_field_what_was_typed(work: Catalogue, edit: Edit, field: str, expected: object) -> None:
    before = work["et-vaerk"]
    done = work.edit("et-vaerk", edit)
    assert told(getattr(work["et-vaerk"], field)) == expected
    assert done == Amendment(before, work["et-vaerk"])
    assert work["et-vaerk"].with_(**{field: getattr(before, field)}) == before


def test_edits_are_one_change_with_its_reason(work: Catalogue) -> None:
    changes = len(work.history())
    work.edit("et-vaerk", Set("title.en", "News"), Add("topics", "far right"), reason="as the page says")
    assert len(work.history()) == changes + 1
    assert work.history()[0].reason == "as the page says"
    work.edit("et-vaerk", Set("title.en", "News"), Add("topics", "far right"))
    assert len(work.history()) == changes + 1


def test_what_differs_is_told_field_by_field(work: Catalogue) -> None:
    done = work.amendment("et-vaerk", Set("title.en", "News"), Set("date", ""), Add("topics", "nynazisme"))
    assert done.as_dict() == {
        "slug": "et-vaerk",
        "differences": [
            {"field": "title.en", "before": None, "after": "News"},
            {"field": "date", "before": "2019", "after": None},
            {"field": "topics", "before": ["ekstremisme"], "after": ["ekstremisme", "nynazisme"]},
        ],
    }
    assert work["et-vaerk"] == done.before


def test_a_former_slug_leads_to_the_work(work: Catalogue) -> None:
    work.rename("et-vaerk", "vaerket")
    work.edit("et-vaerk", Set("title.en", "News"))
    assert work["vaerket"].title.en == "News"


REFUSED: list[tuple[Edit, type[CatalogueError], str]] = [
    (Set("titel.en", "x"), UnknownRecord, "unknown field: “titel.en”; did you mean title.en"),
    (Set("title", "x"), InvalidRecord, "title: needs to be one of title.da, title.en"),
    (Set("topics", "exit"), InvalidRecord, "topics: holds several; add or remove one of them"),
    (Add("title.en", "x"), InvalidRecord, "title.en: holds one value; set it"),
    (Add("identifiers", "x"), InvalidRecord, "identifiers.doi, identifiers.isbn, identifiers.issn"),
    (Add("relations.sumary_of", "x"), UnknownRecord, "did you mean relations.summary_of"),
    (Add("relations.summary_of", "andte"), UnknownRecord, "relations: unknown entry: “andte”; did you mean andet?"),
    (Add("relations.summary_of", "et-vaerk"), InvalidRecord, "cannot be related to itself"),
    (Set("slug", "x"), InvalidRecord, "slug: is changed with rename"),
    (Clear("former_slugs"), InvalidRecord, "former_slugs: is changed with rename"),
    (Set("status", "published"), InvalidRecord, "status: is changed with status, publish or withdraw"),
    (Clear("statuses"), InvalidRecord, "statuses: is changed with status, publish or withdraw"),
    (Set("date", "2019-13"), InvalidRecord, "et-vaerk: date: 2019-13 does not exist in the calendar"),
    (Set("episode.number", "3"), InvalidRecord, "et-vaerk: episode: only a podcast episode has this"),
    (Set("public", "maybe"), InvalidRecord, "et-vaerk: public: must be true or false"),
    (Set("kind", "nwes"), UnknownRecord, "unknown kind: “nwes”; did you mean news"),
    (Set("series", "Udsyn"), UnknownRecord, "unknown series"),
    (Add("topics", "ekstremsime"), UnknownRecord, "unknown topic: “ekstremsime”; did you mean ekstremisme"),
    (Add("audience", "lærer"), UnknownRecord, "unknown audience: “lærer”; did you mean laerere"),
    (Add("urls", "javascript:x"), InvalidRecord, "is not a web address"),
    (Add("contributors", " "), InvalidRecord, "is empty"),
    (Add("identifiers.isbn", "978-87-93445-58-2"), InvalidRecord, "is not an ISBN"),
    (Clear("kind"), InvalidRecord, "et-vaerk: kind: is missing"),
    (Clear("title"), InvalidRecord, "has no title"),
    (Clear("titel"), UnknownRecord, "did you mean title"),
    (Remove("topics", "nynazisme"), InvalidRecord, "topics: “nynazisme” is not there, so it cannot be removed"),
    (Remove("contributors", "Asger"), InvalidRecord, "“Asger” is not there"),
]


@pytest.mark.parametrize(("edit", "error", "message"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_cannot_be_is_refused_with_what_would_be_right_and_changes_nothing(
    work: Catalogue, edit: Edit, error: type[CatalogueError], message: str
) -> None:
    before = work["et-vaerk"], len(work.history())
    with pytest.raises(error) as raised:
        work.edit("et-vaerk", Set("title.en", "News"), edit)
    assert message in str(raised.value)
    assert (work["et-vaerk"], len(work.history())) == before


def test_a_label_of_several_topics_is_refused(work: Catalogue) -> None:
    work.add(Topic(id="exit-2", preferred_label=Text(da="ekstremisme")))
    with pytest.raises(AmbiguousLabel):
        work.edit("et-vaerk", Add("topics", "EKSTREMISME"))


def test_what_was_changed_meanwhile_is_not_saved_over(work: Catalogue) -> None:
    planned = work.amendment("et-vaerk", Set("title.en", "News"))
    work.edit("et-vaerk", Set("date", "2020"))
    with pytest.raises(ChangedMeanwhile):
        work.amend(work.amendment("andet", Set("date", "2020")), planned)
    assert (work["et-vaerk"].title.en, work["andet"].date) == (None, None)
    work.remove("et-vaerk")
    with pytest.raises(ChangedMeanwhile):
        work.amend(planned)


def test_many_works_are_changed_as_one_change_or_not_at_all(work: Catalogue) -> None:
    changes = len(work.history())
    done = work.edit_many("kind:nyhed", Add("topics", "far right"), Remove("topics", "extremism"))
    assert [one.before.slug for one in done] == ["andet", "et-vaerk"]
    assert [work[slug].topics for slug in ("andet", "et-vaerk")] == [("hoejreekstremisme",)] * 2
    assert len(work.history()) == changes + 1
    with pytest.raises(InvalidRecord) as raised:
        work.edit_many("kind:nyhed", Add("relations.announces", "andet"))
    assert str(raised.value) == "andet: an entry cannot be related to itself"
    assert work["et-vaerk"].relations == ()


def test_all_faults_of_many_works_are_named_the_same_one_once(work: Catalogue) -> None:
    with pytest.raises(InvalidRecord) as raised:
        work.edit_many("kind:nyhed", Set("date", "igår"), Set("public", "måske"))
    assert str(raised.value) == (
        "andet, et-vaerk: date: “igår” is not a date; write 2019, 2019-11, 2019-11-08 or two of these with /; "
        "andet, et-vaerk: public: must be true or false"
    )


def test_nothing_meant_is_nothing_changed(work: Catalogue) -> None:
    assert work.edit_many("year:1999", Remove("topics", "nynazisme")) == ()


# Random edits against a plain dictionary of what each field should become.

SINGLE: dict[str, st.SearchStrategy[Any]] = {
    "title.da": lines,
    "title.en": lines,
    "abstract.en": lines,
    "notes.da": lines,
    "date": dates,
    "language": st.sampled_from(["da", "en"]),
    "series": st.just("rapporter"),
    "series_number": lines,
    "public": st.booleans(),
    "language_inferred": st.booleans(),
    "episode.number": counts,
    "episode.guid": lines,
}
SEVERAL: dict[str, st.SearchStrategy[Any]] = {
    "topics": one_of_pool(Topic),
    "audience": one_of_pool(Audience),
    "urls": addresses,
    "sources": lines,
}
DEFAULTS = {"public": True, "language_inferred": False}


@st.composite
def steps(draw: st.DrawFn) -> tuple[Edit, Any]:
    """Draw an edit, with the value that it is about."""
    field = draw(st.sampled_from([*SINGLE, *SEVERAL]))
    if field in SEVERAL:
        value = draw(SEVERAL[field])
        return draw(st.sampled_from([Add, Remove]))(field, value), value
    if draw(st.integers(0, 2)) == 0:
        return Clear(field), DEFAULTS.get(field)
    value = draw(SINGLE[field])
    return Set(field, str(value).lower() if isinstance(value, bool) else str(value)), value


works = entries.map(lambda entry: entry.with_(supplied_title=Text(da="Altid")))
plans = st.lists(steps(), min_size=1, max_size=6)


def value_at(entry: Entry, path: str) -> Any:
    value: Any = entry
    for name in path.split("."):
        value = getattr(value, name, None)
    return list(value) if isinstance(value, tuple) else value


def becomes(model: dict[str, Any], edit: Edit, value: Any) -> bool:
    """Change the model as an edit should change a work; return whether there was what is to be removed."""
    value = clean(value) if isinstance(value, str) else value
    there = model[edit.field]
    if isinstance(edit, Remove):
        model[edit.field] = [one for one in there if one != value]
        return value in there
    if isinstance(edit, Add):
        model[edit.field] = there if value in there else [*there, value]
    else:
        model[edit.field] = value
    return True


@THOROUGH
@given(entry=works, plan=plans)
def test_edits_do_to_a_work_what_they_do_to_a_dictionary_and_undoing_them_gives_the_work_again(
    pool: Catalogue, entry: Entry, plan: list[tuple[Edit, Any]]
) -> None:
    pool.put(entry)
    model = {path: value_at(entry, path) for path in (*SINGLE, *SEVERAL)}
    edits = [edit for edit, _ in plan]
    hits = [edit for edit, value in plan if becomes(model, edit, value)]
    if set(hits) != set(edits):
        with pytest.raises(InvalidRecord, match="is not there"):
            pool.edit(entry.slug, *edits)
        assert pool[entry.slug] == entry
        return
    changes = len(pool.history())
    after = pool.edit(entry.slug, *edits).after
    assert after == pool[entry.slug]
    assert {path: value_at(after, path) for path in model} == model
    touched = {edit.field.partition(".")[0] for edit in edits}
    assert all(getattr(after, name) == getattr(entry, name) for name in Entry.model_fields if name not in touched)
    if after != entry:
        assert len(pool.history()) == changes + 1
        pool.undo(pool.history()[0].id)
    assert pool[entry.slug] == entry
