"""What everyone may see of a catalogue, as plain data in one language: what the API gives, ready for JSON."""

from typing import Unpack, cast

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.completion import COMPLETED, Completion
from ncfe_kb.catalogue.data import courses, subjects, works
from ncfe_kb.catalogue.data.courses import Course, Courses
from ncfe_kb.catalogue.data.fields import only
from ncfe_kb.catalogue.data.found import Completions, Found, Similar, Suggested
from ncfe_kb.catalogue.data.subjects import Kinds, People, Person, Topic, Topics, Tree
from ncfe_kb.catalogue.data.wording import Wording
from ncfe_kb.catalogue.data.works import AllSeries, SeriesParts, Work, Works
from ncfe_kb.catalogue.results import Results
from ncfe_kb.catalogue.selection import Chosen
from ncfe_kb.catalogue.serving import ServingView
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.languages import Language

Names = tuple[str, ...]
"""Fields of each thing that somebody wants to know; all without any."""


class Data:
    """A view as plain data. Every method raises what the view's own does, and UnknownRecord for what is not there."""

    def __init__(self, view: ServingView, language: Language, base: str) -> None:
        """Tell of a view in a language; addresses begin with `base`. Raises InvalidRecord where that is none."""
        self._view = view
        self._language: Language = language
        self._addresses = Addresses(base)

    @property
    def _words(self) -> Wording:
        return Wording(self._view.labels(), self._language, self._addresses)

    def found(self, results: Results, fields: Names = ()) -> Found:
        """Return the results of a search."""
        data = results.as_dict()
        return cast("Found", {**data, "hits": [only(hit, fields) for hit in data["hits"]]})

    def similar(self, slug: str, limit: int = 10, fields: Names = ()) -> Similar:
        """Return the works most like one."""
        hits = self._view.similar(slug, language=self._language, limit=limit)
        return cast("Similar", {"slug": slug, "hits": [only(hit.as_dict(), fields) for hit in hits]})

    def work(self, slug: str, fields: Names = ()) -> Work:
        """Return a work, under its present slug if this is a former one."""
        entry = self._view[slug]
        return only(works.work(entry, self._view.related([entry])[entry.slug], self._words), fields)

    def works(self, after: str = "", limit: int = 20, fields: Names = (), **chosen: Unpack[Chosen]) -> Works:
        """Return the works that were chosen, in the order of their slugs, from the one after a slug on."""
        found = self._view.stretch(after, limit=limit, **chosen)
        related, words = self._view.related(found.entries), self._words
        told = [only(works.work(entry, related[entry.slug], words), fields) for entry in found.entries]
        return {"total": found.total, "works": told, "next": found.last}

    def topics(self, fields: Names = ()) -> Topics:
        """Return all topics in alphabetical order."""
        counts, groups, words = self._view.topic_counts(), self._view.topic_groups(), self._words
        found = [subjects.topic(one, counts, groups, words) for one in subjects.in_order(words)]
        return {"total": len(found), "topics": [only(one, fields) for one in found]}

    def topic(self, id: str, fields: Names = ()) -> Topic:
        """Return a topic."""
        words = self._words
        if id not in words.known.topics:
            raise UnknownRecord("topic", id)
        one = words.known.topics[id]
        return only(subjects.topic(one, self._view.topic_counts(), self._view.topic_groups(), words), fields)

    def topic_tree(self) -> Tree:
        """Return the thesaurus as a tree."""
        return {"topics": subjects.branches(self._words, self._view.topic_counts())}

    def kinds(self) -> Kinds:
        """Return all kinds of work in alphabetical order."""
        counts, words = self._counts("kind"), self._words
        found = [subjects.kind(one, counts, words) for one in words.known.kinds.values()]
        return {"total": len(found), "kinds": sorted(found, key=lambda one: words.place(one["label"]))}

    def people(self, after: str = "", limit: int = 20) -> People:
        """Return the people whom works name, from the one after an id on, in the order of their ids."""
        counts, words, known = self._counts("person"), self._words, self._view.vocabulary.people
        ids = sorted(key for key in known if key > after)
        found = [subjects.person(known[key], counts, words) for key in ids[:limit]]
        following = ids[limit - 1] if 0 < limit < len(ids) else None
        return {"total": len(known), "people": found, "next": following}

    def person(self, id: str) -> Person:
        """Return a person whom a work names."""
        known = self._view.vocabulary.people
        if id not in known:
            raise UnknownRecord("person", id)
        return subjects.person(known[id], self._counts("person"), self._words)

    def courses(
        self, *, upcoming: bool = False, audience: str | None = None, season: str | None = None, fields: Names = ()
    ) -> Courses:
        """Return the courses by their first session."""
        found = self._view.courses(upcoming=upcoming, audience=audience, season=season, language=self._language)
        words = self._words
        return {"total": len(found), "courses": [only(courses.course(one, words), fields) for one in found]}

    def course(self, id: str, fields: Names = ()) -> Course:
        """Return a course with all its sessions."""
        return only(courses.course(self._view.course(id), self._words), fields)

    def all_series(self) -> AllSeries:
        """Return the series by title."""
        found = self._view.all_series(language=self._language)
        words = self._words
        return {"total": len(found), "series": [works.series(one, words) for one in found]}

    def series(self, key: str) -> SeriesParts:
        """Return a series with its works in order, by its id or title, or the slug of one of its works."""
        found, words = self._view.series(key), self._words
        return {"series": works.series(found, words), "parts": [works.part(one, words) for one in found.works]}

    def completions(self, typed: str, limit: int = 10, types: Names = COMPLETED) -> Completions:
        """Return what somebody who begins to type may mean, and where its page is."""
        found = self._view.complete(typed, language=self._language, limit=limit, types=types)
        return {"completions": [self._suggested(one) for one in found]}

    def _suggested(self, one: Completion) -> Suggested:
        path = self._addresses.page_path(one.type, one.id, self._language)
        return {"type": one.type, "id": one.id, "label": one.label, "path": path}

    def _counts(self, facet: str) -> dict[str, int]:
        """Return how many works have each value of a facet."""
        found = self._view.search(language=self._language, limit=0, facets=(facet,)).facets[facet]
        return {str(one.id): one.count for one in found}
