"""Entries that a format holds whole, as FORMATS.md tells it, by the name of the format."""

import re
from typing import Any

from conftest import make_entry
from hypothesis import strategies as st
from strategies import POOL, Strategy, addresses, counts, dates, few, lines, maybe, one_of_pool, slugs

from ncfe_kb import models
from ncfe_kb.models import Contributor, Entry, Identifier, terms
from ncfe_kb.text import Text, clean

VOCABULARY = (
    *(record for record in POOL if not isinstance(record, Entry | models.Organisation)),
    models.Kind(id="report", label=Text(da="rapport", en="report"), plural=Text(da="rapporter", en="reports")),
    models.Kind(
        id="journal_article",
        label=Text(da="artikel", en="article"),
        plural=Text(da="artikler", en="articles"),
        schema_type="ScholarlyArticle",
    ),
)
TARGETS = tuple(record for record in POOL if isinstance(record, Entry))
"""What drawn relations lead to."""
BODIES = ("Nationalt Center for Forebyggelse af Ekstremisme", "Børne- & Ungeforvaltningen {BUF}, Århus")
AUTHORITIES = tuple(models.Organisation(id=key, name=name) for key, name in zip(("ncfe", "buf"), BODIES, strict=True))

signs = st.text("{}\\%&$#_^~\"'`<>-,;=+@!?| \nabcæøå", min_size=1, max_size=12).filter(clean)
texts = (lines | signs).map(clean)
words = st.from_regex(r"[A-ZÆØÅÉ][a-zæøåéü]{1,8}(-[A-Z][a-z]{1,4})?", fullmatch=True)
people = st.lists(words, min_size=2, max_size=4).map(" ".join)
isbns = st.just(Identifier(scheme="isbn", value="978-87-93445-58-1"))
identifiers = st.tuples(
    maybe(st.just(Identifier(scheme="doi", value="10.1002/(sici)1097-0258<5::aid;2>3.0.co;2-9_%"))),
    maybe(isbns),
    maybe(st.just(Identifier(scheme="issn", value="0141-1926"))),
).map(lambda found: tuple(one for one in found if one))
extents = st.sampled_from(
    [Text(), Text(da="s. 3–19", en="pp. 3–19"), Text(da="s. 7", en="p. 7"), Text(da="23 s.", en="23 pp.")]
)


def one_line(text: str) -> str:
    return " ".join(text.split())


def is_bare(text: str) -> bool:
    """Whether a text is no title in brackets, which would be a supplied one."""
    return bool(text) and not re.fullmatch(r"\[.+\]", text, re.DOTALL)


@st.composite
def cited_works(draw: st.DrawFn, *, breaks_lines: bool) -> Entry:
    """Draw an entry with what programs for literature lists hold."""
    told = texts if breaks_lines else texts.map(one_line)
    titles = told.filter(is_bare)
    first, second = draw(st.sampled_from([("da", "en"), ("en", "da")]))
    title = {first: draw(titles), second: draw(maybe(titles))}
    shown = "da" if title["da"] else "en"
    names = draw(st.lists(people, max_size=3, unique=True))
    bodies = draw(st.lists(st.sampled_from(AUTHORITIES), max_size=2, unique=True))
    publishers = draw(st.lists(st.sampled_from(AUTHORITIES[:1]), max_size=1))
    contributors = [
        *(Contributor(name=one, role="author") for one in names),
        *(Contributor(name=one.name, role="author", organisation=one.id) for one in bodies),
        *(Contributor(name=one, role="editor") for one in names[:1]),
        *(Contributor(name=one.name, role="publisher", organisation=one.id) for one in publishers),
    ]
    field = draw(st.sampled_from(["title", "supplied_title"]))
    return make_entry(
        draw(slugs),
        kind=draw(st.sampled_from(["news", "podcast_episode", "report", "journal_article"])),
        **{"title": Text(), field: Text(**title)},
        abstract=Text(**{shown: draw(maybe(told))}),
        date=draw(maybe(dates)),
        language=draw(maybe(st.sampled_from(["da", "en"]))),
        contributors=tuple(contributors),
        series=draw(maybe(one_of_pool(models.Series))),
        series_number=draw(maybe(told.filter(bool))),
        extent=draw(extents),
        topics=draw(few(one_of_pool(models.Topic), unique=True)),
        urls=draw(st.lists(addresses, max_size=1).map(tuple)),
        identifiers=draw(identifiers),
        statuses=(),
    )


sides = st.builds(Text, da=maybe(lines), en=maybe(lines))


@st.composite
def rows(draw: st.DrawFn) -> Entry:
    """Draw an entry with what a table holds."""
    starts = st.sampled_from(["", "=1+", "+", "-", "@SUM(", "'", "'=", "\t", "_x0041_", "; \\"])
    cells = (
        st.builds(str.__add__, starts, texts)
        .map(clean)
        .filter(bool)
        .filter(lambda text: not set(text) & {"\ufffe", "\uffff"})
    )
    enclosure = {"url": draw(addresses), "length": draw(maybe(st.integers(0, 10**17))), "type": "audio/mpeg"}
    episode: dict[str, Any] = {"number": draw(counts.filter(lambda one: one < 10**17)), "guid": draw(cells)}
    status = {"status": draw(st.sampled_from(list(terms.STATUSES))), "date": draw(maybe(dates))}
    names = draw(st.lists(cells, max_size=2, unique=True))
    return make_entry(
        draw(slugs),
        kind="podcast_episode",
        title=Text(da=draw(cells), en=draw(maybe(cells))),
        supplied_title=draw(sides),
        abstract=draw(sides),
        genre=draw(sides),
        extent=draw(sides),
        date_note=draw(sides),
        notes=draw(sides),
        date=draw(maybe(dates)),
        language=draw(maybe(st.sampled_from(["da", "en"]))),
        language_inferred=draw(st.booleans()),
        public=draw(st.booleans()),
        series=draw(maybe(one_of_pool(models.Series))),
        series_number=draw(maybe(cells)),
        urls=draw(few(addresses)),
        sources=draw(few(cells)),
        relation_to_centre=draw(maybe(st.sampled_from(list(terms.RELATIONS_TO_CENTRE)))),
        abstract_basis=draw(maybe(st.sampled_from(list(terms.ABSTRACT_BASES)))),
        topics=draw(few(one_of_pool(models.Topic), unique=True)),
        audience=draw(few(one_of_pool(models.Audience), unique=True)),
        contributors=tuple(Contributor(name=one, role=draw(st.sampled_from(list(terms.ROLES)))) for one in names),
        identifiers=draw(identifiers),
        statuses=draw(st.sampled_from([(), (status,)])),
        episode=draw(st.sampled_from([None, {**episode, "enclosure": enclosure}])),
    )


def whole() -> Strategy:
    """Draw any entry, but for relations to works that are not there."""
    from strategies import entries

    return entries.map(lambda entry: entry.model_copy(update={"relations": ()}))


HELD: dict[str, Strategy] = {
    "bibtex": cited_works(breaks_lines=True),
    "ris": cited_works(breaks_lines=False),
    "csl-json": cited_works(breaks_lines=True),
    "csv": rows(),
    "xlsx": rows(),
    "toml": whole(),
    "jsonl": whole(),
}
"""What comes back as it was, by the name of the format."""
