"""An account as plain data, with ids instead of labels: what --json prints."""

from typing import Any

from ncfe_kb.catalogue.reporting.account import Account
from ncfe_kb.catalogue.reporting.counting import KindLine, Slugs
from ncfe_kb.catalogue.reporting.deliveries import Delivery, Taken
from ncfe_kb.catalogue.reporting.overview import Counts
from ncfe_kb.catalogue.reporting.telling import told
from ncfe_kb.catalogue.reporting.wording import said_of, status_of
from ncfe_kb.i18n import localiser
from ncfe_kb.languages import Language
from ncfe_kb.models import Entry


def as_data(account: Account, language: Language) -> dict[str, Any]:
    """Return the account as data: every number beside the works behind it; labels and sentences in the language."""
    sheets = told(account, language).sheets
    say = localiser(language)
    return {
        "year": account.year,
        "as_of": account.as_of.isoformat(),
        "source": account.source,
        "works": [_kind(line, language) for line in account.kinds],
        "others": [_kind(line, language) for line in account.others],
        "notes": {sheet.id: [*filter(None, (sheet.legend, *sheet.notes))] for sheet in sheets},
        "deliverables": [{**_delivery(one), "status_words": status_of(one, say)} for one in account.deliveries],
        "participants": [_taken(one, language) for one in account.participants],
        "counts": {name: _counts(counts) for name, counts in account.counts.items()},
        "coverage": {
            "titles": _counts(account.coverage.titles),
            "abstracts": _counts(account.coverage.abstracts),
            "translated": _number(account.coverage.translated),
        },
        "contradictions": [one.model_dump() for one in account.contradictions],
        "records": {slug: _record(account.entries[slug], language) for slug in sorted(_named(account))},
    }


def _record(entry: Entry, language: Language) -> dict[str, Any]:
    """Return what a work's dates say, as data and in words."""
    return {
        "title": entry.title_in(language).value,
        "kind": entry.kind,
        "date": entry.date,
        "statuses": [status.filled() for status in entry.statuses],
        "said": said_of(entry, localiser(language)),
        "public": entry.public,
    }


def _number(works: Slugs) -> dict[str, Any]:
    return {"number": len(works), "works": list(works)}


def _kind(line: KindLine, language: Language) -> dict[str, Any]:
    return {
        "id": line.id,
        "kind": line.kind,
        "label": line.label.label(language, line.id),
        "stage": line.stage,
        "target": line.target.as_dict() if line.target else None,
        "reported": line.reported,
        "reported_works": list(line.named),
        "counted": _number(line.works) if line.kind else None,
        **{stage: _number(works) for stage, works in line.counts.items()},
        "undated": _number(line.undated),
        "status": line.verdict,
        "months": [_number(works) for works in line.months] if line.target and line.target.a_month else None,
        "differences": [
            {"why": one.why, "number": one.number or len(one.works), "works": list(one.works)} for one in line.reasons
        ],
        "note": line.note,
    }


def _delivery(one: Delivery) -> dict[str, Any]:
    measured = [
        {
            "counts": each.counts,
            "target": each.target.as_dict() if each.target else None,
            "actual": each.actual,
            "status": each.verdict,
        }
        for each in one.compared
    ]
    return {
        "initiative": one.initiative,
        "supplier": one.supplier,
        "period": one.period,
        "phase": one.phase,
        "target": one.line.target,
        "deliverable": one.line.actual,
        "status": one.line.status,
        "mark": one.line.mark_in_text,
        "measured": measured,
        "works": list(one.line.works),
        "courses": list(one.line.courses),
    }


def _taken(one: Taken, language: Language) -> dict[str, Any]:
    return {
        "label": one.label.label(language, one.words),
        "target": one.target.as_dict() if one.target else None,
        "reported": one.reported,
        "is_about": one.is_about,
        "counted": one.counted,
        "status": one.verdict,
        "note": one.note,
        "works": list(one.works),
        "courses": list(one.courses),
    }


def _counts(counts: Counts) -> list[dict[str, Any]]:
    return [{"id": one.id or None, **_number(one.works)} for one in counts]


def _named(account: Account) -> set[str]:
    """Return the slugs of all works behind a number."""
    lines = [*account.kinds, *account.others]
    counted = [works for line in lines for works in (*line.counts.values(), line.undated, line.named)]
    counted += [one.works for counts in account.counts.values() for one in counts]
    counted += [one.line.works for one in account.deliveries]
    return {slug for works in counted for slug in works if slug in account.entries}
