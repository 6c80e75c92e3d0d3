"""The account of a year: the centre's own 2019, as its report, its statuses and its dates tell it."""

from datetime import date

import pytest
from conftest import MakeEntry

from ncfe_kb import Catalogue, InvalidRecord, YearlyReport
from ncfe_kb.catalogue.reporting import Account, as_data, told
from ncfe_kb.catalogue.reporting.counting import KindLine
from ncfe_kb.catalogue.reporting.targets import Target, compared
from ncfe_kb.models.report import Deliverable, Initiative

ARTICLES = ("fa-exit-christensen-2019", "fa-propaganda-richards-2019")
MASCULINITY = "fa-maskulinitet-jensen-2019"


@pytest.fixture(scope="module")
def account(starter: Catalogue) -> Account:
    return starter.report(2019)


def line(account: Account, key: str) -> KindLine:
    (found,) = (one for one in (*account.kinds, *account.others) if one.id == key)
    return found


@pytest.mark.parametrize(
    ("kind", "target", "reported", "counted", "verdict"),
    [
        ("podcast_episode", Target(1, 3), 1, 1, "reached"),
        ("research_summary", Target(2, 4), 2, 2, "reached"),
        ("research_article", Target(2, 4), 3, 2, "reached"),
        ("topic_note", None, 1, 1, None),
        ("research_article_in_preparation", None, 5, 5, None),
        ("course_catalogue", Target(2), 2, 2, "reached"),
        ("news", Target(24, means="per_month"), 21, 2, "not_reached"),
        ("conference_nordic", Target(1), 1, 1, "reached"),
        ("linkedin_post", None, 42, 0, None),
    ],
)
def test_each_printed_kind_has_its_target_its_printed_figure_and_the_counted_works(
    account: Account, kind: str, target: Target | None, reported: int, counted: int, verdict: str | None
) -> None:
    found = line(account, kind)
    assert (found.target, found.reported, len(found.works), found.verdict) == (target, reported, counted, verdict)


def test_of_the_three_articles_two_were_published_and_all_completed(account: Account) -> None:
    articles = line(account, "research_article")
    assert articles.counts["published"] == ARTICLES
    assert articles.counts["completed"] == (ARTICLES[0], MASCULINITY, ARTICLES[1])
    assert set(articles.named) == {*ARTICLES, MASCULINITY}
    assert {(one.why, frozenset(one.works)) for one in articles.reasons} == {
        ("dates", frozenset({MASCULINITY})),
        ("agreed", frozenset(ARTICLES)),
    }


def test_each_of_the_three_articles_is_told_with_its_dates(account: Account) -> None:
    notes = "\n".join(told(account, "en", ["works"]).sheets[0].notes)
    assert "only the report counts “Køn, maskulinitet og ekstrem islamisme”: the work is dated December 2019; " in notes
    assert "in preparation as of 31 December 2019 (annual-report-2019); published, without a date" in notes
    assert "both the report and the dates count “Propaganda i ekstremistisk sammenhæng”" in notes
    assert "both the report and the dates count “Veje ud af ekstremisme" in notes


def test_the_five_articles_in_hand_are_those_that_were_not_finished(account: Account) -> None:
    works = line(account, "research_article_in_preparation").works
    hamming = tuple(f"hamming-bidrag-{number}-2019" for number in (1, 2, 3))
    assert works == ("fa-friis-2020", "fa-ravndal-2019", *hamming)


def test_what_the_catalogue_cannot_have_is_told(account: Account) -> None:
    assert [(one.why, one.number) for one in line(account, "linkedin_post").reasons] == [("no_kind", 0)]
    why = {one.why: one.number or len(one.works) for one in line(account, "news").reasons}
    assert why == {"undated": 1, "missing": 18}


def test_works_of_others_are_not_the_centres(account: Account) -> None:
    counted = {slug for one in (*account.kinds, *account.others) for works in one.counts.values() for slug in works}
    assert counted.isdisjoint({"crex-wp-2019-1", "paper-peters-richards-2019"})


def test_every_line_of_the_leveranceoversigt_has_its_status_in_words(account: Account) -> None:
    (sheet,) = told(account, "en", ["deliverables"]).sheets
    assert (len(account.deliveries), len({one.initiative for one in account.deliveries})) == (58, 17)
    status = {row.cells[4].value or row.cells[5].value: row.cells[-1].value for row in sheet.rows}
    assert all(status.values())
    assert status["Implementere model i alle infohuse"] == "postponed"
    assert status["2 konferencer"] == "not reached: 1 of 2"
    assert status["70 % af brugerne får ny viden"] == "reached: 81.5% (target 70%)"
    assert status["Mindst 10 længerevarende rådgivningsforløb"] == "reached: 16 of min. 10"
    assert status["Dialogkoncept med Aarhus Kommune"] == "marked ✓"


def test_only_like_is_measured_with_like() -> None:
    mixed = Deliverable(
        target_value={"days": 16, "participants": 300}, actual_value={"courses": 14, "participants": 335}
    )
    assert [(one.counts, one.verdict) for one in compared(mixed) if one.verdict] == [("participants", "reached")]
    bare = Deliverable(target_value=20, actual_value={"meetings": 19, "participants": 778})
    assert [(one.counts, one.verdict) for one in compared(bare) if one.verdict] == [("meetings", "not_reached")]


def test_participants_are_the_printed_ones_beside_those_of_the_courses(account: Account) -> None:
    taken = [(one.reported, one.is_about, one.counted) for one in account.participants]
    assert taken[:4] == [(335, False, 335), (778, False, 778), (997, False, 997), (300, True, None)]


def test_the_contradictions_of_the_report_stand_beside_it(account: Account) -> None:
    assert len(account.contradictions) == 18


@pytest.mark.parametrize(
    ("target", "numbers"),
    [
        (Target(2, 4), {1: "not_reached", 2: "reached", 4: "reached", 5: "above"}),
        (Target(2), {1: "not_reached", 2: "reached", 3: "reached"}),
        (Target(70, means="per_cent"), {69.9: "not_reached", 70: "reached", 81.5: "reached"}),
        (Target(24, means="per_month"), {23: "not_reached", 24: "reached"}),
    ],
)
def test_a_number_reaches_its_target_or_not(target: Target, numbers: dict[float, str]) -> None:
    assert {number: target.verdict(number) for number in numbers} == numbers


@pytest.mark.parametrize(("day", "published", "in_hand"), [("2019-06-30", 0, 0), ("2019-12-31", 2, 5), ("2030", 2, 5)])
def test_the_account_tells_no_more_than_was_known_on_a_day(
    starter: Catalogue, day: str, published: int, in_hand: int
) -> None:
    articles = line(starter.report(2019, day), "research_article")
    assert (len(articles.counts["published"]), len(articles.counts["in_hand"])) == (published, in_hand)


def test_a_past_year_is_told_up_to_the_last_status_and_a_running_one_up_to_today(
    kb: Catalogue, entry: MakeEntry
) -> None:
    today = date.today()  # noqa: DTZ011 - near enough to Denmark's
    assert kb.report(2019).as_of == date(2019, 12, 31)
    kb.add(entry(statuses=[{"status": "published", "as_of": "2020-03"}]))
    assert kb.report(2019).as_of == date(2020, 3, 31)
    kb.add(entry("senere", statuses=[{"status": "scheduled", "date": "2190"}]))
    assert abs(kb.report(2019).as_of - today).days <= 1
    assert abs(kb.report(today.year + 1).as_of - today).days <= 1


@pytest.mark.parametrize(
    ("year", "as_of", "where"), [(19, None, "year"), (2019, "i går", "as_of"), (2019, "", "as_of")]
)
def test_a_year_or_day_that_is_none_is_refused(kb: Catalogue, year: int, as_of: str | None, where: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        kb.report(year, as_of)
    assert [fault.where for fault in refused.value.faults] == [where]


def test_a_year_without_a_printed_report_is_counted_all_the_same(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(entry("ny", date="2024-05"), entry("gammel", date="2023"), entry("udateret"))
    found = kb.report(2024)
    assert (found.source, found.kinds) == (None, ())
    assert (line(found, "news").works, line(found, "news").undated) == (("ny",), ("udateret",))


def test_a_rate_is_told_month_by_month(kb: Catalogue, entry: MakeEntry) -> None:
    counts = [{"kind": "news", "target": 24, "target_is": "per_month", "reported": 3}]
    kb.add(YearlyReport(year=2024, report={"source": "rapport", "language": "da", "counts_by_kind": counts}))
    kb.add(entry("a", date="2024-05-01"), entry("b", date="2024-05"), entry("c", date="2024"))
    news = line(kb.report(2024), "news")
    assert [len(works) for works in news.months] == [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]
    assert any("1 of 12 months" in note for note in told(kb.report(2024), "en").sheets[0].notes)


def test_a_work_that_the_report_counts_under_another_kind_is_told(kb: Catalogue, entry: MakeEntry) -> None:
    counts = [{"kind": "news", "reported": 2, "works": ["a", "b", "er-slettet"]}]
    kb.add(YearlyReport(year=2024, report={"source": "rapport", "language": "da", "counts_by_kind": counts}))
    kb.add(entry("a", date="2024"), entry("b", date="2024", kind="podcast_episode"), entry("c", date="2024"))
    reasons = [(one.why, one.works) for one in line(kb.report(2024), "news").reasons]
    assert reasons == [("other_kind", ("b",)), ("agreed", ("a",))]
    assert any("podcast episode" in note for note in told(kb.report(2024), "en").sheets[0].notes)


def test_works_are_counted_by_language_topic_series_and_year(kb: Catalogue, entry: MakeEntry) -> None:
    kb.add(
        entry("a", date="2024", language="da", topics=("ekstremisme", "nynazisme")),
        entry("b", date="2024", relations=[{"type": "translation_of", "target": "a"}]),
        entry("c", date="2023"),
    )
    found = kb.report(2024)
    assert found.counts["language"] == (("", ("b",)), ("da", ("a",)))
    assert set(found.counts["topic"]) == {("ekstremisme", ("a",)), ("nynazisme", ("a",)), ("", ("b",))}
    assert found.counts["year"] == (("2024", ("a", "b")), ("2023", ("c",)))
    assert (found.coverage.translated, dict(found.coverage.titles)["da"]) == (("a", "b"), ("a", "b"))


def test_as_data_every_number_has_its_works_and_every_work_its_dates(account: Account) -> None:
    data = as_data(account, "en")
    numbers = [data["works"], data["others"], data["counts"], data["coverage"]]

    def each(found: object) -> None:
        if isinstance(found, dict):
            if "works" in found and "number" in found and "why" not in found:
                assert found["number"] == len(found["works"])
                assert set(found["works"]) <= set(data["records"])
            for value in found.values():
                each(value)
        elif isinstance(found, list):
            for value in found:
                each(value)

    each(numbers)
    assert data["records"][MASCULINITY]["date"] == "2019-12"
    assert data["records"][MASCULINITY]["statuses"][0]["as_of"] == "2019-12-31"


def test_an_initiative_without_measures_says_so(kb: Catalogue) -> None:
    one = Initiative(initiative="Et", items=({"target": "Noget"},))
    report = {"source": "rapport", "language": "da", "initiatives": [one]}
    kb.add(YearlyReport(year=2024, report=report))
    (sheet,) = told(kb.report(2024), "da", ["deliverables"]).sheets
    assert [cell.value for cell in sheet.rows[0].cells] == ["Et", None, None, None, "Noget", None, "ikke oplyst"]


def test_only_staff_are_told_a_year(kb: Catalogue) -> None:
    assert not hasattr(kb.public, "report")
