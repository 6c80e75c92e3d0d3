"""What the report says in sentences: what a work's dates tell, and why two figures differ."""

from collections.abc import Iterator

from ncfe_kb.catalogue.reporting.account import Account
from ncfe_kb.catalogue.reporting.counting import KindLine, Reason
from ncfe_kb.catalogue.reporting.deliveries import Delivery
from ncfe_kb.catalogue.reporting.targets import VERDICTS, Compared
from ncfe_kb.i18n import Localiser
from ncfe_kb.messages import N_
from ncfe_kb.models import DatedStatus, Entry, terms
from ncfe_kb.models.report import COUNTED, TARGETS


def said_of(entry: Entry, say: Localiser) -> str:
    """Return what a work's dates say: its own, then each status."""
    own = [say(N_("the work is dated {date}")).format(date=say.date(entry.date))] if entry.date else []
    statuses = [_status(status, say) for status in entry.statuses]
    return "; ".join([*own, *(statuses or [say(N_("no status is known"))])])


def _status(status: DatedStatus, say: Localiser) -> str:
    label = say.term(terms.STATUSES, status.status)
    if status.date:
        return say(N_("{status} on {date}")).format(status=label, date=say.date(status.date))
    if status.as_of:
        told = say(N_("{status} as of {date}")).format(status=label, date=say.date(status.as_of))
        return f"{told} ({status.source})" if status.source else told
    return say(N_("{status}, without a date")).format(status=label)


def notes_on(line: KindLine, account: Account, say: Localiser) -> Iterator[str]:
    """Yield why the report's figure and the counted one differ, and how a rate went month by month."""
    label = line.label.label(say.language, line.id)
    if line.target and (rate := line.target.a_month):
        yield f"{label}: {_rate(line, rate, say)}"
    for reason in line.reasons:
        for sentence in _sentences(reason, account, say):
            yield f"{label}: {sentence}"


def _rate(line: KindLine, rate: float, say: Localiser) -> str:
    enough = sum(len(works) >= rate for works in line.months)
    message = N_("the target is at least {rate} a month; by the catalogue's dates {enough} of 12 months have that many")
    return say(message).format(rate=say.figure(rate), enough=enough)


def _sentences(reason: Reason, account: Account, say: Localiser) -> Iterator[str]:
    if reason.why == "missing":
        yield say.counted(
            "at least {number} of the report's is not in the catalogue",
            "at least {number} of the report's are not in the catalogue",
            reason.number,
        )
        return
    if reason.why == "no_kind":
        yield say(N_("only the report counts these; the catalogue has no such kind"))
        return
    message = {
        "dates": N_("only the report counts “{title}”: {said}"),
        "agreed": N_("both the report and the dates count “{title}”: {said}"),
        "other_kind": N_("the report counts “{title}”, which is another kind in the catalogue: {kind}"),
        "not_named": N_("the report does not name “{title}”: {said}"),
        "undated": N_("“{title}” may belong to the year, but no date tells: {said}"),
    }[reason.why]
    for entry in (account.entries[slug] for slug in reason.works):
        kind = account.vocabulary.kind_label(entry.kind, say.language)
        yield say(message).format(title=entry.title_in(say.language).value, said=said_of(entry, say), kind=kind)


def status_of(delivery: Delivery, say: Localiser) -> str:
    """Return how far a line of the Leveranceoversigt came, in words: its status, then what can be measured."""
    line = delivery.line
    found = [say.term(terms.STATUSES, line.status)] if line.status else []
    found += [measured for one in delivery.compared if (measured := _measured(one, is_about=line.is_about, say=say))]
    if not found:
        found = [say(N_("marked {mark}")).format(mark=line.mark_in_text) if line.mark_in_text else say(N_("not told"))]
    return "; ".join(found)


def _measured(one: Compared, *, is_about: bool, say: Localiser) -> str:
    if one.verdict is None or one.target is None or one.actual is None:
        return ""
    verdict, what = say.term(VERDICTS, one.verdict), say.term(COUNTED, one.counts) if one.counts else ""
    number = f"{say(N_('c. {number}'))}" if is_about else "{number}"
    actual = number.format(number=say.figure(one.actual))
    message = N_("{verdict}: {actual} of {target} {what}")
    if one.target.means == "per_cent":  # 81.5 of 70% would be another share
        message, actual = N_("{verdict}: {actual} (target {target})"), say(TARGETS["per_cent"]).format(number=actual)
    return say(message).format(verdict=verdict, actual=actual, target=one.target.words(say), what=what).strip()
