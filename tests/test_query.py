"""Queries: any text becomes groups of weighted alternatives, and topics bring their narrower ones."""

import pytest
from conftest import VOCABULARY
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Text, Thesaurus, Topic
from ncfe_kb.language import bare_words, stem
from ncfe_kb.languages import Language
from ncfe_kb.query import SPACES, Expansion, Lexicon, expand
from ncfe_kb.query.expansion import MAX_CHARACTERS, MAX_WORDS

LEXICON = Lexicon(
    Thesaurus(record for record in VOCABULARY if isinstance(record, Topic)),
    {"da": {"ekstremisme": 2, "rapport": 1, "forebyggelse": 1}, "en": {"extremism": 1, "prevention": 1}},
)
NASTY = [
    "",
    " \t\n",
    "\x00",
    "højre\x00ekstremisme",
    "\ud800",
    "\x1b[31mrød\x1b[0m",
    '"uafsluttet citat',
    "'; DROP TABLE entry; --",
    "title_da:ekstremisme AND NOT (",
    "*?~^[]{}()\\/+-&&||!",
    "../../etc/passwd",
    "C:\\Windows\\system32",
    "%s %d {0} {name} $HOME `id`",
    "<script>alert(1)</script>",
    "🏴‍☠️👩‍👩‍👧 🇩🇰",
    "الإسلاموية المتطرفة",
    "\u202eemsimertske\u202c",
    "Z̸̢̛͎̲͖̮͓a̴l̵g̷o̶",
    "İıßſﬁŉ",
    "過激主義",
    "a" * 10_000,
    "ord " * 10_000,
    "' " * 10_000,
    "- OR * _ __ ..",
    "NaN null None undefined",
]

INFLECTED = Lexicon(
    LEXICON.thesaurus,
    {
        "da": dict.fromkeys(("ekstremisme", "ekstremismens", "ekstremismen", "forebyggelse", "af", "rapport"), 1),
        "en": dict.fromkeys(("extremism", "prevention", "preventing"), 1),
    },
)


def terms_of(text: str, lexicon: Lexicon = LEXICON) -> list[dict[tuple[str, str], float]]:
    """Return for each word of a query the weights by space and term; the group of the whole title comes last."""
    groups = expand(text, lexicon).groups[:-1]
    return [{(term.space, term.text): term.weight for term in group.terms} for group in groups]


def topics_of(text: str, lexicon: Lexicon = LEXICON) -> dict[str, float]:
    """Return the topics that a query looks for, with their greatest weights."""
    found: dict[str, float] = {}
    for weights in terms_of(text, lexicon):
        for (space, term), weight in weights.items():
            if space == "topics":
                found[term] = max(weight, found.get(term, 0))
    return found


def knowing(*words: str, names: tuple[str, ...] = ()) -> Lexicon:
    """Return a lexicon of these Danish words and names, without topics."""
    return Lexicon(Thesaurus([]), {"da": dict.fromkeys(words, 1), "people": dict.fromkeys(names, 1)})


def stems_of(text: str, lexicon: Lexicon) -> dict[str, float]:
    """Return the Danish stems that a query looks for, with their greatest weights."""
    found: dict[str, float] = {}
    for weights in terms_of(text, lexicon):
        for (space, term), weight in weights.items():
            if space == "da":
                found[term] = max(weight, found.get(term, 0))
    return found


def assert_sound(expansion: Expansion) -> None:
    assert len(expansion.groups) <= MAX_WORDS + 1
    for group in expansion.groups:
        keys = [(term.space, term.text) for term in group.terms]
        assert len(set(keys)) == len(keys)
        assert all(term.space in SPACES and term.text and term.weight > 0 for term in group.terms)


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_is_a_query_like_any_other(text: str) -> None:
    assert_sound(expand(text, LEXICON))


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=[])) | st.text(st.sampled_from("far right æøå'’-\ud800\x00\"*")))
@example(text="\ud83d\ude00 \udfff")
def test_any_text_is_a_query(text: str) -> None:
    assert_sound(expand(text, LEXICON))


@pytest.mark.parametrize("text", ["", "  ", "?!", "🇩🇰", "\x00", "___"])
def test_a_text_without_words_has_no_groups(text: str) -> None:
    assert expand(text, LEXICON).groups == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("forebyggelse af ekstremisme", 2),
        ("the prevention of extremism", 2),
        ("hvad er det", 3),
        ("of the", 2),
        ("Ekstremisme ekstremisme", 1),
        ("veje ind og ud", 3),
    ],
)
def test_stopwords_are_left_out_unless_there_is_nothing_else(text: str, number: int) -> None:
    assert len(terms_of(text)) == number


@pytest.mark.parametrize("name", ["Åse Holm", "René Muñoz", "Sinéad O’Connor", "Oluf Gøtzsche-Astrup", "İnci Şahin"])
def test_a_name_is_looked_for_in_the_form_that_names_are_kept_in(name: str) -> None:
    kept = bare_words(name)
    looked_for = [term for weights in terms_of(name, knowing(names=tuple(kept))) for space, term in weights]
    assert looked_for == kept


def test_a_word_is_looked_for_in_the_languages_that_know_it() -> None:
    vocabulary = {"da": {"rapport": 1}, "en": {"rapport": 2}, "people": {"rapport": 1}}
    (weights,) = terms_of("rapporten", Lexicon(Thesaurus([]), vocabulary))
    assert weights == {("da", "rapport"): 1.0}
    (weights,) = terms_of("rapport", Lexicon(Thesaurus([]), vocabulary))
    assert weights == {("da", "rapport"): 1.0, ("en", "rapport"): 1.0, ("people", "rapport"): 1.0}


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("højreekstremister", "højreekstremisme"),
        ("ekstremistiske", "ekstremisme"),
        ("hojreekstremisme", "højreekstremisme"),
        ("hoejreekstremisme", "højreekstremisme"),
        ("aarsrapport", "årsrapport"),
        ("moske", "moskéerne"),
        ("fængsler", "fængslet"),
        ("håndbøger", "håndbog"),
        ("højre ekstremisme", "højreekstremisme"),
        ("bekymrings samtale", "bekymringssamtaler"),
        ("bekymring samtale", "bekymringssamtaler"),
        ("forbrydelser had", "hadforbrydelser"),
        ("højreekstremsime", "højreekstremisme"),
        ("propoganda", "propaganda"),
    ],
)
def test_many_spellings_find_the_word_that_the_catalogue_has(typed: str, known: str) -> None:
    assert stem(known, "da") in stems_of(typed, knowing(known, "noget", "andet"))


@pytest.mark.parametrize(
    ("typed", "known", "found"),
    [
        ("ekstremisme", ("højreekstremisme", "højre", "ekstremisme"), "højreekstremisme"),
        ("højreekstremisme", ("højre", "ekstremisme"), "ekstremisme"),
        ("forældrecoaching", ("forældre", "andet"), "forældre"),
        ("ekstremisme", ("salatbuffet", "salatbuffetekstremisme"), "salatbuffetekstremisme"),
    ],
)
def test_a_compound_and_its_parts_find_each_other_and_count_less(
    typed: str, known: tuple[str, ...], found: str
) -> None:
    weights = stems_of(typed, knowing(*known))
    assert 0 < weights[stem(found, "da")] < 1


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("viden", "videre"),
        ("råd", "rådighed"),
        ("tid", "tidligere"),
        ("led", "ledelse"),
        ("værk", "værktøj"),
        ("port", "rapport"),
        ("ning", "foreningen"),
        ("had", "hadedes"),
        ("exit", "exist"),
    ],
)
def test_words_that_only_look_alike_stay_apart(typed: str, known: str) -> None:
    assert stems_of(typed, knowing(known)) == {}


def test_a_word_is_corrected_only_where_the_catalogue_knows_it_not() -> None:
    assert stems_of("mentor", knowing("mentor", "mentom")) == {"mentor": 1.0}
    assert set(stems_of("mentof", knowing("mentor", "andet"))) == {"mentor"}


@pytest.mark.parametrize(
    "text", ["højreekstremisme", "HØJREEKSTREMISMEN", "right-wing extremism", "far right", "om far right i Danmark"]
)
def test_a_label_in_either_language_means_the_topic_and_its_narrower_ones(text: str) -> None:
    assert "hoejreekstremisme" in topics_of(text)
    assert any(("broader", "hoejreekstremisme") in weights for weights in terms_of(text))


def test_a_topic_does_not_bring_the_broader_one() -> None:
    assert topics_of("neo-Nazism").keys() == {"nynazisme"}


def test_a_topic_brings_its_one_word_labels_in_the_other_language() -> None:
    (weights,) = terms_of("ekstremisme")
    assert 0 < weights["en", stem("extremism", "en")] < weights["topics", "ekstremisme"]


@pytest.mark.parametrize("text", ["far", "right", "right far", "far ekstrem right"])
def test_words_of_a_label_out_of_order_mean_the_topic_less(text: str) -> None:
    assert topics_of(text)["hoejreekstremisme"] < topics_of("far right")["hoejreekstremisme"]


def test_every_word_of_a_label_may_be_answered_by_the_topic() -> None:
    assert all(("topics", "hoejreekstremisme") in weights for weights in terms_of("far right"))


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("den yderste højrefløj", "den yderste højrefløj"),
        ("den yderste højrefløj", "yderste højrefløj"),
        ("ung-til-ung-kommunikation", "ung-til-ung-kommunikation"),
        ("IS", "is"),
        ("8chan", "8CHAN"),
        ("hadefuld tale", "hadefulde tale"),
    ],
)
def test_a_label_is_found_whatever_small_words_it_has(label: str, text: str) -> None:
    lexicon = Lexicon(Thesaurus([Topic(id="emne", preferred_label=Text(da=label))]), {})
    assert topics_of(text, lexicon).keys() == {"emne"}


def test_a_label_of_two_sides_is_found_by_either() -> None:
    lexicon = Lexicon(Thesaurus([Topic(id="emne", preferred_label=Text(da="had og fjendebilleder"))]), {})
    assert (
        topics_of("fjendebilleder", lexicon) == topics_of("had", lexicon) == topics_of("had og fjendebilleder", lexicon)
    )


def test_the_starter_finds_each_topic_by_each_of_its_labels(starter: Catalogue) -> None:
    lexicon = Lexicon(starter.vocabulary.topics, {})
    missed = [
        (topic.id, label)
        for topic in lexicon.thesaurus.values()
        for _, label in topic.labels()
        if topic.id not in topics_of(label, lexicon)
    ]
    assert missed == []


def test_a_term_that_comes_twice_keeps_its_greatest_weight() -> None:
    topic = Topic(id="emne", preferred_label=Text(da="rapport", en="report"))
    (weights,) = terms_of("rapport", Lexicon(Thesaurus([topic]), {"da": {"rapport": 1}}))
    assert weights["da", "rapport"] == 1.0


def matching(text: str, language: Language) -> frozenset[str]:
    expansion = expand(text, INFLECTED)
    return expansion.matching((term for group in expansion.groups for term in group.terms), language)


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("ekstremisme", "ekstremismens", "da"),
        ("ekstremisme", "extremism", "en"),
        ("extremism", "ekstremismen", "da"),
        ("prevention", "preventing", "en"),
    ],
)
def test_a_word_that_the_query_or_a_topic_brought_matches(text: str, word: str, language: Language) -> None:
    assert word in matching(text, language)


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("ekstremisme", "rapport", "da"),
        ("forebyggelse af ekstremisme", "af", "da"),
        ("prevention", "preventing", "da"),
        ("", "ekstremisme", "da"),
    ],
)
def test_any_other_word_does_not_match(text: str, word: str, language: Language) -> None:
    assert word not in matching(text, language)


def test_only_the_first_words_of_a_long_query_are_looked_for() -> None:
    assert len(terms_of(" ".join(f"ord{number}" for number in range(100)))) == MAX_WORDS


def test_only_the_first_characters_of_an_endless_query_are_read() -> None:
    assert terms_of(" " * MAX_CHARACTERS + "ekstremisme") == []


def test_a_catalogue_that_knows_nothing_finds_nothing() -> None:
    assert terms_of("far right", knowing()) == [{}, {}]
