"""Entries as the search engine sees them: analysed words by field, ids by facet."""

from collections.abc import Iterator

from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.language import analyse, bare_words, tokens
from ncfe_kb.languages import LANGUAGES, Language
from ncfe_kb.models import Entry
from ncfe_kb.query import title_key
from ncfe_kb.search import Document
from ncfe_kb.text import Text

FORMAT = "4"
"""Changes whenever documents are made in another way, so that every index is made again."""


def document_of(entry: Entry, vocabulary: Vocabulary) -> Document:
    """Return the document for an entry."""
    words: dict[str, tuple[str, ...]] = {"people": tuple(_names(entry, vocabulary)), "topics": entry.topics}
    words["titles"] = tuple(title_key(title) for text in _titles(entry) for _, title in text.each())
    for language in LANGUAGES:
        words[f"title_{language}"] = _analysed(_titles(entry), language)
        words[f"text_{language}"] = _analysed((entry.abstract,), language)
        words[f"facts_{language}"] = _analysed(_facts(entry, vocabulary), language)
    return Document(
        slug=entry.slug,
        words=words,
        vocabulary=_vocabulary(entry, vocabulary, words["people"]),
        values=_values(entry, vocabulary),
        date=entry.date or "",
        is_public=entry.is_published,
    )


def _vocabulary(entry: Entry, vocabulary: Vocabulary, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the words as they are written, each once, of each language and of the names."""
    texts = (*_titles(entry), entry.abstract, *_facts(entry, vocabulary))
    found = {"people": names}
    for language in LANGUAGES:
        words = (token.word for text in texts for token in tokens(text.get(language) or ""))
        found[language] = tuple(dict.fromkeys(words))
    return found


def _analysed(texts: "Iterator[Text] | tuple[Text, ...]", language: Language) -> tuple[str, ...]:
    return tuple(stem for text in texts for stem in analyse(text.get(language) or "", language))


def _titles(entry: Entry) -> tuple[Text, ...]:
    return (entry.title, entry.supplied_title, *entry.alternative_titles)


def _facts(entry: Entry, vocabulary: Vocabulary) -> Iterator[Text]:
    """Yield what the entry is rather than what it is about: kind, genre, series, year, audience."""
    if kind := vocabulary.kinds.get(entry.kind):
        yield kind.label
        yield kind.plural
    yield entry.genre
    if entry.series and (series := vocabulary.series.get(entry.series)):
        yield series.title
    if entry.year:
        yield Text(da=str(entry.year), en=str(entry.year))
    for audience in entry.audience:
        if known := vocabulary.audiences.get(audience):
            yield known.label


def _names(entry: Entry, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the words of every contributor's name, as printed and in the recorded variants, once each."""
    names = dict.fromkeys(contributor.name for contributor in entry.contributors)
    for contributor in entry.contributors:
        if person := vocabulary.people.get(contributor.person or ""):
            names.update(dict.fromkeys(person.names))
        if body := vocabulary.organisations.get(contributor.organisation or ""):
            names.update(dict.fromkeys(body.names))
    yield from dict.fromkeys(word for name in names for word in bare_words(name))


def _values(entry: Entry, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the facets' ids; a work counts for the broader topics of its topics too, once."""
    return {
        "kind": (entry.kind,),
        "topic": tuple(sorted(vocabulary.topics.with_broader(entry.topics))),
        "year": (str(entry.year),) if entry.year else (),
        "language": (entry.language,) if entry.language else (),
        "series": (entry.series,) if entry.series else (),
        "person": tuple(dict.fromkeys(creator.person or creator.name for creator in entry.creators)),
    }
