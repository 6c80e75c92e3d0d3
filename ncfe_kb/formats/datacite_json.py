"""DataCite's JSON form, as its interface takes and gives it: one object, or an array of several."""

import json
from collections.abc import Iterable

from ncfe_kb.formats.datacite import told
from ncfe_kb.formats.works import Work


def write(works: Iterable[Work]) -> bytes:
    """Return one work as an object, any other number of them as an array."""
    found = [told(work) for work in works]
    return (json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2) + "\n").encode()
