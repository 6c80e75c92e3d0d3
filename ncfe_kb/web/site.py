"""What every part of the edge shares."""

from dataclasses import dataclass

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.serving import ServingView


@dataclass(frozen=True)
class Site:
    """One catalogue on the web: what everyone may see of it, where it is, and whom to tell of security holes.

    `contact` is an address that begins with mailto: or https:.
    """

    view: ServingView
    addresses: Addresses
    contact: str | None = None
