"""Sets up what is measured: a made-up catalogue, its peers, and queries for them."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from measure.asking import Queries, danish_words, page_queries, token_queries
from measure.line_up import peers
from measure.measuring import say
from measure.ours import HOME, OurEngine, Ours
from measure.peers import SHORT, TOKENS, Engine
from measure.records import record_of, record_of_words
from measure.speed import BEFORE
from measure.synthetic import Synthetic
from measure.upkeep import Making, Shelf, make_ours, make_peer
from ncfe_kb import Catalogue
from ncfe_kb.catalogue.documents import document_of
from ncfe_kb.search import Document

_QUERIES = 50 + BEFORE
"""Of each sort, those that are asked before measuring included."""


class Stage(NamedTuple):
    """What stands ready in a folder: engines alone and whole, queries for each, and what making them took."""

    engines: Sequence[tuple[Engine, Path]]
    shelves: Sequence[Shelf]
    token_queries: Queries
    page_queries: Queries
    makings: dict[str, Making]


def set_up(synthetic: Synthetic, folder: Path, *, with_peers: bool, with_slow: bool) -> Stage:
    """Make everything; what was only needed for that is let go of."""
    say(f"making {synthetic.size:,} works")
    makings = make_ours(folder, synthetic)
    with Catalogue.open(folder / HOME) as kb:
        vocabulary = kb.vocabulary
    entries = list(synthetic.entries())
    public = [entry for entry in entries if entry.is_published]
    asked_of_pages = page_queries(public, vocabulary.topics.values(), _QUERIES)
    documents = {entry.slug: document_of(entry, vocabulary) for entry in entries}
    records = [record_of(entry, documents[entry.slug], vocabulary) for entry in public]
    whole = peers(SHORT, with_slow=with_slow) if with_peers else []
    makings |= {peer.name: make_peer(peer, records, folder / peer.name) for peer in whole}
    shelves = [Shelf(Ours(), folder / HOME), *(Shelf(peer, folder / peer.name) for peer in whole)]
    ours = OurEngine(documents.values(), danish_words(entries))
    alone = _alone(documents.values(), folder / "alone", with_slow=with_slow) if with_peers else []
    stage = Stage([(ours, folder / HOME), *alone], shelves, token_queries(entries, _QUERIES), asked_of_pages, makings)
    del entries, public, documents, records
    gc.collect()
    return stage


def _alone(documents: Iterable[Document], folder: Path, *, with_slow: bool) -> Iterator[tuple[Engine, Path]]:
    """Yield the peers with the words that ncfe_kb's index has."""
    for peer in peers(TOKENS, with_slow=with_slow):
        make_peer(peer, map(record_of_words, documents), folder / peer.name)
        yield peer, folder / peer.name
