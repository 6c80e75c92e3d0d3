"""DataCite's JSON form, as its interface takes and gives it: one object, or an array of several."""

from collections.abc import Iterable, Iterator

from ncfe_kb.formats.datacite import told
from ncfe_kb.formats.json_pieces import array, text_of
from ncfe_kb.formats.works import Work, one_or_more


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield one work as an object, any other number of them as an array."""
    is_alone, works = one_or_more(works)
    found = map(told, works)
    yield from (piece.encode() for piece in (map(text_of, found) if is_alone else array(found)))
    yield b"\n"
