"""What DataCite 4.6 holds of a work, in the JSON form, of which the XML is made too."""

from typing import Any

from ncfe_kb.formats.datacite_terms import AT_THAT_TIME, CONTRIBUTOR_TYPES, RELATION_TYPES, general_type
from ncfe_kb.formats.described import (
    ADDRESSES,
    FIRST,
    LOCAL,
    TRANSLATED,
    addresses_of,
    creators_of,
    doi_address,
    duration_of,
    identified,
    kept,
    once,
    page_of,
    sound_of,
    titles_of,
)
from ncfe_kb.formats.items import item_of, volume_and_issue
from ncfe_kb.formats.types import IN_SERIES, type_of
from ncfe_kb.formats.works import Name, Related, Work
from ncfe_kb.models import Contributor, Entry

KERNEL = "http://datacite.org/schema/kernel-4"
UNKNOWN = ":unav"
"""DataCite's own value for what must be told and is not known."""
UNKNOWN_YEAR = "9999"
"""The year that DataCite's documents give where none is known: its schema takes four digits alone."""
_SORTS = {FIRST: "", TRANSLATED: "TranslatedTitle"}
_ASIDE = frozenset({"publisher", "funder"})
"""The roles that have fields of their own."""


def told(work: Work) -> dict[str, Any]:
    """Return a work as DataCite's JSON has it."""
    entry, sound = work.entry, sound_of(work.entry)
    return kept(
        {
            "doi": next(iter(identified(entry, "doi")), ""),
            "url": next(iter((*entry.urls, *page_of(work))), ""),
            "types": {"resourceType": work.kind, "resourceTypeGeneral": general_type(entry.kind, work.schema_type)},
            "creators": [_agent(*one) for one in creators_of(work)] or [{"name": UNKNOWN}],
            "titles": _titles(entry, work),
            "publisher": {"name": "; ".join(once(name.whole for name in work.named("publisher"))) or UNKNOWN},
            "publicationYear": f"{entry.year:04}" if entry.year else UNKNOWN_YEAR,
            "subjects": _subjects(work),
            "contributors": _contributors(work),
            "dates": _dates(work),
            "language": entry.language,
            "alternateIdentifiers": _further_identifiers(entry),
            **_related(work),
            "sizes": _sizes(entry),
            "formats": [sound.type] if sound and sound.type else [],
            "descriptions": [
                {"description": text, "descriptionType": "Abstract", "lang": language}
                for language, text in entry.abstract.each()
            ],
            "fundingReferences": once({"funderName": name.whole} for name in work.named("funder")),
            "schemaVersion": KERNEL,
        }
    )


def _agent(contributor: Contributor, name: Name) -> dict[str, Any]:
    """Return a person by family name and given name, a body by its whole name."""
    if name.is_body:
        return {"name": name.whole, "nameType": "Organizational"}
    identifiers = [
        {"nameIdentifier": f"{ADDRESSES[scheme]}{value}", "nameIdentifierScheme": scheme.upper()}
        for scheme, value in name.identifiers
    ]
    return kept(
        {
            "name": f"{name.family}, {name.given}" if name.given else name.family,
            "nameType": "Personal",
            "givenName": name.given,
            "familyName": name.family,
            "nameIdentifiers": identifiers,
            "affiliation": [{"name": contributor.affiliation}] if contributor.affiliation else [],
        }
    )


def _contributors(work: Work) -> list[dict[str, Any]]:
    """Return those who are neither creators nor told in a field of their own."""
    creators = {contributor for contributor, _ in creators_of(work)}
    rest = [one for one in work.credited if one[0] not in creators and one[0].role not in _ASIDE]
    return [
        {**_agent(contributor, name), "contributorType": CONTRIBUTOR_TYPES.get(contributor.role, "Other")}
        for contributor, name in rest
    ]


def _titles(entry: Entry, work: Work) -> list[dict[str, Any]]:
    return [
        kept({"title": one.value, "titleType": _SORTS.get(one.sort, "AlternativeTitle"), "lang": one.language})
        for one in titles_of(entry, work.language)
    ]


def _subjects(work: Work) -> list[dict[str, Any]]:
    return [
        kept(
            {
                "subject": label,
                "subjectScheme": work.scheme.label.label(language) if work.scheme else "",
                "classificationCode": subject.id,
                "lang": language,
            }
        )
        for subject in work.subjects
        for language, label in subject.label.each()
    ]


def _dates(work: Work) -> list[dict[str, str]]:
    if not work.entry.date:
        return []
    return [{"date": work.entry.date, "dateType": "Other" if work.schema_type in AT_THAT_TIME else "Issued"}]


def _further_identifiers(entry: Entry) -> list[dict[str, str]]:
    """Return what else identifies a work; an ISSN identifies the series that it is in, where that is known."""
    found = [("DOI", doi) for doi in identified(entry, "doi")[1:]]
    found += [("ISBN", isbn) for isbn in identified(entry, "isbn")]
    found += [] if entry.series else [("ISSN", issn) for issn in identified(entry, "issn")]
    found += [("URL", url) for url in addresses_of(entry) if url not in map(doi_address, identified(entry, "doi"))]
    found.append((LOCAL, entry.slug))
    return [{"alternateIdentifier": value, "alternateIdentifierType": type_name} for type_name, value in found]


def _related(work: Work) -> dict[str, list[dict[str, Any]]]:
    """Return the works that it stands to: by DOI, ISBN or their address here, else by their titles.

    Any other address is told beside the title: a page may tell of several works.
    """
    named = [(RELATION_TYPES[one.type], one) for one in work.related if one.type in RELATION_TYPES]
    known = [(relation, one, _identifier(one.entry, work)) for relation, one in named]
    identified_ones = [_by_identifier(relation, one, *found) for relation, one, found in known if found]
    items = [_by_title(relation, one, work) for relation, one, found in known if not found]
    return {"relatedIdentifiers": once(identified_ones), "relatedItems": once([*_series(work), *items])}


def _identifier(entry: Entry, work: Work) -> tuple[str, str] | None:
    """Return the first identifier of a work that another one stands to, with its type: its address at last."""
    found = [("DOI", doi) for doi in identified(entry, "doi")]
    found += [("ISBN", isbn) for isbn in identified(entry, "isbn")]
    found += [("URL", work.addresses.work(entry.slug))] if work.addresses else []
    return next(iter(found), None)


def _by_identifier(relation: str, one: Related, type_name: str, value: str) -> dict[str, str]:
    return {
        "relatedIdentifier": value,
        "relatedIdentifierType": type_name,
        "relationType": relation,
        "resourceTypeGeneral": general_type(one.kind, one.schema_type),
    }


def _by_title(relation: str, one: Related, work: Work) -> dict[str, Any]:
    return kept(
        {
            "relatedItemType": general_type(one.kind, one.schema_type),
            "relationType": relation,
            "relatedItemIdentifier": _item_identifier("URL", one.entry.urls),
            "titles": _titles(one.entry, work),
            "publicationYear": f"{one.entry.year:04}" if one.entry.year else "",
        }
    )


def _item_identifier(type_name: str, values: tuple[str, ...]) -> dict[str, str]:
    """Return the first of some identifiers, where there is one."""
    return {"relatedItemIdentifier": values[0], "relatedItemIdentifierType": type_name} if values else {}


def _series(work: Work) -> list[dict[str, Any]]:
    """Return the journal or series that a work is in, with the place in it."""
    entry, item = work.entry, item_of(work)
    if not work.series_title:
        return []
    is_journal = type_of(entry.kind, work.schema_type) in IN_SERIES
    first, _, last = item.pages.partition("-") if is_journal else ("", "", "")
    series = {
        "relatedItemType": "Journal" if is_journal else "Collection",
        "relationType": "IsPublishedIn" if is_journal else "IsPartOf",
        "relatedItemIdentifier": _item_identifier("ISSN", identified(entry, "issn")),
        "titles": [{"title": title, "lang": language} for language, title in work.series_title.each()],
        **(_place(item.number) if is_journal else {"number": item.number}),
        "firstPage": first,
        "lastPage": last,
    }
    return [kept(series)]


def _place(number: str) -> dict[str, str]:
    volume, issue = volume_and_issue(number)
    return kept({"volume": volume, "issue": issue})


def _sizes(entry: Entry) -> list[str]:
    sound = sound_of(entry)
    size = f"{sound.length} bytes" if sound and sound.length else ""
    return [text for text in once([*(text for _, text in entry.extent.each()), duration_of(entry), size]) if text]
