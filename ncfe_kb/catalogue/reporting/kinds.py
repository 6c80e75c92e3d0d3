"""The works by kind: the lines that the report prints, then the other kinds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ncfe_kb.catalogue.reporting.counting import KindLine, Reason, Slugs, Works
from ncfe_kb.catalogue.reporting.targets import target_of
from ncfe_kb.models import Entry, Kind
from ncfe_kb.models.report import STAGES, KindCount

_ALL = tuple(STAGES)


def printed_lines(printed: tuple[KindCount, ...], kinds: Mapping[str, Kind], works: Works) -> tuple[KindLine, ...]:
    """Return a line for each that the report prints, in its order."""
    return tuple(_printed(one, kinds, works) for one in printed)


def other_lines(printed: tuple[KindLine, ...], kinds: Mapping[str, Kind], works: Works) -> tuple[KindLine, ...]:
    """Return a line for each kind that the report does not print and that has something to tell."""
    told = {line.id for line in printed}
    lines = (_line(kind.id, kind.id, kind, works) for kind in kinds.values() if kind.id not in told)
    return tuple(line for line in lines if not line.is_empty)


def _line(key: str, kind: str | None, named: Kind | None, works: Works) -> KindLine:
    entries = works.of(kind)
    counts = {stage: works.count(entries, stage)[0] for stage in _ALL}
    stage = "published" if named is None or named.shape not in {"event", "activity"} else "held"
    undated = works.count(entries, stage)[1]
    return KindLine(key, kind, named.plural if named else KindCount(kind=key).label, stage, counts, undated)


def _printed(one: KindCount, kinds: Mapping[str, Kind], works: Works) -> KindLine:
    kind = kinds.get(one.kind) or kinds.get(one.of or "")
    entries = works.of(kind.id if kind else None, one.works if one.label else ())
    stages = (one.stage,) if one.label else _ALL
    counts = {stage: works.count(entries, stage)[0] for stage in stages} if kind else {}
    line = KindLine(
        id=one.kind,
        kind=kind.id if kind else None,
        label=one.label or (kind.plural if kind else one.label),
        stage=one.stage,
        counts=counts,
        undated=works.count(entries, one.stage)[1],
        target=target_of(one.target, one.target_is),
        reported=one.reported,
        named=one.works,
        note=one.note,
        months=works.months(counts.get(one.stage, ()), one.stage),
    )
    return replace(line, reasons=tuple(_reasons(line, works.entries)))


def _reasons(line: KindLine, entries: Mapping[str, Entry]) -> Iterator[Reason]:
    """Yield why the report's figure is not that of the dates."""
    if line.kind is None:
        yield Reason("no_kind")
        return
    counted, known = set(line.works), [slug for slug in line.named if slug in entries]
    others = tuple(slug for slug in known if entries[slug].kind != line.kind)
    astray = tuple(slug for slug in known if slug not in counted and slug not in others)
    agreed = tuple(slug for slug in known if slug in counted) if astray or others else ()
    found = (("other_kind", others), ("dates", astray), ("agreed", agreed))
    yield from (Reason(why, works) for why, works in found if works)
    yield from _beside(line, astray, len(known) - len(others))


def _beside(line: KindLine, astray: Slugs, known: int) -> Iterator[Reason]:
    """Yield what the report does not name, and what it counts that nothing here can be."""
    if line.reported is None or line.reported == len(line.works):
        return
    if unnamed := tuple(slug for slug in line.works if line.named and slug not in line.named):
        yield Reason("not_named", unnamed)
    undated = tuple(slug for slug in line.undated if slug not in astray)
    if undated:
        yield Reason("undated", undated)
    missing = line.reported - max(known, len(line.works) + len(astray)) - len(undated)
    if missing > 0:
        yield Reason("missing", number=missing)
