"""Puts what was found into the reader's language: labels, titles, marks, reasons."""

from collections.abc import Iterable, Mapping, Sequence

from ncfe_kb.catalogue.reasons import Matching, Reason, found_in, reasons_for
from ncfe_kb.catalogue.results import FacetValue, Hit, Labelled, Related, Snippet
from ncfe_kb.catalogue.vocabulary import Placed, Vocabulary
from ncfe_kb.i18n import LANGUAGE_NAMES, localiser
from ncfe_kb.language import excerpt, mark, matches
from ncfe_kb.languages import LANGUAGES, Language, sort_key
from ncfe_kb.models import Entry, terms
from ncfe_kb.query import Expansion, Term


class Presenter:
    """Presents entries and counts to a reader."""

    def __init__(
        self, vocabulary: Vocabulary, language: Language, expansion: Expansion | None = None, *, explains: bool = True
    ) -> None:
        """Take the labels, the reader's language, what the query's words match, and whether to say why."""
        self._explains = explains
        self._vocabulary = vocabulary
        self._language = language
        self._expansion = expansion or Expansion()

    def hit(self, entry: Entry, score: float, found_by: Sequence[Term], family: Iterable[tuple[Entry, str]]) -> Hit:
        """Return an entry as a hit: its score, the terms that found it, and the works of its family."""
        say = localiser(self._language)
        title = entry.title_in(self._language)
        matching = {language: self._expansion.matching(found_by, language) for language in LANGUAGES}
        return Hit(
            slug=entry.slug,
            kind=Labelled(entry.kind, self._vocabulary.kind_label(entry.kind, self._language)),
            title=title,
            title_marked=mark(title.value, matches(title.value, matching[title.language])),
            year=entry.year,
            status=Labelled(entry.status, say.term(terms.STATUSES, entry.status)) if entry.status else None,
            topics=tuple(Labelled(key, self._vocabulary.topic_label(key, self._language)) for key in entry.topics),
            people=entry.people,
            snippet=self._snippet(entry, matching),
            score=score,
            reasons=self._reasons(entry, found_by, matching) if self._explains else (),
            family=tuple(self._related(other, relation) for other, relation in family),
        )

    def _reasons(self, entry: Entry, found_by: Iterable[Term], matching: Matching) -> tuple[Reason, ...]:
        return reasons_for(
            found_by, found_in(entry, matching), self._expansion, lambda topic: self._below(topic, entry)
        )

    def _below(self, topic: str, entry: Entry) -> list[str]:
        """Return the topics of an entry that are narrower than one."""
        narrower = self._vocabulary.topics.with_narrower((topic,))
        return [each for each in entry.topics if each in narrower and each != topic]

    def _related(self, entry: Entry, relation: str) -> Related:
        label = localiser(self._language).term(terms.RELATION_TYPES, relation)
        return Related(Labelled(relation, label), entry.slug, entry.title_in(self._language))

    def _snippet(self, entry: Entry, matching: Matching) -> Snippet | None:
        shown = entry.abstract.in_(self._language)
        if shown is None:
            return None
        matched = matches(shown.value, matching[shown.language])
        return Snippet(excerpt(shown.value, matched), shown.language, shown.is_fallback)

    def facet(self, name: str, counts: Mapping[str, int], most: int | None = None) -> tuple[FacetValue, ...]:
        """Return a facet's values with their labels, by count, then in the reader's alphabet; at `most` so many."""
        placed = {key: self._placed(name, key) for key in counts}
        found = sorted((-count, placed[key].place, key) for key, count in counts.items())
        return tuple(
            FacetValue(int(key) if name == "year" else key, placed[key].label, -count, placed[key].language)
            for count, _, key in found[:most]
        )

    def _placed(self, name: str, key: str) -> Placed:
        """Return a value's label, the key that puts it in its place, and its language; the vocabulary keeps them."""
        known = self._vocabulary.placed
        if (name, key, self._language) not in known:
            text = self._vocabulary.facet_label(name, key)
            shown = text.in_(self._language) if text else None
            label = shown.value if shown else self._word(name, key)
            language = shown.language if shown and shown.is_fallback else None
            known[name, key, self._language] = Placed(sort_key(label, self._language), label, language)
        return known[name, key, self._language]

    def _word(self, name: str, key: str) -> str:
        """Return what a person, a language or a year is called, and whatever has no label."""
        if name == "person":
            return self._vocabulary.person_label(key)
        return localiser(self._language).term(LANGUAGE_NAMES, key) if name == "language" else key
