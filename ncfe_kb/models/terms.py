"""The closed vocabularies: what a status, a role, a relation and a certainty may be.

Each term is an id with an English label, which is also the message id of its Danish one.
Open vocabularies (kinds, topics, audiences, series) are records in the catalogue instead.
"""

from ncfe_kb.messages import N_

STATUSES = {
    "planned": N_("planned"),
    "commissioned": N_("commissioned"),
    "in_preparation": N_("in preparation"),
    "completed": N_("completed"),
    "in_consultation": N_("in consultation"),
    "awaiting_clearance": N_("awaiting clearance"),
    "scheduled": N_("scheduled"),
    "published": N_("published"),
    "ongoing": N_("ongoing"),
    "held": N_("held"),
    "postponed": N_("postponed"),
    "cancelled": N_("cancelled"),
    "withdrawn": N_("withdrawn"),
}
"""The life of a work, in order; events are held, projects and services ongoing."""

PUBLISHED = "published"
"""The only status that the public view shows."""
GIVEN_UP = ("cancelled", "withdrawn")
"""The statuses of what is not there, or no longer."""

SCHEDULED = "scheduled"
"""The status that becomes published at its date."""

FROM_THEN_ON = frozenset({PUBLISHED, SCHEDULED})
"""The statuses that make a work public from their date on."""

WITHDRAWN = "withdrawn"
"""The status that takes a work out of the public view at once."""

SCOPES = {"name": N_("name"), "photo": N_("photo"), "voice": N_("voice")}
"""What a person consented to be shown or heard of them."""

UNNAMED = "N.N."
"""What stands for a person who is not to be named (nomen nescio), in any language."""

ROLES = {
    "author": N_("author"),
    "editor": N_("editor"),
    "contributor": N_("contributor"),
    "researcher": N_("researcher"),
    "interviewee": N_("interviewee"),
    "speaker": N_("speaker"),
    "keynote_speaker": N_("keynote speaker"),
    "quoted": N_("quoted"),
    "head_of_centre": N_("head of the centre"),
    "publisher": N_("publisher"),
    "commissioner": N_("commissioned by"),
    "developer": N_("developer"),
    "supplier": N_("supplier"),
    "organiser": N_("organiser"),
    "host": N_("host"),
    "partner": N_("partner"),
    "participant": N_("participant"),
    "operator": N_("operator"),
    "owner": N_("owner"),
    "funder": N_("funder"),
    "copyright_holder": N_("copyright holder"),
}
"""What a person or an organisation did for a work."""

CREATOR_ROLES = ("author", "editor", "contributor", "researcher", "interviewee", "speaker", "keynote_speaker")
"""The roles whose people are named with a work in a list; somebody quoted in it is not."""

_RELATION_PAIRS = (
    ("translation_of", N_("translation of"), "has_translation", N_("has translation")),
    ("summary_of", N_("summary of"), "has_summary", N_("has summary")),
    ("version_of", N_("version of"), "has_version", N_("has version")),
    ("part_of", N_("part of"), "has_part", N_("has part")),
    ("based_on", N_("based on"), "basis_for", N_("basis for")),
    ("announces", N_("announces"), "announced_by", N_("announced by")),
    ("podcast_about", N_("podcast about"), "has_podcast", N_("has podcast")),
    ("evaluates", N_("evaluates"), "evaluated_by", N_("evaluated by")),
    ("accompanies", N_("accompanies"), "accompanied_by", N_("accompanied by")),
    ("supplements", N_("supplements"), "supplemented_by", N_("supplemented by")),
    ("about", N_("about"), "subject_of", N_("subject of")),
    ("documents", N_("documents"), "documented_in", N_("documented in")),
    ("describes", N_("describes"), "described_by", N_("described by")),
    ("references", N_("references"), "referenced_by", N_("referenced by")),
    ("presented_at", N_("presented at"), "has_presentation", N_("has presentation")),
    ("result_of", N_("result of"), "resulted_in", N_("resulted in")),
    ("follows", N_("follows"), "followed_by", N_("followed by")),
    ("counterpart_of", N_("counterpart of"), "counterpart_of", N_("counterpart of")),
    ("related_to", N_("related to"), "related_to", N_("related to")),
    ("distinct_from", N_("not the same as"), "distinct_from", N_("not the same as")),
)

RELATION_TYPES = {
    term: label
    for subject, subject_label, target, target_label in _RELATION_PAIRS
    for term, label in ((subject, subject_label), (target, target_label))
}
"""How one work can stand to another; DataCite's relationType where it has the relation."""

DISTINCT = "distinct_from"
"""The relation of works that look the same and are not, as somebody has found out; owl:differentFrom."""

INVERSES = {
    term: inverse
    for subject, _, target, _ in _RELATION_PAIRS
    for term, inverse in ((subject, target), (target, subject))
}
"""The same relation seen from the other work."""

ONE_WAY = frozenset(
    {
        "announces",
        "based_on",
        "evaluates",
        "follows",
        "part_of",
        "podcast_about",
        "presented_at",
        "result_of",
        "summary_of",
        "supplements",
        "translation_of",
        "version_of",
    }
)
"""The relations that contradict themselves where they lead back to the work that they began with."""

CERTAINTIES = {"stated": N_("stated"), "probable": N_("probable")}
"""Whether a source states a relation or it is only probable."""

RELATIONS_TO_CENTRE = {
    "published": N_("published by the centre"),
    "commissioned": N_("commissioned by the centre"),
    "organised": N_("organised by the centre"),
    "partner": N_("made with the centre as partner"),
    "funded": N_("funded by the centre"),
    "participated": N_("the centre took part"),
    "internal": N_("internal to the centre"),
    "predecessor": N_("by a predecessor of the centre"),
    "external": N_("from outside the centre"),
}
"""What the centre had to do with a work."""

ABSTRACT_BASES = {
    "page_excerpt": N_("written from the work's page"),
    "report_mention_and_title": N_("written from the report's mention and the title only"),
}
"""What an abstract rests on."""

IDENTIFIER_SCHEMES = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN"}
"""The identifiers whose form and check digit are checked."""

SHAPES = {
    "publication": N_("publication"),
    "episode": N_("podcast episode"),
    "course": N_("course"),
    "event": N_("event"),
    "activity": N_("activity"),
}
"""The few shapes that kinds share: which fields a work can have beyond those of all works."""
