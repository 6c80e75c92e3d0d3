"""Splits what was typed into words as a shell does, and writes a word as it can be typed."""

from typing import NamedTuple

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,")
_BETWEEN = " \t\n"
_SPECIAL_IN_DOUBLE = '"$`\\'


class Word(NamedTuple):
    """A word of a line: what it stands for, how it was typed, and the quote that is still open in it."""

    text: str
    typed: str
    quote: str


def split(line: str) -> list[Word]:
    """Return the words of a line up to the cursor; the last is the one that is being typed, perhaps empty."""
    words: list[Word] = []
    text, begin, quote, is_escaped = "", 0, "", False
    for place, letter in enumerate(line):
        if is_escaped:
            text += letter if quote != '"' or letter in _SPECIAL_IN_DOUBLE else f"\\{letter}"
            is_escaped = False
        elif letter == "\\" and quote != "'":
            is_escaped = True
        elif quote:
            text, quote = (text, "") if letter == quote else (text + letter, quote)
        elif letter in "'\"":
            quote = letter
        elif letter not in _BETWEEN:
            text += letter
        else:
            if place > begin:
                words.append(Word(text, line[begin:place], ""))
            text, begin = "", place + 1
    return [*words, Word(text, line[begin:], quote)]


def quoted(text: str, quote: str) -> str:
    """Return a text as it is typed inside of this quote, or outside of any."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote == '"':
        return "".join(f"\\{letter}" if letter in _SPECIAL_IN_DOUBLE else letter for letter in text)
    return "".join(letter if letter in _BARE or not letter.isascii() else f"\\{letter}" for letter in text)
