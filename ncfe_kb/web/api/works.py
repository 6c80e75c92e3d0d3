"""Search, works, series and people."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ncfe_kb.catalogue.data import Data
from ncfe_kb.catalogue.data.found import Found, Similar
from ncfe_kb.catalogue.data.subjects import People, Person
from ncfe_kb.catalogue.data.works import AllSeries, SeriesParts, Work, Works
from ncfe_kb.web.api.answering import KeptRoute, given, made, site_of
from ncfe_kb.web.api.asking import (
    Asked,
    AskedForFound,
    AskedForPeople,
    AskedForSimilar,
    AskedForWork,
    AskedForWorks,
    Id,
    Slug,
    named,
)
from ncfe_kb.web.api.problems import answers
from ncfe_kb.web.keeping import Made

router = APIRouter(route_class=KeptRoute)


@router.get("/search", operation_id="search", tags=["search"], response_model=Found, responses=answers())
async def search(request: Request, asked: Annotated[AskedForFound, Query()]) -> Response:
    """Search all works, in both languages at once, and count them by facet."""

    def tell(data: Data) -> Found:
        found = site_of(request).view.search(
            asked.q,
            language=asked.lang,
            sort=asked.sort,
            group=asked.group,
            facets=named(asked.facets),
            limit=asked.limit,
            page=asked.page,
            **asked.chosen,
        )
        return data.found(found, named(asked.fields))

    return await given(request, asked.lang, tell)


@router.get("/works", operation_id="works", tags=["works"], response_model=Works, responses=answers(linked=True))
async def works(request: Request, asked: Annotated[AskedForWorks, Query()]) -> Response:
    """List works in the order of their slugs.

    Going on after `next` meets each work once, whatever is added or taken away meanwhile.
    """

    def tell(data: Data) -> Made:
        found = data.works(asked.after, asked.limit, named(asked.fields), **asked.chosen)
        values = {**asked.model_dump(exclude_unset=True), "after": found["next"]}
        following = site_of(request).addresses.api("/works", values)
        return made(found, f'<{following}>; rel="next"' if found["next"] else "")

    return await given(request, asked.lang, tell)


@router.get("/works/{slug}", operation_id="work", tags=["works"], response_model=Work, responses=answers(301, 410))
async def work(request: Request, slug: Slug, asked: Annotated[AskedForWork, Query()]) -> Response:
    """Give one work; a former slug leads on to the present one."""

    def tell(data: Data) -> Work | Made:
        found = data.work(slug, named(asked.fields))
        if found["slug"] == slug:
            return found
        values = asked.model_dump(exclude_unset=True)
        return Made(b"", moved=site_of(request).addresses.api(f"/works/{found['slug']}", values))

    return await given(request, asked.lang, tell)


@router.get(
    "/works/{slug}/similar", operation_id="similar", tags=["works"], response_model=Similar, responses=answers(410)
)
async def similar(request: Request, slug: Slug, asked: Annotated[AskedForSimilar, Query()]) -> Response:
    """Give the works most like one by topics, people and words."""
    return await given(request, asked.lang, lambda data: data.similar(slug, asked.limit, named(asked.fields)))


@router.get("/series", operation_id="all_series", tags=["series"], response_model=AllSeries, responses=answers())
async def all_series(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """List series, journals and podcasts."""
    return await given(request, asked.lang, Data.all_series)


@router.get("/series/{id}", operation_id="series", tags=["series"], response_model=SeriesParts, responses=answers())
async def series(request: Request, id: Id, asked: Annotated[Asked, Query()]) -> Response:
    """Give one series with its works in order, by its id or title, or the slug of one of its works."""
    return await given(request, asked.lang, lambda data: data.series(id))


@router.get("/people", operation_id="people", tags=["people"], response_model=People, responses=answers())
async def people(request: Request, asked: Annotated[AskedForPeople, Query()]) -> Response:
    """List the people whom works name, in the order of their ids."""
    return await given(request, asked.lang, lambda data: data.people(asked.after, asked.limit))


@router.get("/people/{id}", operation_id="person", tags=["people"], response_model=Person, responses=answers())
async def person(request: Request, id: Id, asked: Annotated[Asked, Query()]) -> Response:
    """Give one person."""
    return await given(request, asked.lang, lambda data: data.person(id))
