"""Topics, kinds of work, completion and courses."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ncfe_kb.catalogue.data import Data
from ncfe_kb.catalogue.data.courses import Course, Courses
from ncfe_kb.catalogue.data.found import Completions
from ncfe_kb.catalogue.data.subjects import Kinds, Topic, Topics, Tree
from ncfe_kb.web.api.answering import KeptRoute, given
from ncfe_kb.web.api.asking import (
    Asked,
    AskedForCompletion,
    AskedForCourse,
    AskedForCourses,
    AskedForTopic,
    Id,
    named,
)
from ncfe_kb.web.api.problems import answers

router = APIRouter(route_class=KeptRoute)


@router.get("/complete", operation_id="complete", tags=["search"], response_model=Completions, responses=answers())
async def complete(request: Request, asked: Annotated[AskedForCompletion, Query()]) -> Response:
    """Complete what somebody begins to type."""
    return await given(request, asked.lang, lambda data: data.completions(asked.q, asked.limit, named(asked.types)))


@router.get("/topics", operation_id="topics", tags=["topics"], response_model=Topics, responses=answers())
async def topics(request: Request, asked: Annotated[AskedForTopic, Query()]) -> Response:
    """List all topics in alphabetical order."""
    return await given(request, asked.lang, lambda data: data.topics(named(asked.fields)))


@router.get("/topic-tree", operation_id="topic_tree", tags=["topics"], response_model=Tree, responses=answers())
async def topic_tree(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """Give all topics as a tree."""
    return await given(request, asked.lang, Data.topic_tree)


@router.get("/topics/{id}", operation_id="topic", tags=["topics"], response_model=Topic, responses=answers())
async def topic(request: Request, id: Id, asked: Annotated[AskedForTopic, Query()]) -> Response:
    """Give one topic."""
    return await given(request, asked.lang, lambda data: data.topic(id, named(asked.fields)))


@router.get("/kinds", operation_id="kinds", tags=["works"], response_model=Kinds, responses=answers())
async def kinds(request: Request, asked: Annotated[Asked, Query()]) -> Response:
    """List all kinds of work."""
    return await given(request, asked.lang, Data.kinds)


@router.get("/courses", operation_id="courses", tags=["courses"], response_model=Courses, responses=answers())
async def courses(request: Request, asked: Annotated[AskedForCourses, Query()]) -> Response:
    """List courses by their first session."""
    chosen = asked.model_dump(include={"upcoming", "audience", "season"})
    return await given(request, asked.lang, lambda data: data.courses(**chosen, fields=named(asked.fields)))


@router.get("/courses/{id}", operation_id="course", tags=["courses"], response_model=Course, responses=answers())
async def course(request: Request, id: Id, asked: Annotated[AskedForCourse, Query()]) -> Response:
    """Give one course with all its sessions."""
    return await given(request, asked.lang, lambda data: data.course(id, named(asked.fields)))
