"""Files that are handed out piece by piece: the same bytes, little memory, and faults before the first byte."""

import gc
import json
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from conftest import VOCABULARY, make_entry

from ncfe_kb import Catalogue, Text
from ncfe_kb.errors import InvalidFile, InvalidRecord, UnknownRecord
from ncfe_kb.formats import FORMATS, WRITTEN

CHOSEN = (
    {},
    {"text": "exit"},
    {"text": "ekstremisme", "kinds": ("research_article",), "language": "en"},
    {"slugs": ("fa-exit-christensen-2019",), "base": "https://example.org"},
    {"slugs": ()},
)


def needs(name: str) -> None:
    if package := FORMATS[name].package:
        pytest.importorskip(package)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_pieces_are_the_file(name: str, starter: Catalogue) -> None:
    needs(name)
    for chosen in CHOSEN:
        whole = starter.public.export(name, **chosen)
        assert b"".join(starter.public.export_stream(name, **chosen)) == whole


def test_works_are_told_alike_wherever_the_batches_part(kb: Catalogue) -> None:
    kb.put(*(make_entry(f"vaerk-{number:04}") for number in range(760)))
    kb.put(make_entry("vaerk-0003", relations=({"type": "translation_of", "target": "vaerk-0755"},)))
    whole = json.loads(kb.export("datacite-json"))
    assert len(whole) == 760
    for number in (0, 3, 249, 250, 251, 499, 500, 755, 759):
        assert whole[number] == json.loads(kb.export("datacite-json", slugs=[f"vaerk-{number:04}"]))
    assert whole[3]["relatedItems"][0]["titles"] == whole[755]["titles"]


def test_the_words_of_a_search_choose(starter: Catalogue) -> None:
    found = {hit.slug for hit in starter.public.search("exit", limit=None)}
    lines = starter.public.export("csv", text="exit").decode("utf-8-sig").splitlines()
    assert {line.split(",")[0] for line in lines if line.split(",")[0] in starter} == found
    assert 0 < len(found) < len(starter.public)


def test_a_former_slug_is_understood_and_an_unknown_one_refused(kb: Catalogue) -> None:
    kb.add(make_entry("gammel"))
    kb.rename("gammel", "ny")
    assert kb.export("jsonl", slugs=["gammel"]) == kb.export("jsonl", slugs=["ny"])
    with pytest.raises(UnknownRecord):
        kb.export_stream("jsonl", slugs=["intet"])


def test_what_is_wrong_is_said_before_anything_is_given(kb: Catalogue) -> None:
    kb.add(*(make_entry(f"vaerk-{number}") for number in range(300)))
    kb.add(make_entry("zzz", abstract=Text(da="x\uffff")))
    with pytest.raises(InvalidFile, match="a workbook cannot hold"):
        kb.export_stream("xlsx")
    with pytest.raises(UnknownRecord):
        kb.export_stream("floppy")
    with pytest.raises(InvalidRecord):
        kb.export_stream("jsonl", years=["i går"])
    with pytest.raises(InvalidRecord):
        kb.export_stream("jsonl", base="ftp://example.org")


def test_what_is_withdrawn_meanwhile_is_left_out(kb: Catalogue) -> None:
    kb.add(*(make_entry(f"vaerk-{number:04}", abstract=Text(da="ord " * 100)) for number in range(600)))
    pieces = kb.public.export_stream("jsonl")
    first = next(pieces)
    assert b"vaerk-0001" in first
    kb.withdraw("vaerk-0599")
    rest = b"".join(pieces)
    assert b"vaerk-0598" in rest
    assert b"vaerk-0599" not in rest


def peak(begin: Callable[[], Iterator[bytes]]) -> tuple[int, int]:
    """Return how many bytes came, and the most memory that they took."""
    usual = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # the command line, which other tests run in this process, looks for garbage rarely
    gc.freeze()
    gc.collect()
    tracemalloc.reset_peak()
    before = tracemalloc.get_traced_memory()[0]
    total = sum(map(len, begin()))
    most = tracemalloc.get_traced_memory()[1] - before
    gc.unfreeze()
    gc.set_threshold(*usual)
    return total, most


@pytest.mark.slow
def test_ten_times_the_works_take_no_more_memory(request: pytest.FixtureRequest) -> None:
    with Catalogue.in_memory() as kb:
        kb.put(*VOCABULARY)
        kb.put(*(make_entry(f"vaerk-{number:04}", abstract=Text(da="ord " * 400)) for number in range(2500)))
        few = [f"vaerk-{number:04}" for number in range(250)]
        told = []
        for name in ("csl-json", "datacite"):
            list(kb.export_stream(name, slugs=few))  # what is loaded and kept the first time
            tracemalloc.start()
            size, small = peak(partial(kb.export_stream, name, slugs=few))
            whole, large = peak(partial(kb.export_stream, name))
            tracemalloc.stop()
            assert whole > 9 * size
            assert large < 3 * small
            told.append(f"{name} {whole / 1e6:.1f} MB in {large / 1e6:.1f}")
        request.node.user_properties.append(("measured", ", ".join(told)))
