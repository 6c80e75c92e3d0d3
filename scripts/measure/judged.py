"""A judged set: works, queries that somebody might type, and which works each should find."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import ir_measures
from ir_measures import RR, R, nDCG

from ncfe_kb import Catalogue, Contributor, DatedStatus, Entry, Kind, Labels, Series, Text, Topic
from ncfe_kb.text import slugify

MEASURES = {"nDCG@10": nDCG @ 10, "recall@10": R @ 10, "MRR": RR}
DEPTH = 10
OVERALL = "overall"

Find = Callable[[str], Iterable[str]]
"""Returns the ids of the best works for a text, best first."""
Scores = dict[str, dict[str, float]]
"""The mean of each measure, by class of query and overall."""


class Judged(NamedTuple):
    """The queries of a set, the judgements, and words that no work is about."""

    queries: list[dict[str, Any]]
    qrels: list[ir_measures.Qrel]
    negatives: list[str]

    @classmethod
    def read(cls, folder: Path, queries: Path | None, qrels: Path | None) -> "Judged":
        """Read a folder, or other queries and judgements than the folder's."""
        return cls(
            json_lines(queries or folder / "queries.jsonl"),
            _judgements(qrels or folder / "qrels.tsv"),
            json.loads((folder / "negatives.json").read_text()),
        )

    def found(self, find: Find) -> list[ir_measures.ScoredDoc]:
        """Return what every query finds, scored by rank so that ties keep the order that was shown."""
        return [
            ir_measures.ScoredDoc(query["id"], slug, DEPTH - rank)
            for query in self.queries
            for rank, slug in enumerate(find(query["text"]))
        ]

    def scores(self, found: list[ir_measures.ScoredDoc]) -> Scores:
        """Return the mean of each measure by class, and overall."""
        class_of = {query["id"]: query["cls"] for query in self.queries}
        values: Mapping[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for metric in ir_measures.iter_calc(MEASURES.values(), self.qrels, found):
            name = next(name for name, measure in MEASURES.items() if measure == metric.measure)
            for group in (OVERALL, class_of[metric.query_id]):
                values[group][name].append(metric.value)
        return {group: {name: sum(each) / len(each) for name, each in got.items()} for group, got in values.items()}

    def worst(self, found: list[ir_measures.ScoredDoc], count: int) -> list[tuple[float, str]]:
        """Return the queries with the lowest nDCG@10, and that."""
        texts = {query["id"]: query["text"] for query in self.queries}
        each = ir_measures.iter_calc([nDCG @ 10], self.qrels, found)
        return sorted((metric.value, texts[metric.query_id]) for metric in each)[:count]

    def junk(self, count: Callable[[str], int]) -> float:
        """Return how many works a word finds on average that no work is about."""
        return sum(map(count, self.negatives)) / max(1, len(self.negatives))


def catalogue(folder: Path) -> Catalogue:
    """Return the catalogue that a set is about: that of its documents, or the centre's own where it has none."""
    if not (folder / "docs.jsonl").exists():
        return Catalogue.in_memory(starter=True)
    kb = Catalogue.in_memory()
    kb.add(*_records(folder))
    return kb


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text().splitlines() if line]


def _judgements(path: Path) -> list[ir_measures.Qrel]:
    """Return the judgements of a file of query, document and grade, separated by tabs."""
    rows = (line.split("\t") for line in path.read_text().splitlines()[1:])
    return [ir_measures.Qrel(query, document, int(grade)) for query, document, grade in rows]


def _records(folder: Path) -> Iterator[Any]:
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
        labels = Labels(da=tuple(topic["alt_da"]), en=tuple(topic["alt_en"]))
        yield Topic(id=slugify(key), preferred_label=Text(da=topic["da"], en=topic["en"]), alternative_labels=labels)
    yield from map(_entry, documents)


def _entry(document: dict[str, Any]) -> Entry:
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
