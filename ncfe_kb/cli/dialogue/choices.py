"""What can be typed where: topics, people, series, works, terms, by how they begin."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ncfe_kb.catalogue import Catalogue
from ncfe_kb.cli.dialogue.prompting import Choice
from ncfe_kb.i18n import Localiser
from ncfe_kb.languages import fold
from ncfe_kb.messages import N_
from ncfe_kb.models import terms

_MOST = 20


def topics(catalogue: Catalogue, say: Localiser, typed: str) -> Iterator[Choice]:
    """Yield topics of which a label begins so, or has a word that does."""
    for one in catalogue.complete(typed, language=say.language, limit=_MOST, types=("topic",)):
        yield Choice(one.label, one.label, one.id)


def people(catalogue: Catalogue, say: Localiser, typed: str) -> Iterator[Choice]:
    """Yield people and organisations whose name has a word that begins so."""
    for one in catalogue.complete(typed, language=say.language, limit=_MOST, types=("person",)):
        yield Choice(one.label, one.label, say(N_("person")))
    for body in catalogue.vocabulary.organisations.values():
        if typed and _begins(body.name, typed):
            yield Choice(body.name, body.name, say(N_("organisation")))


def series(catalogue: Catalogue, say: Localiser, typed: str) -> Iterator[Choice]:
    """Yield series whose title has a word that begins so; all, where nothing was typed."""
    labels = {catalogue.vocabulary.series_label(key, say.language): key for key in catalogue.vocabulary.series}
    for label in say.in_order(labels):
        if _begins(label, typed):
            yield Choice(label, label, labels[label])


def kinds(catalogue: Catalogue, say: Localiser, typed: str) -> Iterator[Choice]:
    """Yield kinds whose label has a word that begins so; all, where nothing was typed."""
    labels = {catalogue.vocabulary.kind_label(key, say.language): key for key in catalogue.vocabulary.kinds}
    for label in say.in_order(labels):
        if _begins(label, typed):
            yield Choice(label, label, labels[label])


def relations(catalogue: Catalogue, say: Localiser, typed: str) -> Iterator[Choice]:
    """Yield the ways of being related that begin so; after one of them, works whose title has such a word."""
    labels = sorted((say.term(terms.RELATION_TYPES, key) for key in terms.RELATION_TYPES), key=len, reverse=True)
    way = next((label for label in labels if fold(typed).startswith(f"{fold(label)} ")), None)
    if way is None:
        yield from (Choice(f"{label} ", label) for label in say.in_order(set(labels)) if _begins(label, typed))
        return
    for one in catalogue.complete(typed[len(way) :].strip(), language=say.language, limit=_MOST, types=("entry",)):
        yield Choice(f"{way} {one.id}", one.label, one.id)


def from_terms(labels: Mapping[str, str]) -> Callable[[Catalogue, Localiser, str], Iterable[Choice]]:
    """Return what yields the terms of a closed vocabulary that begin so, in their own order."""

    def found(_: Catalogue, say: Localiser, typed: str) -> Iterator[Choice]:
        for key in labels:
            if _begins(label := say.term(labels, key), typed):
                yield Choice(label, label)

    return found


def _begins(label: str, typed: str) -> bool:
    return f" {fold(typed)}" in f" {fold(label)}"
