"""How works stand to others, seen from both sides, with what must be known of the others to name them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import cast

from ncfe_kb.formats.works import Related, Subject
from ncfe_kb.models import Entry, Kind, Relation, Scheme, terms
from ncfe_kb.storage import Reader

_FEW = 3
"""Works whose relations are looked up one by one; those of more are read at once."""
Shown = Callable[[Reader, Iterable[str]], Mapping[str, Entry]]
"""Gives those of some works that a view shows, with the relations that it shows."""


def related_to(
    reader: Reader, entries: Iterable[Entry], shown: Shown, kinds: Mapping[str, Kind]
) -> dict[str, tuple[Related, ...]]:
    """Return for each entry how sources say that it stands to works that a view shows.

    What is only probable is left out: other catalogues have no word for that.
    """
    relations = {entry.slug: list(entry.relations) for entry in entries}
    targets = {relation.target for stated in relations.values() for relation in stated}
    pointing = _pointing_to(reader, relations)
    others = shown(reader, targets | pointing) if targets or pointing else {}
    for slug in sorted(pointing & others.keys()):
        for relation in others[slug].relations:
            if relation.target in relations:
                relations[relation.target].append(_inverse(relation, slug))
    return {slug: tuple(_once(stated, others, kinds)) for slug, stated in relations.items()}


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


def _once(relations: Iterable[Relation], others: Mapping[str, Entry], kinds: Mapping[str, Kind]) -> list[Related]:
    stated = [(one.type, one.target) for one in relations if one.certainty == "stated" and one.target in others]
    works = [(type_name, others[target]) for type_name, target in dict.fromkeys(stated)]
    return [Related(type_name, work, work.kind, kinds[work.kind].schema_type) for type_name, work in works]
