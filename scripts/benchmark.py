"""Measures speed, size and upkeep on made-up catalogues, beside the engines that one would pick instead.

1. The engines alone, on the same words: those that ncfe_kb keeps, given to each ready made.
   The ten best and three facets, no excerpts.
2. The whole search as a page needs it: from what is typed to hits, facets and excerpts. The
   peers have four stemmed fields, and neither topics, compounds nor corrections.
3. Making the index, opening it, adding to it, and searching it while another process adds.
   Each is made in one process by one thread. ncfe_kb reads the works from its database; the
   peers have them at hand, and no database to keep. “ncfe_kb load” reads a JSON Lines file
   into both database and index.

Each engine has answered twenty other queries of each sort before it is measured, as a process
that is up for a while has. Each query is new to it, but for the row that says otherwise; an
engine that takes long is asked fewer of them.
Times are milliseconds by the clock, median and p95; the line below has the median of the
processor time and how many times ours that is, and the next how many works were found.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from measure import upkeep
from measure.line_up import SLOW
from measure.measuring import plain, say
from measure.ours import HOME, NAME
from measure.speed import compare, printed
from measure.stage import Stage, set_up
from measure.synthetic import Synthetic

from ncfe_kb import Catalogue

_SIZES = [1_000, 10_000, 100_000]
_SLOW_FROM = 100_000
"""From this many works on, the peer that takes long is left out unless all are wanted."""
_ADDED, _SECONDS = 10, 1.0
"""Works that are added, and seconds that readers search beside a writer, in each round."""


def main() -> None:
    """Measure every size, and print tables or JSON."""
    choice = _arguments()
    measure = _web if choice.web else _measured
    results = [measure(size, choice) for size in choice.entries]
    if choice.json:
        json.dump(plain(results), sys.stdout, indent=2)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, nargs="+", default=_SIZES, metavar="N", help="how many works to make up")
    peers = f"measure FTS5, tantivy and Whoosh too; from {_SLOW_FROM:,} works on Whoosh only with “all”"
    parser.add_argument("--peers", nargs="?", const="quick", choices=["quick", "all"], help=peers)
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is repeated (3)")
    parser.add_argument("--readers", type=int, default=10, help="processes that search beside a writer (10)")
    parser.add_argument("--web", action="store_true", help="measure the web edge instead, beside a bare page")
    parser.add_argument("--minutes", type=float, default=10, help="of mixed load beside a publisher, with --web (10)")
    parser.add_argument("--json", action="store_true", help="print everything as JSON, and no tables")
    return parser.parse_args()


def _measured(size: int, choice: argparse.Namespace) -> dict[str, Any]:
    """Return all measurements of one size, in a folder that is gone afterwards."""
    with_slow = choice.peers == "all" or size < _SLOW_FROM
    left_out = [SLOW] if choice.peers and not with_slow else []
    missing = (f"{name} is not measured at this size without --peers all.\n" for name in left_out)
    _show(choice, f"{size:,} works\n", *missing)
    synthetic = Synthetic(size)
    with tempfile.TemporaryDirectory() as name:
        stage = set_up(synthetic, Path(name), with_peers=bool(choice.peers), with_slow=with_slow)
        found = {"entries": size, "not_measured": left_out, "making": stage.makings}
        found |= _searched(stage, choice)
        _show(choice, upkeep.making_table("Making the index", stage.makings))
        return found | _kept(stage, synthetic, Path(name), choice)


def _web(size: int, choice: argparse.Namespace) -> dict[str, Any]:
    """Return all measurements of the web edge at one size."""
    from measure import web  # here, since only this needs the extra

    return web.measured(size, choice.rounds, choice.minutes, lambda text: _show(choice, text))


def _searched(stage: Stage, choice: argparse.Namespace) -> dict[str, Any]:
    """Measure searches."""
    say("engines alone")
    engines = compare(stage.engines, stage.token_queries, rounds=choice.rounds, has_excerpts=False)
    _show(choice, printed("Engines alone, the same words: ms", engines, NAME))
    say("whole searches")
    shelves = [(shelf.engine, shelf.folder) for shelf in stage.shelves]
    pages = compare(shelves, stage.page_queries, rounds=choice.rounds, has_excerpts=True)
    _show(choice, printed("Whole searches, with facets and excerpts: ms", pages, NAME))
    return {"engines": engines, "pages": pages}


def _kept(stage: Stage, synthetic: Synthetic, folder: Path, choice: argparse.Namespace) -> dict[str, Any]:
    """Measure what else an index has to do."""
    say("opening")
    asked = stage.page_queries["one word"][0]
    openings = {shelf.engine.name: upkeep.opening(shelf, asked, choice.rounds) for shelf in stage.shelves}
    _show(choice, upkeep.opening_table("A fresh process, until it has found something", openings))
    with Catalogue.open(folder / HOME) as kb:
        arrivals = upkeep.Arrivals(synthetic, kb)
    addings = {shelf.engine.name: upkeep.adding(shelf, arrivals, _ADDED * choice.rounds) for shelf in stage.shelves}
    _show(choice, upkeep.adding_table("Adding a work, until a search finds it", addings))
    beside = upkeep.Beside(choice.readers, _SECONDS * choice.rounds)
    sharings = {shelf.engine.name: beside.sharing(shelf, stage.page_queries, arrivals) for shelf in stage.shelves}
    title = f"{choice.readers} readers without a pause, beside a writer, on {os.cpu_count()} processors"
    _show(choice, upkeep.sharing_table(title, sharings))
    return {"opening": openings, "adding": addings, "sharing": sharings}


def _show(choice: argparse.Namespace, *texts: str) -> None:
    """Print texts, unless only JSON is wanted."""
    if not choice.json:
        print(*texts, sep="\n", flush=True)


if __name__ == "__main__":
    main()
