"""Words, stems and marks, in Danish and in English."""

import re
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ncfe_kb.language import Marked, Token, bare_words, marking, matches, stem, stems, tokens, words_of
from ncfe_kb.language.analysis import STEMS, telling
from ncfe_kb.languages import LANGUAGES, Language

LONGEST_WORD = 60
PATIENT = settings(deadline=None)
QUICK = settings(max_examples=50, deadline=None, phases=[Phase.generate])  # long texts take long to shrink
LONGEST_EXCERPT = 2 * 110 + len("… ") + len(" … ") + len(" …")
ANY_TEXT = st.text() | st.text(alphabet="aæøåé’' -\n.<>&İß")
SHORT_WORDS = st.text(alphabet="abcæøå", min_size=1, max_size=12)
WORDS = st.lists(SHORT_WORDS | st.just("ord"), min_size=20, max_size=80)
WORDS_WITH_A_MATCH = st.tuples(WORDS, WORDS).map(lambda sides: [*sides[0], "fundet", *sides[1]])

BELONG_TOGETHER = [
    ("da", "ekstremisme ekstremismen ekstremismens"),
    ("da", "ekstremist ekstremister ekstremisterne"),
    ("da", "højrefløj højrefløjen"),
    ("da", "værktøj værktøjer værktøjet værktøjerne"),
    ("da", "kommune kommuner kommunen kommunerne"),
    ("da", "forebyggelse forebygge forebygger"),
    ("da", "handlingsplan handlingsplaner handlingsplanen"),
    ("en", "extremist extremists"),
    ("en", "prevent prevents prevented preventing prevention"),
    ("en", "municipality municipalities"),
    ("en", "study studies studying"),
    ("en", "report reports reported reporting"),
]

BARE = [
    ("Åse Sørensen Kjær", ["åse", "sørensen", "kjær"]),
    ("René Núñez", ["rene", "nunez"]),
    ("Gökçe Çelik", ["gokce", "celik"]),
    ("Oluf Gøtzsche-Astrup", ["oluf", "gøtzsche", "astrup"]),
    ("Sinéad O’Connor", ["sinead", "o'connor"]),
    ("A\u030ase", ["åse"]),
    ("Ǿrsted", ["ørsted"]),
    ("İnci", ["inci"]),
]


def analyse(text: str, language: Language) -> list[str]:
    return list(stems(words_of(text), language))


def those(text: str, is_match: Callable[[str], bool]) -> tuple[Token, ...]:
    return tuple(token for token in tokens(text) if is_match(token.word))


def mark(text: str, is_match: Callable[[str], bool]) -> Marked:
    return marking.mark(text, those(text, is_match))


def excerpt(text: str, is_match: Callable[[str], bool]) -> Marked:
    return marking.excerpt(text, those(text, is_match))


def is_found(word: str) -> bool:
    return word == "fundet"


def test_tokens_are_the_words_in_lower_case_with_their_places() -> None:
    assert list(tokens("Den YDERSTE højrefløj!")) == [("den", 0, 3), ("yderste", 4, 11), ("højrefløj", 12, 21)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("far-right", ["far", "right"]),
        ("centre’s o'clock", ["centre's", "o'clock"]),
        ("'citat'", ["citat"]),
        ("snake_case", ["snake", "case"]),
        ("8chan 2019–2020", ["8chan", "2019", "2020"]),
        ("Прага 日本", ["прага", "日本"]),
        ("… – ! \x00 \ud800", []),
        ("", []),
    ],
)
def test_a_word_is_letters_and_digits_with_apostrophes_inside(text: str, words: list[str]) -> None:
    assert [token.word for token in tokens(text)] == words


@PATIENT
@given(text=ANY_TEXT)
def test_a_token_points_at_its_word_in_the_text(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    for word, start, end in tokens(text):
        assert text[start:end].lower().replace("’", "'")[:LONGEST_WORD] == word


def test_only_the_first_letters_of_an_endless_word_count() -> None:
    (token,) = tokens("a" * 1000)
    assert token == ("a" * LONGEST_WORD, 0, 1000)


@pytest.mark.parametrize(("language", "words"), BELONG_TOGETHER)
def test_inflections_of_a_word_have_one_stem(language: Language, words: str) -> None:
    assert len({stem(word, language) for word in words.split()}) == 1


def test_a_word_has_its_own_stem_in_each_language() -> None:
    assert (stem("report", "en"), stem("rapporter", "da")) == ("report", "rapport")
    assert stem("prevention", "en") != stem("prevention", "da")


def test_threads_that_stem_at_once_do_not_disturb_each_other() -> None:
    words = [
        (f"{letter}{number}ismernes", language) for letter in "abc" for number in range(2000) for language in LANGUAGES
    ]
    expected = [stem(*pair) for pair in words]
    for known in STEMS.values():
        known.clear()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: [stem(*pair) for pair in words], range(8)))
    assert found == [expected] * 8


@PATIENT
@given(text=ANY_TEXT, language=st.sampled_from(LANGUAGES))
def test_decomposed_text_is_analysed_as_composed_text(text: str, language: Language) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert analyse(decomposed, language) == analyse(composed, language)


def test_analysis_gives_the_stems_in_order() -> None:
    assert analyse("Forebyggelse af ekstremismen", "da") == ["forebyg", "af", "ekstremism"]


@pytest.mark.parametrize(("name", "words"), BARE)
def test_a_bare_name_keeps_danish_letters_and_drops_accents(name: str, words: list[str]) -> None:
    assert bare_words(name) == words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["den", "yderste", "højrefløj"], ["yderste", "højrefløj"]),
        (["the", "far", "right"], ["far", "right"]),
        (["og", "and"], ["og", "and"]),
        ([], []),
    ],
)
def test_stopwords_of_both_languages_tell_nothing_unless_alone(words: list[str], expected: list[str]) -> None:
    assert telling(words) == expected


def test_every_matching_word_is_marked() -> None:
    assert list(mark("Fundet, ikke fundet.", is_found).parts()) == [
        ("Fundet", True),
        (", ikke ", False),
        ("fundet", True),
        (".", False),
    ]


def test_a_page_gets_everything_escaped_but_the_marks() -> None:
    marked = mark('<script>fundet</script> & "fundet"', is_found)
    assert marked.html() == ("&lt;script&gt;<mark>fundet</mark>&lt;/script&gt; &amp; &quot;<mark>fundet</mark>&quot;")


@PATIENT
@given(text=ANY_TEXT, letters=st.frozensets(st.characters(), max_size=3))
def test_a_page_without_its_marks_is_the_text(text: str, letters: frozenset[str]) -> None:
    page = mark(text, letters.isdisjoint).html()
    assert unescape(re.sub("</?mark>", "", page)) == text


@PATIENT
@given(text=ANY_TEXT)
def test_the_parts_of_a_marked_text_are_the_text(text: str) -> None:
    assert "".join(part for part, _ in mark(text, lambda word: len(word) % 2 == 0).parts()) == text


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("Kort tekst, fundet.", is_found) == mark("Kort tekst, fundet.", is_found)


def test_an_excerpt_shows_the_words_around_the_first_match() -> None:
    shown = excerpt("indledning " * 100 + "det er fundet her " + "afslutning " * 100, is_found)
    assert shown.text.startswith("… indledning ")
    assert shown.text.endswith(" afslutning …")
    assert "det er <mark>fundet</mark> her" in shown.html()


def test_an_excerpt_without_a_match_is_the_beginning() -> None:
    text = " ".join(f"ord{number}" for number in range(200))
    shown = excerpt(text, is_found)
    assert shown.spans == ()
    assert text.startswith(shown.text.removesuffix(" …"))


def test_an_excerpt_of_the_end_has_no_dots_after_it() -> None:
    shown = excerpt("ord " * 100 + "fundet", is_found)
    assert shown.text.startswith("… ord")
    assert shown.text.endswith("ord fundet")


@pytest.mark.parametrize("separator", [" ", ", ", "\n", " – "])
@QUICK
@given(words=WORDS | WORDS_WITH_A_MATCH)
def test_an_excerpt_is_short_and_made_of_whole_words(words: list[str], separator: str) -> None:
    shown = excerpt(separator.join(words), is_found)
    assert len(shown.text) <= LONGEST_EXCERPT
    assert {token.word for token in tokens(shown.text)} <= set(words)


@QUICK
@given(words=WORDS_WITH_A_MATCH)
def test_an_excerpt_has_the_match_that_the_text_has(words: list[str]) -> None:
    assert "<mark>fundet</mark>" in excerpt(" ".join(words), is_found).html()


@QUICK
@given(text=st.text(min_size=150, max_size=600) | WORDS.map(" ".join))
def test_the_marks_of_an_excerpt_lie_on_words_inside_it(text: str) -> None:
    shown = excerpt(text, lambda word: len(word) > 1)
    places = {(token.start, token.end) for token in tokens(shown.text)}
    assert len(shown.text) <= LONGEST_EXCERPT
    assert set(shown.spans) <= places


def test_an_excerpt_shows_two_places_where_the_words_stand_far_apart() -> None:
    shown = excerpt("fundet " + "indledning " * 50 + "også fundet " + "afslutning " * 50, is_found)
    assert shown.html().count("<mark>fundet</mark>") == 2
    assert shown.text.count("…") == 2
    assert shown.text.startswith("fundet indledning")


def test_the_second_place_of_an_excerpt_is_that_of_another_word_where_there_is_one() -> None:
    text = "en " + "ord " * 90 + "en " + "ord " * 90 + "to " + "ord " * 90
    assert excerpt(text, {"en", "to"}.__contains__).html().count("<mark>to</mark>") == 1


@PATIENT
@given(text=ANY_TEXT)
def test_the_matches_of_a_text_are_those_of_its_words_that_are_asked_for(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    asked = frozenset(word for word in words_of(text)[::2] if len(word) < LONGEST_WORD)
    assert matches(text, asked) == those(text, asked.__contains__)


def test_a_text_without_marks_is_one_part() -> None:
    assert list(Marked("tekst").parts()) == [("tekst", False)]
    assert list(Marked("").parts()) == []


@given(st.text())
def test_the_words_of_a_text_are_those_of_its_tokens(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert words_of(text) == [token.word for token in tokens(text)]
