"""What a reader sees: dates, numbers, lists and messages in Danish and in English."""

import pytest

from ncfe_kb.i18n import LANGUAGE_NAMES, ONLY_IN, Localiser, localiser
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.models import terms

WORKS = ("{number} work", "{number} works")
DISORDER = ["Ål", "zebra", "Ørn", "Ærø", "Aase", "abe", "Éclair", "eger"]


@pytest.mark.parametrize(
    ("date", "danish", "english"),
    [
        ("2019", "2019", "2019"),
        ("2019-11", "november 2019", "November 2019"),
        ("2019-05", "maj 2019", "May 2019"),
        ("2019-11-08", "8. november 2019", "8 November 2019"),
        ("2020-02-29", "29. februar 2020", "29 February 2020"),
        ("1400", "1400", "1400"),
        ("2017/2020", "2017 – 2020", "2017 – 2020"),
        ("2017/2019-06", "2017 – juni 2019", "2017 – June 2019"),
        ("2019-05/2019-06", "maj 2019 – juni 2019", "May 2019 – June 2019"),
        ("2019-11-08/2019-12-01", "8. november 2019 – 1. december 2019", "8 November 2019 – 1 December 2019"),
        ("2019/2019", "2019", "2019"),
    ],
)
def test_a_date_is_written_as_people_write_it(date: str, danish: str, english: str) -> None:
    assert (localiser("da").date(date), localiser("en").date(date)) == (danish, english)


@pytest.mark.parametrize(
    ("seconds", "danish", "english"),
    [
        (0, "0 sek.", "0 sec."),
        (59, "59 sek.", "59 sec."),
        (60, "1 min.", "1 min."),
        (89, "1 min.", "1 min."),
        (90, "2 min.", "2 min."),
        (1440, "24 min.", "24 min."),
        (3569, "59 min.", "59 min."),
        (3570, "1 t.", "1 hr"),
        (3900, "1 t. 5 min.", "1 hr 5 min."),
        (4000 * 3600, "4.000 t.", "4,000 hr"),
    ],
)
def test_a_duration_is_told_in_minutes(seconds: int, danish: str, english: str) -> None:
    assert (localiser("da").duration(seconds), localiser("en").duration(seconds)) == (danish, english)


@pytest.mark.parametrize(
    ("number", "danish", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (1234, "1.234", "1,234"),
        (-1234, "-1.234", "-1,234"),
        (1234567, "1.234.567", "1,234,567"),
    ],
)
def test_a_number_has_the_separators_of_the_language(number: int, danish: str, english: str) -> None:
    assert (localiser("da").number(number), localiser("en").number(number)) == (danish, english)


@pytest.mark.parametrize(
    ("number", "danish", "english"),
    [
        (24, "24", "24"),
        (81.5, "81,5", "81.5"),
        (-0.25, "-0,25", "-0.25"),
        (70.0, "70", "70"),
        (1332.0, "1.332", "1,332"),
        (1234.5678, "1.234,568", "1,234.568"),
        (1e300, "1e+300", "1e+300"),
    ],
)
def test_a_figure_has_the_decimals_of_the_language(number: float, danish: str, english: str) -> None:
    assert (localiser("da").figure(number), localiser("en").figure(number)) == (danish, english)


def test_a_cell_of_a_table_shows_a_dash_where_nothing_is_known() -> None:
    assert [localiser("da").cell(value) for value in (None, "", "ord", 7, 81.5)] == ["–", "", "ord", "7", "81,5"]


@pytest.mark.parametrize(
    ("items", "danish", "english"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a og b", "a and b"),
        (["a", "b", "c"], "a, b og c", "a, b and c"),
    ],
)
def test_items_are_listed_as_in_a_sentence(items: list[str], danish: str, english: str) -> None:
    assert (localiser("da").listing(items), localiser("en").listing(iter(items))) == (danish, english)


def test_danish_order_puts_its_own_letters_last_and_aa_with_them() -> None:
    assert localiser("da").in_order(DISORDER) == ["abe", "Éclair", "eger", "zebra", "Ærø", "Ørn", "Ål", "Aase"]


def test_english_order_puts_danish_letters_with_the_latin_ones() -> None:
    assert localiser("en").in_order(DISORDER) == ["Aase", "abe", "Ærø", "Ål", "Éclair", "eger", "Ørn", "zebra"]


@pytest.mark.parametrize(
    ("number", "danish", "english"),
    [
        (0, "0 værker", "0 works"),
        (1, "1 værk", "1 work"),
        (2, "2 værker", "2 works"),
        (1234, "1.234 værker", "1,234 works"),
    ],
)
def test_what_is_counted_agrees_with_its_number(number: int, danish: str, english: str) -> None:
    assert (localiser("da").counted(*WORKS, number), localiser("en").counted(*WORKS, number)) == (danish, english)


@pytest.mark.parametrize(("key", "danish", "english"), [("da", "dansk", "Danish"), ("en", "engelsk", "English")])
def test_languages_are_named_in_the_reader_s_language(key: str, danish: str, english: str) -> None:
    names = [localiser(language).term(LANGUAGE_NAMES, key) for language in LANGUAGES]
    assert names == [danish, english]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_term_is_shown_by_its_id(language: Language) -> None:
    assert localiser(language).term(terms.STATUSES, "lost-in-the-post") == "lost-in-the-post"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_that_nobody_translated_is_shown_as_it_is(language: Language) -> None:
    assert localiser(language)("no such message") == "no such message"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_as_nothing(language: Language) -> None:
    assert localiser(language)("") == ""


@pytest.mark.parametrize(
    "vocabulary",
    [
        terms.STATUSES,
        terms.ROLES,
        terms.RELATION_TYPES,
        terms.CERTAINTIES,
        terms.RELATIONS_TO_CENTRE,
        terms.ABSTRACT_BASES,
        terms.SHAPES,
        LANGUAGE_NAMES,
        ONLY_IN,
    ],
    ids=["status", "role", "relation", "certainty", "centre", "basis", "shape", "language", "only"],
)
def test_every_term_has_a_danish_label_and_an_english_one(vocabulary: dict[str, str]) -> None:
    danish = {key: localiser("da").term(vocabulary, key) for key in vocabulary}
    assert all(danish.values())
    assert {key: localiser("en").term(vocabulary, key) for key in vocabulary} == vocabulary
    assert len(set(danish.values())) == len(set(vocabulary.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_one_localiser(language: Language) -> None:
    assert localiser(language) is localiser(language)
    assert Localiser(language).language == language
