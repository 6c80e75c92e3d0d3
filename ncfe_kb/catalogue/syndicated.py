"""A view that hands out what machines look at again and again, as bytes and text that any backend can serve."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Unpack, cast

from ncfe_kb.addresses import Addresses
from ncfe_kb.catalogue.core import Core
from ncfe_kb.catalogue.remembering import Remembered
from ncfe_kb.catalogue.searched import SearchedView
from ncfe_kb.catalogue.selection import Chosen
from ncfe_kb.errors import UnknownRecord
from ncfe_kb.languages import Language
from ncfe_kb.models import Entry
from ncfe_kb.storage import Position, Reader
from ncfe_kb.text import Text

if TYPE_CHECKING:
    from ncfe_kb.catalogue.serving import ServingView
    from ncfe_kb.catalogue.syndicating.announcing import Announcement
    from ncfe_kb.catalogue.syndicating.moments import Moments, Publication
    from ncfe_kb.formats.sitemaps import Place

_NEWEST = 30
"""Works in a feed."""
_WITHOUT = ("topics", "audience", "contributors", "relations", "identifiers")


class SyndicatedView(SearchedView):
    """A view with feeds, podcasts, a calendar, a sitemap and the like; `base` is what addresses begin with."""

    def __init__(self, core: Core, *, public_only: bool) -> None:
        """Look at the catalogue, at public works only or at all."""
        super().__init__(core, public_only=public_only)
        self._known_moments: tuple[Position, Mapping[str, Moments]] = (Position(0, ""), {})
        self._places: Remembered[list[Place]] = Remembered(2)

    def feed(
        self,
        form: str,
        *,
        base: str,
        language: Language = "da",
        text: str = "",
        limit: int = _NEWEST,
        **chosen: Unpack[Chosen],
    ) -> bytes:
        """Return a feed, atom or rss, of the works that came out last among those that a search finds, or among all.

        A work keeps its id and its day whatever is edited, and leaves when it is withdrawn.
        Raises UnknownRecord, what `search` does, InvalidRecord for a base that is no address,
        MissingExtra.
        """
        from ncfe_kb.catalogue.syndicating.feeds import Asked, feed_of
        from ncfe_kb.catalogue.syndicating.readership import Readership
        from ncfe_kb.formats.feeds import form_of, write

        known_form, at = form_of(form), Addresses(base)
        asked = Asked(text.strip(), {name: tuple(cast("tuple[str, ...]", values)) for name, values in chosen.items()})
        found, known = self._found(asked.text, language, asked.chosen)
        with self._core.reading() as reader:
            works = self._last(reader, found, max(0, limit))
        named = known.only(people={each.person for one in works for each in one.entry.contributors})
        return write(known_form, feed_of(known_form, asked, works, Readership(named, at, language)))

    def podcast(self, series: str, *, base: str) -> bytes:
        """Return a series with episodes as podcast apps read it, in the language of most of them.

        The key is as for `series`. Raises UnknownRecord, also where there are no episodes,
        AmbiguousLabel, InvalidRecord for a base that is no address, MissingExtra.
        """
        from ncfe_kb.catalogue.syndicating.podcasts import podcast_of
        from ncfe_kb.formats.feeds import FORMS, write

        at, found = Addresses(base), cast("ServingView", self).series(series)
        if not found.episodes:
            raise UnknownRecord("series", series)
        with self._core.reading() as reader:
            about, known = self._brief(reader, [found.id]).get(found.id), self._core.vocabulary(reader)
            works = self._last(reader, [one.slug for one in found.episodes])
        return write(FORMS["rss"], podcast_of(found, about.abstract if about else Text(), works, known, at))

    def calendar(self, *, base: str, language: Language = "da", audience: str | None = None) -> bytes:
        """Return the sessions of courses whose days are known as a calendar; `audience` is an id or label.

        Raises UnknownRecord, AmbiguousLabel, InvalidRecord for a base that is no address, MissingExtra.
        """
        from ncfe_kb.catalogue.syndicating.calendars import calendar_of
        from ncfe_kb.catalogue.syndicating.readership import Readership
        from ncfe_kb.formats.calendars import write

        at, changed = Addresses(base), self.edition().changed
        with self._core.reading() as reader:
            known = self._core.vocabulary(reader)
        wanted = known.find_audience(audience) if audience is not None else None
        found = cast("ServingView", self).courses(audience=wanted, language=language)
        return write(calendar_of(found, Readership(known, at, language), changed=changed, audience=wanted))

    def sitemap(self, *, base: str, part: int | None = None) -> bytes:
        """Return the sitemap of all pages in both languages; where they are too many for one, what names its parts.

        `part` is the number of one of these, from 1. Raises UnknownRecord for one that there is
        not, InvalidRecord for a base that is no address.
        """
        from ncfe_kb.catalogue.syndicating.crawling import places_of, sitemap_of

        at = Addresses(base)

        def make() -> "list[Place]":
            known, view = self.vocabulary, cast("ServingView", self)
            with self._core.reading() as reader:
                moments = self._moments(reader)
                works = {slug: moments[slug].updated for slug in self._slugs(reader)}
            series, courses = (one.id for one in view.all_series()), (one.course.id for one in view.courses())
            ids = (("/topics", known.topics), ("/people", known.people), ("/series", series), ("/courses", courses))
            return places_of(works, ids, at)

        return sitemap_of(self._places.get(self.edition(), at.base, make), at, part)

    def robots(self, *, base: str) -> str:
        """Return what search engines are asked to leave unread: robots.txt. Raises InvalidRecord."""
        from ncfe_kb.catalogue.syndicating.crawling import robots_of

        return robots_of(Addresses(base))

    def opensearch(self, *, base: str, language: Language = "da") -> bytes:
        """Return what tells browsers how to search here (OpenSearch 1.1). Raises InvalidRecord."""
        from ncfe_kb.catalogue.syndicating.searching import description_of

        return description_of(Addresses(base), language)

    def suggestions(self, text: str, *, base: str, language: Language = "da", limit: int = 10) -> list[Any]:
        """Return how a search that begins so may go on, as browsers read it: words, labels, what each is, where."""
        from ncfe_kb.catalogue.syndicating.readership import Readership
        from ncfe_kb.catalogue.syndicating.searching import suggestions_of

        with self._core.reading() as reader:
            readers = Readership(self._core.vocabulary(reader), Addresses(base), language)
        return suggestions_of(text, self.complete(text, language=language, limit=limit), readers)

    def announce(self, slug: str, *, language: Language = "da", base: str | None = None) -> "Announcement":
        """Return a short text that tells of a work, for a newsletter or a post, with its address at the end.

        That is its page below `base`, else where the work itself is. Nobody is named who withdrew
        their consent. Raises UnknownRecord, InvalidRecord for a base that is no address.
        """
        from ncfe_kb.catalogue.syndicating.announcing import announcement_of

        at = Addresses(base) if base is not None else None
        with self._core.reading() as reader:
            entry, known = self._entry(reader, slug).for_public(), self._core.vocabulary(reader)
        return announcement_of(entry, known, language, at.work(entry.slug, language) if at else "")

    def _last(self, reader: Reader, slugs: Iterable[str], most: int | None = None) -> "list[Publication]":
        """Return those of some works that this view shows and that came last, the newest first."""
        from ncfe_kb.catalogue.syndicating.moments import Publication

        moments = self._moments(reader)
        newest = sorted((slug for slug in slugs if slug in moments), key=lambda slug: moments[slug].came, reverse=True)
        return [Publication(entry, moments[slug]) for slug, entry in self._shown(reader, newest[:most]).items()]

    def _moments(self, reader: Reader) -> "Mapping[str, Moments]":
        """Return the moments of all works, those of works that nobody sees included; what did not change is kept."""
        from ncfe_kb.catalogue.syndicating.moments import moments_of

        now, (last, known) = reader.last_change(), self._known_moments
        if now == last:
            return known
        is_first = not last.number or not reader.has_change(*last)
        slugs = None if is_first else {one.record for one in reader.changes_after(last.number) if one.type == "entry"}
        entries = cast("dict[str, Entry]", reader.fetch("entry", slugs, without=_WITHOUT))
        found = {**({} if is_first else known), **moments_of(reader, entries.values())}
        self._known_moments = now, found
        return found
