"""The engines that are installed, by name."""

from importlib.util import find_spec
from typing import Final

from measure.peers import FULL, TOKENS, Field, Peer

SLOW: Final = "Whoosh"
"""The peer that takes long to build and to search."""


def peers(fields: tuple[Field, ...] = FULL, *, with_slow: bool = True) -> list[Peer]:
    """Return the peers that are installed, to be built with these fields; on request not the one that takes long."""
    names = ["FTS5"]
    names += ["FTS5 trigram"] if fields is not TOKENS else []  # which takes words apart
    names += ["tantivy"] if find_spec("tantivy") else []
    names += [SLOW] if with_slow else []
    return [peer(name, fields) for name in names]


def peer(name: str, fields: tuple[Field, ...] = FULL) -> Peer:
    """Return the peer of a name; only its own library is loaded."""
    if name == "tantivy":
        from measure.peer_tantivy import Tantivy

        return Tantivy(fields)
    if name == SLOW:
        from measure.peer_whoosh import Whoosh

        return Whoosh(fields)
    from measure.peer_fts5 import Fts5

    return Fts5(name, fields)
