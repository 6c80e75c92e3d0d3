"""An example of each thing that the API gives; tests hold them against the description."""

from typing import Any

_LABEL = {"id": "ekstremisme-online", "label": "ekstremisme online"}
_KIND = {"id": "research_report", "label": "forskningsrapport"}
_TITLE = {"value": "Unge og ekstremisme på nettet", "language": "da", "is_fallback": False}
_SITE = "https://example.org/da"

EXAMPLES: dict[str, Any] = {
    "Work": {
        "slug": "unge-og-ekstremisme",
        "address": f"{_SITE}/works/unge-og-ekstremisme",
        "kind": _KIND,
        "title": _TITLE,
        "date": "2019-11",
        "year": 2019,
        "language": "da",
        "abstract": {"value": "What young people meet online.", "language": "en", "is_fallback": True},
        "topics": [_LABEL],
    },
    "FoundWork": {
        "slug": "unge-og-ekstremisme",
        "kind": _KIND,
        "title": {**_TITLE, "marked": "Unge og <mark>ekstremisme</mark> på nettet"},
        "year": 2019,
        "topics": [_LABEL],
        "score": 7.25,
        "reasons": [{"type": "word", "field": "title", "matched": "ekstremisme"}],
    },
    "Topic": {
        "id": "ekstremisme-online",
        "address": f"{_SITE}/topics/ekstremisme-online",
        "works": 12,
        "label": {"value": "ekstremisme online", "language": "da", "is_fallback": False},
        "broader": ["ekstremisme"],
        "narrower": [],
    },
    "Course": {
        "id": "k-digital-dannelse",
        "theme": {"value": "digital dannelse", "language": "da", "is_fallback": False},
        "sessions": [
            {
                "date": "2019-11-08",
                "place": "Aarhus",
                "format": None,
                "seats": 30,
                "free": 4,
                "is_fully_booked": False,
            }
        ],
    },
    "Suggested": {
        "type": "topic",
        "id": "ekstremisme-online",
        "label": "ekstremisme online",
        "path": "/da/topics/ekstremisme-online",
    },
    "Problem": {
        "type": "about:blank",
        "title": "There is no such page",
        "status": 404,
        "detail": "unknown topic: “ekstremsime”; did you mean ekstremisme?",
    },
}
"""By the names of the shapes."""
