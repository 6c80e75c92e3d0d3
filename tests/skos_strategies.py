"""A thesaurus that SKOS holds whole, drawn at random: what FORMATS.md says it does not hold is left out."""

from conftest import VOCABULARY
from format_strategies import signs
from hypothesis import strategies as st
from strategies import Strategy, few, lines, maybe, slugs

from ncfe_kb.models import Scheme, Topic, TopicGroup, Value
from ncfe_kb.text import Labels, Text, clean

texts = (lines | signs).map(clean).filter(lambda text: not {"\ufffe", "\uffff"} & {*text})
sides = st.builds(Text, da=maybe(texts), en=maybe(texts))
names = sides.filter(bool)
addresses = st.sampled_from(
    [
        "http://eurovoc.europa.eu/5634",
        "https://æøå.dk/b?a=1&b='2'#c",
        "urn:uuid:0-1",
        "http://www.wikidata.org/entity/Q1",
    ]
)
links = st.lists(addresses, max_size=2, unique=True).map(sorted).map(tuple)


@st.composite
def thesauri(draw: st.DrawFn) -> list[Value]:
    """Draw schemes, groups and topics, of which the later ones may be narrower than the earlier ones."""
    groups = draw(st.lists(st.builds(TopicGroup, id=slugs, label=names), max_size=2, unique_by=_id))
    keys = draw(st.lists(slugs, min_size=1, max_size=4, unique=True))
    topics = [draw(_topics(key, keys[:place], [group.id for group in groups])) for place, key in enumerate(keys)]
    return [*draw(few(_schemes, unique=True).filter(_differ)), *groups, *_both_ways(topics)]


_schemes = st.builds(
    Scheme,
    id=slugs,
    title=names,
    languages=st.sampled_from([(), ("da",), ("en",), ("da", "en")]),
    note=sides,
)


def _id(record: Scheme | TopicGroup) -> str:
    return record.id


def _differ(schemes: tuple[Scheme, ...]) -> bool:
    return len({scheme.id for scheme in schemes}) == len(schemes)


@st.composite
def _topics(draw: st.DrawFn, key: str, before: list[str], groups: list[str]) -> Topic:
    preferred = draw(names)
    kept, hidden = (draw(st.lists(texts, max_size=3, unique=True)) for _ in range(2))
    alternative = [text for text in kept if text not in {preferred.da, preferred.en}]
    hidden = [text for text in hidden if text not in {preferred.da, preferred.en, *alternative}]
    others = draw(st.lists(st.sampled_from(before), max_size=3, unique=True)) if before else []
    return Topic(
        id=key,
        group=draw(maybe(st.sampled_from(groups))) if groups else None,
        preferred_label=preferred,
        alternative_labels=_parted(alternative),
        hidden_labels=_parted(hidden),
        definition=draw(sides),
        editorial_note=draw(sides),
        exact_match=draw(links),
        close_match=draw(links),
        related_match=draw(links),
        broader=tuple(sorted(others[:1])),
        related=tuple(sorted(others[1:])),
    )


def _parted(labels: list[str]) -> Labels:
    return Labels(da=tuple(sorted(labels[::2])), en=tuple(sorted(labels[1::2])))


def _both_ways(topics: list[Topic]) -> list[Topic]:
    """Return topics that are related to those that are related to them."""
    related = {one.id: {*one.related} | {other.id for other in topics if one.id in other.related} for one in topics}
    return [one.with_(related=tuple(sorted(related[one.id]))) for one in topics]


whole: Strategy = thesauri()
KNOWN = tuple(record for record in VOCABULARY if isinstance(record, Topic))
