"""Measures the search on a judged set: nDCG@10, recall@10 and MRR, overall and by class of query.

The catalogue is built through the public interface alone, and every query is run as a visitor would.
The measures are those of ir-measures, which wraps trec_eval. DIR holds queries.jsonl, qrels.tsv and
negatives.json; where it also has docs.jsonl and thesaurus.json, these are the works, else they are
the centre's own. With --topics, and no DIR, topics are left out of the centre's works and
suggested again: see measure/topics.py for what is counted.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from measure.judged import DEPTH, MEASURES, OVERALL, Judged, Scores, catalogue
from measure.line_up import peers
from measure.peers import Peer, Record
from measure.records import public_records
from measure.topics import measured, show

from ncfe_kb import Catalogue

OURS = "ncfe_kb"


def main() -> None:
    """Evaluate, and print a table or JSON."""
    chosen = _arguments()
    if chosen.topics:
        _evaluate_topics(as_json=chosen.json)
        return
    judged = Judged.read(chosen.folder, chosen.queries, chosen.qrels)
    with catalogue(chosen.folder) as kb:
        found = judged.found(lambda text: _ours(kb, text))
        scores = judged.scores(found)
        junk = judged.junk(lambda word: kb.public.search(word, limit=0).total)
        others = _of_peers(judged, list(public_records(kb))) if chosen.peers else {}
    if chosen.json:
        peers = {name: {"classes": each, "negatives": negatives} for name, (each, negatives) in others.items()}
        json.dump({"classes": scores, "negatives": junk, **({"peers": peers} if peers else {})}, sys.stdout, indent=2)
        return
    _print_scores(scores, junk)
    if others:
        _print_beside({OURS: (scores, junk), **others})
    for value, text in judged.worst(found, chosen.worst) if chosen.worst else ():
        print(f"{value:.2f}  {text}")


def _arguments() -> Any:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="the judged set")
    parser.add_argument("--topics", action="store_true", help="measure suggested topics instead of searches")
    parser.add_argument("--queries", type=Path, metavar="FILE", help="other queries than DIR's")
    parser.add_argument("--qrels", type=Path, metavar="FILE", help="other judgements than DIR's")
    parser.add_argument("--peers", action="store_true", help="measure FTS5, tantivy and Whoosh on the same works too")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the queries with the lowest nDCG@10")
    chosen = parser.parse_args()
    if not (chosen.folder or chosen.topics):
        parser.error("name the judged set, or --topics")
    return chosen


def _evaluate_topics(*, as_json: bool) -> None:
    found = measured()
    if as_json:
        json.dump({name: one._asdict() for name, one in found.items()}, sys.stdout, indent=2)
    else:
        show(found)


def _ours(kb: Catalogue, text: str) -> list[str]:
    return [hit.slug for hit in kb.public.search(text, limit=DEPTH)]


def _of_peers(judged: Judged, records: list[Record]) -> dict[str, tuple[Scores, float]]:
    """Return the scores of each peer, and how many works it finds for a word that none is about."""
    return {peer.name: _of_peer(peer, judged, records) for peer in peers()}


def _of_peer(peer: Peer, judged: Judged, records: list[Record]) -> tuple[Scores, float]:
    with tempfile.TemporaryDirectory() as name:
        peer.build(records, Path(name))
        peer.open(Path(name))
        scores = judged.scores(judged.found(lambda text: peer.search(text, DEPTH)))
        junk = judged.junk(lambda word: len(peer.search(word, len(records))))
        peer.close()
    return scores, junk


def _print_scores(scores: Scores, junk: float) -> None:
    print(f"{'class':<12}{''.join(f'{name:>11}' for name in MEASURES)}")
    for group in _groups(scores):
        print(f"{group:<12}{''.join(f'{scores[group][name]:>11.3f}' for name in MEASURES)}")
    print(f"results for a word that no record is about: {junk:.2f}")


def _print_beside(engines: dict[str, tuple[Scores, float]]) -> None:
    """Print nDCG@10 by class with a column for each engine, then the other measures overall."""
    print(f"\n{'nDCG@10':<14}{''.join(f'{name:>13}' for name in engines)}")
    groups = _groups(next(iter(engines.values()))[0])
    rows = [(group, [scores[group]["nDCG@10"] for scores, _ in engines.values()]) for group in groups]
    others = [name for name in MEASURES if name != "nDCG@10"]
    rows += [(name, [scores[OVERALL][name] for scores, _ in engines.values()]) for name in others]
    for name, values in rows:
        print(f"{name:<14}{''.join(f'{value:>13.3f}' for value in values)}")
    print(f"{'for no record':<14}{''.join(f'{junk:>13.2f}' for _, junk in engines.values())}")


def _groups(scores: Scores) -> list[str]:
    return sorted(scores, key=lambda name: (name != OVERALL, name))


if __name__ == "__main__":
    main()
