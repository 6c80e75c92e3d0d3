"""Words typed without æ, ø and å, or without accents: one key for all spellings of a word."""

import unicodedata

_FOREIGN = str.maketrans({"ä": "ae", "ö": "o", "ü": "u", "ð": "d", "ß": "ss"})


def collapsed(word: str) -> str:
    """Return a key that a lower-case word shares with its spellings in ASCII: æ = ae, ø = oe = o, å = aa = a."""
    letters = word.replace("æ", "ae").replace("ø", "o").replace("å", "a")
    if not letters.isascii():
        plain = unicodedata.normalize("NFD", letters.translate(_FOREIGN))
        letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return letters.replace("oe", "o").replace("aa", "a")
