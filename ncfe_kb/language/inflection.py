"""What Snowball's stemmers get wrong on this field's words, put right before they are asked.

Danish -isme, -ist and -istisk are one family (højreekstremister, højreekstremisme), and so
are English -ism, -ist and -istic; Snowball parts them, or joins islamisme with islam. The
rest are general exceptions of the two languages, each for a reason given beside it.
"""

import re

from ncfe_kb.languages import Language

_FAMILIES: dict[Language, re.Pattern[str]] = {
    "da": re.compile(r"(.{3,})(?:isme(?:n|ns|r|rne|rnes|rs|s)?|ist(?:en|ens|er|ers|erne|ernes|s)?|istisk(?:e|es)?)"),
    "en": re.compile(r"(.{3,})(?:ism|ist|istic)s?"),
}
_OWN_ENDING = """
    minister register magister politisk statistisk consist persist resist insist assist exist subsist checklist enlist
    assistant twist wrist
"""
_NO_FAMILY = frozenset(_OWN_ENDING.split())
"""Words whose ending is their own."""
_Z_SPELLING = re.compile(r"i[z](?=(?:e[ds]?|ing|er|ation|ational|ations)$)")

_DANISH = {
    # vowels that change in the plural
    "børn": "barn",
    "mænd": "mand",
    "bøger": "bog",
    "fædre": "far",
    "mødre": "mor",
    "brødre": "bror",
    "døtre": "datter",
    "kræfter": "kraft",
    # a syllable that drops out when an ending follows
    "fængsl": "fængsel",
    "centr": "center",
    "teatr": "teater",
    # an e that is no ending
    "moske": "moske",
    "resume": "resume",
    "ide": "ide",
    # two words that lose their difference
    "viden": "viden",
    "videns": "viden",
    "videre": "videre",
    "rådighed": "rådighed",
    "ledelse": "ledelse",
    "ledelsen": "ledelse",
    "tidlig": "tidlig",
    "tidlige": "tidlig",
    "tidligere": "tidlig",
    "politikker": "politik",
    "politikkerne": "politik",
    "politiker": "politiker",
    "politikere": "politiker",
    "politikerne": "politiker",
    "politikeres": "politiker",
}
_ENDINGS = re.compile(r"(?:ernes|enes|erne|ene|ers|ets|ens|er|et|en|es|e|s)$")
_ENGLISH = {"women": "woman", "men": "man", "children": "child", "people": "person"}
_MUTATED = ("børn", "mænd", "bøger", "fædre", "mødre", "brødre", "døtre")
_SHORTEST_HEAD = 3


def regular(word: str, language: Language) -> tuple[str, bool]:
    """Return a word in lower case, without accents, as it stems regularly, and whether that is a stem already."""
    family = _FAMILIES[language].fullmatch(word)
    if family and word not in _NO_FAMILY:
        return f"{family[1]}ism", True
    if language == "en":
        return (_ENGLISH[word], False) if word in _ENGLISH else (_Z_SPELLING.sub("is", word), False)
    return _danish(word)


def _danish(word: str) -> tuple[str, bool]:
    if word in _DANISH:
        return _DANISH[word], True
    bare = _ENDINGS.sub("", word)
    if bare in _DANISH:
        return _DANISH[bare], True
    for plural in _MUTATED:  # as the last part of a compound: håndbøger
        for form in (word, bare):
            if form.endswith(plural) and len(form) - len(plural) >= _SHORTEST_HEAD:
                return form[: -len(plural)] + _DANISH[plural], True
    return word, False
