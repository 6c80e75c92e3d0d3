"""What schema.org calls roles and relations, for the four sorts of things that works are there.

A property that schema.org does not give to a sort is not said of it.
"""

CREATIVE, TIMED, OFFERED, ORGANISED = "CreativeWork", "Event", "Service", "Project"
_SORTS = {"Event": TIMED, "Project": ORGANISED, "ResearchProject": ORGANISED, "Service": OFFERED}

_BY = {
    CREATIVE: {
        "author": "author",
        "commissioner": "sponsor",
        "copyright_holder": "copyrightHolder",
        "developer": "creator",
        "editor": "editor",
        "funder": "funder",
        "operator": "provider",
        "organiser": "provider",
        "publisher": "publisher",
        "quoted": "mentions",
        "supplier": "producer",
    },
    TIMED: {
        "author": "performer",
        "commissioner": "sponsor",
        "funder": "funder",
        "host": "performer",
        "interviewee": "performer",
        "keynote_speaker": "performer",
        "organiser": "organizer",
        "participant": "attendee",
        "speaker": "performer",
    },
    OFFERED: dict.fromkeys(("developer", "operator", "organiser", "owner", "partner", "publisher"), "provider"),
    ORGANISED: {"commissioner": "sponsor", "funder": "funder"},
}
_OTHERWISE = {CREATIVE: "contributor", TIMED: "contributor", ORGANISED: "member", OFFERED: ""}

_OF_PERSONS = frozenset({"editor"})
"""The properties that schema.org gives to persons alone."""

_SUBJECT_OF = ("announced_by", "described_by", "documented_in", "evaluated_by", "has_podcast", "subject_of")
_ABOUT = ("about", "announces", "describes", "documents", "evaluates", "podcast_about")
_TO = {
    CREATIVE: {
        **dict.fromkeys(_ABOUT, "about"),
        **dict.fromkeys(_SUBJECT_OF, "subjectOf"),
        "based_on": "isBasedOn",
        "has_part": "hasPart",
        "has_translation": "workTranslation",
        "part_of": "isPartOf",
        "references": "citation",
        "summary_of": "isBasedOn",
        "translation_of": "translationOfWork",
        "version_of": "isBasedOn",
    },
    TIMED: {
        **dict.fromkeys(_ABOUT, "about"),
        **dict.fromkeys(_SUBJECT_OF, "subjectOf"),
        "has_part": "subEvent",
        "part_of": "superEvent",
    },
    OFFERED: dict.fromkeys(_SUBJECT_OF, "subjectOf"),
    ORGANISED: dict.fromkeys(_SUBJECT_OF, "subjectOf"),
}
_TAKES = {"about": "", "superEvent": TIMED, "subEvent": TIMED}
"""The sort of what a property leads to, where that is no creative work; anything may be spoken of."""


def sort_of(schema_type: str) -> str:
    """Return which sort of thing schema.org takes a type for."""
    return _SORTS.get(schema_type, CREATIVE)


def property_of_role(sort: str, role: str, *, is_body: bool) -> str:
    """Return the property by which a sort of thing names who has a role; empty where it has none."""
    found = _BY[sort].get(role, _OTHERWISE[sort])
    return _OTHERWISE[sort] if is_body and found in _OF_PERSONS else found


def property_of_relation(sort: str, type_name: str, target: str) -> str:
    """Return the property by which a sort of thing names a related one of a sort; empty where it has none."""
    found = _TO[sort].get(type_name, "")
    return found if _TAKES.get(found, CREATIVE) in {"", target} else ""
