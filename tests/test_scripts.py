"""The scripts that measure the search run, and their numbers make sense; how good these are is not judged here."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

PEERS = {"FTS5", "FTS5 trigram", "Whoosh"} | ({"tantivy"} if find_spec("tantivy") else set())
ALONE = {"ncfe_kb", *PEERS} - {"FTS5 trigram"}
MEASURES = ("nDCG@10", "recall@10", "MRR")


def run(script: str, *arguments: str) -> Any:
    """Return the JSON that a script prints."""
    command = [sys.executable, str(ROOT / "scripts" / script), *arguments, "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def document(id: str, title: str, abstract: str, **fields: Any) -> dict[str, Any]:
    """Return a document of a judged set."""
    text = {"title_da": title, "title_en": "", "abstract_da": abstract, "abstract_en": ""}
    return {"id": id, "kind": "news", "year": 2019, "authors": [], "series": "", "topics": [], **text, **fields}


DOCUMENTS = (
    document("d1", "Højreekstremisme i Danmark", "Om nynazistiske miljøer.", topics=["hoejre"], authors=["Åse Holm"]),
    document("d2", "Mentorer i exitforløb", "Om veje ud.", topics=["exit"], series="Kort fortalt"),
    document("d3", "Radikalisering i fængsler", "Personalets håndbog."),
    document("d4", "", "", title_en="Prevention in schools", abstract_en="What teachers do.", year=None),
    document("d5", "Online propaganda", "Billeder og memes på nettet."),
)
QUERIES = (("q1", "højreekstremisme", "exact", "d1"), ("q2", "fængsler", "exact", "d3"), ("q3", "Holm", "person", "d1"))
THESAURUS = {
    "hoejre": {"da": "Højreekstremisme", "en": "Right-wing extremism", "alt_da": [], "alt_en": ["far right"]},
    "exit": {"da": "Exit", "en": "Exit", "alt_da": [], "alt_en": []},
}


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """A judged set of five documents and three queries."""
    queries = ({"id": id, "text": text, "cls": cls} for id, text, cls, _ in QUERIES)
    (tmp_path / "docs.jsonl").write_text("\n".join(map(json.dumps, DOCUMENTS)))
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (tmp_path / "qrels.tsv").write_text(
        "query_id\tdoc_id\tgrade\n" + "\n".join(f"{id}\t{found}\t2" for id, _, _, found in QUERIES)
    )
    (tmp_path / "negatives.json").write_text('["vaskemaskine", "om"]')
    (tmp_path / "thesaurus.json").write_text(json.dumps(THESAURUS))
    return tmp_path


def test_evaluate_measures_every_peer_by_class(judged: Path) -> None:
    found = run("evaluate.py", str(judged), "--peers")
    assert found["peers"].keys() == PEERS
    for engine in (found, *found["peers"].values()):
        assert engine["classes"].keys() == {"overall", "exact", "person"}
        assert all(scores[measure] == 1 for scores in engine["classes"].values() for measure in MEASURES)
        assert engine["negatives"] <= len(DOCUMENTS)
    assert found["peers"]["FTS5"]["negatives"] == 1  # "om" stands in two


def test_evaluate_takes_the_centres_works_where_a_set_has_none(judged: Path) -> None:
    (judged / "docs.jsonl").unlink()
    (judged / "qrels.tsv").write_text("query_id\tdoc_id\tgrade\nq1\tweb-da-hoejreekstremisme\t2\n")
    found = run("evaluate.py", str(judged))
    assert found.keys() == {"classes", "negatives"}
    assert found["classes"]["exact"]["recall@10"] > 0


def test_evaluate_leaves_the_topics_of_the_centres_works_out_and_suggests_them_again() -> None:
    found = run("evaluate.py", "--topics")
    assert [one["works"] for one in found.values()] == [67, 67, 134]
    for half in found.values():
        assert half["proposals"] <= 5
        assert min(half["precision"], half["macro_precision"]) >= 0.45
        assert min(half["recall"], half["macro_recall"]) >= 0.55


@pytest.fixture(scope="module")
def benchmark() -> Any:
    """What the benchmark measures on a very small catalogue."""
    [measured] = run("benchmark.py", "--entries", "60", "--peers", "--rounds", "1", "--readers", "2")
    return measured


@pytest.mark.slow
def test_benchmark_times_every_engine_and_operation(benchmark: Any) -> None:
    assert (benchmark["entries"], benchmark["not_measured"]) == (60, [])
    assert {"one word", "three words", "phrase", "prefix"} < benchmark["engines"].keys()
    assert {"compound", "typo", "topic", "all, again"} < benchmark["pages"].keys()
    for section, engines in (("engines", ALONE), ("pages", {"ncfe_kb", *PEERS})):
        for paces in benchmark[section].values():
            assert paces.keys() == engines
            for pace in paces.values():
                timing = pace["timing"]
                assert 0 < timing["median_ms"] <= timing["p95_ms"]
                assert timing["samples"] > 0


@pytest.mark.slow
def test_engines_that_are_given_the_same_words_find_the_same_works(benchmark: Any) -> None:
    for sort in ("one word", "three words", "phrase", "prefix"):
        assert len({pace["found"] for pace in benchmark["engines"][sort].values()}) == 1
        assert benchmark["engines"][sort]["ncfe_kb"]["found"] > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("section", "numbers"),
    [
        ("opening", ("load_ms", "search_ms", "peak_bytes")),
        ("adding", ("median_ms", "p95_ms", "samples")),
        ("sharing", ("searches_per_second", "added")),
    ],
)
def test_benchmark_measures_upkeep(benchmark: Any, section: str, numbers: tuple[str, ...]) -> None:
    assert benchmark[section].keys() == {"ncfe_kb", *PEERS}
    assert all(engine[number] > 0 for engine in benchmark[section].values() for number in numbers)


@pytest.mark.slow
def test_benchmark_measures_making_and_loading(benchmark: Any) -> None:
    assert benchmark["making"].keys() == {"ncfe_kb load", "ncfe_kb index", *PEERS}
    assert all(
        made[number] > 0 for made in benchmark["making"].values() for number in ("cpu_s", "wall_s", "size_bytes")
    )
