"""What both views of a catalogue stand on: answers of the index, which is kept up with the database."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TypeVar

from ncfe_kb.catalogue.following import Follower, Standing, damage
from ncfe_kb.catalogue.recent import MOST_BRIEF, MOST_WHOLE, Recent, brief, whole
from ncfe_kb.catalogue.remembering import Remembered
from ncfe_kb.progress import silent
from ncfe_kb.query import Lexicon, Query
from ncfe_kb.search import IndexUnusable, Label, Matches, SearchIndex, State
from ncfe_kb.storage import Reader, Store

Answer = TypeVar("Answer")


class Core(Follower):
    """What both views of a catalogue stand on."""

    def __init__(self, store: Store, index: SearchIndex) -> None:
        """Wire the two stores together."""
        super().__init__(store, index)
        self.briefs, self.wholes = Recent(brief, MOST_BRIEF), Recent(whole, MOST_WHOLE)
        self._lexicons: Remembered[Lexicon] = Remembered(2)
        self._before: dict[bool, Lexicon] = {}  # the last ones, of which the next take over what still holds

    def search(
        self,
        reader: Reader,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        families: Mapping[str, str] = MappingProxyType({}),
    ) -> Matches:
        """Return the engine's matches; an index that turns out damaged is made again first.

        Raises Busy or NotWritable where it cannot be.
        """
        return self._mended(reader, lambda: self.index.search(query, limit=limit, offset=offset, families=families))

    def _mended(self, reader: Reader, ask: Callable[[], Answer]) -> Answer:
        try:
            return ask()
        except IndexUnusable:
            with self._alone():  # so that nobody changes files that are being opened
                try:
                    return ask()
                except IndexUnusable as error:
                    self._make_again(reader, silent, why=damage(error))
                return ask()

    def labelled(
        self, reader: Reader, type_name: str, start: str, *, public_only: bool, limit: int
    ) -> tuple[Label, ...]:
        """Return the engine's labels that begin so; an index that turns out damaged is made again first."""
        return self._mended(reader, lambda: self.index.labelled(type_name, start, public_only=public_only, limit=limit))

    def lexicon(self, reader: Reader, state: State, *, public_only: bool) -> Lexicon:
        """Return what the index and the topics know of words, kept for as long as neither changes."""

        def make() -> Lexicon:
            words = self._mended(reader, lambda: self.index.vocabulary(public_only=public_only))
            before = self._before.get(public_only)
            self._before[public_only] = made = Lexicon(self.vocabulary(reader).topics, words, before)
            return made

        return self._lexicons.get(state, public_only, make)

    def stale(self, reader: Reader) -> set[str] | None:
        """Return the slugs of which the index does not have what the database would give it now.

        None where it stands at another change, as while another process writes.
        """
        moment, state = datetime.now(UTC), self.index.state()
        if state is None or not self._holds(reader, state, moment):
            return None
        self._vocabulary = None  # what is written past this library leaves no change
        slugs = sorted(reader.ids("entry"))
        return self._mended(reader, lambda: self.index.stale(self._documents(reader, slugs, moment, silent)))


__all__ = ["Core", "Standing"]
