"""What can be made of what a view shows: files for other programs, citations, proposals of topics."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Unpack, cast

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.handing_out import ExportingView
from ncfe_kb.catalogue.recent import MOST_BRIEF
from ncfe_kb.catalogue.selection import Chosen
from ncfe_kb.catalogue.suggesting import Suggestion, suggestions, topics_for
from ncfe_kb.catalogue.syndicated import SyndicatedView
from ncfe_kb.catalogue.view import ALL, followed
from ncfe_kb.catalogue.vocabulary import Vocabulary, near_ids
from ncfe_kb.dates import today
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.formats.works import Work
from ncfe_kb.languages import Language
from ncfe_kb.models import CourseSeason, Entry, TopicGroup
from ncfe_kb.query import Query
from ncfe_kb.storage import Reader

if TYPE_CHECKING:
    from ncfe_kb.catalogue.courses import Offering, Public
    from ncfe_kb.catalogue.data import Data
    from ncfe_kb.catalogue.describing import Head
    from ncfe_kb.catalogue.harvesting import Harvester
    from ncfe_kb.catalogue.relating import Standing
    from ncfe_kb.catalogue.serials import SeriesWorks
    from ncfe_kb.catalogue.stretches import Stretch
    from ncfe_kb.formats.citation_tags import Tag
    from ncfe_kb.formats.links import Link

_FIRST = "forebyggelse"
"""Any word: the first one that is looked for has the engine read all there is."""


class ServingView(ExportingView, SyndicatedView):
    """A view that also hands out what it shows in other forms."""

    def steadily(self) -> AbstractContextManager[None]:
        """Look for changes but once, at the beginning of a block: for who asks several things for one answer.

        That goes for the threads that go on with the block too.
        """
        return self._core.steadily()

    def warm_up(self) -> None:
        """Read into memory what searches need, for who answers many: else the first ones wait for it."""
        self.search(_FIRST, group=True)
        with self._core.reading() as reader:
            newest = self._core.search(reader, Query(public_only=self._public_only), limit=MOST_BRIEF)
            self._core.briefs.get(reader, [slug for slug, _ in newest.page])

    def was_withdrawn(self, slug: str) -> bool:
        """Return whether a work was public under this slug and is withdrawn, which everyone may know."""
        with self._core.reading() as reader:
            found = reader.fetch("entry", [slug, *followed(reader, slug)]).values()
        return any(cast("Entry", one).was_withdrawn for one in found)

    def suggest(self, entry: Entry | str, *, language: Language = "da", limit: int = 5) -> tuple[Suggestion, ...]:
        """Return topics that the title and abstract of an entry, or of the one with a slug, speak for, best first.

        Those that the entry has already are among them, marked, and do not count to the
        limit. Raises UnknownRecord.
        """
        with self._core.reading() as reader:
            vocabulary = self._core.vocabulary(reader)
            entry = self._entry(reader, entry) if isinstance(entry, str) else entry
        found = topics_for(entry, vocabulary.subjects, vocabulary.topics)
        return tuple(suggestions(found, entry, vocabulary.topics, language, limit))

    def thesaurus(self, format: str = "turtle", *, topic: str | None = None, base: str | None = None) -> bytes:
        """Return the topics, their groups and their scheme in SKOS: turtle, rdfxml or jsonld.

        With `topic`, an id or label, only that concept. `base` is what the concepts' addresses
        begin with, as https://example.org for https://example.org/topics/exit; without it they
        are names (urn:x-ncfe:topic:exit). The public view has no notes for staff. The same topics
        give the same bytes. Raises UnknownRecord, AmbiguousLabel, InvalidRecord for what SKOS
        cannot hold, MissingExtra.
        """
        from ncfe_kb.catalogue.conceiving import concepts_in
        from ncfe_kb.formats import skos

        form = skos.form_of(format)
        with self._core.reading() as reader:
            only = self._core.vocabulary(reader).find_topic(topic) if topic is not None else None
            concepts = concepts_in(reader, public_only=self._public_only)
        return skos.write(form, concepts, base, only)

    def head(self, page: str, id: str = "", *, base: str, language: Language = "da") -> "Head":
        """Return what the head of a page in a language tells programs: structured data, a work's tags and links.

        The page is that of a `work`, `topic`, `person`, `series` or `course` with an id, or the
        `site`, `about` or `topics`; `base` is what addresses begin with. Raises UnknownRecord,
        AmbiguousLabel.
        """
        from ncfe_kb.catalogue.describing import WORK, described, head_of
        from ncfe_kb.catalogue.relating import scheme_of
        from ncfe_kb.formats.schema_org.things import Things

        if page == WORK:
            return head_of(self._work(id, language, base))
        with self._core.reading() as reader:
            scheme = scheme_of(reader)
        return described(self, page, id, Things(Addresses(base), language), scheme)

    def structured_data(self, page: str, id: str = "", *, base: str, language: Language = "da") -> str:
        """Return what a page tells search engines, as for `head`: JSON-LD that may stand in a script element.

        Texts are plain ones in the language of the page where there are any, as search engines
        read them; a file of `export("schema-org")` has them in all languages. Empty where there
        is nothing to tell.
        """
        return self.head(page, id, base=base, language=language).data

    def citation_tags(self, slug: str, *, base: str, language: Language = "da") -> "tuple[Tag, ...]":
        """Return what the head of a work's page tells reference managers: name, content, language or None.

        Dublin Core of every work; the tags that begin with citation_ of scholarly ones alone,
        since what has them is taken for one. Raises UnknownRecord.
        """
        return self.head("work", slug, base=base, language=language).tags

    def links(self, slug: str, *, base: str) -> "tuple[Link, ...]":
        """Return what a work's address is linked to: pages, files, DOI, authors. Raises UnknownRecord."""
        return self.head("work", slug, base=base).links

    def _work(self, slug: str, language: Language, base: str) -> Work:
        """Return a work as its page tells of it."""
        addresses = Addresses(base)
        with self._core.reading() as reader:
            entries = [self._entry(reader, slug)]
            return self._works(reader, entries, language, is_linked=True, addresses=addresses)[0]

    def around_topics(self) -> frozenset[str]:
        """Return the ids of the thesaurus itself and of the groups that its topics stand in."""
        with self._core.reading() as reader:
            return frozenset({*reader.ids("scheme"), *reader.ids("topic_group")})

    def cite(self, slug: str, *, style: str = "apa", language: Language = "da") -> str:
        """Return how a text in this language refers to a work: apa, harvard or chicago. Raises UnknownRecord."""
        from ncfe_kb.formats.citing import cited

        with self._core.reading() as reader:
            (work,) = self._works(reader, [self._entry(reader, slug)], language)
        return cited(work, style)

    def courses(
        self,
        *,
        upcoming: bool = False,
        audience: str | None = None,
        season: CourseSeason | str | None = None,
        as_of: str | None = None,
        language: Language = "da",
    ) -> "tuple[Offering, ...]":
        """Return the courses by the date of their first session, those without one last, by season and theme.

        With `upcoming` only those with sessions that are not over today, and only these
        sessions; with `as_of` likewise, but on that day. `audience` is an id or label, `season`
        as people write it. In the public view a course is there through its catalogues that are
        public. Raises UnknownRecord, AmbiguousLabel, InvalidRecord.
        """
        from ncfe_kb.catalogue.courses import Wanted, in_order, offerings

        since = today() if upcoming and as_of is None else as_of
        with self._core.reading() as reader:
            wanted = Wanted.of(self._core.vocabulary(reader), audience, season, since)
            found = offerings(reader, self._public(reader))
        return in_order((one for each in found if (one := wanted.narrowed(each))), language)

    def course(self, id: str) -> "Offering":
        """Return a course with all its sessions and seasons; raises UnknownRecord where this view shows none."""
        from ncfe_kb.catalogue.courses import offerings

        with self._core.reading() as reader:
            found = {one.course.id: one for one in offerings(reader, self._public(reader))}
        if id not in found:
            raise UnknownRecord("course", id, near_ids(id, found))
        return found[id]

    def all_series(self, *, language: Language = "da") -> "tuple[SeriesWorks, ...]":
        """Return the series by title: all for staff, in the public view those of which it shows a work."""
        from ncfe_kb.catalogue.serials import by_title, gathered

        titles = {key: one.title for key, one in self.vocabulary.series.items()}
        with self._core.reading() as reader:
            return by_title(gathered(reader, titles, self._brief(reader, None)), language)

    def series(self, key: str) -> "SeriesWorks":
        """Return a series with its works in order: episodes by season and number, else by date.

        The key is the id or title of the series, or the slug of the podcast or of a work in it.
        Raises UnknownRecord, AmbiguousLabel.
        """
        from ncfe_kb.catalogue.serials import gathered, meant

        vocabulary = self.vocabulary
        with self._core.reading() as reader:
            entry = next(iter(self._brief(reader, [key, *followed(reader, key)]).values()), None)
            found = gathered(reader, meant(key, entry, vocabulary), self._brief(reader, None))[0]
        if found.id not in vocabulary.series and not found.works:
            vocabulary.find_series(key)  # raises what is wrong with the key
        return found

    def harvest(
        self,
        arguments: Sequence[tuple[str, str]],
        *,
        base: str,
        name: str = "Publications of the Danish national centre for the prevention of extremism",
        contact: str | None = None,
        page: int = 100,
    ) -> bytes:
        """Return the answer to a harvester's request (OAI-PMH 2.0), as XML in UTF-8: always of what the public sees.

        `arguments` are the names and values of a query or form, as they came. `base` is what the
        catalogue's addresses begin with, as https://example.org, whose host is in the identifiers:
        oai:example.org:SLUG; requests come to its /oai. `name` is what harvesters call the
        catalogue, `contact` an e-mail address for them, webmaster at the host by default, and
        `page` how many records one answer has. Whatever is wrong with the arguments is told in the
        answer. Raises InvalidRecord for a base or contact that is none.
        """
        from ncfe_kb.catalogue.harvesting import Repository

        return self._harvester.answer(arguments, Repository.of(base, name, contact, page))

    @cached_property
    def _harvester(self) -> "Harvester":
        from ncfe_kb.catalogue.harvesting import Harvester, Source

        view = self if self._public_only else ServingView(self._core, public_only=True)
        return Harvester(Source(self._core.store, partial(ServingView._records, view), self._core.vocabulary))

    def _records(self, reader: Reader, slugs: Iterable[str], addresses: Addresses) -> dict[str, Work]:
        """Return those works that this view shows, with the works that they stand to."""
        entries = [*self._shown(reader, slugs).values()]
        works = self._works(reader, entries, "da", is_linked=True, addresses=addresses)
        return {work.entry.slug: work for work in works}

    def as_data(self, *, base: str, language: Language = "da") -> "Data":
        """Return what tells of this view in plain data, ready for JSON: what the API gives.

        `base` is what addresses begin with, as https://example.org. Raises InvalidRecord where it is none.
        """
        from ncfe_kb.catalogue.data import Data

        return Data(self, language, base)

    def stretch(self, after: str = "", *, limit: int = 20, **chosen: Unpack[Chosen]) -> "Stretch":
        """Return works in the order of their slugs, from the one after a slug on, chosen as for `search`.

        Going on after the last one meets each work once, whatever is added or taken away
        meanwhile. Raises UnknownRecord, AmbiguousLabel, InvalidRecord.
        """
        from ncfe_kb.catalogue.stretches import Stretch, matching

        standing = self._core.catch_up()
        with self._core.reading() as reader:
            query = matching(chosen, self._known(reader, standing), public_only=self._public_only)
            page = self._core.search(reader, query, limit=ALL).page
            return Stretch.of(sorted(slug for slug, _ in page), after, limit, lambda slugs: self._shown(reader, slugs))

    def related(self, entries: Iterable[Entry]) -> "Mapping[str, tuple[Standing, ...]]":
        """Return for each entry the works that it stands to, whichever of the two says so, by its slug."""
        from ncfe_kb.catalogue.relating import standing_of

        with self._core.reading() as reader:
            return standing_of(reader, entries, self._shown)

    def labels(self) -> Vocabulary:
        """Return the vocabulary to name things by that this view shows: at once, where `vocabulary` reads all works.

        Nobody may be told what is in it: it has people whom no public work names.
        """
        with self._core.reading() as reader:
            return self._core.vocabulary(reader)

    def topic_groups(self) -> Mapping[str, TopicGroup]:
        """Return the parts of the thesaurus by id."""
        with self._core.reading() as reader:
            return cast("Mapping[str, TopicGroup]", reader.fetch("topic_group"))

    def _public(self, reader: Reader) -> "Public | None":
        """Return what tells which of some works everyone may see; None for staff, who see all."""
        return partial(self._brief, reader) if self._public_only else None
