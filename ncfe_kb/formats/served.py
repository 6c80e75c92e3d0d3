"""The formats that have addresses on the web: what these end in, and their media types."""

from typing import NamedTuple


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
