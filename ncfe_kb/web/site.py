"""What every part of the edge shares."""

from dataclasses import dataclass
from functools import cached_property

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.serving import ServingView
from ncfe_kb.web.keeping import Kept


@dataclass(frozen=True)
class Site:
    """One catalogue on the web: what everyone may see of it, where it is, and whom to tell of security holes.

    `contact` is an address that begins with mailto: or https:.
    """

    view: ServingView
    addresses: Addresses
    contact: str | None = None

    @cached_property
    def kept(self) -> Kept:
        """What pages and the API answered, which they share."""
        return Kept(self.view)
