"""Changes a catalogue step by step, and says after each that it is done; run to be killed in the middle.

Run as `python crash_child.py HOME SEED FIRST`: from the state after so many steps of the seed.
"""

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from conftest import make_entry

from ncfe_kb import Catalogue, Entry, Text

SLUGS = [f"vaerk-{number}" for number in range(6)]
Works = dict[str, Entry]


def states(seed: int) -> Iterator[Works]:
    """Yield the works after each step: one or several put, or one removed."""
    random = Random(seed)
    works: Works = {}
    while True:
        if works and random.random() < 0.3:
            gone = random.choice(sorted(works))
            works = {slug: entry for slug, entry in works.items() if slug != gone}
        else:
            title = f"ord{random.randrange(10**6)}"
            chosen = random.sample(SLUGS, random.randint(1, 4))
            works = works | {slug: make_entry(slug, title=Text(da=f"{title} {slug}")) for slug in chosen}
        yield works


def main() -> None:
    """Go from state to state for ever."""
    home, seed, first = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    with Catalogue.open(home, starter=False) as kb:
        before = dict(next(islice(states(seed), first - 1, None))) if first else {}
        for number, works in enumerate(islice(states(seed), first, None), first + 1):
            with kb.changes(f"step {number}"):
                kb.put(*(entry for slug, entry in works.items() if before.get(slug) != entry))
                for slug in before.keys() - works.keys():
                    kb.remove(slug)
            before = works
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
