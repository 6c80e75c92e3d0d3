"""What kinds and languages are called elsewhere.

The hub are the types of CSL. A kind of ours is also told in words (`genre`, `type`, `M3`), by
which it comes back; the type is for the programs, and for records that name no kind.
"""

_TYPE_OF_KIND = {"journal_article": "article-journal", "conference_paper": "paper-conference"}
_TYPE_OF_SCHEMA = {
    "Book": "book",
    "Course": "event",
    "Event": "event",
    "LearningResource": "book",
    "NewsArticle": "webpage",
    "PodcastEpisode": "broadcast",
    "PodcastSeries": "broadcast",
    "Project": "document",
    "ResearchProject": "document",
    "Service": "document",
    "WebPage": "webpage",
    "WebSite": "webpage",
}
KIND_OF = {
    "article-journal": "journal_article",
    "broadcast": "podcast_episode",
    "event": "event",
    "paper-conference": "conference_paper",
    "report": "report",
    "webpage": "web_page",
}
"""The kind of a record that names none, by its type."""

BIBTEX_OF = {
    "article-journal": "article",
    "book": "book",
    "broadcast": "misc",
    "chapter": "incollection",
    "document": "misc",
    "event": "misc",
    "paper-conference": "inproceedings",
    "report": "report",
    "thesis": "thesis",
    "webpage": "online",
}
OF_BIBTEX = {
    **{name: one for one, name in BIBTEX_OF.items() if name != "misc"},
    "booklet": "book",
    "conference": "paper-conference",
    "electronic": "webpage",
    "inbook": "chapter",
    "manual": "book",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
    "www": "webpage",
}
RIS_OF = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "broadcast": "SOUND",
    "chapter": "CHAP",
    "document": "GEN",
    "event": "GEN",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
OF_RIS = {
    **{name: one for one, name in RIS_OF.items() if name != "GEN"},
    "BLOG": "webpage",
    "CONF": "paper-conference",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EJOUR": "article-journal",
    "JFULL": "article-journal",
}
OF_CROSSREF = {
    "book-chapter": "chapter",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal-article": "article-journal",
    "monograph": "book",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "report-component": "report",
}

IN_SERIES = frozenset({"article-journal"})
"""The types whose container is the journal, which is a series here."""

_CODES = {
    **dict.fromkeys(("da", "dan", "danish", "dansk"), "da"),
    **dict.fromkeys(("en", "eng", "english", "engelsk", "british", "american", "ukenglish", "usenglish"), "en"),
}
NAMES = {"da": "danish", "en": "english"}
"""What BibTeX calls the languages."""


def type_of(kind: str, schema_type: str) -> str:
    """Return CSL's type for a kind."""
    return _TYPE_OF_KIND.get(kind) or _TYPE_OF_SCHEMA.get(schema_type, "report")


def code_of(word: str) -> str:
    """Return the code of a language that is named by code or name; what is not known here as it stands."""
    plain = word.strip().lower().removeprefix("lang")
    return _CODES.get(plain) or _CODES.get(plain.replace("_", "-").partition("-")[0], word.strip())
