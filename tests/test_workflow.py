"""How a work is moved on: which status may follow which, what publishing needs, and what is told of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from cli_runner import Cli
from conftest import ROOT, make_entry

from ncfe_kb import Catalogue, Consent, Contributor, DatedStatus, InvalidRecord, Kind, Text, UnknownRecord
from ncfe_kb.dates import today
from ncfe_kb.models import terms
from ncfe_kb.models.workflow import NEEDED, STEPS

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="minutes")


def work(kb: Catalogue, *statuses: str, **fields: object) -> None:
    kb.put(make_entry("a", language="da", statuses=tuple(DatedStatus(status=one) for one in statuses), **fields))


def test_the_table_of_steps_knows_every_status_and_leads_from_each_to_others() -> None:
    assert set(STEPS) == set(terms.STATUSES)
    assert {step for steps in STEPS.values() for step in steps} == set(terms.STATUSES)
    assert all(steps and status not in steps for status, steps in STEPS.items())
    assert set(NEEDED) == set(terms.SHAPES)


def test_the_picture_shows_what_the_table_says() -> None:
    arrows = re.findall(r"^    (\w+) --> (\w+)$", (ROOT / "CONTRIBUTING.md").read_text(), re.MULTILINE)
    assert arrows == [(status, step) for status, steps in STEPS.items() for step in steps]


@pytest.mark.parametrize("last", terms.STATUSES)
def test_a_work_goes_where_the_table_says_and_nowhere_else(kb: Catalogue, last: str) -> None:
    for status in terms.STATUSES:
        work(kb, last)
        if status in (last, *STEPS[last]):
            kb.set_status("a", status)
            assert kb["a"].statuses[-1] == DatedStatus(status=status, date=today())
        else:
            with pytest.raises(InvalidRecord, match=f"cannot become {status}"):
                kb.set_status("a", status)
            assert kb["a"].statuses == (DatedStatus(status=last),)


def test_a_work_without_a_status_may_begin_anywhere_and_keeps_every_step(kb: Catalogue) -> None:
    work(kb)
    kb.set_status("a", "in_preparation", date="2019-05", note=Text(da="efter mødet"))
    kb.publish("a")
    assert [one.status for one in kb["a"].statuses] == ["in_preparation", "published"]
    assert kb["a"].statuses[0].note == Text(da="efter mødet")
    assert "a" in kb.public
    kb.withdraw("a", note=Text(da="fejl i tallene"))
    assert "a" not in kb.public
    kb.publish("a", at=TOMORROW)
    assert (kb["a"].status, "a" in kb.public) == ("scheduled", False)
    assert [one.reason for one in kb.history("a", limit=3)] == ["publish", "withdraw", "publish"]


def test_what_publishing_needs_is_told_all_at_once(kb: Catalogue) -> None:
    kb.put(Kind(id="interview", label=Text(da="interview"), plural=Text(da="interview"), needs_consent=True))
    aase = Contributor(name="Åse Holm", role="interviewee")
    bo = Contributor(name="Bo Bæk", role="interviewee", consents=(Consent(scope="name", date="2019"),))
    kb.put(make_entry("a", kind="interview", statuses=(), contributors=(aase, bo)))
    with pytest.raises(InvalidRecord) as refused:
        kb.publish("a")
    assert str(refused.value) == (
        "a: language: is needed before it is published; Åse Holm: has not consented to be named"
    )
    withdrawn = Consent(scope="name", date="2019", withdrawn="2020")
    kb.put(kb["a"].with_(language="da", contributors=(aase.with_(consents=(withdrawn,)), bo)))
    with pytest.raises(InvalidRecord, match="Åse Holm"):
        kb.publish("a")
    kb.put(kb["a"].with_(contributors=(aase.with_(consents=(Consent(scope="name"),)), bo)))
    kb.publish("a")
    assert "a" in kb.public


def test_what_is_not_there_or_no_date_is_refused_and_nothing_changes(kb: Catalogue) -> None:
    work(kb)
    before = kb.history()
    with pytest.raises(UnknownRecord):
        kb.publish("never")
    for wrong in ("i morgen", "2027-02-30", "2027-01-15T25:00"):
        with pytest.raises(InvalidRecord):
            kb.publish("a", at=wrong)
    with pytest.raises(InvalidRecord):
        kb.set_status("a", "udgivet")
    assert kb.history() == before


def test_the_command_line_moves_a_work_on(cli: Cli) -> None:
    cli("add", "news", "--title-da", "Nyt", "--slug", "nyt")
    refused = cli("publish", "nyt")
    assert (refused.code, refused.err) == (1, "Fejl: nyt: language: mangler, før det kan offentliggøres\n")
    cli("remove", "nyt")
    cli("add", "news", "--title-da", "Nyt", "--slug", "nyt", "--language", "da")
    noted = cli("status", "nyt", "in_preparation", "--date", "2019-05", "--note", "med partner")
    assert noted.err == "“Nyt” er under udarbejdelse fra maj 2019.\n"
    assert cli("publish", "nyt", "--at", "2199-01-15T09:00", lang="en").err == (
        "“Nyt” is scheduled from 15 January 2199 at 09:00.\n"
    )
    assert "nyt" not in cli("list", "--public").out.split()
    assert cli("publish", "nyt").code == 0
    assert "nyt" in cli("list", "--public").out.split()
    assert cli("withdraw", "nyt").code == 2
    assert cli("withdraw", "nyt", "--reason", "forkerte tal").code == 0
    assert cli("show", "nyt", "--json").json["statuses"][-1]["note"]["da"] == "forkerte tal"
    assert "nyt" not in cli("list", "--public").out.split()
