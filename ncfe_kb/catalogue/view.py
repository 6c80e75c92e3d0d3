"""A view of the catalogue: all of it for staff, or what is published and public for everyone."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, cast

from ncfe_kb.catalogue.asking import Asked, ask, suggested, uncorrected
from ncfe_kb.catalogue.completion import Completion, complete
from ncfe_kb.catalogue.core import Core
from ncfe_kb.catalogue.likeness import query_like
from ncfe_kb.catalogue.reasons import reasons_for
from ncfe_kb.catalogue.results import FacetValue, Hit, Labelled, Results, Snippet
from ncfe_kb.catalogue.selection import Selection
from ncfe_kb.catalogue.vocabulary import Vocabulary, near_ids
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.i18n import LANGUAGE_NAMES, localiser
from ncfe_kb.language import excerpt
from ncfe_kb.languages import Language, sort_key
from ncfe_kb.models import Entry, Relation, terms
from ncfe_kb.query import Expansion, Query
from ncfe_kb.search import FACETS, Matches
from ncfe_kb.storage import Reader

_ALL = sys.maxsize
_SAME_WORK = {"translation_of", "has_translation"}
Sort = Literal["relevance", "newest"]
"""What results are ordered by."""


class View:
    """What can be read of a catalogue; nothing here changes it."""

    def __init__(self, core: Core, *, public_only: bool) -> None:
        """Look at the catalogue, at public works only or at all."""
        self._core = core
        self._public_only = public_only

    def __getitem__(self, slug: str) -> Entry:
        """Return an entry; raises UnknownRecord where there is none that this view shows."""
        with self._core.store.reading() as reader:
            return self._entry(reader, slug)

    def __contains__(self, slug: str) -> bool:
        with self._core.store.reading() as reader:
            return bool(self._shown(reader, [slug]))

    def __iter__(self) -> Iterator[str]:
        with self._core.store.reading() as reader:
            return iter(self._slugs(reader))

    def __len__(self) -> int:
        with self._core.store.reading() as reader:
            return len(self._slugs(reader))

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds, topics, audiences, series, people and organisations as they are now."""
        with self._core.store.reading() as reader:
            return self._core.vocabulary(reader)

    def search(  # noqa: PLR0913 - each is a choice of the reader
        self,
        text: str = "",
        *,
        language: Language = "da",
        kinds: Iterable[str] = (),
        topics: Iterable[str] = (),
        years: Iterable[str] = (),
        languages: Iterable[str] = (),
        series: Iterable[str] = (),
        people: Iterable[str] = (),
        sort: Sort = "relevance",
        limit: int | None = 10,
        page: int = 1,
    ) -> Results:
        """Return one page of the works that the words find, best first; without words the newest first.

        `language` is the reader's; `languages` those of the works. `limit` None means all.
        Kinds, topics, series and people are ids or labels. No text raises; UnknownRecord,
        AmbiguousLabel and InvalidRecord come from the other arguments alone.
        """
        chosen = (kinds, topics, years, languages, series, people)
        selection = Selection(*(tuple(each) for each in chosen))
        limit, page = (_ALL if limit is None else max(0, limit)), max(1, page)
        behind = self._core.catch_up()
        with self._core.store.reading() as reader:
            vocabulary = self._core.vocabulary(reader)
            lexicon = self._core.lexicon(reader, public_only=self._public_only)
            asked = ask(text, selection, vocabulary, lexicon, public_only=self._public_only)
            matches = self._matches(reader, asked, sort, limit, (page - 1) * limit)
            entries = self._shown(reader, [slug for slug, _ in matches.page])
            suggestion = self._suggestion(reader, text, asked, matches.total)
        present = _Presenter(vocabulary, language, asked.expansion, matches)
        hits = tuple(present.hit(entries[slug], score) for slug, score in matches.page if slug in entries)
        facets = {name: present.facet(name, counts) for name, counts in matches.facets.items()}
        return Results(text, language, matches.total, page, limit, hits, facets, suggestion, behind)

    def _matches(self, reader: Reader, asked: Asked, sort: Sort, limit: int, offset: int) -> Matches:
        if asked.is_empty:  # something was typed, but no word
            return Matches(0, (), {facet: {} for facet in FACETS})
        query = asked.query._replace(newest_first=sort == "newest")
        return self._core.search(reader, query, limit=limit, offset=offset)

    def _suggestion(self, reader: Reader, text: str, asked: Asked, total: int) -> str | None:
        """Return what may have been meant, where that finds more than the words as they were typed."""
        suggestion = suggested(text, asked.expansion)
        if suggestion is None:
            return None
        as_typed = self._core.search(reader, uncorrected(asked.query), limit=0).total
        return suggestion if total > as_typed else None

    def complete(self, prefix: str, *, language: Language = "da", limit: int = 10) -> tuple[Completion, ...]:
        """Return what somebody who begins to type may mean: topics first, then titles, then people."""
        with self._core.store.reading() as reader:
            topics = self._core.vocabulary(reader).topics.values()
            return complete(prefix, language, topics, self._shown(reader, None).values(), limit)

    def similar(self, slug: str, *, language: Language = "da", limit: int = 10) -> tuple[Hit, ...]:
        """Return the works most like this one by topics, people and words; not itself, nor its translations.

        Raises UnknownRecord.
        """
        self._core.catch_up()
        same = {slug, *(one.target for one in self.relations(slug) if one.type in _SAME_WORK)}
        with self._core.store.reading() as reader:
            query = query_like(self._entry(reader, slug), public_only=self._public_only)
            matches = self._core.search(reader, query, limit=limit + len(same))
            found = [(other, score) for other, score in matches.page if other not in same][:limit]
            entries = self._shown(reader, [other for other, _ in found])
            present = _Presenter(self._core.vocabulary(reader), language, Expansion((), frozenset()), matches)
        return tuple(present.hit(entries[other], score) for other, score in found if other in entries)

    def relations(self, slug: str) -> tuple[Relation, ...]:
        """Return how an entry stands to others, whichever of the two says so. Raises UnknownRecord."""
        with self._core.store.reading() as reader:
            entry = self._entry(reader, slug)
            inverse = [
                relation.model_copy(update={"type": terms.INVERSES[relation.type], "target": source})
                for source, relation in reader.relations_to(slug)
            ]
            shown = self._shown(reader, [relation.target for relation in inverse])
        return (*entry.relations, *(relation for relation in inverse if relation.target in shown))

    def topic_counts(self) -> dict[str, int]:
        """Return how many works each topic has, those of narrower topics included."""
        self._core.catch_up()
        with self._core.store.reading() as reader:
            return dict(self._core.search(reader, Query(public_only=self._public_only), limit=0).facets["topic"])

    def _entry(self, reader: Reader, slug: str) -> Entry:
        found = self._shown(reader, [slug])
        if not found:
            raise UnknownRecord("entry", slug, near_ids(slug, self._slugs(reader)))
        return found[slug]

    def _slugs(self, reader: Reader) -> list[str]:
        """Return the slugs of the entries that this view shows, in order."""
        return list(self._shown(reader, None)) if self._public_only else sorted(reader.ids("entry"))

    def _shown(self, reader: Reader, slugs: Iterable[str] | None) -> dict[str, Entry]:
        """Return the entries that this view shows, with the relations that it shows."""
        entries = cast("dict[str, Entry]", reader.fetch("entry", slugs))
        if not self._public_only:
            return entries
        public = {slug: entry for slug, entry in entries.items() if entry.is_published}
        targets = {relation.target for entry in public.values() for relation in entry.relations}
        hidden = {
            slug for slug, entry in reader.fetch("entry", targets).items() if not cast("Entry", entry).is_published
        }
        return {slug: _without(entry, hidden) for slug, entry in public.items()}


def _without(entry: Entry, hidden: set[str]) -> Entry:
    kept = tuple(relation for relation in entry.relations if relation.target not in hidden)
    return entry if kept == entry.relations else entry.model_copy(update={"relations": kept})


class _Presenter:
    """Puts labels and texts into the reader's language."""

    def __init__(self, vocabulary: Vocabulary, language: Language, expansion: Expansion, matches: Matches) -> None:
        self._terms = matches.terms
        self._vocabulary = vocabulary
        self._language = language
        self._expansion = expansion

    def hit(self, entry: Entry, score: float) -> Hit:
        say = localiser(self._language)
        return Hit(
            slug=entry.slug,
            kind=Labelled(entry.kind, self._vocabulary.kind_label(entry.kind, self._language)),
            title=entry.title_in(self._language),
            year=entry.year,
            status=Labelled(entry.status, say.term(terms.STATUSES, entry.status)) if entry.status else None,
            topics=tuple(Labelled(key, self._vocabulary.topic_label(key, self._language)) for key in entry.topics),
            people=entry.people,
            snippet=self._snippet(entry),
            score=score,
            reasons=reasons_for(entry, self._terms.get(entry.slug, ())),
        )

    def _snippet(self, entry: Entry) -> Snippet | None:
        shown = entry.abstract.in_(self._language)
        if shown is None:
            return None
        marked = excerpt(shown.value, lambda word: self._expansion.is_match(word, shown.language))
        return Snippet(marked, shown.language, shown.is_fallback)

    def facet(self, name: str, counts: Mapping[str, int]) -> tuple[FacetValue, ...]:
        values = [
            FacetValue(int(key) if name == "year" else key, self._facet_label(name, key), count)
            for key, count in counts.items()
        ]
        return tuple(sorted(values, key=lambda value: (-value.count, sort_key(value.label, self._language))))

    def _facet_label(self, name: str, key: str) -> str:
        if name == "kind":
            return self._vocabulary.kind_label(key, self._language)
        if name == "topic":
            return self._vocabulary.topic_label(key, self._language)
        if name == "series":
            return self._vocabulary.series_label(key, self._language)
        if name == "person":
            return self._vocabulary.person_label(key)
        return localiser(self._language).term(LANGUAGE_NAMES, key)
