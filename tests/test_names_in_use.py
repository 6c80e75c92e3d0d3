"""The names that the public view knows follow what comes and goes, as if all works were read again each time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import sleep
from typing import NamedTuple

from conftest import make_entry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Contributor, Entry, Kind, Organisation, Person, Series, Text

PEOPLE, BODIES = ("per", "ane"), ("gammel", "ny")
SLUGS = ("et-vaerk", "to-vaerker", "tre-vaerker")
AUTHORITIES = (
    Kind(id="news", label=Text(da="nyhed"), plural=Text(da="nyheder")),
    *(Person(id=key, name=key) for key in PEOPLE),
    Organisation(id="gammel", name="gammel"),
    Organisation(id="ny", name="ny", predecessor="gammel"),
    Series(id="serie", title=Text(da="Serie")),
)
Names = tuple[set[str], set[str], set[str]]


class Step(NamedTuple):
    what: str
    slug: str
    people: list[str]
    bodies: list[str]
    is_public: bool


def known(kb: Catalogue) -> Names:
    vocabulary = kb.public.vocabulary
    return set(vocabulary.people), set(vocabulary.organisations), set(vocabulary.series)


def read_again(kb: Catalogue) -> Names:
    works = [kb.public[slug] for slug in kb.public]
    bodies = {one.organisation for work in works for one in work.contributors if one.organisation}
    return (
        {one.person for work in works for one in work.contributors if one.person},
        bodies | ({"gammel"} if "ny" in bodies else set()),
        {work.series for work in works if work.series},
    )


def work(step: Step, **fields: object) -> Entry:
    people = [Contributor(name=key, person=key, role="author") for key in step.people]
    bodies = [Contributor(name=key, organisation=key, role="publisher") for key in step.bodies]
    status = "published" if step.is_public else "in_preparation"
    about = {"contributors": (*people, *bodies), "series": "serie" if step.people else None}
    return make_entry(step.slug, kind="news", topics=(), **{**about, "statuses": ({"status": status},), **fields})


def undo(kb: Catalogue) -> None:
    if last := next((one for one in kb.history(limit=1) if one.entries), None):
        kb.undo(last.id)


DOES: dict[str, Callable[[Catalogue, Step], object]] = {
    "put": lambda kb, step: kb.put(work(step)),
    "withdraw": lambda kb, step: kb.withdraw(step.slug) if step.slug in kb.public else None,
    "remove": lambda kb, step: kb.remove(step.slug) if step.slug in kb else None,
    "undo": lambda kb, _: undo(kb),
}
STEPS = st.builds(
    Step,
    st.sampled_from(list(DOES)),
    st.sampled_from(SLUGS),
    st.lists(st.sampled_from(PEOPLE), unique=True),
    st.lists(st.sampled_from(BODIES), unique=True),
    st.booleans(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=st.lists(STEPS, max_size=10))
def test_what_is_kept_up_is_what_would_be_read(history: list[Step]) -> None:
    with Catalogue.in_memory() as kb:
        kb.put(*AUTHORITIES)
        for step in history:
            DOES[step.what](kb, step)
            assert known(kb) == read_again(kb)


def test_a_work_names_somebody_from_the_moment_at_which_it_becomes_public() -> None:
    moment = datetime.now(UTC) + timedelta(seconds=1.2)
    with Catalogue.in_memory() as kb:
        kb.put(*AUTHORITIES)
        step = Step("put", "et-vaerk", ["per"], [], is_public=True)
        kb.put(work(step, statuses=({"status": "scheduled", "date": moment.isoformat()},)))
        assert known(kb) == (set(), set(), set())
        sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()) + 0.1)
        assert known(kb) == ({"per"}, set(), {"serie"})
