"""What the catalogue's pages tell search engines, in the words of schema.org."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ncfe_kb.errors import UnknownRecord
from ncfe_kb.formats.citation_tags import Tag, tags_of
from ncfe_kb.formats.links import Link, links_of
from ncfe_kb.formats.schema_org import embedded
from ncfe_kb.formats.schema_org.saying import Node
from ncfe_kb.formats.schema_org.things import Things
from ncfe_kb.formats.schema_org.works import on_page
from ncfe_kb.formats.works import Related, Subject, Work
from ncfe_kb.i18n import localiser
from ncfe_kb.messages import N_
from ncfe_kb.models import Entry

if TYPE_CHECKING:
    from ncfe_kb.catalogue.serving import ServingView

_NAME = N_("Knowledge catalogue")
_DESCRIPTION = N_("The catalogue of the Danish national centre for the prevention of extremism.")
WORK = "work"
PAGES = ("about", "course", "person", "series", "site", "topic", "topics", WORK)
"""The sorts of pages that tell of something."""


class Head(NamedTuple):
    """What the head of a page tells programs: JSON-LD as text for a script element, and of a work tags and links."""

    data: str
    tags: tuple[Tag, ...] = ()
    links: tuple[Link, ...] = ()


def head_of(work: Work) -> Head:
    """Return the head of the page of a work."""
    return Head(embedded(on_page(work)), tags_of(work), links_of(work))


def described(view: "ServingView", page: str, id: str, things: Things, scheme: Subject | None) -> Head:
    """Return the head of a page that is none of a work. Raises UnknownRecord."""
    pages = _Pages(view, things, scheme)
    makers: Mapping[str, Callable[[], Node]] = {
        "about": pages.about,
        "course": lambda: pages.course(id),
        "person": lambda: pages.person(id),
        "series": lambda: pages.series(id),
        "site": pages.site,
        "topic": lambda: pages.topic(id),
        "topics": pages.topics,
    }
    if page not in makers:
        raise UnknownRecord("page", page, PAGES)
    node = makers[page]()
    return Head(embedded(node) if node else "")


class _Pages:
    """The pages of a view in one language."""

    def __init__(self, view: "ServingView", things: Things, scheme: Subject | None) -> None:
        self._view = view
        self._known = view.vocabulary
        self._things = things
        self._say = localiser(things.language)
        self._scheme = scheme

    def site(self) -> Node:
        return self._things.site(self._say(_NAME))

    def about(self) -> Node:
        return self._things.catalogue(self._say(_NAME), self._say(_DESCRIPTION), self._scheme)

    def topics(self) -> Node:
        return self._things.topics(self._scheme, self._known.topics.values()) if self._scheme else {}

    def topic(self, id: str) -> Node:
        if id not in self._known.topics:
            raise UnknownRecord("topic", id)
        return self._things.topic(self._known.topics[id], self._scheme)

    def person(self, id: str) -> Node:
        if id not in self._known.people:
            raise UnknownRecord("person", id)
        return self._things.person(self._known.people[id])

    def series(self, key: str) -> Node:
        found = self._view.series(key)
        works = [self._part(entry) for entry in found.works]
        return self._things.series(found.id, found.title, works, is_podcast=bool(found.episodes))

    def _part(self, entry: Entry) -> Related:
        return Related("has_part", entry, entry.kind, self._known.kinds[entry.kind].schema_type)

    def course(self, id: str) -> Node:
        found = self._view.course(id)
        audiences = {key: one.label for key, one in self._known.audiences.items()}
        topics = {key: one.preferred_label for key, one in self._known.topics.items()}
        return self._things.course(
            found.course,
            found.sessions,
            [Subject(key, audiences[key]) for key in _of(found.course.audience, audiences)],
            [Subject(key, topics[key]) for key in _of(found.course.topics, topics)],
        )


def _of(keys: Iterable[str], known: Mapping[str, object]) -> list[str]:
    return [key for key in keys if key in known]
