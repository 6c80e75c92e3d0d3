"""DOI, ISBN and ISSN: their form and their check digits."""

import re

from ncfe_kb.errors import Fault
from ncfe_kb.messages import N_

_EXPECTED = {
    "doi": N_("“{value}” is not a DOI; one looks like 10.1002/berj.3677"),
    "isbn": N_("“{value}” is not an ISBN: its length or check digit is wrong"),
    "issn": N_("“{value}” is not an ISSN: its length or check digit is wrong"),
}

_OLD_ISBN = 10
"""The digits of an ISBN before 2007."""


def check_identifier(scheme: str, value: str) -> str:
    """Return the identifier; raises Fault where its form or check digit is wrong.

    A DOI has no check digit (ISO 26324): only its form can be checked.
    """
    import idutils  # here, since it takes as long to load as all the rest, and few need it

    is_valid = {"doi": idutils.is_doi, "isbn": idutils.is_isbn, "issn": idutils.is_issn}[scheme]
    if not (value.isascii() and is_valid(value)):
        raise Fault(_EXPECTED[scheme], value=value)
    return value


def normal_form(scheme: str, value: str) -> str:
    """Return an identifier without the address or prefix that people paste along with it."""
    if scheme != "doi":
        return value.strip()
    bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)\s*", "", value.strip(), flags=re.IGNORECASE)
    return bare.lower()  # DOIs do not tell case apart (ISO 26324)


def comparable(scheme: str, value: str) -> str:
    """Return an identifier as two are compared: an ISBN without hyphens and in thirteen digits (ISO 2108)."""
    if scheme != "isbn":
        return normal_form(scheme, value).lower()
    digits = re.sub(r"[^0-9X]", "", re.sub(r"^ISBN(?:-1[03])?", "", value.upper()))
    if len(digits) != _OLD_ISBN:
        return digits
    body = f"978{digits[:-1]}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"
