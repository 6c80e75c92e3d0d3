"""A Whoosh index as it was when it was opened: its state at once, its documents when they are asked for."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from whoosh.index import TOC
from whoosh.reading import SegmentReader, TermNotFound

from ncfe_kb.search import IndexUnusable, State
from ncfe_kb.search.whoosh_writing import FACTS, WRITTEN

if TYPE_CHECKING:
    from ncfe_kb.search.snapshot import Snapshot
    from ncfe_kb.search.tally import Tally
    from ncfe_kb.search.whoosh_segments import Segment

STATE_SLUG: Final = "*"
"""The slug of the document that keeps the state; no work's slug looks like it."""


class Part(NamedTuple):
    """A segment's reader, the number of its first document, and which of its documents are deleted."""

    reader: Any
    first: int
    deleted: frozenset[int]


class Opened:
    """One generation of an index, at one commit; what still holds of an earlier one is taken over."""

    def __init__(self, name: str, index: Any, before: "Opened | None") -> None:
        """Open the segments that are not open yet, and read the state."""
        self.index = index
        self.name = name
        earlier = before if before is not None and before.name == name else None
        toc = TOC.read(index.storage, index.indexname)
        self._commit = toc.generation
        self.parts: dict[str, Part] = dict(_opened_parts(toc, index.storage, earlier.parts if earlier else {}))
        self.known: dict[str, Segment] = earlier.known if earlier else {}
        self.tallies: Mapping[bool, Tally] = earlier.tallies if earlier else {}
        self._turn = Lock()
        self.state = State(**json.loads(self._stored_state()))

    def is_current(self, name: str) -> bool:
        """Return whether this is still the generation of this name, and its last commit."""
        return name == self.name and bool(self.index.latest_generation() == self._commit)

    def numbers(self, slugs: Iterable[str]) -> Iterator[int]:
        """Yield the numbers of the documents with these slugs, through all segments."""
        for slug in slugs:
            yield from (part.first + number for part, number in self._having(slug))

    def _having(self, slug: str) -> Iterator[tuple[Part, int]]:
        for part in reversed(self.parts.values()):  # the state is in the last one that was written
            with suppress(TermNotFound):
                found = part.reader.postings("slug", slug)
                numbers = getattr(found, "child", found).all_ids()  # what was deleted may have changed since
                yield from ((part, number) for number in numbers if number not in part.deleted)

    def columns(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield what is kept of each document beside its postings: its facts, and its words as they are written."""
        for part in self.parts.values():
            facts, written = (part.reader.column_reader(name) for name in (FACTS, WRITTEN))
            for number, each in enumerate(zip(facts, written, strict=True)):
                if each[0] and number not in part.deleted:
                    yield each

    def _stored_state(self) -> str:
        for part, number in self._having(STATE_SLUG):
            return str(part.reader.stored_fields(number)["state"])
        raise IndexUnusable

    @property
    def snapshot(self) -> "Snapshot":
        """The documents, read when they are first asked for."""
        with self._turn:
            return self._snapshot

    @cached_property
    def _snapshot(self) -> "Snapshot":
        from ncfe_kb.search.snapshot import Snapshot  # here, since numpy takes long to load and not all need it
        from ncfe_kb.search.whoosh_segments import Segment

        self.known = {key: self.known.get(key) or Segment(part.reader) for key, part in self.parts.items()}
        made = Snapshot([(self.known[key], part.deleted) for key, part in self.parts.items()], self.tallies)
        self.tallies = made.tallies
        return made


def _opened_parts(toc: Any, storage: Any, known: Mapping[str, Part]) -> Iterator[tuple[str, Part]]:
    first = 0
    for segment in toc.segments:
        key = segment.segment_id()
        reader = known[key].reader if key in known else SegmentReader(storage, toc.schema, segment)
        yield key, Part(reader, first, frozenset(segment.deleted_docs()))
        first += segment.doc_count_all()
