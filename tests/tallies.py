"""How much was tried where much is tried; told at the end of a run."""

from collections import Counter, defaultdict

TALLIES: defaultdict[str, Counter[str]] = defaultdict(Counter)
"""How often, by what was tried and where."""
