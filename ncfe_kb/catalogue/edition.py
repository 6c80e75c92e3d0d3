"""Which state of the catalogue is shown: what a cache compares."""

from datetime import UTC, datetime
from typing import NamedTuple

from ncfe_kb.search import State
from ncfe_kb.storage import Reader

_LONG_AGO = datetime.fromtimestamp(0, UTC)


class Edition(NamedTuple):
    """A state of the catalogue: `mark` is the same as long as nothing changes, `changed` when it last did (UTC)."""

    mark: str
    changed: datetime


def edition_of(reader: Reader, state: State) -> Edition:
    """Return the edition that an index in this state shows.

    It is a new one with every change, and whenever a work becomes public that was dated ahead.
    """
    last = next(iter(reader.change_sets(limit=1)), None)
    written = datetime.fromisoformat(last.at) if last else _LONG_AGO
    now = datetime.now(UTC)
    since = [moment for _, moment in reader.publications_from(written) if moment <= now]
    return Edition(
        f"{state.change}.{state.token[:8]}.{state.until[:19]}", max([written, *since]).replace(microsecond=0)
    )
