"""What a work's address is linked to, typed as programs follow it (RFC 8288; signposting.org)."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from ncfe_kb.addresses import Addresses
from ncfe_kb.formats.described import ADDRESSES, creators_of, doi_address, identified
from ncfe_kb.formats.served import SERVED
from ncfe_kb.formats.works import Work
from ncfe_kb.languages import LANGUAGES

_SIGNS = "%:/?#[]@!$&'()*+,;=-._~"
"""The signs of an address that stay as they are; any other could end it, or be none of a header's."""
_TABLES = frozenset({"csv", "jsonl"})
"""The formats for many works, which harvesters do not look for."""


class Link(NamedTuple):
    """An address, what it is to the work, and what is there: a media type and a language, where these are known."""

    address: str
    relation: str
    media_type: str = ""
    language: str = ""

    def header(self) -> str:
        """Return the link as a Link header has it."""
        said = (("rel", self.relation), ("type", self.media_type), ("hreflang", self.language))
        return "; ".join(
            [f"<{quote(self.address, safe=_SIGNS)}>", *(f'{name}="{value}"' for name, value in said if value)]
        )


def links_of(work: Work) -> tuple[Link, ...]:
    """Return the links of a work that has addresses."""
    return tuple(_links(work, work.addresses)) if work.addresses else ()


def _links(work: Work, addresses: Addresses) -> Iterator[Link]:
    slug = work.entry.slug
    yield from (Link(addresses.work(slug, language), "alternate", "text/html", language) for language in LANGUAGES)
    for one in SERVED:
        if one.format not in _TABLES:
            yield Link(addresses.file(slug, one.suffix), "describedby", one.media_type)
    yield from (Link(doi_address(doi), "cite-as") for doi in identified(work.entry, "doi")[:1])
    for _, name in creators_of(work):
        yield from (Link(f"{ADDRESSES[scheme]}{value}", "author") for scheme, value in name.identifiers[:1])
    yield Link(f"https://schema.org/{work.schema_type}", "type")
