"""The public view is, to the byte, that of a catalogue which has nothing else than what is public."""

import json
from typing import Any

import pytest
from conftest import VOCABULARY, make_entry
from hypothesis import given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Contributor, DatedStatus, Entry, Person, Relation, Series, Text, UnknownRecord, View
from ncfe_kb.models import terms

SLUGS = [f"vaerk-{letter}" for letter in "abcdefgh"]
WORDS = ("nynazisme", "nynazister", "højreekstremisme", "online", "propaganda", "netpropaganda", "hemmeligheden")
QUERIES = (
    "",
    "nynazsime",
    "hemmelighedne",
    "ekstremisme online",
    '"online propaganda"',
    "prop*",
    "holm -online",
    "far right",
)
OPTIONS: tuple[dict[str, Any], ...] = ({}, {"group": True}, {"sort": "title", "topics": ["hoejreekstremisme"]})
STATUSES = st.lists(st.sampled_from(sorted(terms.STATUSES)), max_size=2)
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


AASE = Contributor(name="Åse Holm", role="author", person="holm-aase")
BO = Contributor(name="Bo Bæk", role="quoted", person="baek-bo")
NAMED = (
    Person(id="baek-bo", name="Bo Bæk"),
    Series(id="udsyn", title=Text(da="Udsyn")),
    Series(id="hemmelig", title=Text(da="Hemmelig serie")),
)


def named_by(works: list[Entry]) -> list[Person | Series]:
    """Return the records of people and series that there would be for these works alone."""
    names = {work.series for work in works} | {one.person for work in works for one in work.contributors}
    return [one for one in NAMED if one.id in names]


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Works in every status, public and not, with words, people, topics and relations in common."""
    made = []
    for slug in draw(st.lists(st.sampled_from(SLUGS), min_size=1, unique=True)):
        targets = st.sampled_from([other for other in SLUGS if other != slug])
        related = draw(
            st.lists(st.tuples(st.sampled_from(["translation_of", "summary_of", "about"]), targets), max_size=2)
        )
        made.append(
            make_entry(
                slug,
                title=Text(da=draw(TITLES), en=draw(st.none() | TITLES)),
                abstract=Text(da=draw(st.none() | TITLES)),
                topics=tuple(draw(st.sets(st.sampled_from(["nynazisme", "hoejreekstremisme"])))),
                date=draw(st.sampled_from([None, "2019", "2020-05"])),
                series=draw(st.sampled_from([None, "udsyn", "hemmelig"])),
                contributors=draw(st.sampled_from([(), (AASE,), (BO, AASE)])),
                statuses=tuple(DatedStatus(status=status) for status in draw(STATUSES)) or ({"status": "published"},),
                public=draw(st.booleans()),
                relations=tuple(dict.fromkeys(Relation(type=kind, target=target) for kind, target in related)),
            )
        )
    known = {one.slug for one in made}
    return [_related(one, known) for one in made]


def _related(entry: Entry, known: set[str]) -> Entry:
    return entry.with_(relations=tuple(one for one in entry.relations if one.target in known))


def seen(kb: Catalogue) -> str:
    """Return all that the public view says."""
    view = kb.public
    found: dict[str, Any] = {"slugs": list(view), "topics": dict(view.topic_counts())}
    for language in ("da", "en"):
        for text in QUERIES:
            for options in OPTIONS:
                found[f"{language} {text} {options}"] = view.search(text, language=language, **options).as_dict()
            found[f"{language} {text}*"] = [one.as_dict() for one in view.complete(text[:4], language=language)]
        for slug in view:
            found[f"{language} {slug}"] = [hit.as_dict() for hit in view.similar(slug, language=language)]
    known = view.vocabulary
    found["named"] = [*known.people, *known.organisations, *known.series, *known.kinds, *known.topics]
    for series in ("udsyn", "hemmelig"):
        found[series] = told_by(view, series), view.search(f"serie:{series}").as_dict()
    for slug in view:
        found[slug] = view[slug].filled(), [one.filled() for one in view.relations(slug)]
    return json.dumps(found, ensure_ascii=False)


def told_by(view: View, series: str) -> str:
    try:
        return str(view.search(series=[series]).total)
    except UnknownRecord as unknown:
        return str(unknown)


def told_of(kb: Catalogue, slug: str) -> str:
    with pytest.raises(UnknownRecord) as raised:
        kb.public[slug]
    return str(raised.value)


@settings(max_examples=20, deadline=None)
@given(all_works=entries())
def test_nothing_in_the_public_view_depends_on_what_is_not_public(all_works: list[Entry]) -> None:
    public = {one.slug for one in all_works if one.is_published}
    shown = [_related(one, public) for one in all_works if one.slug in public]
    with Catalogue.in_memory() as whole, Catalogue.in_memory() as alone:
        for kb, works in ((whole, all_works), (alone, shown)):
            kb.put(*VOCABULARY, *named_by(works))
            kb.put(*works)
        assert seen(whole) == seen(alone)
        for slug in {*SLUGS, "vaerk"} - public:
            assert told_of(whole, slug) == told_of(alone, slug)


@settings(max_examples=10, deadline=None)
@given(all_works=entries())
def test_a_work_that_is_withdrawn_is_gone_from_the_public_view_at_once(all_works: list[Entry]) -> None:
    with Catalogue.in_memory() as whole, Catalogue.in_memory() as alone:
        for kb in (whole, alone):
            kb.put(*VOCABULARY, *NAMED)
        hidden = {one.slug for one in all_works if not one.is_published}
        alone.put(*(_related(one, hidden) for one in all_works if one.slug in hidden))
        whole.put(*all_works)
        seen(whole)  # whatever is kept in memory is kept now
        for one in all_works:
            if one.is_published:
                whole.put(whole[one.slug].with_(statuses=(*one.statuses, DatedStatus(status="withdrawn"))))
        assert (list(whole.public), whole.public.search("").total) == ([], 0)
        assert seen(whole) == seen(alone)
