"""Whom to tell of a hole in the site's safety (RFC 9116)."""

from datetime import UTC, datetime, time, timedelta

from ncfe_kb.addresses import Addresses

_HOLDS = timedelta(days=180)
"""How long its word holds; less than a year is asked for."""


def security_of(contact: str, at: Addresses) -> str:
    """Return security.txt: whom to write to, in which languages, and until when that holds."""
    until = datetime.combine(datetime.now(UTC).date() + _HOLDS, time(), UTC)
    return (
        f"Contact: {contact}\n"
        f"Expires: {until.strftime('%Y-%m-%dT%H:%M:%SZ')}\n"
        "Preferred-Languages: da, en\n"
        f"Canonical: {at.of('/.well-known/security.txt')}\n"
    )
