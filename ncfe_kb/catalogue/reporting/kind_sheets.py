"""The tables of works by kind."""

from collections.abc import Mapping

from ncfe_kb.catalogue.reporting.counting import KindLine, Slugs
from ncfe_kb.catalogue.reporting.sheets import Cell, Row, Sheet
from ncfe_kb.catalogue.reporting.teller import Teller, number_of
from ncfe_kb.catalogue.reporting.wording import notes_on
from ncfe_kb.languages import sort_key
from ncfe_kb.messages import N_


def works(teller: Teller) -> Sheet:
    """Return the kinds that the report prints, beside their targets."""
    columns = (
        ("kind", N_("Kind"), False),
        ("target", N_("Target"), True),
        ("reported", N_("Report"), True),
        ("done", N_("Done"), True),
        ("published", N_("Published"), True),
        ("in_hand", N_("In hand"), True),
        ("status", N_("Status"), False),
    )
    lines = [*teller.account.kinds]
    legend = N_(
        "Done: completed or held in the year. Published: made public in it. In hand: being made at its end, as far as "
        "the last status tells. The status is that of published works and of events held."
    )
    notes = [note for line in lines for note in notes_on(line, teller.account, teller.say)]
    rows = [_row(line, teller) for line in lines]
    return teller.sheet("works", columns, rows, legend=legend, notes=notes)


def _row(line: KindLine, teller: Teller) -> Row:
    counted = (_done(line.counts), line.counts.get("published"), line.counts.get("in_hand"))
    label, target = line.label.label(teller.language, line.id), teller.target(line.target)
    verdict = teller.verdict(line.target, line.verdict)
    return Row(
        line.id, (Cell(label), Cell(target), Cell(line.reported, line.named), *map(number_of, counted), Cell(verdict))
    )


def _done(counts: Mapping[str, Slugs]) -> Slugs | None:
    """Return the works that were completed or held, each once; None where neither can be counted."""
    found = [counts[stage] for stage in ("completed", "held") if stage in counts]
    return tuple(dict.fromkeys(slug for slugs in found for slug in slugs)) if found else None


def others(teller: Teller) -> Sheet:
    """Return the other kinds that have something to tell."""
    columns = (
        ("kind", N_("Kind"), False),
        ("done", N_("Done"), True),
        ("published", N_("Published"), True),
        ("in_hand", N_("In hand"), True),
        ("undated", N_("Undated"), True),
    )
    language = teller.language
    lines = sorted(teller.account.others, key=lambda line: sort_key(line.label.label(language, line.id), language))
    rows = [_other_row(line, teller) for line in lines]
    legend = N_("Undated: may belong to the year, but no date tells.")
    return teller.sheet("others", columns, rows, legend=legend)


def _other_row(line: KindLine, teller: Teller) -> Row:
    counted = (_done(line.counts), line.counts["published"], line.counts["in_hand"], line.undated)
    return Row(line.id, (Cell(line.label.label(teller.language, line.id)), *map(number_of, counted)))
