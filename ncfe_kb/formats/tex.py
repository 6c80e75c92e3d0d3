"""Texts and names as TeX and BibTeX write them."""

import re
from functools import cache

from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts, split_multiple_persons_names
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from ncfe_kb.formats.works import Name

_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces even where they are escaped
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{sign: f"\\{sign}" for sign in "%&#$_"},
}
_SPECIAL = re.compile(r"""[\\{}^~<>%&#$_]|(?<=-)-|(?<=`)`|(?<=')'|(?<=[?!])`|(?<=,),""")
_OWN_MACROS = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textquotedbl": '"',
    "textless": "<",
    "textgreater": ">",
    "url": "%s",
}
_SIMPLE_NAME = re.compile(r"(?:[^\W\d_]|[-.' ])+")


def encoded(text: str) -> str:
    """Return the text so that TeX prints it as it stands; letters beyond ASCII stay what they are."""
    return _SPECIAL.sub(lambda found: _SIGNS.get(found[0], f"{{}}{found[0]}"), text)


def decoded(tex: str) -> str:
    """Return what TeX would print. Raises RecursionError for what is nested too deeply."""
    return str(_decoder().latex_to_text(tex)) if set(tex) & set("\\{}$~%-`'?!<>,") else tex


@cache
def _decoder() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    macros = [MacroTextSpec(name, simplify_repl=text) for name, text in _OWN_MACROS.items()]
    context.add_context_category("ncfe_kb", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=context, strict_latex_spaces=True, math_mode="verbatim")


def written(names: tuple[Name, ...]) -> str:
    """Return names as BibTeX joins them; what is in braces is one word to it, as a body's name."""
    return " and ".join(_written(name) for name in names)


def _written(name: Name) -> str:
    if name.is_body:
        return f"{{{encoded(name.family)}}}"
    parts = [part if _is_simple(part) else f"{{{encoded(part)}}}" for part in (name.family, name.given) if part]
    return ", ".join(parts) if name.given else parts[0]


def _is_simple(part: str) -> bool:
    return bool(_SIMPLE_NAME.fullmatch(part)) and part[0].isupper() and " and " not in f" {part.lower()} "


def read_names(value: str) -> tuple[Name, ...]:
    """Return the names of a field of BibTeX; that there are others is not a name."""
    names = (one.strip() for one in split_multiple_persons_names(value))
    return tuple(_read_name(one) for one in names if one and one.lower() != "others")


def _read_name(one: str) -> Name:
    if one.startswith("{") and one.endswith("}") and _is_one_group(one):
        return Name(decoded(one), is_body=True)
    try:
        parts = parse_single_name_into_parts(one, strict=False)
    except InvalidNameError:
        return Name(decoded(one))
    family, given = " ".join([*parts.von, *parts.last]), " ".join([*parts.first, *parts.jr])
    return Name(decoded(family), decoded(given))


def _is_one_group(text: str) -> bool:
    depth = 0
    for position, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return position == len(text) - 1
    return False
