"""Which language the command line speaks; apart from the rest, since completion needs no more than this."""

from collections.abc import Mapping, Sequence

from ncfe_kb.languages import LANGUAGES, Language

_VARIABLES = ("NCFE_KB_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def choose(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language of --lang, else of the first variable that is set: Danish for da*, else English."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and arguments[position + 1 : position + 2]:
            return _language(arguments[position + 1])
        if argument.startswith("--lang="):
            return _language(argument.partition("=")[2])
    return _language(next((environment[name] for name in _VARIABLES if environment.get(name)), ""))


def _language(code: str) -> Language:
    return next((language for language in LANGUAGES if code.lower().startswith(language)), "en")
