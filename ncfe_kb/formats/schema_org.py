"""JSON-LD in the words of schema.org, which search engines read: one object, or a graph of several.

A work is named by its DOI's address, else by a label that holds in the file (`_:slug`): the
catalogue has no address of its own, and pages elsewhere may tell of several works.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ncfe_kb.formats.described import (
    ADDRESSES,
    FURTHER,
    LOCAL,
    addresses_of,
    doi_address,
    duration_of,
    identified,
    kept,
    once,
    shown_titles,
    titles_of,
)
from ncfe_kb.formats.items import item_of
from ncfe_kb.formats.json_pieces import array, text_of
from ncfe_kb.formats.schema_org_terms import CREATIVE, ORGANISED, TIMED, property_of_relation, property_of_role, sort_of
from ncfe_kb.formats.types import IN_SERIES, type_of
from ncfe_kb.formats.works import Name, Related, Subject, Work, one_or_more
from ncfe_kb.languages import Language
from ncfe_kb.models import Contributor, Entry
from ncfe_kb.text import Text

CONTEXT = "https://schema.org"
_SPANS = {TIMED: ("startDate", "endDate"), ORGANISED: ("foundingDate", "dissolutionDate")}
_PAGED = frozenset({"Article", "NewsArticle", "Report", "ScholarlyArticle"})

Node = dict[str, Any]


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield one work as an object, any other number of them as a graph."""
    is_alone, works = one_or_more(works)
    if is_alone:
        yield from (text_of({"@context": CONTEXT, **told(work)}).encode() for work in works)
    else:
        yield f'{{\n  "@context": "{CONTEXT}",\n  "@graph": '.encode()
        yield from (piece.encode() for piece in array(map(told, works), depth=1))
        yield b"\n}"
    yield b"\n"


def told(work: Work) -> Node:
    """Return a work as a node, without the context of its words."""
    sort, entry = sort_of(work.schema_type), work.entry
    node = _joined(
        [
            *_named(entry, work.schema_type).items(),
            ("alternateName", _further_titles(work)),
            ("abstract" if sort == CREATIVE else "description", _values(entry.abstract.each())),
            *_dates(entry, sort, work.schema_type),
            *_of_sort(work, sort),
            *((property_of_role(sort, one.role), _agent(one, name)) for one, name in work.credited),
            *((_relating(one, work, sort), _named(one.entry, one.schema_type)) for one in work.related),
        ]
    )
    return kept({"@type": node.pop("@type"), "@id": node.pop("@id"), **node})


def _joined(pairs: Iterable[tuple[str, Any]]) -> Node:
    """Return the properties; of one that is said more than once, the list of its values."""
    found: dict[str, list[Any]] = defaultdict(list)
    for name, value in pairs:
        if name and (value or value == 0):
            found[name] += value if isinstance(value, list) else [value]
    told_once = {name: once(values) for name, values in found.items()}
    return {name: values[0] if len(values) == 1 else values for name, values in told_once.items()}


def _named(entry: Entry, schema_type: str) -> Node:
    """Return what tells which work is meant."""
    addresses = addresses_of(entry)
    return _joined(
        [
            ("@type", schema_type),
            ("@id", _id(entry)),
            ("name", _values(shown_titles(entry))),
            ("identifier", _identifiers(entry)),
            ("url", list(addresses)),
        ]
    )


def _id(entry: Entry) -> str:
    dois = identified(entry, "doi")
    return doi_address(dois[0]) if dois else f"_:{entry.slug}"


def _values(texts: Iterable[tuple[Language, str]]) -> list[Node]:
    return [{"@language": language, "@value": text} for language, text in texts]


def _identifiers(entry: Entry) -> list[Node]:
    found = [("DOI", doi) for doi in identified(entry, "doi")]
    found += [("ISBN", isbn) for isbn in identified(entry, "isbn")]
    found.append((LOCAL, entry.slug))
    return [{"@type": "PropertyValue", "propertyID": scheme, "value": value} for scheme, value in found]


def _further_titles(work: Work) -> list[Node]:
    further = (one for one in titles_of(work.entry, work.language) if one.sort == FURTHER)
    return _values((one.language, one.value) for one in further)


def _dates(entry: Entry, sort: str, schema_type: str) -> Iterator[tuple[str, str]]:
    """Yield when a work was published, or when it began and ended; a service has no date."""
    first, _, last = (entry.date or "").partition("/")
    if schema_type == "PodcastSeries" or sort in _SPANS:
        yield from zip(_SPANS.get(sort, _SPANS[TIMED]), (first, last), strict=True)
    elif sort == CREATIVE:
        yield "datePublished", first


def _of_sort(work: Work, sort: str) -> Iterator[tuple[str, Any]]:
    """Yield what only some sorts of things have."""
    if sort in {CREATIVE, TIMED}:
        yield "inLanguage", work.entry.language
        yield "about", [_term(subject, work.scheme) for subject in work.subjects]
    if sort != ORGANISED:
        yield "audience", [{"@type": "Audience", "audienceType": _values(one.label.each())} for one in work.audiences]
    if sort == CREATIVE:
        yield "genre", _values(work.entry.genre.each())
        yield from _of_series(work)
        yield from _of_episode(work.entry)


def _term(subject: Subject, scheme: Subject | None) -> Node:
    """Return a topic as a term of the thesaurus."""
    within = (
        {"@type": "DefinedTermSet", "@id": f"_:{scheme.id}", "name": _values(scheme.label.each())} if scheme else {}
    )
    name = _values(subject.label.each())
    return kept({"@type": "DefinedTerm", "termCode": subject.id, "name": name, "inDefinedTermSet": within})


def _agent(contributor: Contributor, name: Name) -> Node:
    if name.is_body:
        return {"@type": "Organization", "name": name.whole}
    employer = {"@type": "Organization", "name": contributor.affiliation} if contributor.affiliation else {}
    addresses = [f"{ADDRESSES[scheme]}{value}" for scheme, value in name.identifiers]
    return kept(
        {
            "@type": "Person",
            "name": name.whole,
            "givenName": name.given,
            "familyName": name.family if name.given else "",
            "sameAs": addresses,
            "affiliation": employer,
        }
    )


def _relating(one: Related, work: Work, sort: str) -> str:
    """Return the property of a relation; a podcast's episode has one of its own for its series."""
    if (one.type, one.schema_type, work.schema_type) == ("part_of", "PodcastSeries", "PodcastEpisode"):
        return "partOfSeries"
    return property_of_relation(sort, one.type, sort_of(one.schema_type))


def _of_series(work: Work) -> Iterator[tuple[str, Any]]:
    """Yield the journal or series that a work is in, and the place in it."""
    entry, item = work.entry, item_of(work)
    if work.schema_type in _PAGED:
        yield "pagination", item.pages.replace("-", "–")
    if work.schema_type == "Book":
        yield "numberOfPages", item.total
        yield "isbn", list(identified(entry, "isbn"))
    if not work.series_title:
        return
    if work.schema_type == "PodcastEpisode":
        yield "partOfSeries", _series("PodcastSeries", work.series_title)
    elif type_of(entry.kind, work.schema_type) in IN_SERIES:
        journal = {**_series("Periodical", work.series_title), **kept({"issn": list(identified(entry, "issn"))})}
        issue = {"@type": "PublicationIssue", "issueNumber": item.number, "isPartOf": journal}
        yield "isPartOf", issue if item.number else journal
    else:
        yield "isPartOf", _series("CreativeWorkSeries", work.series_title)
        yield "position", item.number


def _series(schema_type: str, title: Text) -> Node:
    return {"@type": schema_type, "name": _values(title.each())}


def _of_episode(entry: Entry) -> Iterator[tuple[str, Any]]:
    """Yield the number of an episode, its season, how long it is and where it is heard."""
    if not (episode := entry.episode):
        return
    yield "episodeNumber", episode.number
    if episode.season is not None:
        yield "partOfSeason", {"@type": "PodcastSeason", "seasonNumber": episode.season}
    yield "duration", duration_of(entry)
    if sound := episode.enclosure:
        yield (
            "associatedMedia",
            kept(
                {
                    "@type": "AudioObject",
                    "contentUrl": sound.url,
                    "encodingFormat": sound.type or "",
                    "contentSize": f"{sound.length} B" if sound.length else "",
                    "duration": duration_of(entry),
                    "caption": {"@type": "MediaObject", "contentUrl": episode.transcript} if episode.transcript else {},
                }
            ),
        )
