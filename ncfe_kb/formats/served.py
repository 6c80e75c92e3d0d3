"""The formats that have addresses on the web: what these end in, and their media types."""

from collections.abc import Iterator
from typing import NamedTuple

from ncfe_kb.errors import UnknownRecord


class Served(NamedTuple):
    """A format on the web: its name, what its addresses end in after the point, and its media type."""

    format: str
    suffix: str
    media_type: str


SERVED = (
    Served("schema-org", "jsonld", "application/ld+json"),
    Served("datacite-json", "datacite.json", "application/vnd.datacite.datacite+json"),
    Served("datacite", "datacite.xml", "application/vnd.datacite.datacite+xml"),
    Served("csl-json", "csl.json", "application/vnd.citationstyles.csl+json"),
    Served("bibtex", "bib", "application/x-bibtex"),
    Served("ris", "ris", "application/x-research-info-systems"),
    Served("oai-dc", "dc.xml", "application/xml"),
    Served("csv", "csv", "text/csv"),
    Served("jsonl", "jsonl", "application/jsonl"),
)
"""Every one; of those that somebody accepts alike, the first is meant."""


def served(name: str) -> Served:
    """Return the format whose addresses end so. Raises UnknownRecord."""
    for one in SERVED:
        if one.suffix == name:
            return one
    raise UnknownRecord("format", name, tuple(_suffixes()))


def _suffixes() -> Iterator[str]:
    return (one.suffix for one in SERVED)
