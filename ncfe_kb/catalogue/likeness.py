"""What makes a work like another: the topics, the people and the words of the title."""

from ncfe_kb.language import bare_words, stems, words_of
from ncfe_kb.language.analysis import telling
from ncfe_kb.languages import LANGUAGES
from ncfe_kb.models import Entry
from ncfe_kb.query import Group, Query, Term

_TOPIC, _PERSON, _WORD = 1.5, 1.0, 0.5


def query_like(entry: Entry, *, public_only: bool) -> Query:
    """Return the query that finds works like this one, itself among them."""
    groups = [Group((Term("topics", topic, _TOPIC),)) for topic in entry.topics]
    for name in entry.people:
        groups += [Group((Term("people", word, _PERSON),)) for word in bare_words(name)]
    for language in LANGUAGES:
        for text in (entry.title, entry.supplied_title):
            words = dict.fromkeys(stems(telling(words_of(text.get(language) or "")), language))
            groups += [Group((Term(language, word, _WORD),)) for word in words]
    return Query(tuple(groups), public_only=public_only)
