"""A process that is killed at any time leaves every change whole or not there at all, and all of it is found."""

import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from conftest import VOCABULARY, make_entry
from crash_child import Works, states
from tallies import TALLIES

from ncfe_kb import Catalogue

KILLS = 25
CHILD = Path(__file__).with_name("crash_child.py")


def killed(home: Path, seed: int, first: int, after: float) -> int:
    """Run the changes from a step on, kill the process this many seconds after it began; return the last done."""
    command = [sys.executable, str(CHILD), str(home), str(seed), str(first)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    done = int(child.stdout.readline())  # it is at work from now on
    time.sleep(after)
    child.kill()
    rest, _ = child.communicate()
    return int(rest.split("\n")[-2]) if rest.count("\n") else done


def after_step(seed: int, number: int) -> Works:
    return next(islice(states(seed), number - 1, None))


@pytest.mark.slow
def test_a_killed_process_leaves_whole_changes_and_all_are_found(home: Path) -> None:
    random, seed, done = Random(7), 11, 0
    with Catalogue.open(home, starter=False) as kb:
        kb.put(*VOCABULARY)
    for _ in range(KILLS):
        done = killed(home, seed, done, random.uniform(0, 0.3))
        TALLIES["kills at random times"]["changes"] += 1
        with Catalogue.open(home, starter=False) as kb:
            found = {slug: kb[slug] for slug in kb}
            assert found in (after_step(seed, done), after_step(seed, done + 1))
            assert {hit.slug for hit in kb.search(limit=None)} == found.keys()
            for entry in found.values():
                assert entry.slug in {hit.slug for hit in kb.search(str(entry.title.da).split()[0], limit=None)}
            assert [one for one in kb.doctor() if one.is_wrong] == []
            done += found != after_step(seed, done)
    with Catalogue.open(home, starter=False) as kb:
        kb.add(make_entry("til-sidst"))
        assert kb.search("til-sidst").total > 0
