"""The application: every route of the edge, behind its guard."""

from functools import partial

from fastapi import FastAPI

from ncfe_kb import __version__
from ncfe_kb.addresses import Addresses, checked_contact
from ncfe_kb.catalogue import Catalogue
from ncfe_kb.web import api, assets, concepts, feeds, files, health, oai, pages
from ncfe_kb.web.faults import answer_faults, answered
from ncfe_kb.web.guard import Guard
from ncfe_kb.web.site import Site

_PARTS = (health, assets, feeds, oai, files, concepts, pages)
"""The modules that have routes; files and topics for programs come before the pages, to which they lead browsers on."""


def create_app(catalogue: Catalogue, *, base_url: str, contact: str | None = None) -> FastAPI:
    """Return the edge of a catalogue as an ASGI application: what everyone may see, in both languages.

    `base_url` is where the application is on the web, as https://example.org or, where it is
    mounted under a path, https://example.org/catalogue; no address is ever made from what a
    request says of its host. `contact`, mailto: or https:, is told to who finds a security hole.
    The catalogue stays the caller's to close. Raises InvalidRecord for addresses that
    are none.
    """
    site = Site(catalogue.public, Addresses(base_url), checked_contact(contact) if contact else None)
    app = FastAPI(
        title="ncfe_kb",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        routes=[route for part in _PARTS for route in part.routes(site)],
    )
    answer_faults(app, site)
    api.join(app, site)
    app.add_middleware(Guard, base=site.addresses.base, refused=partial(answered, site))
    return app
