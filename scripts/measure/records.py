"""Works of the catalogue as the records that peers are built from."""

from collections.abc import Iterator

from measure.peers import Record
from ncfe_kb import Catalogue, Entry, Text
from ncfe_kb.catalogue.documents import document_of
from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.languages import Language
from ncfe_kb.search import Document


def public_records(kb: Catalogue) -> Iterator[Record]:
    """Yield the records of all works that everyone may see."""
    vocabulary = kb.vocabulary
    entries = (kb[slug] for slug in kb.public)
    return (record_of(entry, document_of(entry, vocabulary), vocabulary) for entry in entries)


def record_of(entry: Entry, document: Document, vocabulary: Vocabulary) -> Record:
    """Return what an entry says, as text; it is counted by the same ids as its document in the catalogue's index."""
    titles = (entry.title, entry.supplied_title, *entry.alternative_titles)
    return {
        "id": entry.slug,
        "title_da": _joined(titles, "da"),
        "title_en": _joined(titles, "en"),
        "abstract_da": entry.abstract.da or "",
        "abstract_en": entry.abstract.en or "",
        "people": list(dict.fromkeys(_names(entry, vocabulary))),
        "facts": " ".join(_facts(entry, vocabulary)),
        **_counted(document),
    }


def record_of_words(document: Document) -> Record:
    """Return a document of ncfe_kb's own index as a record of words that are analysed already."""
    words = {name: " ".join(each) for name, each in document.words.items()}
    return {"id": document.slug, **words, **_counted(document)}


def _counted(document: Document) -> Record:
    """Return what a work is counted by: its kind, its topics with the broader ones, its year."""
    values = document.values
    return {"kind": values["kind"][0], "topics": list(values["topic"]), "year": next(iter(values["year"]), "")}


def _joined(texts: tuple[Text, ...], language: Language) -> str:
    return " ".join(text.get(language) or "" for text in texts).strip()


def _names(entry: Entry, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the names of all contributors, as printed and as recorded elsewhere."""
    for contributor in entry.contributors:
        yield contributor.name
        if person := vocabulary.people.get(contributor.person or ""):
            yield from person.names
        if body := vocabulary.organisations.get(contributor.organisation or ""):
            yield from body.names


def _facts(entry: Entry, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what a work is rather than what it is about, in both languages."""
    kind, series = vocabulary.kinds.get(entry.kind), vocabulary.series.get(entry.series or "")
    audiences = [vocabulary.audiences[key].label for key in entry.audience if key in vocabulary.audiences]
    texts = [
        *((kind.label, kind.plural) if kind else ()),
        entry.genre,
        *((series.title,) if series else ()),
        *audiences,
    ]
    yield from (value for text in texts for _, value in text.each())
    if entry.year:
        yield str(entry.year)
