"""Measures how long a fresh completion takes, beside a process that only loads click: medians in one run.

The last row is the first completion after a change: the catalogue is opened, and what it
knows is kept in a file for the next ones.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from measure.synthetic import Synthetic

from ncfe_kb import Catalogue, candidates
from ncfe_kb.catalogue.places import INDEX

_CLICK, _CHANGED = "import click", "after a change"
LINES = {
    _CLICK: ("-c", _CLICK),
    "a command": ("-m", "ncfe_kb", "se"),
    "an option, in Danish": ("-m", "ncfe_kb", "--lang", "da", "search", "--to"),
    "a topic": ("-m", "ncfe_kb", "list", "--topic", "høj"),
    "a slug": ("-m", "ncfe_kb", "show", "a"),
    "a person": ("-m", "ncfe_kb", "list", "--person", "A"),
    _CHANGED: ("-m", "ncfe_kb", "show", "a"),
}


def measured(home: Path, rounds: int) -> dict[str, float]:
    """Return the median milliseconds of what was run; each round runs everything once."""
    environment = {**os.environ, "NCFE_KB_HOME": str(home), "_NCFE_KB_COMPLETE": "fish"}
    taken: dict[str, list[float]] = {name: [] for name in LINES}
    for number in range(rounds + 1):
        for name, words in LINES.items():
            if name == _CHANGED:
                candidates.discard(home / INDEX)
            began = time.perf_counter()
            subprocess.run((sys.executable, *words), check=True, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - words from above
            if number:  # the first round writes the file that the others read
                taken[name].append((time.perf_counter() - began) * 1000)
    return {name: median(each) for name, each in taken.items()}


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, help="made-up works; the centre's by default")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with Catalogue.open(folder, starter=not given.entries) as catalogue:
            if given.entries:
                made_up = Synthetic(given.entries)
                catalogue.put(*made_up.vocabulary(), *made_up.entries())
        found = measured(Path(folder), given.rounds)
    if given.json:
        json.dump(found, sys.stdout)
        return
    print(f"{'':24}{'median ms':>12}{'ratio':>12}")
    for name, taken in found.items():
        print(f"{name:24}{taken:12.1f}{f'x{taken / found[_CLICK]:.2f}':>12}")


if __name__ == "__main__":
    main()
