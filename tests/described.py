"""A stocked catalogue, and what is read in the formats that are only written."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from conftest import make_entry

from ncfe_kb import Catalogue, Person, Text
from ncfe_kb.formats import READ, WRITTEN
from ncfe_kb.models import Identifier, Kind, Scheme, Series

DESCRIBING = [name for name in WRITTEN if name not in READ]
IN_XML = ["datacite", "oai-dc"]
KERNEL = "{http://datacite.org/schema/kernel-4}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPISODE = Kind(
    id="podcast_episode",
    label=Text(da="podcastafsnit", en="podcast episode"),
    plural=Text(da="podcastafsnit", en="podcast episodes"),
    shape="episode",
    schema_type="PodcastEpisode",
)
ARTICLE = Kind(
    id="journal_article",
    label=Text(da="artikel", en="article"),
    plural=Text(da="artikler", en="articles"),
    schema_type="ScholarlyArticle",
)
EVENT = Kind(id="event", label=Text(en="event"), plural=Text(en="events"), shape="event", schema_type="Event")
NO_XML = str.maketrans("\ufffe\uffff", "��")
"""What XML has no place for, and what stands for it there."""
DOI = Identifier(scheme="doi", value="10.1002/(sici)1097-0258<5::aid;2>3.0.co;2-9_%")


def stock(kb: Catalogue) -> Catalogue:
    """Return the catalogue with a thesaurus, kinds as schema.org calls them, and an original with its translation."""
    kb.put(
        EPISODE,
        ARTICLE,
        EVENT,
        Scheme(id="ncfe-topics", title=Text(da="Emner", en="Topics")),
        Series(id="tidsskrift", title=Text(da="Tidsskrift for Exit")),
        Person(id="holm-aase", name="Åse Holm", sort_name="Holm, Åse", orcid="https://orcid.org/0000-0002-1825-0097"),
        make_entry("original", title=Text(da="Vej ud"), language="da", topics=("ekstremisme",)),
        make_entry(
            "oversat",
            title=Text(en="Way out"),
            language="en",
            identifiers=(DOI,),
            relations=({"type": "translation_of", "target": "original"},),
        ),
    )
    return kb


def record_of(kb: Catalogue, title: str, **chosen: Any) -> Element:
    """Return the record of Dublin Core with this title in a file of several works."""
    records = fromstring(kb.export("oai-dc", **chosen))
    return next(one for one in records if one.findtext(f"{DC}title") == title)


def json_of(kb: Catalogue, form: str, slug: str, **chosen: Any) -> dict[str, Any]:
    """Return a work's object in a file of all."""
    whole = json.loads(kb.export(form, **chosen))
    return next(one for one in listed(whole) if slug in local_ids(one))


def listed(whole: Any) -> list[dict[str, Any]]:
    if isinstance(whole, list):
        return whole
    return whole.get("@graph", [whole] if len(whole) > 1 else [])


def local_ids(one: dict[str, Any]) -> list[str]:
    found = one.get("identifier") or one.get("alternateIdentifiers") or []
    return [
        each.get("value") or each.get("alternateIdentifier") for each in ([found] if isinstance(found, dict) else found)
    ]


def every_text(value: Any) -> Iterator[str]:
    """Yield every text in a file of JSON or an element of XML."""
    if isinstance(value, Element):
        yield from (each.text or "" for each in value.iter())
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in every_text(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in every_text(each))
    else:
        yield str(value)


def texts_of(form: str, data: bytes) -> set[str]:
    return set(every_text(fromstring(data) if form in IN_XML else json.loads(data)))
