"""Very much of something, or something very odd, is kept, found and shown all the same."""

import time
from operator import itemgetter

import pytest
from cli_runner import Cli
from conftest import MakeEntry
from hostile import ODD, check_answer

from ncfe_kb import Catalogue, Text, Topic
from ncfe_kb.language.wordlists import regrouped


def test_a_work_of_a_megabyte_is_kept_found_and_shown_without_delay(kb: Catalogue, entry: MakeEntry) -> None:
    abstract = "forebyggelse af radikalisering blandt unge i kommunerne " * 18_000 + "slutningen"
    kb.add(entry("stor", abstract=Text(da=abstract)), entry("ord", abstract=Text(da="ø" * 1_000_000)))
    assert kb["stor"].abstract.da == abstract
    start = time.process_time()
    for query in ("slutningen", "radikalisering unge", '"blandt unge i kommunerne"', "forebyg*"):
        (hit,) = kb.search(query)
        assert hit.snippet
        assert len(hit.snippet.marked.text) < 300
    assert time.process_time() - start < 5


def test_a_work_of_thousands_of_topics_and_names_is_kept_found_and_shown(cli: Cli, entry: MakeEntry) -> None:
    with Catalogue.open(cli.home) as kb:
        kb.put(*(Topic(id=f"t{number}", preferred_label=Text(da=f"emne nr. {number}")) for number in range(2_000)))
        names = [{"name": f"Person {number}", "role": "author"} for number in range(2_000)]
        kb.put(entry("mange", topics=tuple(f"t{number}" for number in range(2_000)), contributors=tuple(names)))
        assert "mange" in {hit.slug for hit in kb.search("1777")}
        assert kb.similar("mange") is not None
    check_answer(cli("show", "mange"))
    check_answer(cli("search", "emne:t1777"))


def test_many_new_words_are_taken_in_without_delay() -> None:
    words = [f"zq{number:06}xk" for number in range(100_000)]
    start = time.process_time()
    groups = regrouped({"zq": ("zqzq",)}, itemgetter(slice(2)), words, ["zqzq"])
    assert groups == {"zq": tuple(words)}
    assert not regrouped(groups, itemgetter(slice(2)), [], words)
    assert time.process_time() - start < 2  # one by one, the first alone took half a minute


def test_topics_a_thousand_deep_or_under_each_other_in_many_ways_are_shown(cli: Cli) -> None:
    cli("init", "--empty")
    label = Text(da="emne")
    with Catalogue.open(cli.home) as kb:
        kb.add(
            Topic(id="d0", preferred_label=label),
            *(Topic(id=f"d{n}", preferred_label=label, broader=(f"d{n - 1}",)) for n in range(1, 2_000)),
            *(Topic(id=f"{side}0", preferred_label=label) for side in "ab"),
            *(
                Topic(id=f"{side}{n}", preferred_label=label, broader=(f"a{n - 1}", f"b{n - 1}"))
                for n in range(1, 60)
                for side in "ab"
            ),
        )
    done = cli("topics")
    assert (done.code, done.err) == (0, "")
    assert 2_120 <= len(done.out.splitlines()) < 3_000


@pytest.mark.parametrize("text", [ODD, "e\u0301" * 5_000, "A\u030a", "\u0301", "\u200f"])
def test_odd_text_is_kept_in_one_form_and_found_again(kb: Catalogue, entry: MakeEntry, text: str) -> None:
    kb.add(entry("odd", title=Text(da=f"radikalisering {text}")))
    assert [hit.slug for hit in kb.search("radikalisering")] == ["odd"]
    kb.search(text)
