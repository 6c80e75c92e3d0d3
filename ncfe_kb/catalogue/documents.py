"""Entries as the search engine sees them: analysed words by field, ids by facet."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain

from ncfe_kb.catalogue.vocabulary import Vocabulary
from ncfe_kb.language import bare_words, stem, stems, words_of
from ncfe_kb.language.folding import collapsed
from ncfe_kb.languages import LANGUAGES, Language, fold, sort_key
from ncfe_kb.models import Contributor, Entry
from ncfe_kb.models.terms import UNNAMED
from ncfe_kb.query import name_key, title_key
from ncfe_kb.search import BREAK, Document, Label
from ncfe_kb.text import Text

FORMAT = "11"
"""Changes whenever documents are made in another way, so that every index is made again."""


def document_of(entry: Entry, vocabulary: Vocabulary, moment: datetime | None = None) -> Document:
    """Return the document for an entry as it is at a moment, by default now; who is not to be named is not in it."""
    entry = entry.for_public()
    people = _names((one for one in entry.contributors if not one.organisation), vocabulary)
    organisations = _telling(_names((one for one in entry.contributors if one.organisation), vocabulary), vocabulary)
    words: dict[str, tuple[str, ...]] = {"people": people, "organisations": organisations, "topics": entry.topics}
    creators, values = _creators(entry, vocabulary), facet_values(entry, vocabulary)
    words["names"] = tuple(dict.fromkeys(map(name_key, creators)))
    words["broader"] = values["topic"]
    words["titles"] = tuple(title_key(title) for text in entry.titles for _, title in text.each())
    written = {"people": (*people, BREAK, *organisations)}
    texts = {"title": entry.titles, "text": (entry.abstract,), "facts": tuple(_facts(entry, vocabulary))}
    for language in LANGUAGES:
        row: list[str] = []
        for field, chosen in texts.items():
            each = [words_of(value) for text in chosen if (value := text.get(language))]
            words[f"{field}_{language}"] = tuple(stems(chain(*each), language))
            row += chain(*((*found, BREAK) for found in each))
        written[language] = tuple(row)
    return Document(
        slug=entry.slug,
        words=words,
        written=written,
        values=values,
        date=entry.date or "",
        is_public=entry.is_published_at(moment or datetime.now(UTC)),
        labels={
            "title": tuple(_title_labels(entry)),
            "person": tuple(Label(label_key(name), key) for name, key in creators.items()),
        },
        orders={title_order(language): _title_order(entry, language) for language in LANGUAGES},
    )


def title_order(language: Language) -> str:
    """Return the name of the order of titles in a reader's alphabet."""
    return f"title_{language}"


def label_key(label: str) -> str:
    """Return the form in which completion compares what was typed with a label: æ, ø, å and accents aside."""
    return collapsed(fold(label))


def _title_order(entry: Entry, language: Language) -> str:
    return "\t".join(sort_key(entry.title_in(language).value, language))


def _title_labels(entry: Entry) -> Iterator[Label]:
    keys = (label_key(title) for text in entry.titles for _, title in text.each())
    return (Label(key, entry.slug) for key in dict.fromkeys(keys))


def _creators(entry: Entry, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the creators' names, as printed and in the recorded variants, with what a facet calls each."""
    found: dict[str, str] = {}
    for creator in entry.creators:
        if creator.name == UNNAMED:
            continue
        person = vocabulary.people.get(creator.person or "")
        names = (creator.name, *(person.names if person else ()))
        found |= dict.fromkeys(names, creator.person or creator.name)
    return found


def _facts(entry: Entry, vocabulary: Vocabulary) -> Iterator[Text]:
    """Yield what the entry is rather than what it is about: kind, genre, series, year, audience."""
    if kind := vocabulary.kinds.get(entry.kind):
        yield kind.label
        yield kind.plural
    yield entry.genre
    if entry.series and (series := vocabulary.series.get(entry.series)):
        yield series.title
    if year := entry.year:
        yield Text.model_construct(da=str(year), en=str(year))
    for audience in entry.audience:
        if known := vocabulary.audiences.get(audience):
            yield known.label


def _names(contributors: Iterable[Contributor], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words of the contributors' names, as printed and in the recorded variants, once each."""
    names: list[str] = []
    for contributor in contributors:
        if contributor.name != UNNAMED:
            names.append(contributor.name)
        if person := vocabulary.people.get(contributor.person or ""):
            names += person.names
        if body := vocabulary.organisations.get(contributor.organisation or ""):
            names += body.names
    return tuple(dict.fromkeys(word for name in dict.fromkeys(names) for word in bare_words(name)))


def _telling(names: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words of bodies' names but for those of topics: who published a work is not what it is about."""
    return tuple(
        name for name in names if not any(stem(name, language) in vocabulary.topic_words for language in LANGUAGES)
    )


def facet_values(entry: Entry, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the facets' ids; a work counts for the broader topics of its topics too, once."""
    return {
        "kind": (entry.kind,),
        "topic": tuple(sorted(vocabulary.topics.with_broader(entry.topics))),
        "year": (str(year),) if (year := entry.year) else (),
        "language": (entry.language,) if entry.language else (),
        "series": (entry.series,) if entry.series else (),
        "person": tuple(dict.fromkeys(_creators(entry, vocabulary).values())),
    }
