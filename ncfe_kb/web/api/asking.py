"""What can be asked of the API: each question's parameters, with what is told of them."""

import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

from ncfe_kb.catalogue.asking import Sort
from ncfe_kb.catalogue.completion import COMPLETED
from ncfe_kb.catalogue.data.courses import Course
from ncfe_kb.catalogue.data.fields import names_in
from ncfe_kb.catalogue.data.found import FoundWork
from ncfe_kb.catalogue.data.subjects import Topic
from ncfe_kb.catalogue.data.works import Work
from ncfe_kb.catalogue.selection import Chosen
from ncfe_kb.errors import Fault
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_
from ncfe_kb.query import FACETS

_LONGEST, _LONGEST_NAME = 500, 120
_MOST_NAMES = 10
_YEAR = "(1[4-9]|20|21)[0-9]{2}"
_YEARS = f"^({_YEAR}|{_YEAR}-|-{_YEAR}|{_YEAR}-{_YEAR})$"
_SEASONS = f"^{_YEAR}-(foraar|efteraar)$"
_NO_SEASON = N_("“{season}” is not the id of a season; write 2019-foraar or 2019-efteraar")
_NO_YEAR = N_("“{year}” is not a year; write 2019 or 2018-2020")

Name = Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST_NAME)]
Names = Annotated[list[Name], Field(max_length=_MOST_NAMES)]


Slug = Annotated[str, Path(description="The slug of a work.", examples=["berj-2021"])]
Id = Annotated[str, Path(description="The id.", examples=["ekstremisme-online"])]


class Written:
    """That a parameter is written in a certain way: described by a pattern, refused with a message of ours."""

    def __init__(self, pattern: str, check: Callable[[str], str], *examples: str) -> None:
        """Describe it by a pattern; `check` returns what is meant, and raises Fault where the pattern does not hold."""
        self._check = check
        self._said = {"type": "string", "pattern": pattern, **({"examples": [*examples]} if examples else {})}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self._said


def some_of(known: Iterable[str], *examples: str) -> Written:
    """Return what a parameter is that names some of what is known, with commas between them."""
    names = tuple(known)
    one = "|".join(names)

    def check(text: str) -> str:
        names_in(text, names)
        return text

    return Written(f"^(({one})(,({one}))*)?$", check, *examples)


def named(text: str) -> tuple[str, ...]:
    """Return the names in a parameter that names some."""
    return tuple(text.split(",")) if text else ()


def _years(years: str) -> str:
    """Return a span of years from the first to the last, in whichever order it was written."""
    if not re.fullmatch(_YEARS, years):
        raise Fault(_NO_YEAR, year=years)
    return years if years[0] == "-" or years[-1] == "-" else "-".join(sorted(years.split("-")))


def _season(season: str) -> str:
    if not re.fullmatch(_SEASONS, season):
        raise Fault(_NO_SEASON, season=season)
    return season


class Asked(BaseModel):
    """What every question says; what a question does not know is refused, so that no mistake goes unnoticed."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    lang: Language = Field("da", examples=["da"])
    """The reader's language: texts and labels come in it where they can."""


class AskedFor(Asked):
    """What narrows a question to some works; values of one parameter widen it, parameters narrow it."""

    kind: Names = Field([], examples=[["research_report"]])
    """Kinds of work, by id or label."""
    topic: Names = Field([], examples=[["ekstremisme-online"]])
    """Topics, by id or label; narrower ones are found too."""
    year: Annotated[list[Annotated[str, Written(_YEARS, _years)]], Field(max_length=_MOST_NAMES)] = Field(
        [], examples=[["2019", "2020-2021"]]
    )
    """Years, or spans of years: 2019, 2018-2020, 2018-, -2018."""
    language: Annotated[list[Language], Field(max_length=_MOST_NAMES)] = Field([], examples=[["da"]])
    """Languages of the works themselves."""
    series: Names = Field([], examples=[["kort-fortalt"]])
    """Series, by id or title."""
    person: Names = Field([], examples=[["holm-aase"]])
    """People, by id or name."""

    @property
    def chosen(self) -> Chosen:
        """What is chosen, by the names that the library has for it."""
        return {
            "kinds": self.kind,
            "topics": self.topic,
            "years": self.year,
            "languages": self.language,
            "series": self.series,
            "people": self.person,
        }


class AskedForFound(AskedFor):
    """What a search is asked for."""

    q: str = Field("", max_length=_LONGEST, examples=["højreekstremisme"])
    """What to search for; without it, all works, the newest first. Phrases stand in "quotes", what must not be there
    after a minus; a word may end in * and fields may be typed, as in kind:podcast."""
    sort: Sort = Field("relevance", examples=["newest"])
    """The order of the works."""
    group: bool = False
    """Whether a work and its translations, summaries and podcasts count as one."""
    facets: Annotated[str, some_of(FACETS, "kind,topic")] = ",".join(FACETS)
    """What is counted, with commas between; nothing where it is empty."""
    fields: Annotated[str, some_of(FoundWork.__annotations__, "title,year")] = ""
    """What to give of each work besides its slug, with commas between; all of it where it is empty."""
    limit: int = Field(10, ge=0, le=100)
    """How many works a page has."""
    page: int = Field(1, ge=1, le=200)
    """Which page."""


class AskedForWork(Asked):
    """What is asked for of a work."""

    fields: Annotated[str, some_of(Work.__annotations__, "title,abstract")] = ""
    """What to give of each work besides its slug, with commas between; all of it where it is empty."""


class AskedForWorks(AskedFor, AskedForWork):
    """Which works are asked for."""

    after: str = Field("", max_length=_LONGEST_NAME, examples=["berj-2021"])
    """The slug after which to go on: what `next` of the page before gave."""
    limit: int = Field(20, ge=1, le=100)
    """How many works at most."""


class AskedForSimilar(Asked):
    """What is asked for of the works like one."""

    fields: Annotated[str, some_of(FoundWork.__annotations__, "title,year")] = ""
    """What to give of each work besides its slug, with commas between; all of it where it is empty."""
    limit: int = Field(10, ge=1, le=50)
    """How many works at most."""


class AskedForTopic(Asked):
    """What is asked for of a topic."""

    fields: Annotated[str, some_of(Topic.__annotations__, "label,works")] = ""
    """What to give of each topic besides its id, with commas between; all of it where it is empty."""


class AskedForCompletion(Asked):
    """What somebody began to type."""

    q: str = Field("", max_length=_LONGEST, examples=["eks"])
    """What was typed so far."""
    types: Annotated[str, some_of(COMPLETED, "topic,entry")] = ",".join(COMPLETED)
    """What may be meant, with commas between: topics, entries (works) and people."""
    limit: int = Field(10, ge=1, le=50)
    """How many at most."""


class AskedForCourse(Asked):
    """What is asked for of a course."""

    fields: Annotated[str, some_of(Course.__annotations__, "theme,sessions")] = ""
    """What to give of each course besides its id, with commas between; all of it where it is empty."""


class AskedForCourses(AskedForCourse):
    """Which courses are asked for."""

    upcoming: bool = False
    """Whether only sessions are given that are not over, and courses that have such."""
    audience: Name | None = Field(None, examples=["fagprofessionelle"])
    """Whom they are for, by id or label."""
    season: Annotated[str, Written(_SEASONS, _season)] | None = Field(None, examples=["2019-efteraar"])
    """The season in which they are held."""


class AskedForPeople(Asked):
    """Which people are asked for."""

    after: str = Field("", max_length=_LONGEST_NAME)
    """The id after which to go on: what `next` of the page before gave."""
    limit: int = Field(20, ge=1, le=100)
    """How many at most."""
