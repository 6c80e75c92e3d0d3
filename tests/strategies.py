"""Hypothesis strategies for every type of record; whatever they refer to stands in POOL."""

from datetime import date
from typing import Any

from conftest import VOCABULARY, make_entry
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ncfe_kb import models
from ncfe_kb.models import report, terms
from ncfe_kb.text import Labels, Text, clean

Strategy = st.SearchStrategy[Any]
THOROUGH = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
"""For tests that draw whole records: they are large, and a busy machine is slow."""

POOL: tuple[models.Value, ...] = (
    *VOCABULARY,
    models.Audience(id="laerere", label=Text(da="lærere")),
    models.Audience(id="politi", label=Text(da="politi", en="police")),
    models.Series(id="rapporter", title=Text(da="Rapporter")),
    models.Organisation(id="ncfe", name="Nationalt Center for Forebyggelse af Ekstremisme"),
    models.TopicGroup(id="ideologi", label=Text(da="ideologi")),
    make_entry("kursuskatalog"),
    make_entry("haandbog"),
)
"""The records that drawn ones refer to; put them first where references are checked."""


def one_of_pool(model: type[models.Value]) -> Strategy:
    return st.sampled_from([models.key_of(record) for record in POOL if isinstance(record, model)])


def maybe(values: Strategy) -> Strategy:
    return st.none() | values


def few(values: Strategy, *, unique: bool = False) -> Strategy:
    return st.lists(values, max_size=2, unique=unique).map(tuple)


def built(model: type, **fields: Strategy) -> Strategy:
    """Return values of which every field that is not given here is left out."""
    return st.builds(model, **fields)


slugs = st.from_regex(r"ny(-[a-z0-9]{1,9}){1,3}", fullmatch=True)  # no id of POOL begins with ny-
lines = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\r\t\"'\\#"), min_size=1, max_size=12
).filter(clean)
texts = st.builds(Text, da=maybe(lines), en=maybe(lines))
names = texts.filter(bool)
labels = st.builds(Labels, da=few(lines), en=few(lines))
counts = st.integers(0, 2**63 - 1)
days = st.dates(date(1400, 1, 1), date(2199, 12, 31)).map(date.isoformat)
dates = days | days.map(lambda day: day[:7]) | days.map(lambda day: day[:4]) | st.just("2017/2020-02")
addresses = st.sampled_from(["https://example.dk", "http://example.dk:8080/a?b=ø#c", "https://æøå.dk/%20"])
identifiers = st.sampled_from(
    [
        models.Identifier(scheme="isbn", value="978-87-93445-58-1"),
        models.Identifier(scheme="issn", value="0141-1926"),
        models.Identifier(scheme="doi", value="10.1002/berj.3677"),
    ]
)
contributors = built(
    models.Contributor,
    name=lines,
    role=st.sampled_from(list(terms.ROLES)),
    person=maybe(one_of_pool(models.Person)),
    organisation=maybe(one_of_pool(models.Organisation)),
    affiliation=maybe(lines),
)
relations = built(
    models.Relation,
    type=st.sampled_from(list(terms.RELATION_TYPES)),
    target=one_of_pool(models.Entry),
    certainty=st.sampled_from(list(terms.CERTAINTIES)),
)
statuses = built(
    models.DatedStatus,
    status=st.sampled_from(list(terms.STATUSES)),
    date=maybe(dates),
    as_of=maybe(dates),
    wording=maybe(lines),
    source=maybe(lines),
    note=texts,
)
enclosures = built(models.Enclosure, url=addresses, length=maybe(counts), type=maybe(lines))
episodes = built(
    models.Episode,
    season=maybe(counts),
    number=counts,
    duration=maybe(counts),
    guid=maybe(lines),
    enclosure=maybe(enclosures),
    transcript=maybe(addresses),
)
entries = built(
    models.Entry,
    slug=slugs,
    kind=st.just("podcast_episode"),
    title=names,
    supplied_title=texts,
    alternative_titles=few(texts),
    genre=texts,
    date=maybe(dates),
    date_note=texts,
    language=maybe(st.sampled_from(["da", "en"])),
    language_inferred=st.booleans(),
    series=maybe(one_of_pool(models.Series)),
    series_number=maybe(lines),
    extent=texts,
    urls=few(addresses),
    relation_to_centre=maybe(st.sampled_from(list(terms.RELATIONS_TO_CENTRE))),
    public=st.booleans(),
    abstract=texts,
    abstract_basis=maybe(st.sampled_from(list(terms.ABSTRACT_BASES))),
    sources=few(lines),
    notes=texts,
    episode=maybe(episodes),
    topics=few(one_of_pool(models.Topic), unique=True),
    audience=few(one_of_pool(models.Audience), unique=True),
    contributors=few(contributors, unique=True),
    relations=few(relations, unique=True),
    statuses=few(statuses),
    identifiers=few(identifiers),
)
numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
whole = st.integers(-(2**63), 2**63 - 1)
figures = maybe(numbers | few(numbers) | built(report.Tally, days=maybe(whole), note=maybe(lines)))
deliverables = built(
    report.Deliverable,
    target=maybe(lines),
    target_value=figures,
    actual_value=figures,
    target_is=maybe(st.sampled_from(list(report.TARGETS))),
    counts=maybe(st.sampled_from(list(report.COUNTED))),
    is_about=st.booleans(),
    status=maybe(st.sampled_from(list(terms.STATUSES))),
    works=few(slugs),
    courses=few(slugs),
)
kind_counts = built(
    report.KindCount,
    kind=slugs,
    label=texts,
    of=maybe(slugs),
    stage=st.sampled_from(list(report.STAGES)),
    works=few(slugs),
    target=figures,
    target_is=maybe(st.sampled_from(list(report.TARGETS))),
    reported=maybe(whole),
)
reports = built(
    report.Report,
    source=lines,
    language=st.sampled_from(["da", "en"]),
    staff=maybe(whole),
    legend_as_printed=few(lines),
    activities=few(built(report.Activity, activity=lines, goals=few(lines))),
    counts_by_kind=few(kind_counts),
    initiatives=few(built(report.Initiative, initiative=lines, items=few(deliverables))),
    satisfaction=maybe(built(report.Satisfaction, relevant_percent=maybe(numbers))),
    budget=few(built(report.BudgetLine, item=lines, budget=numbers, spent=numbers, deviation=numbers)),
    inconsistencies=few(built(report.Inconsistency, about=lines, detail=lines)),
    verbatim=maybe(built(report.Verbatim, note=maybe(lines))),
)
sessions = built(
    models.Session,
    date=dates,
    place=maybe(lines),
    format=texts,
    seats=maybe(counts),
    is_full=maybe(st.booleans()),
    taken=maybe(counts),
)

RECORDS: dict[str, Strategy] = {
    "kind": built(
        models.Kind,
        id=slugs | slugs.map(lambda slug: slug.replace("-", "_")),
        label=names,
        plural=names,
        shape=st.sampled_from(list(terms.SHAPES)),
        schema_type=lines,
        has_target=st.booleans(),
    ),
    "audience": built(models.Audience, id=slugs, label=names),
    "series": built(models.Series, id=slugs, title=names, note=texts),
    "person": built(
        models.Person,
        id=slugs,
        name=lines,
        name_variants=few(lines),
        sort_name=maybe(lines),
        affiliation=maybe(lines),
        roles=few(st.sampled_from(list(terms.ROLES))),
        gdpr_status=maybe(lines),
        orcid=maybe(lines),
        sources=few(lines),
        note=texts,
    ),
    "organisation": built(
        models.Organisation,
        id=slugs,
        name=lines,
        name_variants=few(lines),
        predecessor=maybe(one_of_pool(models.Organisation)),
        established=maybe(dates),
        note=texts,
    ),
    "scheme": built(
        models.Scheme, id=slugs, title=names, languages=few(st.sampled_from(["da", "en"]), unique=True), note=texts
    ),
    "topic_group": built(models.TopicGroup, id=slugs, label=names),
    "topic": built(
        models.Topic,
        id=slugs,
        group=maybe(one_of_pool(models.TopicGroup)),
        preferred_label=names,
        alternative_labels=labels,
        hidden_labels=labels,
        definition=texts,
        exact_match=few(lines),
        editorial_note=texts,
        broader=few(one_of_pool(models.Topic), unique=True),
        related=few(one_of_pool(models.Topic), unique=True),
    ),
    "entry": entries,
    "programme": built(models.Programme, id=slugs, levels=few(texts), formats=few(texts), later=few(texts)),
    "season": built(models.Season, catalogue=one_of_pool(models.Entry), label=names, note=texts),
    "course": built(
        models.Course,
        id=slugs,
        theme=names,
        season=texts,
        participants=maybe(counts),
        provider=maybe(lines),
        sources=few(lines),
        audience=few(one_of_pool(models.Audience), unique=True),
        catalogues=few(one_of_pool(models.Entry), unique=True),
        topics=few(one_of_pool(models.Topic), unique=True),
        sessions=few(sessions),
    ),
    "yearly_report": built(models.YearlyReport, year=st.integers(1400, 2199), report=reports),
}
"""A strategy for each type of record, by the name of the type."""

catalogues = st.lists(
    st.one_of(*RECORDS.values()),
    max_size=6,
    unique_by=lambda record: (models.type_of(record), models.key_of(record)),
)
"""Records of all types, each id once."""
