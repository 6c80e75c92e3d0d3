"""One of many that write to a catalogue or search it at once, and what it went through.

Run as `python many_child.py HOME write|read NUMBER SECONDS`; prints its report as JSON.
"""

import json
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

from conftest import make_entry

from ncfe_kb import Catalogue, Text, View

LIFE = 5
"""Seconds at least for which a work is as it was added, or as it was changed for the first time."""
ALIVE = 20
"""Works that each writer has at a time."""
CHANGED = "omskrevet"
"""The word by which readers find the works that were changed."""
QUERIES = ("", CHANGED)
LETTERS = "bcdfghjklmnpqrstvwxz"
"""Of which words are made that nothing else has, nor anything near them."""
Report = dict[str, Any]


class Writer:
    """Writes works that nobody else touches, each with a word that nothing else has."""

    def __init__(self, kb: Catalogue, number: int) -> None:
        self._kb, self._number, self._random = kb, number, Random(number)
        self.words: dict[str, str] = {}  # of the works that there are, the oldest first
        self.written: dict[str, dict[str, float]] = {
            "added": {},
            "changed": {},
            "changed again": {},
            "removed": {},
        }  # and when that was done

    def step(self, turn: int) -> float:
        """Add, change or remove a work and look for it at once; return how many seconds the former took."""
        oldest = next(iter(self.words), "")
        if oldest and self._stands(oldest) and self._random.random() < 0.5:
            what, slug = "removed", oldest
        elif len(self.words) < ALIVE:
            what, slug = "added", f"w-{self._number}-{turn}"
        else:
            slug = self._random.choice(list(self.words))
            what = "changed again" if not self._stands(slug) or slug in self.written["changed"] else "changed"
        before, word = self.words.get(slug, ""), "".join(self._random.choices(LETTERS, k=14))
        began = time.monotonic()
        self._write(what, slug, word)
        self.written[what][slug] = done = time.monotonic()
        self._look(slug, self.words.get(slug, ""), before)
        return done - began

    def _stands(self, slug: str) -> bool:
        """Return whether a work was added, and if it was changed at all first changed, long enough ago."""
        moments = [self.written[what][slug] for what in ("added", "changed") if slug in self.written[what]]
        return max(moments) < time.monotonic() - LIFE

    def _write(self, what: str, slug: str, word: str) -> None:
        if what == "removed":
            del self.words[slug]
            self._kb.remove(slug)
            return
        self.words[slug] = word
        is_changed = what == "changed" or slug in self.written["changed"]
        self._kb.put(make_entry(slug, title=Text(da=f"{word} {slug}{f' {CHANGED}' if is_changed else ''}")))

    def _look(self, slug: str, word: str, before: str) -> None:
        """Find in both views what was just written, and not what was there before."""
        for view in (self._kb, self._kb.public):
            if word:
                assert slug in _slugs(view, word), f"{slug} is not found by {word}"
            if before:
                assert slug not in _slugs(view, before), f"{slug} is still found by {before}"


def write(kb: Catalogue, number: int, until: float) -> Report:
    """Write until a moment; tell what there is then, what was written when, and how often and how long at most."""
    writer, longest, turn = Writer(kb, number), 0.0, 0
    while time.monotonic() < until:
        longest, turn = max(longest, writer.step(turn)), turn + 1
    titles = {slug: str(kb[slug].title.da) for slug in writer.words}
    assert all(title.startswith(writer.words[slug]) for slug, title in titles.items())
    return {"written": writer.written, "titles": titles, "writes": turn, "longest": longest}


def _slugs(view: View, text: str) -> list[str]:
    found = [hit.slug for hit in view.search(text, limit=None)]
    assert len(found) == len(set(found)), f"doubled: {found}"
    return found


def read(kb: Catalogue, until: float) -> Report:
    """Search until a moment; tell when each work was first found and first missed again, and whether that held.

    Each is told as when the last search before began, which had it not, and the one that had.
    """
    seen: list[dict[str, Any]] = [
        {"view": view, "text": text, "slugs": set[str](), "began": 0.0, "found": {}, "missed": {}, "again": []}
        for view in (kb, kb.public)
        for text in QUERIES
    ]
    taken, behind = list[float](), 0
    while time.monotonic() < until:
        for each in seen:
            began = time.monotonic()
            results = each["view"].search(each["text"], limit=None)
            taken.append(time.monotonic() - began)
            behind += results.behind
            _compare(each, [hit.slug for hit in results], began)
    searched = [{key: each[key] for key in ("text", "found", "missed", "again")} for each in seen]
    return {"searched": searched, "searches": len(taken), "behind": behind, "taken": sorted(taken)}


def _compare(each: dict[str, Any], slugs: list[str], began: float) -> None:
    """Note what differs from the search before."""
    now = set(slugs)
    assert len(now) == len(slugs), f"doubled: {slugs}"
    each["again"] += sorted(now & each["missed"].keys())
    for name, changed in (("found", now - each["slugs"]), ("missed", each["slugs"] - now)):
        each[name] |= dict.fromkeys(changed, (each["began"], began))
    each["slugs"], each["began"] = now, began


def main() -> None:
    """Do one part for some seconds."""
    home, part, number, seconds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    with Catalogue.open(home, starter=False) as kb:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        until = float(sys.stdin.readline()) + seconds
        report = write(kb, number, until) if part == "write" else read(kb, until)
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
