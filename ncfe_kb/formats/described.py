"""What catalogues and search engines hold of a work, whatever each of them calls it.

DataCite, Dublin Core and schema.org differ in names and signs; what they say alike is here, once.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from ncfe_kb.formats.works import Name, Work
from ncfe_kb.languages import LANGUAGES, Language, other
from ncfe_kb.models import Contributor, Entry
from ncfe_kb.models.entry import Enclosure

LOCAL = "ncfe-kb"
"""What an id of this catalogue is said to be."""
ADDRESSES = {"orcid": "https://orcid.org/", "isni": "https://isni.org/isni/", "viaf": "https://viaf.org/viaf/"}
"""Where the identifiers of people lead to, by their scheme."""
_CREATING = (
    frozenset({"author"}),
    frozenset({"researcher", "speaker", "keynote_speaker", "interviewee", "contributor"}),
    frozenset({"editor"}),
)
"""The roles that made a work: the first ones that anybody has."""
_HOUR, _MINUTE = 3600, 60


class Title(NamedTuple):
    """A title, its language, and whether it is the first one, that in the other language, or a further one."""

    value: str
    language: Language
    sort: str


FIRST, TRANSLATED, FURTHER = "first", "translated", "further"


def titles_of(entry: Entry, language: Language) -> tuple[Title, ...]:
    """Return all titles of an entry, that in its own language first; where that is not known, in this one."""
    first = entry.title_in(entry.language or language)
    second = entry.title_in(other(first.language))
    found = [Title(first.value, first.language, FIRST)]
    if not second.is_fallback:
        found.append(Title(second.value, second.language, TRANSLATED))
    supplied = [(each, f"[{text}]") for each, text in entry.supplied_title.each()]
    further = [*supplied, *(pair for title in entry.alternative_titles for pair in title.each())]
    known = {(one.language, one.value) for one in found}
    return (*found, *(Title(text, each, FURTHER) for each, text in dict.fromkeys(further) if (each, text) not in known))


def shown_titles(entry: Entry) -> tuple[tuple[Language, str], ...]:
    """Return the title that readers of each language get, where there is one in it."""
    titles = [entry.title_in(language) for language in LANGUAGES]
    return tuple((one.language, one.value) for one in titles if not one.is_fallback)


def creators_of(work: Work) -> tuple[tuple[Contributor, Name], ...]:
    """Return those who made a work: its authors, else who speaks or contributes, else its editors."""
    for roles in _CREATING:
        if found := tuple(one for one in work.credited if one[0].role in roles):
            return found
    return ()


def identified(entry: Entry, scheme: str) -> tuple[str, ...]:
    """Return the identifiers of a scheme, without those that are there twice."""
    return tuple(dict.fromkeys(one.value for one in entry.identifiers if one.scheme == scheme))


def doi_address(doi: str) -> str:
    """Return the address of a DOI, in which signs that an address has no place for are escaped."""
    return "https://doi.org/" + quote(doi, safe="/:;()!$&'*+,=@")


def addresses_of(entry: Entry) -> tuple[str, ...]:
    """Return where a work is: at its DOI, and at the addresses that the catalogue knows."""
    return tuple(dict.fromkeys((*map(doi_address, identified(entry, "doi")), *entry.urls)))


def page_of(work: Work) -> tuple[str, ...]:
    """Return the address by which the catalogue itself has a work, where it has one."""
    return (work.addresses.work(work.entry.slug),) if work.addresses else ()


def sound_of(entry: Entry) -> Enclosure | None:
    """Return the sound file of an episode."""
    return entry.episode.enclosure if entry.episode else None


def duration_of(entry: Entry) -> str:
    """Return how long an episode is, as ISO 8601 has it: PT1H2M3S."""
    seconds = (entry.episode.duration if entry.episode else None) or 0
    parts = ((seconds // _HOUR, "H"), (seconds % _HOUR // _MINUTE, "M"), (seconds % _MINUTE, "S"))
    said = "".join(f"{number}{letter}" for number, letter in parts if number)
    return f"PT{said}" if said else ""


def kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value or value == 0}


def once(values: Iterable[Any]) -> list[Any]:
    """Return the values without those that are there twice; they may be objects of JSON."""
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found
