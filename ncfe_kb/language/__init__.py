"""Danish and English words: the one analysis that index, query and highlighting share."""

from ncfe_kb.language.analysis import STEMMERS, Token, bare_words, matches, stem, stems, tokens, words_of
from ncfe_kb.language.marking import Marked, excerpt, mark

__all__ = [
    "STEMMERS",
    "Marked",
    "Token",
    "bare_words",
    "excerpt",
    "mark",
    "matches",
    "stem",
    "stems",
    "tokens",
    "words_of",
]
