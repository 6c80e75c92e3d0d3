"""Whatever is typed, a search stays quick."""

import statistics
import time

import pytest

from ncfe_kb import Catalogue

USUAL = ("ekstremisme", "propaganda", "exit", "højreekstremisme", "mentor", "kommuner", "online", "salafisme")
ENDLESS = {
    "quotes": '"' * 10_000,
    "one word": "ø" * 10_000,
    "one letter": "a " * 5_000,
    "unknown words": " ".join(f"xq{number}zzzkk" for number in range(1_000)),
    "known words": "ekstremisme højre radikalisering forebyggelse kommuner online unge politi " * 200,
    "fields": "emne:exit " * 1_000,
    "beginnings": "ek* fo* ra* " * 300,
    "phrases": '"sociale medier" ' * 500,
    "exclusions": "-ekstremisme " * 800,
    "a compound without end": "konspirationsteorier" * 500,
}


def seconds(kb: Catalogue, text: str) -> float:
    """Return the median processor time of three searches."""
    times = []
    for _ in range(3):
        start = time.thread_time()
        kb.public.search(text)
        times.append(time.thread_time() - start)
    return statistics.median(times)


@pytest.fixture(scope="module")
def usual(starter: Catalogue) -> float:
    for word in USUAL:
        starter.public.search(word)
    return statistics.median(seconds(starter, word) for word in USUAL)


@pytest.mark.parametrize("name", ENDLESS)
@pytest.mark.alone
def test_no_query_takes_twenty_times_as_long_as_a_word(starter: Catalogue, usual: float, name: str) -> None:
    assert seconds(starter, ENDLESS[name]) < 20 * usual
