"""The index on Whoosh, in a folder or in memory. No Whoosh type leaves this module.

Words come analysed and are stored as they are; a document's ids lie beside them as JSON. One
more document keeps the state, so that it is committed with what it describes.
"""

import json
import math
import random
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.reading import TermNotFound

from ncfe_kb.query import FIELDS, Group, Query
from ncfe_kb.query.tree import REST
from ncfe_kb.search import Document, IndexBusy, IndexUnusable, Matches, State
from ncfe_kb.search.counting import Found, narrow, ranked

_STATE = "*"
"""The id of the document that keeps the state; no slug looks like it."""
_PATIENCE = 10
"""Seconds to wait for another writer."""
_K1, _B = 1.2, 0.6
"""BM25's saturation and length normalisation (Robertson and Zaragoza 2009, section 3)."""


def _schema() -> Schema:
    words = {name: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False) for name in FIELDS}
    return Schema(slug=ID(unique=True, stored=True), data=STORED, **words)


class WhooshIndex:
    """An index in a folder that is its own, or in memory for None."""

    def __init__(self, folder: Path | None) -> None:
        """Use the folder; nothing is read or made yet."""
        self._folder = folder
        self._memory = RamStorage()
        self._local = threading.local()  # Whoosh's readers belong to one thread

    def state(self) -> State | None:
        """Return what the index contains; None where there is none that can be read."""
        try:
            return self._snapshot().state
        except IndexUnusable:
            return None

    def update(self, documents: Iterable[Document], gone: Iterable[str], state: State) -> None:
        """Replace documents, drop those that are gone, and note the state: all or nothing."""
        with self._writing() as writer:
            fresh = {document.slug: document for document in documents}
            for slug in {*gone, *fresh, _STATE}:
                writer.delete_by_term("slug", slug)
            _add(writer, fresh.values(), state)

    def rebuild(self, documents: Iterable[Document], state: State) -> None:
        """Put these documents in the place of all."""
        try:
            self._rebuild(documents, state)
        except IndexUnusable:
            self._discard()
            self._rebuild(documents, state)

    def _rebuild(self, documents: Iterable[Document], state: State) -> None:
        with self._writing(clear=True) as writer:
            _add(writer, documents, state)

    def search(self, query: Query, *, limit: int, offset: int = 0) -> Matches:
        """Return the matches, best first."""
        with _our_errors():
            snapshot = self._snapshot()
            matches = snapshot.matches(query)
        kept, counts = narrow(matches, query.filters)
        page = ranked(kept)[offset : offset + limit]
        return Matches(len(kept), tuple((found.slug, found.score) for found in page), counts)

    def close(self) -> None:
        """Let go of files; those of other threads go with their threads."""
        self._local = threading.local()

    def _snapshot(self) -> "_Snapshot":
        """Return this thread's view of the index, a new one where it changed."""
        with _our_errors():
            snapshot: _Snapshot | None = getattr(self._local, "snapshot", None)
            if snapshot is None or not snapshot.is_current():
                snapshot = self._local.snapshot = _Snapshot(self._open())
            return snapshot

    def _open(self) -> Any:
        if self._folder is None:
            return self._memory.open_index()
        return whoosh_index.open_dir(str(self._folder))

    def _open_or_make(self) -> Any:
        if self._folder is None:
            return self._open() if self._memory.index_exists() else self._memory.create_index(_schema())
        if whoosh_index.exists_in(str(self._folder)):
            return self._open()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return whoosh_index.create_in(str(self._folder), _schema())

    @contextmanager
    def _writing(self, *, clear: bool = False) -> Iterator[Any]:
        with _our_errors():
            from whoosh.writing import CLEAR  # here, since reading does without it

            writer = self._writer()
            try:
                yield writer
                writer.commit(**({"mergetype": CLEAR} if clear else {}))
            except BaseException:
                writer.cancel()
                raise

    def _writer(self) -> Any:
        from whoosh.writing import LockError

        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._open_or_make().writer()
            except LockError:
                if time.monotonic() > deadline:
                    raise IndexBusy from None
                time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - no secret, only a different wait for each

    def _discard(self) -> None:
        self._local = threading.local()
        if self._folder is None:
            self._memory = RamStorage()
        else:
            shutil.rmtree(self._folder, ignore_errors=True)


class _Snapshot:
    """One generation of the index, as one thread sees it."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._reader = index.reader()
        self._data: dict[int, dict[str, Any]] = {}
        kept = next((number for number, _ in self._postings("slug", _STATE)), None)
        if kept is None:
            raise IndexUnusable
        self.state = State(**json.loads(self._reader.stored_fields(kept)["data"]))

    def is_current(self) -> bool:
        return bool(self._index.latest_generation() == self._reader.generation())

    def matches(self, query: Query) -> list[Found]:
        scores = self._scores(query.groups) if query.groups else dict.fromkeys(self._reader.all_doc_ids(), 0.0)
        found = []
        for number, score in scores.items():
            data = self._document(number)
            if "values" in data and (data["public"] or not query.public_only):
                found.append(Found(data["slug"], round(score, 4), data["date"], data["values"]))
        return found

    def _scores(self, groups: Iterable[Group]) -> dict[int, float]:
        totals: dict[int, float] = {}
        for group in groups:
            for number, (best, rest) in self._group_scores(group).items():
                totals[number] = totals.get(number, 0.0) + best + REST * rest
        return totals

    def _group_scores(self, group: Group) -> dict[int, tuple[float, float]]:
        """Return for each matching document the best alternative's score and the sum of the others."""
        scores: dict[int, tuple[float, float]] = {}
        for term in group.terms:
            for number, score in self._term_scores(term.field, term.text):
                best, rest = scores.get(number, (0.0, 0.0))
                weighed = score * term.weight
                scores[number] = (max(best, weighed), rest + min(best, weighed))
        return scores

    def _term_scores(self, field: str, text: str) -> Iterator[tuple[int, float]]:
        """Yield the BM25 score of every document that has a term in a field."""
        postings = list(self._postings(field, text))
        rarity = math.log(1 + (self._reader.doc_count() - len(postings) + 0.5) / (len(postings) + 0.5))
        average = self._reader.field_length(field) / max(1, self._reader.doc_count())
        for number, frequency in postings:
            length = self._reader.doc_field_length(number, field) / average
            yield number, rarity * frequency * (_K1 + 1) / (frequency + _K1 * (1 - _B + _B * length))

    def _postings(self, field: str, text: str) -> Iterator[tuple[int, float]]:
        """Yield the documents that have a term in a field, and how often."""
        try:
            matcher = self._reader.postings(field, text)
        except TermNotFound:
            return
        while matcher.is_active():
            yield matcher.id(), matcher.weight()
            matcher.next()

    def _document(self, number: int) -> dict[str, Any]:
        if number not in self._data:
            stored = self._reader.stored_fields(number)
            self._data[number] = {"slug": stored["slug"], **json.loads(stored["data"])}
        return self._data[number]


def _add(writer: Any, documents: Iterable[Document], state: State) -> None:
    for document in documents:
        data = {"values": document.values, "date": document.date, "public": document.is_public}
        words = {name: " ".join(terms) for name, terms in document.words.items() if terms}
        writer.add_document(slug=document.slug, data=json.dumps(data), **words)
    writer.add_document(slug=_STATE, data=json.dumps({"change": state.change, "format": state.format}))


@contextmanager
def _our_errors() -> Iterator[None]:
    """Raise whatever a damaged index makes Whoosh raise (a dozen kinds of exception) as IndexUnusable."""
    try:
        yield
    except (IndexBusy, IndexUnusable):
        raise
    except Exception as error:
        raise IndexUnusable(str(error)) from error
