"""When a work is public: at its date and time, without anybody doing anything; and what a withdrawn consent hides."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_runner import Cli
from conftest import VOCABULARY, make_entry

from ncfe_kb import Catalogue, Consent, Contributor, DatedStatus, Enclosure, Entry, Episode, InvalidRecord, Text, View
from ncfe_kb.dates import beginning

NOW = datetime.now(UTC)


def at(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def dated(*statuses: tuple[str, str | None], **fields: object) -> Entry:
    return make_entry("a", statuses=tuple(DatedStatus(status=name, date=date) for name, date in statuses), **fields)


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2019", "2018-12-31T23:00:00+00:00"),
        ("2019-07", "2019-06-30T22:00:00+00:00"),
        ("2019-11-08", "2019-11-07T23:00:00+00:00"),
        ("2019-11-08T09:30", "2019-11-08T08:30:00+00:00"),
        ("2019-07-08T09:30", "2019-07-08T07:30:00+00:00"),
        ("2019-11-08T09:30Z", "2019-11-08T09:30:00+00:00"),
        ("2019-11-08T09:30:15+02:00", "2019-11-08T07:30:15+00:00"),
        ("2017/2020", "2016-12-31T23:00:00+00:00"),
    ],
)
def test_a_date_begins_at_midnight_in_denmark_and_a_time_is_danish_or_says_its_zone(date: str, moment: str) -> None:
    assert beginning(date).isoformat() == moment


@pytest.mark.parametrize(
    "date", ["2019-11T09:30", "2019-11-08T25:00", "2019-11-08T", "2019-02-30T09:00", "2019-11-08 9"]
)
def test_a_time_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(InvalidRecord):
        DatedStatus(status="published", date=date)


TOMORROW, YESTERDAY = at(NOW + timedelta(days=1)), at(NOW - timedelta(days=1))


@pytest.mark.parametrize(
    ("statuses", "status", "is_published"),
    [
        ([("published", None)], "published", True),
        ([("published", YESTERDAY)], "published", True),
        ([("published", TOMORROW)], "scheduled", False),
        ([("scheduled", TOMORROW)], "scheduled", False),
        ([("scheduled", YESTERDAY)], "published", True),
        ([("scheduled", None)], "scheduled", False),
        ([("completed", YESTERDAY), ("published", TOMORROW)], "scheduled", False),
        ([("published", YESTERDAY), ("withdrawn", TOMORROW)], "withdrawn", False),
        ([("completed", YESTERDAY)], "completed", False),
    ],
)
def test_a_work_is_public_from_its_date_on_and_hidden_at_once(
    statuses: list[tuple[str, str | None]], status: str, *, is_published: bool
) -> None:
    entry = dated(*statuses)
    assert (entry.status, entry.is_published) == (status, is_published)
    assert not entry.with_(public=False).is_published


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("status", ["published", "scheduled"])
def test_an_embargo_lifts_itself_in_every_open_handle(home: Path, status: str) -> None:
    with Catalogue.open(home, starter=False) as kb, Catalogue.open(home, starter=False) as other:
        lifts = datetime.now(UTC) + timedelta(seconds=1.2)
        translates = ({"type": "translation_of", "target": "a"},)
        sister = make_entry("b", title=Text(en="Neo-Nazism"), topics=("nynazisme",), relations=translates)
        kb.put(*VOCABULARY, dated((status, at(lifts)), title=Text(da="Nynazisme")), sister)

        def shown(view: View) -> tuple[object, ...]:
            found = view.search("nynazisme", group=True)
            counts = {value.id: value.count for value in found.facets["kind"]}
            return (
                {hit.slug for hit in view.search("nynazisme")},
                counts,
                [one.id for one in view.complete("nynaz") if one.id == "a"],
                len(found.hits[0].family) if found.hits else 0,
                "a" in view,
                len(view),
                len(view.relations("b")),
            )

        before, staff = shown(kb.public), shown(kb)
        assert before == shown(other.public) == ({"b"}, {"news": 1}, [], 0, False, 1, 0)
        assert datetime.now(UTC) < lifts
        until(lambda: datetime.now(UTC) >= lifts)
        assert shown(other.public) == shown(kb.public) == shown(kb) == staff
        assert kb.public.search("nynazisme").total == 2
        assert kb.index_status().is_current
        assert [one for one in kb.doctor() if one.is_wrong] == []


def test_a_work_that_waits_is_not_hinted_at_and_may_be_called_back(kb: Catalogue) -> None:
    kb.add(dated(("published", at(datetime.now(UTC) + timedelta(seconds=0.6))), title=Text(da="Hemmeligtord")))
    assert kb.public.search("hemmeligtrod").suggestion is None
    kb.put(dated(("withdrawn", None), title=Text(da="Hemmeligtord")))
    time.sleep(0.8)
    assert kb.public.search("hemmeligtord").total == 0


# Consents

AASE = Contributor(name="Åse Holm", role="interviewee", person="holm-aase", affiliation="Hjemme")
VOICE = Episode(duration=60, enclosure=Enclosure(url="https://example.dk/a.mp3"))


def consented(**withdrawn: str) -> Entry:
    consents = tuple(Consent(scope=scope, date="2019", withdrawn=date) for scope, date in withdrawn.items())
    bo = Contributor(name="Bo Bæk", role="interviewee")
    contributors = (AASE.with_(consents=consents), bo)
    return make_entry("a", kind="podcast_episode", contributors=contributors, episode=VOICE)


def test_a_withdrawn_consent_takes_the_name_out_of_the_public_view_and_the_counts_stay(kb: Catalogue) -> None:
    kb.put(consented())
    assert kb.public.search("Åse Holm").hits[0].people == ("Åse Holm", "Bo Bæk")
    counts = {value.id: value.count for value in kb.public.search().facets["kind"]}
    kb.put(consented(name="2020-01"))
    public = kb.public["a"]
    assert [one.name for one in public.contributors] == ["N.N.", "Bo Bæk"]
    assert "Holm" not in json.dumps(public.filled(), ensure_ascii=False)
    found = kb.public.search()
    assert found.hits[0].people == ("N.N.", "Bo Bæk")
    assert found.total == 1
    assert {value.id: value.count for value in found.facets["kind"]} == counts
    assert [value.id for value in found.facets["person"]] == ["Bo Bæk"]
    assert "Holm" not in json.dumps(found.as_dict(), ensure_ascii=False)
    for query in ("Åse Holm", "Aase Holm", "forfatter:Holm", "holm-aase"):
        assert kb.public.search(query).total == 0
    assert not list(kb.public.complete("Åse"))
    assert kb.public.similar("a") == ()
    assert kb["a"].contributors[0].name == "Åse Holm"


def test_a_voice_that_is_not_to_be_heard_is_not_offered(kb: Catalogue) -> None:
    kb.put(consented(voice="2020-01"))
    public = kb.public["a"]
    assert public.episode == Episode(duration=60)
    assert public.contributors[0].name == "Åse Holm"
    assert kb["a"].episode == VOICE
    kb.put(consented(photo="2020-01"))
    assert kb.public["a"].episode == VOICE


def test_consents_are_kept_with_the_contribution_and_written_out(kb: Catalogue, tmp_path: Path) -> None:
    kb.put(entry := consented(name="2020-01", photo="2021"))
    assert kb["a"] == entry
    kb.dump(tmp_path / "all.jsonl")
    kb.remove("a")
    kb.load(tmp_path / "all.jsonl")
    assert kb["a"] == entry


def test_staff_see_when_a_work_becomes_public_and_who_consented_to_what(cli: Cli, tmp_path: Path) -> None:
    aase = AASE.with_(person=None, consents=(Consent(scope="name", date="2019", withdrawn="2020-01"),))
    work = dated(("scheduled", "2199-01-15T08:00Z"), contributors=(aase,))
    cli("init")
    (tmp_path / "a.jsonl").write_text(json.dumps({"type": "entry", **work.filled()}))
    cli("load", str(tmp_path / "a.jsonl"))
    danish, english = cli("show", "a").out, cli("show", "a", lang="en").out
    assert "planlagt til offentliggørelse, 15. januar 2199 kl. 09.00" in " ".join(danish.split())
    assert "scheduled, 15 January 2199 at 09:00" in " ".join(english.split())
    assert "Åse Holm (Hjemme); samtykke til navn 2019, trukket tilbage januar 2020" in " ".join(danish.split())
    assert "Åse Holm (Hjemme); consent to name 2019, withdrawn January 2020" in " ".join(english.split())


def test_two_people_who_are_not_named_stay_two(kb: Catalogue) -> None:
    unnamed = Contributor(name="N.N.", role="author")
    kb.add(make_entry("a", contributors=(unnamed, unnamed)))
    assert kb.public["a"].people == ("N.N.", "N.N.")
    assert kb.public.search("N.N.").total == 0
    assert kb.public.search().facets["person"] == ()
