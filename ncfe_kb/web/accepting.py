"""Which of some media types a client likes best, as its Accept header says (RFC 9110, 12.5.1)."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_SIGNS = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"({_SIGNS})/({_SIGNS})\s*((?:;.*)?)", re.DOTALL)
_WEIGHT = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
_LONGEST = 2_000
"""Characters that are read; browsers send some hundred."""


class Range(NamedTuple):
    """A media range: type and subtype, either of which may be *, and how much it is liked, from 0 to 1."""

    type: str
    subtype: str
    weight: float

    def closeness(self, media_type: str) -> int:
        """Return how closely the range names a media type; 0 where it does not."""
        type_name, _, subtype = media_type.partition("/")
        if self.subtype == "*":
            return 2 if self.type == type_name else int(self.type == "*")
        return 3 * ((self.type, self.subtype) == (type_name, subtype))


def ranges(accepted: str) -> Iterator[Range]:
    """Yield the media ranges of a header; what is none is passed over, and so are profiles and versions."""
    for part in accepted[:_LONGEST].lower().split(","):
        if found := _RANGE.fullmatch(part.strip()):
            weights = [value.strip() for name, _, value in _parameters(found[3]) if name.strip() == "q"]
            weight = weights[0] if weights else "1"
            if _WEIGHT.fullmatch(weight):
                yield Range(found[1], found[2], float(weight))


def _parameters(text: str) -> Iterator[tuple[str, str, str]]:
    return (one.partition("=") for one in text.split(";"))


def preferred(accepted: str, offered: Sequence[str]) -> str | None:
    """Return the offered media type that is liked best, the first of those liked alike; None where none is.

    Who says nothing, or nothing that can be read, takes anything.
    """
    known = tuple(ranges(accepted)) or (Range("*", "*", 1),)
    liked = {media_type: _liked(media_type, known) for media_type in offered}
    best = max(offered, key=lambda media_type: liked[media_type], default=None)
    return best if best and liked[best] else None


def _liked(media_type: str, known: Sequence[Range]) -> float:
    """Return what the range that names a media type most closely says of it."""
    closeness, weight = max((one.closeness(media_type), one.weight) for one in known)
    return weight if closeness else 0
