"""Who asks: in which language, and whether for a page or for a program."""

import re
from typing import cast

from starlette.requests import Request

from ncfe_kb.languages import LANGUAGES, Language

_WANTED = re.compile(r"([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?))?\s*")
_MOST = 1_000
DEFAULT: Language = "da"
"""The language of who names none that is here: the centre's own."""
_NEVER = re.compile(r"q=0(?:\.0{0,3})?")


def path_of(request: Request) -> str:
    """Return the path of a request within this application, wherever that is mounted."""
    path, root = request.scope["path"], request.scope.get("root_path", "")
    return cast("str", path[len(root) :] if root and path.startswith(root) else path)


def language_of(request: Request) -> Language:
    """Return the language of the page that is asked for, of the API's `lang`, or the reader's."""
    path, asked = path_of(request), request.query_params.get("lang")
    for language in LANGUAGES:
        if path == f"/{language}" or path.startswith(f"/{language}/") or asked == language:
            return language
    return preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> Language:
    """Return the language that an Accept-Language header likes best (RFC 9110, 12.5.4); Danish for any other."""
    liked = dict.fromkeys(LANGUAGES, 0.0)
    for part in accepted[:_MOST].split(","):
        if (found := _WANTED.fullmatch(part.strip())) and (code := found[1].lower()) in liked:
            liked[cast("Language", code)] = max(liked[cast("Language", code)], float(found[2] or 1))
    best = max(LANGUAGES, key=lambda language: liked[language])
    return best if liked[best] else DEFAULT


def takes(request: Request, media_type: str) -> bool:
    """Return whether a request's Accept header leaves room for a media type (RFC 9110, 12.5.1)."""
    accepted = request.headers.get("accept", "")[:_MOST].lower().replace(" ", "")
    parts = [one.split(";") for one in accepted.split(",")]
    ranges = {name: not any(_NEVER.fullmatch(one) for one in said) for name, *said in parts}
    main = media_type.partition("/")[0]
    return not accepted or next((ranges[name] for name in (media_type, f"{main}/*", "*/*") if name in ranges), False)


def wants_page(request: Request) -> bool:
    """Return whether a fault is told as a page: to browsers, but not below the API."""
    accepted = request.headers.get("accept", "")
    return not path_of(request).startswith("/api/") and (not accepted or "html" in accepted or "*/*" in accepted)
