"""Queries: any text becomes groups of weighted alternatives, and topics bring their narrower ones."""

import pytest
from conftest import VOCABULARY
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ncfe_kb import Catalogue, Text, Thesaurus, Topic
from ncfe_kb.language import bare_words, stem
from ncfe_kb.languages import Language
from ncfe_kb.query import FIELDS, Expansion, Matcher, expand
from ncfe_kb.query.expansion import MAX_CHARACTERS, MAX_WORDS

MATCHER = Matcher(Thesaurus(record for record in VOCABULARY if isinstance(record, Topic)))
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


def terms_of(text: str, matcher: Matcher = MATCHER) -> list[dict[tuple[str, str], float]]:
    """Return for each group of a query the weights by field and term."""
    return [{(term.field, term.text): term.weight for term in group.terms} for group in expand(text, matcher).groups]


def topics_of(text: str, matcher: Matcher = MATCHER) -> dict[str, float]:
    """Return the topics that a query looks for, with their greatest weights."""
    found: dict[str, float] = {}
    for weights in terms_of(text, matcher):
        for (field, term), weight in weights.items():
            if field == "topics":
                found[term] = max(weight, found.get(term, 0))
    return found


def words_of(text: str) -> list[str]:
    """Return the words of a query that are looked for, as names are."""
    return [term for weights in terms_of(text) for field, term in weights if field == "people"]


def assert_sound(expansion: Expansion) -> None:
    assert len(expansion.groups) <= MAX_WORDS
    for group in expansion.groups:
        keys = [(term.field, term.text) for term in group.terms]
        assert len(set(keys)) == len(keys)
        assert all(term.field in FIELDS and term.text and term.weight > 0 for term in group.terms)


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_is_a_query_like_any_other(text: str) -> None:
    assert_sound(expand(text, MATCHER))


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=[])) | st.text(st.sampled_from("far right æøå'’-\ud800\x00\"*")))
@example(text="\ud83d\ude00 \udfff")
def test_any_text_is_a_query(text: str) -> None:
    assert_sound(expand(text, MATCHER))


@pytest.mark.parametrize("text", ["", "  ", "?!", "🇩🇰", "\x00", "___"])
def test_a_text_without_words_has_no_groups(text: str) -> None:
    assert expand(text, MATCHER).groups == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("forebyggelse af ekstremisme", ["forebyggelse", "ekstremisme"]),
        ("the prevention of extremism", ["prevention", "extremism"]),
        ("hvad er det", ["hvad", "er", "det"]),
        ("of the", ["of", "the"]),
        ("Ekstremisme ekstremisme", ["ekstremisme"]),
        ("Réné", ["rene"]),
        ("e\u0301tude", ["etude"]),
    ],
)
def test_stopwords_are_left_out_unless_there_is_nothing_else(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize("name", ["Åse Holm", "René Muñoz", "Sinéad O’Connor", "Oluf Gøtzsche-Astrup", "İnci Şahin"])
def test_a_name_is_looked_for_in_the_form_that_names_are_kept_in(name: str) -> None:
    assert words_of(name) == bare_words(name)


def test_a_word_is_looked_for_in_every_field_of_both_languages() -> None:
    (weights,) = terms_of("rapporter")
    assert set(weights) == {
        *((f"{field}_da", "rapport") for field in ("title", "text", "facts")),
        *((f"{field}_en", stem("rapporter", "en")) for field in ("title", "text", "facts")),
        ("people", "rapporter"),
    }


def test_a_title_counts_more_than_facts_and_these_more_than_the_text() -> None:
    (weights,) = terms_of("rapport")
    assert weights["title_da", "rapport"] > weights["facts_da", "rapport"] > weights["text_da", "rapport"]


@pytest.mark.parametrize(
    "text", ["højreekstremisme", "HØJREEKSTREMISMEN", "right-wing extremism", "far right", "om far right i Danmark"]
)
def test_a_label_in_either_language_means_the_topic_and_its_narrower_ones(text: str) -> None:
    topics = topics_of(text)
    assert topics.keys() >= {"hoejreekstremisme", "nynazisme"}
    assert topics["hoejreekstremisme"] > topics["nynazisme"]


def test_a_topic_does_not_bring_the_broader_one() -> None:
    assert topics_of("neo-Nazism").keys() == {"nynazisme"}


def test_a_topic_brings_its_one_word_labels_in_the_other_language() -> None:
    (weights,) = terms_of("ekstremisme")
    assert 0 < weights["title_en", stem("extremism", "en")] < weights["title_da", stem("ekstremisme", "da")]


@pytest.mark.parametrize("text", ["far", "right", "right far", "far ekstrem right"])
def test_words_that_are_no_whole_label_in_order_mean_no_topic(text: str) -> None:
    assert topics_of(text) == {}


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
    matcher = Matcher(Thesaurus([Topic(id="emne", preferred_label=Text(da=label))]))
    assert topics_of(text, matcher).keys() == {"emne"}


def test_the_starter_finds_each_topic_by_each_of_its_labels(starter: Catalogue) -> None:
    matcher = starter.vocabulary.matcher
    missed = [
        (topic.id, label)
        for topic in matcher.thesaurus.values()
        for _, label in topic.labels()
        if topic.id not in topics_of(label, matcher)
    ]
    assert missed == []


def test_a_term_that_comes_twice_keeps_its_greatest_weight() -> None:
    topic = Topic(id="emne", preferred_label=Text(da="rapport", en="report"))
    (weights,) = terms_of("rapport", Matcher(Thesaurus([topic])))
    assert weights["title_da", "rapport"] == terms_of("rapport")[0]["title_da", "rapport"]


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
    assert expand(text, MATCHER).is_match(word, language)


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
    assert not expand(text, MATCHER).is_match(word, language)


def test_only_the_first_words_of_a_long_query_are_looked_for() -> None:
    words = [f"ord{number}" for number in range(100)]
    assert words_of(" ".join(words)) == words[:MAX_WORDS]


def test_only_the_first_characters_of_an_endless_query_are_read() -> None:
    assert words_of(" " * MAX_CHARACTERS + "ekstremisme") == []


def test_a_catalogue_without_topics_still_finds_words() -> None:
    assert len(expand("far right", Matcher(Thesaurus([]))).groups) == 2
