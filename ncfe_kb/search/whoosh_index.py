"""The index on Whoosh, in a folder or in memory.

Whoosh keeps the postings and commits them; what it keeps is read into arrays and scored
there, since its own search takes many times as long. No Whoosh type leaves this module and
its neighbours. A document's words come analysed and are given to Whoosh as finished
postings. One more document keeps the state, so that it is committed with what it describes.
"""

import errno
import gc
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Any

from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, STORED, Schema

from ncfe_kb.errors import NotPrivate, NotWritable
from ncfe_kb.logs import logger
from ncfe_kb.query import SPACES, Query
from ncfe_kb.search import VOCABULARIES, Document, IndexBusy, IndexUnusable, Label, Matches, State, whoosh_places
from ncfe_kb.search.whoosh_opened import STATE_SLUG, Opened
from ncfe_kb.search.whoosh_places import Folder, Memory, Place, new_name
from ncfe_kb.search.whoosh_writing import FACTS, WRITTEN, merge_alike, writer_for

_LOG = logger(__name__)
_UNWRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENOTDIR}
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_TRIES, _PAUSE = 3, 0.01
"""How often an index is opened that is written meanwhile, and seconds between."""


def _schema() -> Schema:
    """Return the fields: postings of each space, and columns that are read whole."""
    words = {space: ID() for space in SPACES}
    columns = {name: COLUMN(VarBytesColumn()) for name in (FACTS, WRITTEN)}
    return Schema(slug=ID(unique=True), state=STORED, **words, **columns)


class WhooshIndex:
    """An index in a folder that is its own, or in memory for None."""

    def __init__(self, folder: Path | None) -> None:
        """Use the folder; nothing is read or made yet."""
        self._place: Place = Memory() if folder is None else Folder(folder)
        self._turn = RLock()
        self._opened: Opened | None = None
        self._pen = RLock()  # of this process's threads
        self._is_writing = False  # the thread that has the pen

    def state(self) -> State | None:
        """Return what the index contains; None where there is none that can be read."""
        try:
            return self._current().state
        except IndexUnusable as error:
            if isinstance(error.__cause__, FileNotFoundError) or not str(error):
                _LOG.info("There is no index yet")
            else:
                _LOG.warning("The index is damaged: %s", error)
            return None

    @contextmanager
    def writing(self, patience: float | None = None) -> Iterator[None]:
        """Keep all other writers out in a block; a block inside another one of the same thread is part of it."""
        seconds = whoosh_places.PATIENCE if patience is None else patience
        if not self._pen.acquire(timeout=seconds):
            raise IndexBusy
        try:
            with nullcontext() if self._is_writing else self._writing_alone(seconds):
                yield
        finally:
            self._pen.release()

    @contextmanager
    def _writing_alone(self, seconds: float) -> Iterator[None]:
        with ExitStack() as stack:
            with _our_errors(writing=True):
                stack.enter_context(self._place.writing(seconds))
            self._is_writing = True
            try:
                yield
            finally:
                self._is_writing = False

    def update(self, documents: Iterable[Document], gone: Iterable[str], state: State) -> None:
        """Replace documents, drop those that are gone, and note the state: all or nothing."""
        fresh = {document.slug: document for document in documents}
        with _our_errors(writing=True), self.writing():
            now = self._current()
            with _committing(now.index) as writer:
                for number in now.numbers({*gone, *fresh, STATE_SLUG}):
                    writer.delete_document(number)
                _add(writer, fresh.values(), state)

    def rebuild(self, documents: Iterable[Document], state: State) -> None:
        """Put these documents in the place of all; the old ones stay until that is done."""
        name = new_name()
        with _our_errors(writing=True), self.writing(), _without_collecting():
            try:
                with _committing(self._place.make(name, _schema())) as writer:
                    _add(writer, _given(documents), state)
                self._place.switch(name)
            except BaseException:
                self._place.drop(name)
                raise

    def search(
        self, query: Query, *, limit: int, offset: int = 0, families: Mapping[str, str] = MappingProxyType({})
    ) -> Matches:
        """Return the matches in the query's order, those from offset to limit."""
        from ncfe_kb.search.answering import answer  # here, since numpy takes long to load and not all need it

        with _our_errors():
            return answer(self._current().snapshot, query, limit, offset, families)

    def vocabulary(self, *, public_only: bool) -> Mapping[str, Mapping[str, int]]:
        """Return the words of each space, with the number of documents that have each."""
        with _our_errors():
            return self._current().snapshot.vocabulary(public_only=public_only)

    def labelled(self, type_name: str, start: str, *, public_only: bool, limit: int) -> tuple[Label, ...]:
        """Return the labels of a type that begin so, then those that have a word that does, each id once."""
        with _our_errors():
            return self._current().snapshot.labelled(type_name, start, public_only=public_only, limit=limit)

    def stale(self, documents: Iterable[Document]) -> set[str]:
        """Return the slugs of the documents that the index has otherwise, not at all, or beside these."""
        with _our_errors():
            known: dict[str, list[int]] = defaultdict(list)
            for facts, written in self._current().columns():
                known[json.loads(facts)["slug"]].append(hash((facts, written)))
            found = {each.slug for each in _given(documents) if known.pop(each.slug, None) != [_print_of(each)]}
            return found | known.keys()

    def damages(self) -> tuple[str, ...]:
        """Return the files on disk that are damaged or missing; at a second look too, since a commit removes files."""
        with _our_errors():
            found = set(self._place.damages())
            return tuple(sorted(str(each) for each in found & set(self._place.damages())))

    def close(self) -> None:
        """Let go of files."""
        self._opened = None

    def _current(self) -> Opened:
        """Return the index as it is now, opened again where it changed."""
        with _our_errors(), self._turn:
            name = self._place.current()
            if self._opened is None or not self._opened.is_current(name):
                self._opened = self._open()
            return self._opened

    def _open(self) -> Opened:
        """Open the current generation; again where a commit took away a file that was about to be opened."""
        for _ in range(_TRIES - 1):
            with suppress(Exception):
                name = self._place.current()
                return Opened(name, self._place.open(name), self._opened)
            time.sleep(_PAUSE)
        name = self._place.current()
        return Opened(name, self._place.open(name), self._opened)


@contextmanager
def _committing(index: Any) -> Iterator[Any]:
    """Commit what is written in the block, or nothing where it raises."""
    writer = writer_for(index)
    try:
        yield writer
        writer.commit(mergetype=merge_alike)
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise


def _add(writer: Any, documents: Iterable[Document], state: State) -> None:
    for document in documents:
        weights = {space: _weights(document, space) for space in SPACES}
        for space, each in weights.items():
            writer.pool.put(space, writer.docnum, each.items())
        writer.add_document(slug=document.slug, **_columns(document, weights))
    writer.add_document(slug=STATE_SLUG, state=json.dumps(state._asdict()))


def _weights(document: Document, space: str) -> Mapping[str, float]:
    """Return how much each word of a space counts in a document: how often it is there, in what fields."""
    weights: defaultdict[str, float] = defaultdict(float)
    for field, weight in SPACES[space].items():
        for word in document.words.get(field, ()):
            weights[word] += weight
    return weights


def _columns(document: Document, weights: Mapping[str, Mapping[str, float]]) -> dict[str, bytes]:
    lengths = {space: sum(each.values()) for space, each in weights.items() if each}
    return {FACTS: _facts(document, lengths), WRITTEN: _written(document)}


def _print_of(document: Document) -> int:
    """Return what tells whether a document is kept as it would be now."""
    kept = _columns(document, {space: _weights(document, space) for space in SPACES})
    return hash((kept[FACTS], kept[WRITTEN]))


def _facts(document: Document, lengths: Mapping[str, float]) -> bytes:
    facts = {
        "slug": document.slug,
        "date": document.date,
        "public": document.is_public,
        "lengths": lengths,
        "values": dict(document.values),
        "labels": dict(document.labels),
        "orders": dict(document.orders),
    }
    return _JSON.encode(facts).encode()


def _written(document: Document) -> bytes:
    return "\n".join(f" {' '.join(document.written.get(space, ()))} " for space in VOCABULARIES).encode()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no garbage in the block: what an index is made of refers to nothing in circles, and there is much of it.

    Looking took a seventh of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _NotOurs(Exception):
    """What came with the documents, and is not the index's fault."""


def _given(documents: Iterable[Document]) -> Iterator[Document]:
    try:
        yield from documents
    except Exception as error:
        raise _NotOurs from error


@contextmanager
def _our_errors(*, writing: bool = False) -> Iterator[None]:
    """Raise whatever a damaged index makes Whoosh raise (a dozen kinds of exception) as IndexUnusable.

    Where the index is being written, a disk that cannot be written raises NotWritable instead.
    """
    try:
        yield
    except (IndexBusy, IndexUnusable, NotPrivate):
        raise
    except _NotOurs as error:
        raise error.__cause__ or error from None
    except OSError as error:
        if writing and error.errno in _UNWRITABLE:
            raise NotWritable(str(error.filename or "index"), error.strerror or str(error)) from error
        raise IndexUnusable(str(error)) from error
    except Exception as error:
        raise IndexUnusable(str(error)) from error
