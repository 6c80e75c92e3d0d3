"""The database and the index of one catalogue, kept together.

The database is the truth. The index carries the number of the last change in it and catches
up from the change log; where it is missing, damaged or of another format it is made again.
"""

from collections.abc import Iterable
from typing import cast

from ncfe_kb.catalogue.documents import FORMAT, document_of
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.language import STEMMERS
from ncfe_kb.models import Entry
from ncfe_kb.progress import Progress, counted, silent
from ncfe_kb.query import Query
from ncfe_kb.search import Document, IndexBusy, IndexUnusable, Matches, SearchIndex, State
from ncfe_kb.storage import Reader, Store


class Core:
    """What both views of a catalogue stand on."""

    def __init__(self, store: Store, index: SearchIndex) -> None:
        """Wire the two stores together."""
        self.store = store
        self.index = index
        self._format = f"{FORMAT}/{STEMMERS}"  # what an index must have been made with
        self._vocabulary: Vocabulary | None = None

    def vocabulary(self, reader: Reader) -> Vocabulary:
        """Return the vocabulary at the reader's state, read again only where it changed."""
        known = self._vocabulary
        if known is not None:
            changes = reader.changes_after(known.change)
            if all(change.type == "entry" for change in changes):
                return known
        self._vocabulary = known = Vocabulary(reader)
        return known

    def catch_up(self, progress: Progress = silent) -> bool:
        """Bring the index to the database's last change; return whether it stayed behind.

        It does where another process holds the index's writer for too long: then searches
        answer from what the index has.
        """
        with self.store.reading() as reader:
            last = State(reader.last_change(), self._format)
            state = self.index.state()
            if state == last:
                return False
            try:
                self._bring_up(reader, state, last, progress)
            except IndexBusy:
                return True
            return False

    def search(self, query: Query, *, limit: int, offset: int = 0) -> Matches:
        """Return the engine's matches; an index that turns out damaged is made again first."""
        try:
            return self.index.search(query, limit=limit, offset=offset)
        except IndexUnusable:
            self.rebuild()
            return self.index.search(query, limit=limit, offset=offset)

    def rebuild(self, progress: Progress = silent) -> int:
        """Make the index again from the database; return how many entries it has."""
        with self.store.reading() as reader:
            documents = self._documents(reader, None, progress)
            self.index.rebuild(documents, State(reader.last_change(), self._format))
            return len(documents)

    def _bring_up(self, reader: Reader, state: State | None, last: State, progress: Progress) -> None:
        if state is None or state.format != last.format or state.change > last.change:
            self.index.rebuild(self._documents(reader, None, progress), last)
            return
        changes = reader.changes_after(state.change)
        if any(change.type != "entry" for change in changes):  # labels and names stand in many documents
            self.index.rebuild(self._documents(reader, None, progress), last)
            return
        slugs = list(dict.fromkeys(change.record for change in changes))
        documents = self._documents(reader, slugs, progress)
        gone = set(slugs) - {document.slug for document in documents}
        try:
            self.index.update(documents, gone, last)
        except IndexUnusable:
            self.index.rebuild(self._documents(reader, None, progress), last)

    def _documents(self, reader: Reader, slugs: Iterable[str] | None, progress: Progress) -> list[Document]:
        vocabulary = self.vocabulary(reader)
        entries = cast("dict[str, Entry]", reader.fetch("entry", slugs))
        return [document_of(entry, vocabulary) for entry in counted(list(entries.values()), progress)]
