"""The page of a search; its address holds all that was typed and chosen."""

from collections.abc import Iterator
from typing import cast

from starlette.exceptions import HTTPException

from ncfe_kb.catalogue import Results
from ncfe_kb.catalogue.asking import Sort
from ncfe_kb.messages import N_
from ncfe_kb.web.pages.asking import FACETS, SORTS, Asked, asked
from ncfe_kb.web.pages.narrowing import Narrowing
from ncfe_kb.web.pages.visit import Page, Visit

DEEPEST = 200
"""The last page that is made; who wants more narrows the search, or takes it as a file."""
_LIMIT = 10
_MOST = 20
"""Values of a facet."""
_AROUND = 2


def page(visit: Visit) -> Page:
    """Return the page of a search."""
    wanted = asked(visit)
    if wanted.page > DEEPEST:
        raise HTTPException(404)
    results, narrowing = _results(visit, wanted), Narrowing(visit, wanted)
    say = visit.say
    return Page(
        "search.html",
        "/search",
        say(N_("Search: {query}")).format(query=wanted.text) if wanted.text else say(N_("Search")),
        {
            "asked": wanted,
            "results": results,
            "facets": tuple(narrowing.facets(results)),
            "chosen": tuple(narrowing.chosen()),
            "sorts": [(label, wanted.query(sort=key, page=1), key == wanted.order) for key, label in SORTS.items()],
            "suggested": wanted.query(q=results.suggestion, page=1) if results.suggestion else "",
            "pages": tuple(_pages(wanted, results)),
            "files": wanted.query(page=1, sort=""),
        },
        values=wanted.pairs(),
        is_indexed=not any(wanted.chosen.values()) and wanted.page == 1 and not wanted.text,
    )


def _results(visit: Visit, wanted: Asked) -> Results:
    return visit.site.view.search(
        wanted.text,
        language=visit.language,
        sort=cast("Sort", wanted.sort or "relevance"),
        group=True,
        limit=_LIMIT,
        page=wanted.page,
        facet_values=_MOST,
        explain=False,
        **{FACETS[name][0]: values for name, values in wanted.chosen.items()},
    )


def _pages(wanted: Asked, results: Results) -> Iterator[tuple[int, str]]:
    """Yield the pages that are linked to: the first, the last, and those around this one."""
    last = min(results.pages, DEEPEST)
    if last > 1:
        near = range(max(1, wanted.page - _AROUND), min(last, wanted.page + _AROUND) + 1)
        yield from ((number, wanted.query(page=number)) for number in sorted({1, last, *near}))
