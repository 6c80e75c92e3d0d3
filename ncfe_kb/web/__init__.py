"""The web edge: pages, an API, feeds and harvesting, over the same library as the command line.

All of it sees the public view alone, and has no logic of its own: what it shows is what a method
of the library returns, which another backend could call as well.

    app = create_app(Catalogue.open("kb"), base_url="https://example.org/catalogue")

is an ASGI application that a server runs, or that another application mounts under a path. It
needs `pip install 'ncfe-kb[web]'`.
"""

from ncfe_kb.web.app import create_app

__all__ = ["create_app"]
