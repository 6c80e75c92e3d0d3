"""How works stand to others, seen from both sides, with what must be known of the others to name them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple, cast

from ncfe_kb.formats.works import Related, Subject
from ncfe_kb.models import Entry, Kind, Relation, Scheme, terms
from ncfe_kb.storage import Reader

_FEW = 3
"""Works whose relations are looked up one by one; those of more are read at once."""
Shown = Callable[[Reader, Iterable[str]], Mapping[str, Entry]]
"""Gives those of some works that a view shows, with the relations that it shows."""


class Standing(NamedTuple):
    """Another work, and how the one that it is told with stands to it."""

    relation: Relation
    entry: Entry


def standing_of(reader: Reader, entries: Iterable[Entry], shown: Shown) -> dict[str, tuple[Standing, ...]]:
    """Return for each entry how it stands to works that a view shows, whichever of the two says so."""
    relations = {entry.slug: list(entry.relations) for entry in entries}
    targets = {relation.target for stated in relations.values() for relation in stated}
    pointing = _pointing_to(reader, relations)
    others = shown(reader, targets | pointing) if targets or pointing else {}
    for slug in sorted(pointing & others.keys()):
        for relation in others[slug].relations:
            if relation.target in relations:
                relations[relation.target].append(_inverse(relation, slug))
    return {
        slug: tuple(Standing(one, others[one.target]) for one in stated if one.target in others)
        for slug, stated in relations.items()
    }


def related_to(
    reader: Reader, entries: Iterable[Entry], shown: Shown, kinds: Mapping[str, Kind]
) -> dict[str, tuple[Related, ...]]:
    """Return for each entry how sources say that it stands to works that a view shows.

    What is only probable is left out: other catalogues have no word for that.
    """
    return {slug: tuple(_once(found, kinds)) for slug, found in standing_of(reader, entries, shown).items()}


def _pointing_to(reader: Reader, slugs: Collection[str]) -> set[str]:
    """Return the works with a relation to one of these; for a page only its own are looked up."""
    if len(slugs) <= _FEW:
        return {source for slug in slugs for source, _ in reader.relations_to(slug)}
    return {source for source, _, target in reader.relations(terms.RELATION_TYPES) if target in slugs}


def scheme_of(reader: Reader) -> Subject | None:
    """Return the thesaurus that topics are from, where there is one alone."""
    found = cast("list[Scheme]", list(reader.fetch("scheme").values()))
    return Subject(found[0].id, found[0].title) if len(found) == 1 else None


def _inverse(relation: Relation, source: str) -> Relation:
    return relation.model_copy(update={"type": terms.INVERSES[relation.type], "target": source})


def _once(found: Iterable[Standing], kinds: Mapping[str, Kind]) -> list[Related]:
    stated = {(one.relation.type, one.entry.slug): one.entry for one in found if one.relation.certainty == "stated"}
    return [
        Related(type_name, work, work.kind, kinds[work.kind].schema_type) for (type_name, _), work in stated.items()
    ]
