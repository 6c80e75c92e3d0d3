"""The tables that follow the printed report: deliverables, participants, contradictions."""

from dataclasses import replace

from ncfe_kb.catalogue.reporting.deliveries import Delivery, Taken
from ncfe_kb.catalogue.reporting.sheets import Cell, Row, Sheet
from ncfe_kb.catalogue.reporting.targets import Target
from ncfe_kb.catalogue.reporting.teller import Teller
from ncfe_kb.catalogue.reporting.wording import status_of
from ncfe_kb.messages import N_


def deliverables(teller: Teller) -> Sheet:
    """Return the Leveranceoversigt."""
    columns = (
        ("initiative", N_("Initiative"), False),
        ("supplier", N_("Supplier"), False),
        ("period", N_("Period"), False),
        ("phase", N_("Phase"), False),
        ("target", N_("Target"), False),
        ("deliverable", N_("Deliverable"), False),
        ("status", N_("Status"), False),
    )
    legend = N_("“Marked ✓” is the report's own mark; its colour, which told the status, is lost.")
    own_words = N_("Initiatives, targets and deliverables are in the report's own words.")
    rows = [_delivery_row(number, one, teller) for number, one in enumerate(teller.account.deliveries, 1)]
    notes = [teller.say(own_words)] if teller.printed_in else []
    return replace(teller.sheet("deliverables", columns, rows, legend=legend, notes=notes), leading=4)


def _delivery_row(number: int, one: Delivery, teller: Teller) -> Row:
    words = (one.initiative, one.supplier, one.period, one.phase, one.line.target)
    told = tuple(Cell(text, language=teller.printed_in) for text in words)
    actual = Cell(one.line.actual, one.line.works, teller.printed_in)
    return Row(str(number), (*told, actual, Cell(status_of(one, teller.say))))


def participants(teller: Teller) -> Sheet:
    """Return how many took part in what."""
    columns = (
        ("activity", N_("Activity"), False),
        ("target", N_("Target"), True),
        ("reported", N_("Report"), True),
        ("courses", N_("Courses"), True),
        ("status", N_("Status"), False),
    )
    taken = teller.account.participants
    legend = N_("Courses: what the catalogue's courses add up to.")
    notes = [f"{_activity(one, teller).value}: {one.note}" for one in taken if one.note]
    rows = [_taken_row(number, one, teller) for number, one in enumerate(taken, 1)]
    return teller.sheet("participants", columns, rows, legend=legend, notes=notes)


def _taken_row(number: int, one: Taken, teller: Teller) -> Row:
    reported = Target(one.reported, means="about").words(teller.say) if one.is_about else one.reported
    target, verdict = Cell(teller.target(one.target)), Cell(teller.verdict(one.target, one.verdict))
    cells = (
        _activity(one, teller),
        target,
        Cell(reported, one.works or one.courses),
        Cell(one.counted, one.courses),
        verdict,
    )
    return Row(one.courses[0] if one.courses else str(number), cells)


def _activity(one: Taken, teller: Teller) -> Cell:
    found = one.label.in_(teller.language)
    if found is None:
        return Cell(one.words, language=teller.printed_in)
    return Cell(found.value, language=found.language if found.is_fallback else None)


def contradictions(teller: Teller) -> Sheet:
    """Return where the printed report disagrees with itself."""
    columns = (("about", N_("On"), False), ("detail", N_("What stands where"), False))
    words = [(one.about, one.detail) for one in teller.account.contradictions]
    rows = [
        Row(str(number), tuple(Cell(text, language=teller.printed_in) for text in both))
        for number, both in enumerate(words, 1)
    ]
    return teller.sheet("contradictions", columns, rows)
