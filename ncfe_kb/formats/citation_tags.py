"""What the head of a work's page tells reference managers and search engines for research.

The tags that begin with citation_ are those of Highwire, which Google Scholar and Zotero read: only
scholarly works have them, since what has them is taken for one. Every work has Dublin Core's.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ncfe_kb.formats.described import creators_of, identified
from ncfe_kb.formats.dublin_core import printed, told
from ncfe_kb.formats.items import Item, item_of, volume_and_issue
from ncfe_kb.formats.types import IN_SERIES, type_of
from ncfe_kb.formats.works import Work
from ncfe_kb.languages import Language

SCHOLARLY = frozenset({"Book", "Chapter", "Report", "ScholarlyArticle", "Thesis"})
"""What schema.org calls the kinds of works that scholars cite."""
_PUBLISHER = {"Report": "technical_report_institution", "Thesis": "dissertation_institution"}
_CONTAINER = {"paper-conference": "conference_title", "chapter": "inbook_title"}


class Tag(NamedTuple):
    """A tag in the head of a page: its name, what it says, and in which language where that matters."""

    name: str
    content: str
    language: Language | None = None


def tags_of(work: Work) -> tuple[Tag, ...]:
    """Return the tags of a work's page."""
    dublin = (Tag(f"DC.{name}", text, language or None) for name, language, text in told(work))
    return (*(_citation(work) if work.schema_type in SCHOLARLY else ()), *dublin)


def _citation(work: Work) -> Iterator[Tag]:
    entry, item = work.entry, item_of(work)
    title = entry.title_in(entry.language or work.language)
    said = [
        ("title", title.value),
        *_authors(work),
        ("publication_date", item.date.partition("/")[0].replace("-", "/")),
        ("language", item.language),
        *_containers(work, item),
        *((scheme, value) for scheme in ("doi", "isbn", "issn") for value in identified(entry, scheme)),
        *((_PUBLISHER.get(work.schema_type, "publisher"), name.whole) for name in work.named("publisher")),
        *(("keywords", subject.label.label(work.language)) for subject in work.subjects),
        ("pdf_url", next((url for url in entry.urls if url.lower().endswith(".pdf")), "")),
        ("abstract_html_url", work.addresses.work(entry.slug, work.language) if work.addresses else ""),
    ]
    yield from (Tag(f"citation_{name}", text) for name, text in said if text)


def _authors(work: Work) -> Iterator[tuple[str, str]]:
    """Yield the authors, each followed by what is known of them."""
    for contributor, name in creators_of(work):
        yield "author", printed(name)
        yield "author_institution", contributor.affiliation or ""
        yield from (("author_orcid", value) for scheme, value in name.identifiers if scheme == "orcid")


def _containers(work: Work, item: Item) -> Iterator[tuple[str, str]]:
    """Yield what the work is in, and where there."""
    type_name = type_of(work.entry.kind, work.schema_type)
    first, _, last = item.pages.partition("-")
    if type_name in IN_SERIES:
        volume, issue = volume_and_issue(item.number)
        yield from (("journal_title", item.series), ("volume", volume), ("issue", issue))
    elif name := _CONTAINER.get(type_name):
        yield name, item.container
    elif work.schema_type == "Report":
        yield "technical_report_number", item.number
    yield from (("firstpage", first), ("lastpage", last))
