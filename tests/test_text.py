"""Bilingual text, alphabetical order and ids."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from ncfe_kb.errors import Fault
from ncfe_kb.languages import Language, sort_key
from ncfe_kb.text import Labels, Localised, Text, check_slug, check_term, clean, filled, slugify

ANY_TEXT = st.text(max_size=80)
PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\r\t"), max_size=40)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("  højre  ", "højre"),
        ("første\r\nanden\rtredje", "første\nanden\ntredje"),
        ("a\tb", "a\tb"),
        ("A\u030aben", "Åben"),  # å as a and a ring above
        (" \n\t ", ""),
        ("", ""),
    ],
)
def test_clean_gives_nfc_with_plain_line_ends_and_no_space_around(given_text: str, expected: str) -> None:
    assert clean(given_text) == expected


@pytest.mark.parametrize(
    ("character", "code"),
    [("\x00", "U+0000"), ("\x1b", "U+001B"), ("\x7f", "U+007F"), ("\x85", "U+0085"), ("\ud800", "U+D800")],
)
def test_clean_refuses_control_characters_and_lone_surrogates_by_name(character: str, code: str) -> None:
    with pytest.raises(Fault, match=code.replace("+", r"\+")):
        clean(f"før{character}efter")


@settings(deadline=None)
@given(PRINTABLE)
def test_clean_changes_a_clean_text_no_further(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_filled_refuses_what_is_empty_once_it_is_cleaned() -> None:
    assert filled(" ord ") == "ord"
    with pytest.raises(Fault, match="empty"):
        filled(" \r\n ")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (Text(da="bog", en="book"), "da", Localised("bog", "da", is_fallback=False)),
        (Text(da="bog", en="book"), "en", Localised("book", "en", is_fallback=False)),
        (Text(da="bog"), "en", Localised("bog", "da", is_fallback=True)),
        (Text(en="book"), "da", Localised("book", "en", is_fallback=True)),
        (Text(), "da", None),
        (Text(da=" ", en=""), "en", None),
    ],
)
def test_a_text_falls_back_to_the_other_language_and_says_so(
    text: Text, language: Language, expected: Localised | None
) -> None:
    assert text.in_(language) == expected


def test_a_text_gives_exactly_one_side_or_a_bare_label_with_a_default() -> None:
    text = Text(da="bog")
    assert (text.get("da"), text.get("en")) == ("bog", None)
    assert (text.label("en"), Text().label("en"), Text().label("da", "intet")) == ("bog", "", "intet")
    assert list(Text(da="bog", en="book").each()) == [("da", "bog"), ("en", "book")]
    assert (bool(text), bool(Text()), bool(Text(da="  "))) == (True, False, False)


def test_texts_and_labels_are_frozen_and_refuse_other_languages() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Text(da="bog").da = "værk"
    with pytest.raises(ValidationError, match="sv"):
        Text(sv="bok")
    with pytest.raises(ValidationError, match="frozen"):
        Labels(da=("bog",)).da = ()


def test_labels_come_by_language_in_their_order() -> None:
    labels = Labels(da=("yderste højre", "ekstreme højre"), en=("far right",))
    assert list(labels.each()) == [("da", "yderste højre"), ("da", "ekstreme højre"), ("en", "far right")]
    assert labels.get("en") == ("far right",)
    assert (bool(labels), bool(Labels())) == (True, False)


def test_labels_refuse_an_empty_one() -> None:
    with pytest.raises(ValidationError, match="empty"):
        Labels(da=("bog", " "))


@pytest.mark.parametrize(
    ("language", "in_order"),
    [
        ("da", ["Abe", "Zebra", "Æble", "Øre", "Ål"]),
        ("da", ["Zoo", "ænder", "øl", "Aalborg"]),  # aa counts as å
        ("da", ["zulu", "Ärende", "æske", "Ölbryg", "øre", "Aarhus"]),  # ä and ö stand with æ and ø
        ("da", ["Lübeck", "lyd", "lyst", "lære"]),  # ü stands with y
        ("da", ["Ekstremisme", "ekstremisme online", "EKSTREMISMER"]),
        ("en", ["Aalborg", "Abe", "Ærø", "Ålborg", "Øre", "Zebra"]),
        ("en", ["naive", "naïveté", "nation"]),
    ],
)
def test_texts_stand_in_the_readers_alphabet(language: Language, in_order: list[str]) -> None:
    assert sorted(set(in_order), key=lambda text: sort_key(text, language)) == in_order


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("højreekstremisme", "HØJREEKSTREMISME"),
        ("højre-ekstremisme", "højreekstremisme"),
        ("“Radikalisering”", "radikalisering"),
        ("Århus", "Aarhus"),
        ("cafe\u0301", "café"),
        ("Hvad nu?", "hvad   nu"),
        ("Ekstremisme – en guide", "ekstremisme en guide"),
        ("Tal & fakta", "tal fakta"),
        ("snake_case", "snakecase"),
    ],
)
def test_case_punctuation_and_spacing_do_not_count_in_danish_order(one: str, same: str) -> None:
    assert sort_key(one, "da")[0] == sort_key(same, "da")[0]


def test_a_dash_between_words_does_not_move_a_title_forward() -> None:
    titles = ["Ekstremisme – en guide", "Ekstremisme af i dag"]
    assert sorted(titles, key=lambda title: sort_key(title, "da")) == ["Ekstremisme af i dag", "Ekstremisme – en guide"]


@settings(deadline=None)
@given(ANY_TEXT, ANY_TEXT, st.sampled_from(["da", "en"]))
def test_any_two_texts_have_one_order(one: str, other: str, language: Language) -> None:
    assert (sort_key(one, language) == sort_key(other, language)) == (one == other)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Højreekstremisme på nettet", "hoejreekstremisme-paa-nettet"),
        ("Æbler, øl & ål!", "aebler-oel-aal"),
        ("Ärger über Öl in der Straße", "aerger-yber-oel-in-der-strasse"),
        ("Vold – hvad nu? (2. udgave)", "vold-hvad-nu-2-udgave"),
        ("A\u030ar og da\u0301g", "aar-og-dag"),
        ("naïve café", "naive-cafe"),
        ("!!!", ""),
        ("日本語", ""),
        ("x" * 100, "x" * 60),
        ("a" * 30 + " " + "b" * 29 + " c", "a" * 30 + "-" + "b" * 29),
        ("a" * 30 + " " + "b" * 30, "a" * 30),  # a word that does not fit is left out whole
    ],
)
def test_a_title_gives_an_id_of_plain_letters(title: str, expected: str) -> None:
    assert slugify(title) == expected


@settings(deadline=None, max_examples=300)
@given(ANY_TEXT)
@example("ǰŉİ ß ﬁ Å")
def test_whatever_slugify_gives_is_short_an_id_and_stays_itself(text: str) -> None:
    slug = slugify(text)
    assert len(slug) <= 60
    assert slugify(slug) == slug
    assert not slug or check_slug(slug) == slug


@pytest.mark.parametrize("slug", ["a", "7", "aarsmoede-2019", "a-b-c"])
def test_ids_are_letters_digits_and_single_hyphens(slug: str) -> None:
    assert check_slug(slug) == slug


@pytest.mark.parametrize("slug", ["", "-", "A", "a--b", "-a", "a-", "a_b", "a b", "å", "a\n", "a/b", "../a", "٣"])
def test_any_other_id_is_refused(slug: str) -> None:
    with pytest.raises(Fault, match="is not an id"):
        check_slug(slug)


def test_a_refused_id_comes_with_one_that_would_do() -> None:
    with pytest.raises(Fault, match="as in “hoejre-fløj”".replace("ø", "oe")):
        check_slug("Højre Fløj")
    with pytest.raises(Fault) as refused:
        check_slug("!")
    assert "as in" not in str(refused.value)


@pytest.mark.parametrize("term", ["news", "podcast_episode", "a-b", "a_b-c"])
def test_the_id_of_a_term_may_have_single_underscores(term: str) -> None:
    assert check_term(term) == term


@pytest.mark.parametrize("term", ["a__b", "_a", "a_", "a_-b", "Nyhed"])
def test_a_bad_id_of_a_term_is_refused_as_it_was_given(term: str) -> None:
    with pytest.raises(Fault, match=f"“{term}” is not an id"):
        check_term(term)
