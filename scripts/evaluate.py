"""Measures the search on a judged set: nDCG@10, recall@10 and MRR, overall and by class of query.

The catalogue is built through the public interface alone, and every query is run as a visitor would.
The measures are those of ir-measures, which wraps trec_eval.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import RR, R, nDCG

from ncfe_kb import Catalogue, Contributor, DatedStatus, Entry, Kind, Series, Text, Topic
from ncfe_kb.text import slugify

MEASURES = {"nDCG@10": nDCG @ 10, "recall@10": R @ 10, "MRR": RR}
DEPTH = 10


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text().splitlines() if line]


def records(folder: Path) -> Iterator[Any]:
    """Yield the records of a judged set: kinds, series and topics before the entries."""
    documents = json_lines(folder / "docs.jsonl")
    with Catalogue.in_memory(starter=True) as starter:
        known = starter.vocabulary.kinds
    for kind in sorted({document["kind"] for document in documents}):
        name = kind.replace("_", " ")
        yield known.get(kind) or Kind(id=kind, label=Text(da=name, en=name), plural=Text(da=name, en=name))
    for series in sorted({document["series"] for document in documents} - {""}):
        yield Series(id=slugify(series), title=Text(da=series))
    for key, topic in json.loads((folder / "thesaurus.json").read_text()).items():
        labels = {"da": topic["alt_da"], "en": topic["alt_en"]}
        yield Topic(id=slugify(key), preferred_label=Text(da=topic["da"], en=topic["en"]), alternative_labels=labels)
    yield from map(entry, documents)


def entry(document: dict[str, Any]) -> Entry:
    """Return the entry of a document of the set, published."""
    return Entry(
        slug=document["id"],
        kind=document["kind"],
        title=Text(da=document["title_da"], en=document["title_en"]),
        abstract=Text(da=document["abstract_da"], en=document["abstract_en"]),
        date=str(document["year"]) if document["year"] else None,
        contributors=tuple(Contributor(name=name, role="author") for name in document["authors"]),
        series=slugify(document["series"]) if document["series"] else None,
        topics=tuple(map(slugify, document["topics"])),
        statuses=(DatedStatus(status="published"),),
    )


def run(kb: Catalogue, queries: Iterable[dict[str, Any]]) -> list[ir_measures.ScoredDoc]:
    """Return what every query finds, scored by rank so that ties keep the order that was shown."""
    return [
        ir_measures.ScoredDoc(query["id"], hit.slug, DEPTH - rank)
        for query in queries
        for rank, hit in enumerate(kb.public.search(query["text"], limit=DEPTH))
    ]


def judgements(path: Path) -> list[ir_measures.Qrel]:
    """Return the judgements of a file of query, document and grade, separated by tabs."""
    rows = (line.split("\t") for line in path.read_text().splitlines()[1:])
    return [ir_measures.Qrel(query, document, int(grade)) for query, document, grade in rows]


def by_class(
    queries: list[dict[str, Any]], qrels: list[ir_measures.Qrel], found: list[ir_measures.ScoredDoc]
) -> dict[str, dict[str, float]]:
    """Return the mean of each measure by class, and overall."""
    class_of = {query["id"]: query["cls"] for query in queries}
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for metric in ir_measures.iter_calc(MEASURES.values(), qrels, found):
        name = next(name for name, measure in MEASURES.items() if measure == metric.measure)
        for group in ("overall", class_of[metric.query_id]):
            values[group][name].append(metric.value)
    return {group: {name: sum(each) / len(each) for name, each in found.items()} for group, found in values.items()}


def main() -> None:
    """Evaluate, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder", type=Path, help="docs.jsonl, thesaurus.json, queries.jsonl, qrels.tsv, negatives.json"
    )
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--qrels", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--worst", type=int, default=0, help="show the queries with the lowest nDCG@10")
    chosen = parser.parse_args()
    queries = json_lines(chosen.queries or chosen.folder / "queries.jsonl")
    qrels = judgements(chosen.qrels or chosen.folder / "qrels.tsv")
    with Catalogue.in_memory() as kb:
        kb.add(*records(chosen.folder))
        found = run(kb, queries)
        negatives = json.loads((chosen.folder / "negatives.json").read_text())
        junk = sum(kb.public.search(word).total for word in negatives) / len(negatives)
    table = by_class(queries, qrels, found)
    if chosen.json:
        json.dump({"classes": table, "negatives": junk}, sys.stdout, indent=2)
        return
    print(f"{'class':<12}{''.join(f'{name:>11}' for name in MEASURES)}")
    for group in sorted(table, key=lambda name: (name != "overall", name)):
        print(f"{group:<12}{''.join(f'{table[group][name]:>11.3f}' for name in MEASURES)}")
    print(f"results for a word that no record is about: {junk:.2f}")
    if chosen.worst:
        texts = {query["id"]: query["text"] for query in queries}
        each = {metric.query_id: metric.value for metric in ir_measures.iter_calc([nDCG @ 10], qrels, found)}
        for query in sorted(each, key=lambda query: each[query])[: chosen.worst]:
            print(f"{each[query]:.2f}  {texts[query]}")


main()
