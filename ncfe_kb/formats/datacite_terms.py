"""What DataCite 4.6 calls kinds, roles and relations, where it has a word for them."""

from ncfe_kb.formats.types import type_of

_OF_TYPE = {"article-journal": "JournalArticle", "paper-conference": "ConferencePaper"}
_OF_SCHEMA = {
    "Article": "Text",
    "Book": "Book",
    "Course": "Event",
    "DigitalDocument": "Text",
    "Event": "Event",
    "NewsArticle": "Text",
    "PodcastEpisode": "Sound",
    "PodcastSeries": "Collection",
    "Project": "Project",
    "Report": "Report",
    "ResearchProject": "Project",
    "ScholarlyArticle": "Text",
    "Service": "Service",
    "WebPage": "Text",
    "WebSite": "InteractiveResource",
}
CONTRIBUTOR_TYPES = {
    "commissioner": "Sponsor",
    "copyright_holder": "RightsHolder",
    "developer": "Producer",
    "editor": "Editor",
    "owner": "RightsHolder",
    "quoted": "RelatedPerson",
    "researcher": "Researcher",
    "supplier": "Producer",
}
"""The contributorType of a role; of the others it is Other."""
RELATION_TYPES = {
    "accompanied_by": "IsSupplementedBy",
    "accompanies": "IsSupplementTo",
    "based_on": "IsDerivedFrom",
    "basis_for": "IsSourceOf",
    "described_by": "IsDescribedBy",
    "describes": "Describes",
    "documented_in": "IsDocumentedBy",
    "documents": "Documents",
    "evaluated_by": "IsReviewedBy",
    "evaluates": "Reviews",
    "followed_by": "IsContinuedBy",
    "follows": "Continues",
    "has_part": "HasPart",
    "has_summary": "IsSourceOf",
    "has_translation": "HasTranslation",
    "has_version": "HasVersion",
    "part_of": "IsPartOf",
    "referenced_by": "IsReferencedBy",
    "references": "References",
    "summary_of": "IsDerivedFrom",
    "supplemented_by": "IsSupplementedBy",
    "supplements": "IsSupplementTo",
    "translation_of": "IsTranslationOf",
    "version_of": "IsVersionOf",
}
"""The relationType of a relation; the others have none."""
AT_THAT_TIME = frozenset({"Course", "Event", "Project", "ResearchProject", "Service"})
"""What is not issued at its date, but takes place."""


def general_type(kind: str, schema_type: str) -> str:
    """Return the resourceTypeGeneral of a kind."""
    return _OF_TYPE.get(type_of(kind, schema_type)) or _OF_SCHEMA.get(schema_type, "Other")
