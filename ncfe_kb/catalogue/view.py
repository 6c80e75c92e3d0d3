"""A view of the catalogue: all of it for staff, or what is published and public for everyone."""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from time import perf_counter

from ncfe_kb.catalogue import recent
from ncfe_kb.catalogue.asking import Request, Sort, ask, suggested, uncorrected
from ncfe_kb.catalogue.completion import COMPLETED, Completion, Sources, complete
from ncfe_kb.catalogue.core import Core, Standing
from ncfe_kb.catalogue.edition import Edition, edition_of
from ncfe_kb.catalogue.families import KIN, TRANSLATIONS, Families
from ncfe_kb.catalogue.likeness import query_like
from ncfe_kb.catalogue.naming import NamesInUse
from ncfe_kb.catalogue.presenting import Presenter
from ncfe_kb.catalogue.remembering import Remembered
from ncfe_kb.catalogue.results import Hit, Results
from ncfe_kb.catalogue.selection import Selection, facets_of
from ncfe_kb.catalogue.vocabulary import Vocabulary, near_ids
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.languages import Language
from ncfe_kb.logs import logger
from ncfe_kb.models import Entry, Relation, terms
from ncfe_kb.query import FACETS, Expansion, Query
from ncfe_kb.search import Matches
from ncfe_kb.storage import Reader

_LOG = logger(__name__)
ALL = sys.maxsize
"""The limit of a search that has none."""
_ANSWERS = 256
"""Results that are kept for who asks the same again."""
_ALONE = Families(())


class View:
    """What can be read of a catalogue; nothing here changes it."""

    def __init__(self, core: Core, *, public_only: bool) -> None:
        """Look at the catalogue, at public works only or at all."""
        self._core = core
        self._public_only = public_only
        self._answers: Remembered[Results] = Remembered(_ANSWERS)
        self._families: Remembered[Families] = Remembered(2)
        self._vocabularies: Remembered[Vocabulary] = Remembered(1)
        self._searchable: Remembered[Vocabulary] = Remembered(1)
        self._in_use = NamesInUse(self._brief)
        self._editions: Remembered[Edition] = Remembered(1)

    def __getitem__(self, slug: str) -> Entry:
        """Return an entry; raises UnknownRecord where there is none that this view shows."""
        with self._core.reading() as reader:
            return self._entry(reader, slug)

    def __contains__(self, slug: str) -> bool:
        with self._core.reading() as reader:
            return bool(self._brief(reader, [slug]) or self._brief(reader, followed(reader, slug)))

    def __iter__(self) -> Iterator[str]:
        with self._core.reading() as reader:
            return iter(self._slugs(reader))

    def __len__(self) -> int:
        with self._core.reading() as reader:
            return len(self._slugs(reader))

    def edition(self) -> Edition:
        """Return which state of the catalogue is shown now, for whoever keeps what it was shown as."""
        state = self._core.catch_up().state
        if known := self._editions.known(state, ""):
            return known
        with self._core.reading() as reader:
            return self._editions.get(state, "", lambda: edition_of(reader, state))

    @property
    def vocabulary(self) -> Vocabulary:
        """The kinds, topics, audiences, series, people and organisations as they are now.

        The public's has those series, people and organisations that a public work names.
        """
        if not self._public_only:
            with self._core.reading() as reader:
                return self._core.vocabulary(reader)
        standing = self._core.catch_up()
        with self._core.reading() as reader:
            known = self._core.vocabulary(reader)
            state = reader.last_change(), standing.state.until
            return self._vocabularies.get(state, "all", lambda: self._in_use.limit(reader, known))

    def _known(self, reader: Reader, standing: Standing) -> Vocabulary:
        """Return what is known to whoever searches: of series those that have works that this view shows."""
        known = self._core.vocabulary(reader, standing.position)
        if not self._public_only:
            return known

        def make() -> Vocabulary:
            works = Query(public_only=True, facets=("series",))
            return known.only(series=self._core.search(reader, works, limit=0).facets["series"])

        return self._searchable.get(standing.state, "", make)

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
        group: bool = False,
        facets: Iterable[str] = FACETS,
        facet_values: int | None = None,
        explain: bool = True,
        limit: int | None = 10,
        page: int = 1,
    ) -> Results:
        """Return one page of the works that the words find, best first; without words the newest first.

        `language` is the reader's; `languages` those of the works. Kinds, topics, series and
        people are ids or labels. With `group` a work and its translations, summaries and
        podcasts are one hit. `facets` are those that are counted, each with its
        `facet_values` largest values or all; hits have reasons unless not to `explain` saves
        them; `limit` None means all. No text raises; UnknownRecord, AmbiguousLabel and
        InvalidRecord come from the other arguments alone.
        """
        began = perf_counter()
        chosen = Selection(*map(tuple, (kinds, topics, years, languages, series, people)))
        most = ALL if limit is None else max(0, limit)
        values = None if facet_values is None else max(0, facet_values)
        request = Request(text, language, chosen, sort, group, facets_of(facets), most, max(1, page), values, explain)
        standing = self._core.catch_up()
        if standing.is_behind:
            results = self._answer(request, standing)
        else:
            results = self._answers.get(standing.state, request, lambda: self._answer(request, standing))
        _LOG.debug("Searched in %.4f s, works: %d", perf_counter() - began, results.total)
        return results

    def _answer(self, request: Request, standing: Standing) -> Results:
        with self._core.reading(standing) as reader:
            vocabulary = self._known(reader, standing)
            lexicon = self._core.lexicon(reader, standing.state, public_only=self._public_only)
            asked = ask(request, vocabulary, lexicon, public_only=self._public_only)
            families = self._kin(reader, KIN, standing) if request.group else _ALONE
            matches = self._matches(reader, asked.query, request, families)
            present = Presenter(vocabulary, request.language, asked.expansion, explains=request.explain)
            return Results(
                query=request.text,
                language=request.language,
                total=matches.total,
                page=request.page,
                limit=request.limit,
                hits=self._hits(reader, matches, families, present),
                facets={
                    name: present.facet(name, counts, request.facet_values) for name, counts in matches.facets.items()
                },
                suggestion=self._suggestion(reader, request.text, asked.query, asked.expansion, matches.total),
                behind=standing.is_behind,
            )

    def _matches(self, reader: Reader, query: Query | None, request: Request, families: Families) -> Matches:
        if query is None:  # something was typed, but no word
            return Matches(0, (), {facet: {} for facet in request.facets})
        return self._core.search(reader, query, limit=request.limit, offset=request.offset, families=families.of)

    def _hits(self, reader: Reader, matches: Matches, families: Families, present: Presenter) -> tuple[Hit, ...]:
        kin = {slug: tuple(families.kin(slug)) for slug, _ in matches.page}
        entries = self._brief(reader, [*kin, *(one.slug for each in kin.values() for one in each)])
        return tuple(
            present.hit(
                entries[slug],
                score,
                matches.terms.get(slug, ()),
                [(entries[one.slug], one.relation) for one in kin[slug] if one.slug in entries],
            )
            for slug, score in matches.page
            if slug in entries
        )

    def _suggestion(
        self, reader: Reader, text: str, query: Query | None, expansion: Expansion, total: int
    ) -> str | None:
        """Return what may have been meant, where that finds more than the words as they were typed."""
        suggestion = suggested(text, expansion)
        if suggestion is None or query is None:
            return None
        as_typed = self._core.search(reader, uncorrected(query), limit=0).total
        return suggestion if total > as_typed else None

    def complete(
        self, prefix: str, *, language: Language = "da", limit: int = 10, types: Collection[str] = COMPLETED
    ) -> tuple[Completion, ...]:
        """Return what somebody who begins to type may mean: topics first, then titles, then people; or some `types`."""
        self._core.catch_up()
        with self._core.reading() as reader:
            vocabulary = self._core.vocabulary(reader)

            def find(type_name: str, key: str) -> list[str]:
                return [
                    label.id
                    for label in self._core.labelled(reader, type_name, key, public_only=self._public_only, limit=limit)
                ]

            def titles(slugs: Iterable[str]) -> Mapping[str, str]:
                return {slug: entry.title_in(language).value for slug, entry in self._brief(reader, slugs).items()}

            return complete(prefix, language, Sources(vocabulary, find, titles), types)[:limit]

    def similar(self, slug: str, *, language: Language = "da", limit: int = 10) -> tuple[Hit, ...]:
        """Return the works most like this one by topics, people and words; not itself, nor its translations.

        Translations of one work are one hit. Raises UnknownRecord.
        """
        standing = self._core.catch_up()
        with self._core.reading() as reader:
            entry = self._entry(reader, slug)
            query = query_like(entry, public_only=self._public_only)
            families = self._kin(reader, TRANSLATIONS, standing)
            own = families.of.get(entry.slug, entry.slug)
            matches = self._core.search(reader, query, limit=limit + 1, families=families.of)
            others = [(other, score) for other, score in matches.page if families.of.get(other, other) != own]
            present = Presenter(self._core.vocabulary(reader), language)
            return self._hits(reader, matches._replace(page=tuple(others[:limit])), families, present)

    def relations(self, slug: str) -> tuple[Relation, ...]:
        """Return how an entry stands to others, whichever of the two says so. Raises UnknownRecord."""
        with self._core.reading() as reader:
            entry = self._entry(reader, slug)
            inverse = [
                relation.model_copy(update={"type": terms.INVERSES[relation.type], "target": source})
                for source, relation in reader.relations_to(entry.slug)
            ]
            shown = self._brief(reader, [relation.target for relation in inverse])
        return (*entry.relations, *(relation for relation in inverse if relation.target in shown))

    def topic_counts(self) -> Mapping[str, int]:
        """Return how many works each topic has, those of narrower topics included."""
        self._core.catch_up()
        with self._core.reading() as reader:
            query = Query(public_only=self._public_only, facets=("topic",))
            return self._core.search(reader, query, limit=0).facets["topic"]

    def _kin(self, reader: Reader, types: frozenset[str], standing: Standing) -> Families:
        """Return the families that relations of these types make among the works that this view shows."""

        def make() -> Families:
            relations = reader.relations(types)
            shown = self._brief(reader, {slug for source, _, target in relations for slug in (source, target)})
            return Families(each for each in relations if each[0] in shown and each[2] in shown)

        return self._families.get((reader.last_change(), standing.state.until), types, make)

    def _entry(self, reader: Reader, slug: str) -> Entry:
        found = self._shown(reader, [slug]) or self._shown(reader, followed(reader, slug))
        if not found:
            raise UnknownRecord("entry", slug, near_ids(slug, self._slugs(reader)))
        return next(iter(found.values()))

    def _slugs(self, reader: Reader) -> list[str]:
        """Return the slugs of the entries that this view shows, in order."""
        return list(self._brief(reader, None)) if self._public_only else sorted(reader.ids("entry"))

    def _brief(self, reader: Reader, slugs: Iterable[str] | None) -> dict[str, Entry]:
        """Return the entries that this view shows, as a list names them: without what only their own page tells."""
        entries = recent.brief(reader, None) if slugs is None else self._core.briefs.get(reader, slugs)
        if not self._public_only:
            return entries
        return {slug: entry.for_public() for slug, entry in entries.items() if entry.is_published}

    def _shown(self, reader: Reader, slugs: Iterable[str]) -> dict[str, Entry]:
        """Return the entries that this view shows, with the relations that it shows."""
        if not self._public_only:
            return recent.whole(reader, slugs)
        entries = self._core.wholes.get(reader, slugs)
        public = {slug: entry.for_public() for slug, entry in entries.items() if entry.is_published}
        targets = {relation.target for entry in public.values() for relation in entry.relations}
        hidden = {slug for slug, entry in self._core.briefs.get(reader, targets).items() if not entry.is_published}
        return {slug: _without(entry, hidden) for slug, entry in public.items()}


def followed(reader: Reader, slug: str) -> list[str]:
    """Return the slug that a former one leads to, where it is one."""
    now = reader.former_slugs().get(slug)
    return [now] if now else []


def _without(entry: Entry, hidden: set[str]) -> Entry:
    kept = tuple(relation for relation in entry.relations if relation.target not in hidden)
    return entry if kept == entry.relations else entry.model_copy(update={"relations": kept})
