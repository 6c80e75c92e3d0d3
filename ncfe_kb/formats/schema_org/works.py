"""Works in the words of schema.org: what they are, and what they stand to."""

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
from ncfe_kb.formats.schema_org.saying import Node, Saying
from ncfe_kb.formats.schema_org.terms import (
    CREATIVE,
    ORGANISED,
    TIMED,
    property_of_relation,
    property_of_role,
    sort_of,
)
from ncfe_kb.formats.types import IN_SERIES, type_of
from ncfe_kb.formats.works import Name, Related, Subject, Work
from ncfe_kb.languages import Language
from ncfe_kb.models import Contributor, Entry

_SPANS = {TIMED: ("startDate", "endDate"), ORGANISED: ("foundingDate", "dissolutionDate")}
_PAGED = frozenset({"Article", "NewsArticle", "Report", "ScholarlyArticle"})


def told(work: Work) -> Node:
    """Return a work as a node in a file, without the context of its words."""
    return _told(work, Saying(work.addresses))


def on_page(work: Work) -> Node:
    """Return a work as a node on its page in its reader's language."""
    page = work.addresses.work(work.entry.slug, work.language) if work.addresses else ""
    whole = {"mainEntityOfPage": {"@type": "WebPage", "@id": page, "inLanguage": work.language}} if page else {}
    return {**_told(work, Saying(work.addresses, work.language)), **whole}


def _told(work: Work, saying: Saying) -> Node:
    sort, entry = sort_of(work.schema_type), work.entry
    node = joined(
        [
            *named(entry, work.schema_type, saying, work.language).items(),
            ("alternateName", _further_titles(work, saying)),
            ("abstract" if sort == CREATIVE else "description", saying.texts(entry.abstract.each())),
            *_dates(entry, sort, work.schema_type),
            *_of_sort(work, sort, saying),
            *(
                (property_of_role(sort, one.role, is_body=name.is_body), _agent(one, name, work, saying))
                for one, name in work.credited
            ),
            *(
                (_relating(one, work, sort), named(one.entry, one.schema_type, saying, work.language))
                for one in work.related
            ),
        ]
    )
    return kept({"@type": node.pop("@type"), "@id": node.pop("@id"), **node})


def joined(pairs: Iterable[tuple[str, Any]]) -> Node:
    """Return the properties; of one that is said more than once, the list of its values."""
    found: dict[str, list[Any]] = defaultdict(list)
    for name, value in pairs:
        if name and (value or value == 0):
            found[name] += value if isinstance(value, list) else [value]
    told_once = {name: once(values) for name, values in found.items()}
    return {name: values[0] if len(values) == 1 else values for name, values in told_once.items()}


def named(entry: Entry, schema_type: str, saying: Saying, language: Language) -> Node:
    """Return what tells which work is meant."""
    dois = [doi_address(doi) for doi in identified(entry, "doi")]
    return joined(
        [
            ("@type", schema_type),
            ("@id", saying.work(entry)),
            ("name", saying.texts(shown_titles(entry))),
            ("identifier", _identifiers(entry)),
            ("url", saying.addresses.work(entry.slug, saying.language or language) if saying.addresses else ""),
            ("url", list(entry.urls if saying.addresses else addresses_of(entry))),
            ("sameAs", dois if saying.addresses else []),
        ]
    )


def _identifiers(entry: Entry) -> list[Node]:
    found = [("DOI", doi) for doi in identified(entry, "doi")]
    found += [("ISBN", isbn) for isbn in identified(entry, "isbn")]
    found.append((LOCAL, entry.slug))
    return [{"@type": "PropertyValue", "propertyID": scheme, "value": value} for scheme, value in found]


def _further_titles(work: Work, saying: Saying) -> list[Any]:
    """Return the titles beside the name; a page has that in the other language among them."""
    titles = titles_of(work.entry, work.language)
    if saying.language is None:
        return [text for one in titles if one.sort == FURTHER for text in saying.texts([(one.language, one.value)])]
    return [one.value for one in titles if one.value != work.title.value]


def _dates(entry: Entry, sort: str, schema_type: str) -> Iterator[tuple[str, str]]:
    """Yield when a work was published, or when it began and ended; a service has no date."""
    first, _, last = (entry.date or "").partition("/")
    if schema_type == "PodcastSeries" or sort in _SPANS:
        yield from zip(_SPANS.get(sort, _SPANS[TIMED]), (first, last), strict=True)
    elif sort == CREATIVE:
        yield "datePublished", first


def _of_sort(work: Work, sort: str, saying: Saying) -> Iterator[tuple[str, Any]]:
    """Yield what only some sorts of things have."""
    if sort in {CREATIVE, TIMED}:
        yield "inLanguage", work.entry.language
        yield "about", [term(subject, work.scheme, saying, work.language) for subject in work.subjects]
    if sort != ORGANISED:
        yield "audience", audiences(work.audiences, saying)
    if sort == CREATIVE:
        yield "genre", saying.texts(work.entry.genre.each())
        yield from _of_series(work, saying)
        yield from _of_episode(work.entry)


def audiences(found: Iterable[Subject], saying: Saying) -> list[Node]:
    """Return for whom something is."""
    return [{"@type": "Audience", "audienceType": saying.name(one.label)} for one in found]


def term(subject: Subject, scheme: Subject | None, saying: Saying, language: Language) -> Node:
    """Return a topic as a term of the thesaurus."""
    place = saying.place_of("topic", subject.id, language)
    name = saying.name(subject.label)
    said = {"@type": "DefinedTerm", **place, "termCode": subject.id, "name": name}
    return kept({**said, "inDefinedTermSet": saying.term_set(scheme)})


def _agent(contributor: Contributor, name: Name, work: Work, saying: Saying) -> Node:
    if name.is_body:
        return {"@type": "Organization", "name": name.whole}
    employer = {"@type": "Organization", "name": contributor.affiliation} if contributor.affiliation else {}
    return kept(
        {
            "@type": "Person",
            **saying.place_of("person", contributor.person, work.language),
            "name": name.whole,
            "givenName": name.given,
            "familyName": name.family if name.given else "",
            "sameAs": [f"{ADDRESSES[scheme]}{value}" for scheme, value in name.identifiers],
            "affiliation": employer,
        }
    )


def _relating(one: Related, work: Work, sort: str) -> str:
    """Return the property of a relation; a podcast's episode has one of its own for its series."""
    if (one.type, one.schema_type, work.schema_type) == ("part_of", "PodcastSeries", "PodcastEpisode"):
        return "partOfSeries"
    return property_of_relation(sort, one.type, sort_of(one.schema_type))


def _of_series(work: Work, saying: Saying) -> Iterator[tuple[str, Any]]:
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
        yield "partOfSeries", _series("PodcastSeries", work, saying)
    elif type_of(entry.kind, work.schema_type) in IN_SERIES:
        journal = {**_series("Periodical", work, saying), **kept({"issn": list(identified(entry, "issn"))})}
        issue = {"@type": "PublicationIssue", "issueNumber": item.number, "isPartOf": journal}
        yield "isPartOf", issue if item.number else journal
    else:
        yield "isPartOf", _series("CreativeWorkSeries", work, saying)
        yield "position", item.number


def _series(schema_type: str, work: Work, saying: Saying) -> Node:
    place = saying.place_of("series", work.entry.series, work.language)
    return {"@type": schema_type, **place, "name": saying.name(work.series_title)}


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
