"""The index follows the database: it carries the number of the last change in it, and catches up from the log.

The database is the truth. Where the index is missing, damaged or of another format, or where
much changed, it is made again.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from threading import Lock
from time import monotonic, perf_counter
from typing import NamedTuple, cast

from ncfe_kb import __version__
from ncfe_kb.catalogue.documents import FORMAT, document_of
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.errors import Busy, NotWritable
from ncfe_kb.language import STEMMERS
from ncfe_kb.logs import logger
from ncfe_kb.models import Entry
from ncfe_kb.progress import Progress, counted, silent
from ncfe_kb.search import Document, IndexBusy, IndexUnusable, SearchIndex, State
from ncfe_kb.storage import Position, Reader, Store

_LOG = logger(__name__)
PATIENCE = 10
"""Seconds that who wrote waits for another writer of the index."""
_GLANCE = 0.05
"""Seconds that who only searches does; who waits longer looks as often whether the other one has done its work."""
_BATCH = 500
"""Entries read at once."""
_MANY = 2_000
"""Changed entries beyond which a whole index is made, if they are also half of all."""


class Standing(NamedTuple):
    """What the index contains, and whether the database has more."""

    state: State
    is_behind: bool

    @property
    def position(self) -> Position:
        """The last change in the index."""
        return Position(self.state.change, self.state.token)


_STEADY: ContextVar[tuple[object, Standing] | None] = ContextVar("steady", default=None)
"""Where the index stood when a block began that is answered from one state, and whose index that is."""


class Follower:
    """The two stores of a catalogue, of which one follows the other."""

    def __init__(self, store: Store, index: SearchIndex) -> None:
        """Wire the two stores together."""
        self.store = store
        self.index = index
        self._format = f"{FORMAT}/{STEMMERS}/{__version__}"  # what an index must have been made with
        self._vocabulary: tuple[Position, Vocabulary] | None = None  # and the last change at which it held
        self._wrote = 0  # the last change that was written here, or a later one
        self._turn = Lock()

    def vocabulary(self, reader: Reader, at: Position | None = None) -> Vocabulary:
        """Return the vocabulary at a change, by default the reader's last; it is read again only where it changed."""
        at = at or reader.last_change()
        checked, known = self._vocabulary or (None, None)
        if known is None or (checked != at and not _only_entries_changed(reader, checked)):
            known = Vocabulary(reader)
        self._vocabulary = at, known
        return known

    @contextmanager
    def steadily(self) -> Iterator[None]:
        """Look up but once where the index stands, at the beginning of a block, whichever threads that goes on in.

        What is written while it lasts need not be found in it.
        """
        token = _STEADY.set((self, self.catch_up()))
        try:
            yield
        finally:
            _STEADY.reset(token)

    def reading(self, standing: "Standing | None" = None) -> AbstractContextManager[Reader]:
        """Read the catalogue where the index stands, as who asks already knows, or who answers `steadily`.

        So nobody looks up the last change again; where the index is behind, its last one is not the catalogue's.
        """
        whose, steady = _STEADY.get() or (None, None)
        known = standing or (steady if whose is self else None)
        return self.store.reading(known.position if known and not known.is_behind else None)

    def catch_up(self, progress: Progress = silent, *, wrote: bool = False) -> "Standing":
        """Bring the index to the database's last change; return where it stands.

        Whoever writes the index is about to do just that, so who only searches waits but a
        moment for it; who `wrote` what is missing waits as long as makes sense. The index
        stays behind where that was too short, or where it cannot be written: then searches
        answer from what it has. Raises Busy or NotWritable where it has nothing.
        """
        if self.store.is_writing:  # what is not committed is in no index
            return Standing(self.index.state() or State(0, "", ""), is_behind=True)
        whose, standing = _STEADY.get() or (None, None)
        if standing and whose is self and not wrote:
            return standing
        moment, state = datetime.now(UTC), self.index.state()  # before the database is read: it cannot be ahead of it
        with self.store.reading() as reader:
            if state is not None and self._holds(reader, state, moment):
                return Standing(state, is_behind=False)
            wanted = reader.last_change().number
        if wrote:
            with self._turn:
                self._wrote = max(self._wrote, wanted)
        try:
            return self._follow(state, wanted, moment, progress)
        except (IndexBusy, IndexUnusable, Busy, NotWritable) as error:
            return self._left_behind(error)

    def _follow(self, state: State | None, wanted: int, moment: datetime, progress: Progress) -> "Standing":
        """Bring the index up to date, or see another process or thread bring it as far as is wanted."""
        must = state is None or state.format != self._format or state.change < self._wrote
        deadline = monotonic() + (PATIENCE if must else 0)
        while True:
            with suppress(IndexBusy), self.index.writing(_GLANCE):
                return Standing(self._brought_up(progress), is_behind=False)
            state = self.index.state() or state
            if state is not None and self._reaches(state, wanted, moment):
                return Standing(state, is_behind=False)
            if monotonic() > deadline:
                if state is None or must:
                    raise IndexBusy
                return Standing(state, is_behind=True)

    def _left_behind(self, error: Exception) -> "Standing":
        """Return what there is to answer from; raise what hinders more where there is nothing."""
        state = self.index.state()
        if state is None or state.format != self._format:
            with _told():
                raise error
        _LOG.warning("The index stays behind: %s", str(error) or "another process writes it")
        return Standing(state, is_behind=True)

    def _reaches(self, state: State, wanted: int, moment: datetime) -> bool:
        """Return whether an index in this state has all that there was at a moment, up to the change that is wanted."""
        with self.store.reading() as reader:
            is_later = state.change >= wanted and reader.has_change(state.change, state.token)
        return is_later and self._is_made_for(state, moment)

    def _holds(self, reader: Reader, state: State, moment: datetime) -> bool:
        """Return whether an index in this state has all that there is at a moment."""
        return (state.change, state.token) == reader.last_change() and self._is_made_for(state, moment)

    def _is_made_for(self, state: State, moment: datetime) -> bool:
        return state.format == self._format and (not state.until or moment < datetime.fromisoformat(state.until))

    def _brought_up(self, progress: Progress) -> State:
        """Bring the index to the last change, unless somebody else just did; only who keeps other writers out may."""
        moment, state = datetime.now(UTC), self.index.state()
        with self.store.reading() as reader:
            if state is not None and self._holds(reader, state, moment):
                return state
            if state is not None and state.format == self._format and reader.has_change(state.change, state.token):
                return self._update(reader, state, moment, progress)
            return self._make_again(reader, progress, why=_misfit(state, self._format))

    def _update(self, reader: Reader, state: State, moment: datetime, progress: Progress) -> State:
        changes = reader.changes_after(state.change)
        if any(change.type != "entry" for change in changes):  # labels and names stand in many documents
            return self._make_again(reader, progress, why="not only entries changed")
        slugs = list(dict.fromkeys([*(change.record for change in changes), *_now_public(reader, state, moment)]))
        if len(slugs) > _MANY and len(slugs) * 2 > len(reader.ids("entry")):
            return self._make_again(reader, progress, why="many entries changed")
        began, last = perf_counter(), self._state(reader, moment)
        documents = list(self._documents(reader, slugs, moment, progress))
        try:
            self.index.update(documents, set(slugs) - {document.slug for document in documents}, last)
        except IndexUnusable as error:
            return self._make_again(reader, progress, why=damage(error))
        seconds = perf_counter() - began
        _LOG.info("The index caught up to change %d in %.3f s, entries: %d", last.change, seconds, len(slugs))
        return last

    def rebuild(self, progress: Progress = silent) -> int:
        """Make the index again from the database; return how many entries it has."""
        with self._alone(), self.store.reading() as reader:
            self._vocabulary = None  # likewise
            self._make_again(reader, progress, why="that was asked for")
            return len(reader.ids("entry"))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep all other writers of the index out in a block. Raises Busy, NotWritable."""
        with _told(), self.index.writing():
            yield

    def _make_again(self, reader: Reader, progress: Progress, *, why: str) -> State:
        _LOG.info("Making the index: %s", why)
        began, moment = perf_counter(), datetime.now(UTC)
        slugs, state = sorted(reader.ids("entry")), self._state(reader, moment)
        with _told():
            self.index.rebuild(self._documents(reader, slugs, moment, progress), state)
        _LOG.info("Made the index in %.3f s, entries: %d", perf_counter() - began, len(slugs))
        return state

    def _state(self, reader: Reader, moment: datetime) -> State:
        """Return the state of an index that has everything that the reader sees at a moment."""
        coming = [each for _, each in reader.publications_from(moment) if each > moment]
        return State(*reader.last_change(), self._format, min(coming).isoformat() if coming else "")

    def _documents(self, reader: Reader, slugs: list[str], moment: datetime, progress: Progress) -> Iterator[Document]:
        """Yield the documents of the entries that there are, as they are at a moment, read some at a time."""
        vocabulary = self.vocabulary(reader)
        entries: dict[str, Entry] = {}
        for number, slug in enumerate(counted(slugs, progress)):
            if number % _BATCH == 0:
                entries = cast("dict[str, Entry]", reader.fetch("entry", slugs[number : number + _BATCH]))
            if slug in entries:
                yield document_of(entries[slug], vocabulary, moment)


@contextmanager
def _told() -> Iterator[None]:
    """Raise as an error of ours what keeps the index from being written."""
    try:
        yield
    except IndexBusy:
        raise Busy("index") from None
    except IndexUnusable as error:
        raise NotWritable("index", str(error)) from error


def _now_public(reader: Reader, state: State, moment: datetime) -> list[str]:
    """Return the slugs of the works that were still to be published when the index was made, and are so no longer."""
    if not state.until:
        return []
    return [slug for slug, at in reader.publications_from(datetime.fromisoformat(state.until)) if at <= moment]


def _misfit(state: State | None, wanted: str) -> str:
    """Return why an index cannot catch up."""
    if state is None:
        return "none can be read"
    return "the old one has another format" if state.format != wanted else "the old one belongs to another history"


def damage(error: IndexUnusable) -> str:
    """Log that the index is damaged, and return why it is made again."""
    _LOG.warning("The index is damaged: %s", type(error.__cause__ or error).__name__)  # more may tell what was typed
    return "the old one is damaged"


def _only_entries_changed(reader: Reader, since: Position | None) -> bool:
    """Return whether nothing but entries changed since a change that is in this catalogue's history."""
    if since is None or not reader.has_change(*since):
        return False
    return all(change.type == "entry" for change in reader.changes_after(since.number))
