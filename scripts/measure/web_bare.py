"""A bare page to measure the edge beside: FastAPI and the same template engine, and nothing to look up.

Its size in bytes is that of BARE_PAGE_BYTES; a list of links, each escaped, as a page of results is.
"""

import os

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment

_TEMPLATE = Environment(autoescape=True, trim_blocks=True).from_string("""<!DOCTYPE html>
<html lang="da"><head><meta charset="utf-8"><title>{{ title }}</title></head><body><h1>{{ title }}</h1><ul>
{% for link in links %}
<li><a href="{{ link.to }}">{{ link.label }}</a> <span class="count">{{ link.count }}</span></li>
{% endfor %}
</ul></body></html>""")
_TITLE = "En bar side"


def application() -> FastAPI:
    """Return an application of one page."""
    links = _links(int(os.environ["BARE_PAGE_BYTES"]))
    app = FastAPI()

    @app.get("/", response_class=HTMLResponse)
    async def page(q: str = _TITLE) -> HTMLResponse:
        return HTMLResponse(_TEMPLATE.render(title=q, links=links))

    return app


def _links(size: int) -> list[dict[str, str | int]]:
    """Return as many links as make a page of this size."""
    count = 1
    while len(_TEMPLATE.render(title=_TITLE, links=_made(count)).encode()) < size:
        count += 1
    return _made(count)


def _made(count: int) -> list[dict[str, str | int]]:
    return [
        {"to": f"/da/search?q=et+værk&kind=report&topic={number}", "label": f"Et værk & nr. {number}", "count": number}
        for number in range(count)
    ]
