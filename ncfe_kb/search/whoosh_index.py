"""The index on Whoosh, in a folder or in memory.

No Whoosh type leaves this module and `whoosh_places`. Words come analysed and are stored as
they are; a document's ids lie beside them as JSON. One more document keeps the state, so
that it is committed with what it describes.
"""

import errno
import json
import math
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
from whoosh.reading import TermNotFound

from ncfe_kb.errors import NotWritable
from ncfe_kb.query import FIELDS, SPACES, Group, Query, Term
from ncfe_kb.query.tree import REST
from ncfe_kb.search import VOCABULARIES, Document, IndexBusy, IndexUnusable, Matches, State
from ncfe_kb.search.counting import Found, narrow, ranked
from ncfe_kb.search.whoosh_places import Folder, Memory, Place, new_name

_STATE = "*"
"""The id of the document that keeps the state; no slug looks like it."""
_UNWRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENOTDIR}
_TRIES, _PAUSE = 3, 0.01
"""How often an index is opened that is written meanwhile, and seconds between."""
_K1, _B = 1.2, 0.6
"""BM25's saturation and length normalisation (Robertson and Zaragoza 2009, section 3)."""


def _schema() -> Schema:
    tokens = SpaceSeparatedTokenizer()
    words = {name: TEXT(analyzer=tokens, phrase=False) for name in FIELDS}
    vocabulary = {f"{seen_by}_{space}": KEYWORD() for seen_by in ("all", "public") for space in VOCABULARIES}
    return Schema(slug=ID(unique=True, stored=True), data=STORED, **words, **vocabulary)


class WhooshIndex:
    """An index in a folder that is its own, or in memory for None."""

    def __init__(self, folder: Path | None) -> None:
        """Use the folder; nothing is read or made yet."""
        self._place: Place = Memory() if folder is None else Folder(folder)
        self._local = threading.local()  # Whoosh's readers belong to one thread

    def state(self) -> State | None:
        """Return what the index contains; None where there is none that can be read."""
        try:
            return self._snapshot().state
        except IndexUnusable:
            return None

    def update(self, documents: Iterable[Document], gone: Iterable[str], state: State) -> None:
        """Replace documents, drop those that are gone, and note the state: all or nothing."""
        fresh = {document.slug: document for document in documents}
        slugs = {*gone, *fresh, _STATE}
        with _our_errors(writing=True), self._place.writing(), _committing(self._current()) as writer:
            for slug in slugs:
                writer.delete_by_term("slug", slug)
            _add(writer, fresh.values(), state)

    def rebuild(self, documents: Iterable[Document], state: State) -> None:
        """Put these documents in the place of all; the old ones stay until that is done."""
        documents, name = list(documents), new_name()
        with _our_errors(writing=True), self._place.writing():
            try:
                with _committing(self._place.make(name, _schema())) as writer:
                    _add(writer, documents, state)
                self._place.switch(name)
            except BaseException:
                self._place.drop(name)
                raise

    def search(self, query: Query, *, limit: int, offset: int = 0) -> Matches:
        """Return the matches, best first."""
        with _our_errors():
            matches = self._snapshot().matches(query)
        kept, counts = narrow(matches, query.filters)
        page = ranked(kept, newest_first=query.newest_first)[offset : offset + limit]
        slugs = tuple((found.slug, found.score) for found in page)
        return Matches(len(kept), slugs, counts, {found.slug: found.terms for found in page})

    def vocabulary(self, *, public_only: bool) -> Mapping[str, Mapping[str, int]]:
        """Return the words of each space, with the number of documents that have each."""
        with _our_errors():
            return self._snapshot().vocabulary(public_only=public_only)

    def close(self) -> None:
        """Let go of files; those of other threads go with their threads."""
        self._local = threading.local()

    def _current(self) -> Any:
        return self._place.open(self._place.current())

    def _snapshot(self) -> "_Snapshot":
        """Return this thread's view of the index, a new one where it changed."""
        with _our_errors():
            name = self._place.current()
            snapshot: _Snapshot | None = getattr(self._local, "snapshot", None)
            if snapshot is None or not snapshot.is_current(name):
                snapshot = self._local.snapshot = self._opened()
            return snapshot

    def _opened(self) -> "_Snapshot":
        """Open the current generation; again where a commit took away a file that was about to be opened."""
        for _ in range(_TRIES - 1):
            with suppress(Exception):
                name = self._place.current()
                return _Snapshot(name, self._place.open(name))
            time.sleep(_PAUSE)
        name = self._place.current()
        return _Snapshot(name, self._place.open(name))


@contextmanager
def _committing(index: Any) -> Iterator[Any]:
    """Commit what is written in the block, or nothing where it raises."""
    writer = index.writer()
    try:
        yield writer
        writer.commit()
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise


class _Snapshot:
    """One generation of the index, as one thread sees it."""

    def __init__(self, name: str, index: Any) -> None:
        self._name = name
        self._index = index
        self._reader = index.reader()
        self._data: dict[int, dict[str, Any]] = {}
        kept = next((number for number, _ in self._postings("slug", _STATE)), None)
        if kept is None:
            raise IndexUnusable
        self.state = State(**json.loads(self._reader.stored_fields(kept)["data"]))

    def is_current(self, name: str) -> bool:
        return name == self._name and bool(self._index.latest_generation() == self._reader.generation())

    def matches(self, query: Query) -> list[Found]:
        scores, matched = self._scores(query.groups)
        if not query.groups:
            scores = dict.fromkeys(self._reader.all_doc_ids(), 0.0)
        found = []
        for number in self._allowed(set(scores), query):
            data = self._document(number)
            if "values" in data and (data["public"] or not query.public_only):
                terms = tuple(matched.get(number, ()))
                found.append(Found(data["slug"], round(scores[number], 4), data["date"], data["values"], terms))
        return found

    def _allowed(self, numbers: set[int], query: Query) -> set[int]:
        for group in query.required:
            numbers &= self._having(group)
        for group in query.excluded:
            numbers -= self._having(group)
        return numbers

    def _having(self, group: Group) -> set[int]:
        fields = [(field, term.text) for term in group.terms for field in SPACES[term.space]]
        return {number for field, text in fields for number, _ in self._postings(field, text)}

    def _scores(self, groups: Iterable[Group]) -> tuple[dict[int, float], dict[int, list[Term]]]:
        """Return for each matching document its score and the terms that it has."""
        totals: dict[int, float] = {}
        matched: dict[int, list[Term]] = {}
        for group in groups:
            for number, (best, rest) in self._group_scores(group, matched).items():
                totals[number] = totals.get(number, 0.0) + best + REST * rest
        return totals, matched

    def _group_scores(self, group: Group, matched: dict[int, list[Term]]) -> dict[int, tuple[float, float]]:
        """Return for each matching document the best alternative's score and the sum of the others."""
        scores: dict[int, tuple[float, float]] = {}
        for term in group.terms:
            for number, score in self._term_scores(term.space, term.text):
                best, rest = scores.get(number, (0.0, 0.0))
                weighed = score * term.weight
                scores[number] = (max(best, weighed), rest + min(best, weighed))
                matched.setdefault(number, []).append(term)
        return scores

    def _term_scores(self, space: str, text: str) -> Iterator[tuple[int, float]]:
        """Yield the BM25F score of every document that has a term in a space (Robertson and Zaragoza 2009, 3.6)."""
        frequencies: dict[int, float] = {}
        for field, weight in SPACES[space].items():
            average = self._reader.field_length(field) / max(1, self._reader.doc_count())
            for number, frequency in self._postings(field, text):
                length = self._reader.doc_field_length(number, field) / average
                weighed = weight * frequency / (1 - _B + _B * length)
                frequencies[number] = frequencies.get(number, 0.0) + weighed
        rarity = math.log(1 + (self._reader.doc_count() - len(frequencies) + 0.5) / (len(frequencies) + 0.5))
        for number, frequency in frequencies.items():
            yield number, rarity * frequency * (_K1 + 1) / (frequency + _K1)

    def vocabulary(self, *, public_only: bool) -> Mapping[str, Mapping[str, int]]:
        seen_by = "public" if public_only else "all"
        return {space: dict(self._words(f"{seen_by}_{space}")) for space in VOCABULARIES}

    def _words(self, field: str) -> Iterator[tuple[str, int]]:
        has_deletions = self._reader.has_deletions()  # whose words stay until segments merge
        for word, about in self._reader.iter_field(field):
            text = word.decode()
            count = sum(1 for _ in self._postings(field, text)) if has_deletions else about.doc_frequency()
            if count:
                yield text, count

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
        data = {"values": dict(document.values), "date": document.date, "public": document.is_public}
        words = {name: " ".join(terms) for name, terms in document.words.items() if terms}
        for seen_by in ("all", "public") if document.is_public else ("all",):
            words |= {f"{seen_by}_{space}": " ".join(terms) for space, terms in document.vocabulary.items() if terms}
        writer.add_document(slug=document.slug, data=json.dumps(data), **words)
    writer.add_document(slug=_STATE, data=json.dumps(state._asdict()))


@contextmanager
def _our_errors(*, writing: bool = False) -> Iterator[None]:
    """Raise whatever a damaged index makes Whoosh raise (a dozen kinds of exception) as IndexUnusable.

    Where the index is being written, a disk that cannot be written raises NotWritable instead.
    """
    try:
        yield
    except (IndexBusy, IndexUnusable):
        raise
    except OSError as error:
        if writing and error.errno in _UNWRITABLE:
            raise NotWritable(str(error.filename or "index"), error.strerror or str(error)) from error
        raise IndexUnusable(str(error)) from error
    except Exception as error:
        raise IndexUnusable(str(error)) from error
