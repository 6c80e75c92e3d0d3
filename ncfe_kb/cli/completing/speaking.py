"""What each shell hands over, and what it is answered."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from ncfe_kb.cli.choosing import choose
from ncfe_kb.cli.completing.finding import FILES, Found, bare, found_at
from ncfe_kb.cli.completing.quoting import Word, quoted, split
from ncfe_kb.cli.completing.table import Walk, rows
from ncfe_kb.languages import fold


def spoken_to(shell: str, words: Sequence[str], environment: Mapping[str, str]) -> Iterable[str]:
    """Return the lines for a shell: what may be typed, a tab, what is said of it; bash gets no more than the first.

    One line with "file" or "dir" and a tab before it asks the shell for names of files.
    """
    parsed = _parsed(shell, words)
    table = rows()
    walk = Walk(table)
    for word in parsed[:-1]:
        walk.take(word.text)
    place = walk.at(parsed[-1].text)
    if kind := FILES.get(bare(place.takes)):
        return [f"\t{kind}"]
    language, say = _voice(place.language, environment)
    found = [one._replace(value=place.head + one.value) for one in found_at(place, table, environment, say, language)]
    if shell == "bash":
        return _for_bash(found, parsed[-1], words[1])
    return ["\t".join(one) for one in found]


def _parsed(shell: str, words: Sequence[str]) -> list[Word]:
    """Return the words after the command: bash hands over the line, fish the last word as it was typed."""
    if shell == "bash":
        return split(words[0])[1:]
    as_is = [Word(word, word, "") for word in words]
    return [*as_is[:-1], *split(words[-1])[-1:]] if shell == "fish" else as_is


def _voice(given: str, environment: Mapping[str, str]) -> tuple[str, Callable[[str], str]]:
    """Return the language of the line and what speaks it; English needs nothing loaded."""
    language = choose(["--lang", given] if given else [], environment)
    if language == "en":
        return language, str
    from ncfe_kb.i18n import localiser

    return language, localiser(language)


def _for_bash(found: Sequence[Found], word: Word, replaced: str) -> list[str]:
    """Return what bash may put in place of the part of the word that it replaces.

    It puts in what all of them begin with: where that is not what was typed, one alone helps.
    """
    values = [one.value for one in found]
    if len(values) > 1 and not all(fold(value).startswith(fold(word.text)) for value in values):
        return []
    head = word.typed[: len(word.typed) - len(replaced)] if word.typed.endswith(replaced) else ""
    return [quoted(value, word.quote).removeprefix(head.lstrip(word.quote or " ")) for value in values]
