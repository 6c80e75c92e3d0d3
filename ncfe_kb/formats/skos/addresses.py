"""How concepts are named: by addresses under a base, or by names that claim no place in the web."""

import re
from urllib.parse import unquote

from ncfe_kb.errors import Fault
from ncfe_kb.messages import N_
from ncfe_kb.text import check_slug

TOPIC, GROUP, SCHEME = "topic", "topic-group", "topic-scheme"
"""What stands before the id, in the singular in a name and in the plural in an address."""

_NAMES = "urn:x-ncfe:"
"""Without a base: a web address that nobody holds could be taken by somebody else, a name cannot."""
_ADDRESS = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`\x7f-\x9f]+""")
"""What RDF takes for the address of a thing (RFC 3987, in short)."""
_PARTS = re.compile(r"[/#:]")


def check_address(address: str) -> str:
    """Return the address; raises Fault where RDF could not hold it."""
    if not _ADDRESS.fullmatch(address):
        raise Fault(N_("“{address}” is not an address that SKOS can hold"), address=address)
    return address


def address_of(what: str, id: str, base: str | None) -> str:
    """Return the address of a topic, group or scheme."""
    return f"{base}/{what}s/{id}" if base else f"{_NAMES}{what}:{id}"


def id_in(address: str) -> str:
    """Return the id that an address ends in. Raises Fault where that is none."""
    return check_slug(unquote(_PARTS.split(address.rstrip("/#"))[-1]))
