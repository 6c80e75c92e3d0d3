"""Lists of two entries that are one work as one list: contributors, statuses."""

from collections.abc import Callable, Iterable, Sequence
from operator import eq
from typing import TypeVar

from ncfe_kb.catalogue.doubles import words_in
from ncfe_kb.dates import beginning
from ncfe_kb.models import Contributor, DatedStatus, Relation, terms

Item = TypeVar("Item")


def distinct(items: Iterable[Item], key: Callable[[Item], object]) -> tuple[Item, ...]:
    """Return the first of all items that have the same key."""
    found: dict[object, Item] = {}
    for item in items:
        found.setdefault(key(item), item)
    return tuple(found.values())


def stated(relation: Relation) -> tuple[str, str]:
    """Return what a relation says, however certain that is."""
    return relation.type, relation.target


def contributors_of_both(mine: Sequence[Contributor], theirs: Sequence[Contributor]) -> tuple[Contributor, ...]:
    """Return the contributors of both; each of theirs is at most one of mine, of whom more is known then."""
    found, left, alone = list(mine), list(theirs), list(range(len(mine)))
    for are_same in (eq, _bear_one_name, _are_one):
        for place in tuple(alone):
            if match := next((one for one in left if are_same(mine[place], one)), None):
                found[place] = _known_of(mine[place], match)
                left.remove(match)
                alone.remove(place)
    places = enumerate((*found, *left))
    return tuple(one for _, one in distinct(places, lambda pair: pair if pair[1].name == terms.UNNAMED else pair[1]))


def _known_of(one: Contributor, other: Contributor) -> Contributor:
    """Return a contributor with what only the other record of them tells; no consent is lost, nor its withdrawal."""
    names = ("person", "organisation", "affiliation")
    known = {name: getattr(one, name) or getattr(other, name) for name in names}
    return one.with_(**known, consents=distinct(one.consents + other.consents, lambda consent: consent))


def _bear_one_name(one: Contributor, other: Contributor) -> bool:
    return one.name == other.name and _are_one(one, other)


def _are_one(one: Contributor, other: Contributor) -> bool:
    """Return whether two contributors of one work are the same, in the same role."""
    records, others = (one.person, one.organisation), (other.person, other.organisation)
    if one.role != other.role or terms.UNNAMED in {one.name, other.name}:
        return False
    if any(records) and any(others):
        return records == others
    return one.name == other.name or _is_same_name(words_in(one.name), words_in(other.name))


def _is_same_name(one: list[str], other: list[str]) -> bool:
    """Return whether two names are the same, or one has a letter for the other's first name."""
    if not (one and other):
        return False
    letters = one[0][0], other[0][0]
    is_short = letters[0] == letters[1] and bool({one[0], other[0]} & {*letters})
    return one == other or (is_short and one[-1] == other[-1])


def statuses_of_both(first: Sequence[DatedStatus], then: Sequence[DatedStatus]) -> tuple[DatedStatus, ...]:
    """Return the statuses of both, each once, where their dates place them; the last of the first ones stays last."""
    if not first:
        return tuple(then)
    found = list(first)
    for step in then:
        if any(_says_all_of(one, step) for one in found):
            continue
        scanty = next((place for place, one in enumerate(found) if _says_all_of(step, one)), None)
        if scanty is None:
            found.insert(_place(step, found), step)
        else:
            found[scanty] = step
    return tuple(found)


def _says_all_of(one: DatedStatus, other: DatedStatus) -> bool:
    said = one.filled()
    return all(said.get(name) == value for name, value in other.filled().items())


def _place(step: DatedStatus, among: Sequence[DatedStatus]) -> int:
    later = (place for place, one in enumerate(among) if _is_later(one, step))
    return next(later, len(among) - 1)


def _is_later(one: DatedStatus, other: DatedStatus) -> bool:
    return bool(one.date and other.date) and beginning(str(one.date)) > beginning(str(other.date))
