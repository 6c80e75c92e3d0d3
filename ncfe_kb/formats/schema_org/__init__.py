"""JSON-LD in the words of schema.org, which search engines read.

`works` tells of works, in a file or on the page of one; `things` of what else has a page. How
texts are told and things are named is in `saying`.

In a file without addresses of its own a work is named by its DOI's address, else by a label that
holds in the file (`_:slug`): pages elsewhere may tell of several works.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ncfe_kb.formats.json_pieces import array, text_of
from ncfe_kb.formats.schema_org.works import told
from ncfe_kb.formats.works import Work, one_or_more

_CONTEXT = "https://schema.org"
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What would end a script in HTML, or a line of it."""


def pieces(works: Iterable[Work]) -> Iterator[bytes]:
    """Yield one work as an object, any other number of them as a graph."""
    is_alone, works = one_or_more(works)
    if is_alone:
        yield from (text_of({"@context": _CONTEXT, **told(work)}).encode() for work in works)
    else:
        yield f'{{\n  "@context": "{_CONTEXT}",\n  "@graph": '.encode()
        yield from (piece.encode() for piece in array(map(told, works), depth=1))
        yield b"\n}"
    yield b"\n"


def embedded(node: Mapping[str, Any]) -> str:
    """Return a node as text that may stand in a script element of a page, whatever it says."""
    return json.dumps({"@context": _CONTEXT, **node}, ensure_ascii=False).translate(_ESCAPED)
