"""Search results, lists, single works and kinds as a person reads them in a terminal."""

from collections.abc import Iterator, Sequence

from ncfe_kb.catalogue import Catalogue, Completion, FacetValue, Hit, Reason, Results
from ncfe_kb.cli.terminal import Parts, part, plain, show, width, wrapped
from ncfe_kb.i18n import LANGUAGE_NAMES, ONLY_IN, Localiser
from ncfe_kb.messages import N_, TYPE_LABELS
from ncfe_kb.models import Consent, DatedStatus, Entry, Kind, Relation, terms
from ncfe_kb.text import Localised, Text

_FACET_LABELS = {
    "kind": N_("Kind"),
    "topic": N_("Topic"),
    "year": N_("Year"),
    "language": N_("Language"),
    "series": N_("Series"),
    "person": N_("Person"),
}
_FACET_VALUES = 5
_INDENT = 4
_LIST_INDENT = 6


def show_results(results: Results, say: Localiser, *, explain: bool = False) -> None:
    """Show one page of results with their facets."""
    show(*wrapped(part(_heading(results, say))))
    if results.suggestion:
        show(*wrapped(part(say(N_("Did you mean “{query}”?")).format(query=results.suggestion), "faint")))
    first = (results.page - 1) * results.limit + 1
    for number, hit in enumerate(results, first):
        show([], *_hit_lines(number, hit, say))
        if explain:
            for reason in hit.reasons:
                show(*wrapped(part(f"← {_reason(reason, say)}", "faint"), _INDENT))
    if results.hits:
        show([], *_facet_lines(results, say))
    if results.behind:
        show([], *wrapped(part(say(N_("The index is being written; the newest changes may be missing.")))))


def _heading(results: Results, say: Localiser) -> str:
    found = say.counted("{number} work", "{number} works", results.total)
    if results.query:
        found = say(N_("{works} for “{query}”")).format(works=found, query=results.query)
    if results.pages > 1:
        found += say(N_(", page {page} of {pages}")).format(
            page=say.number(results.page), pages=say.number(results.pages)
        )
    return found


def _hit_lines(number: int, hit: Hit, say: Localiser) -> Iterator[Parts]:
    yield from wrapped(_marked_title(hit, say), _INDENT, f"{number}. ")
    facts = [hit.kind.label, str(hit.year or ""), ", ".join(hit.people), hit.status.label if hit.status else ""]
    yield from wrapped(part(" · ".join(fact for fact in facts if fact)), _INDENT)
    if hit.snippet:
        marked = [(plain(text), "match" if is_marked else "") for text, is_marked in hit.snippet.marked.parts()]
        yield from wrapped(marked, _INDENT)
    yield from wrapped(part(hit.slug, "faint"), _INDENT)
    for related in hit.family:
        named = part(f"+ {related.relation.label}: ") + part(related.title.value) + part(f" {related.slug}", "faint")
        yield from wrapped(named, _INDENT)


def _reason(reason: Reason, say: Localiser) -> str:
    """Return a reason as a person reads it."""
    message = {
        "concept": N_("topic {id} ({via})"),
        "correction": N_("“{from}” taken for “{to}”"),
        "title": N_("the whole title"),
        "word": N_("“{matched}” in {field}"),
    }[reason["type"]]
    words = dict(reason)
    for name in {"field", "via"} & reason.keys():
        words[name] = say(_REASON_WORDS.get(reason[name], reason[name]))
    return say(message).format(**words)


_REASON_WORDS: dict[str, str] = {
    "title": N_("the title"),
    "abstract": N_("the abstract"),
    "people": N_("the names"),
    "facts": N_("the facts"),
    "label": N_("named"),
    "narrower": N_("narrower"),
}
"""Where a word was found and how a topic was, in a person's words."""


def _marked_title(hit: Hit, say: Localiser) -> Parts:
    marked = [(plain(text), "match" if is_marked else "strong") for text, is_marked in hit.title_marked.parts()]
    return marked + _fallback_note(hit.title, say)


def _title(title: Localised, say: Localiser) -> Parts:
    return part(title.value, "strong") + _fallback_note(title, say)


def _fallback_note(title: Localised, say: Localiser) -> Parts:
    return part(f" ({say(ONLY_IN[title.language])})", "faint") if title.is_fallback else []


def _facet_lines(results: Results, say: Localiser) -> Iterator[Parts]:
    for name, label in _FACET_LABELS.items():
        if values := results.facets.get(name):
            yield from wrapped(_labelled(say(label), _facet_values(values, say)))


def _labelled(label: str, value: str) -> Parts:
    return part(f"{label}: ", "strong") + part(value)


def _facet_values(values: Sequence[FacetValue], say: Localiser) -> str:
    shown = [f"{value.label} {say.number(value.count)}" for value in values[:_FACET_VALUES]]
    return " · ".join([*shown, "…"] if len(values) > _FACET_VALUES else shown)


def show_list(results: Results, say: Localiser) -> None:
    """Show works in short, and how many there are."""
    show_hits(results.hits, say)
    show([], part(say.counted("{number} work", "{number} works", results.total)))


def show_hits(hits: Sequence[Hit], say: Localiser) -> None:
    """Show works in short: year and title, kind and slug."""
    for hit in hits:
        show(*wrapped(_title(hit.title, say), _LIST_INDENT, str(hit.year or "")))
        show(*wrapped(part(f"{hit.kind.label} · {hit.slug}", "faint"), _LIST_INDENT))


def show_completions(completions: Sequence[Completion], say: Localiser) -> None:
    """Show each completion with its type and id."""
    for one in completions:
        show(*wrapped(part(one.label, "strong") + part(f" {say(TYPE_LABELS[one.type])} {one.id}", "faint")))


def show_kinds(kinds: Sequence[Kind], say: Localiser) -> None:
    """Show kinds by label."""
    labels = {kind.label.label(say.language, kind.id): kind.id for kind in kinds}
    longest = max(map(width, labels), default=0)
    for label in say.in_order(labels):
        show(part(label + " " * (longest + 2 - width(label))) + part(labels[label], "faint"))


def show_entry(entry: Entry, relations: Sequence[Relation], catalogue: Catalogue, say: Localiser) -> None:
    """Show all that is known of a work."""
    show(*wrapped(_title(entry.title_in(say.language), say)), [])
    for label, value in _facts(entry, catalogue, say):
        line = _labelled(say(label), value)
        show(*([line] if "://" in value else wrapped(line)))  # an address stays on the line of its label
    if abstract := _shown(entry.abstract, say):
        show([], *wrapped(part(abstract)))
    if relations:
        show([], part(say(N_("Related works")), "strong"))
        for relation in relations:
            show(*wrapped(_relation(relation, catalogue, say), 2))


def _facts(entry: Entry, catalogue: Catalogue, say: Localiser) -> Iterator[tuple[str, str]]:
    """Yield label and value of every field that says something, in the order that people ask for them."""
    vocabulary, language = catalogue.vocabulary, say.language
    yield N_("Id"), entry.slug
    yield N_("Kind"), vocabulary.kind_label(entry.kind, language)
    yield from _present(N_("Genre as printed"), _shown(entry.genre, say))
    yield from _present(N_("Also called"), "; ".join(_shown(title, say) for title in entry.alternative_titles))
    yield from _contributors(entry, say)
    yield from _present(N_("Date"), say.date(entry.date) if entry.date else "")
    yield from _present(N_("On the date"), _shown(entry.date_note, say))
    yield from _statuses(entry.statuses, say)
    yield from _present(N_("Language"), _language(entry, say))
    yield from _present(N_("Series"), _series(entry, catalogue, say))
    yield from _present(N_("Extent"), _shown(entry.extent, say))
    yield from _episode(entry, say)
    topics = say.in_order(vocabulary.topic_label(topic, language) for topic in entry.topics)
    yield from _present(N_("Topics"), ", ".join(topics))
    audiences = say.in_order(_label(vocabulary.audiences[key].label, key, say) for key in entry.audience)
    yield from _present(N_("For"), ", ".join(audiences))
    yield from ((terms.IDENTIFIER_SCHEMES[identifier.scheme], identifier.value) for identifier in entry.identifiers)
    yield from ((N_("Address"), url) for url in entry.urls)
    centre = say.term(terms.RELATIONS_TO_CENTRE, entry.relation_to_centre) if entry.relation_to_centre else ""
    yield from _present(N_("The centre's part"), centre)
    yield from _present(N_("Public"), "" if entry.public else say(N_("no, internal")))
    basis = say.term(terms.ABSTRACT_BASES, entry.abstract_basis) if entry.abstract_basis else ""
    yield from _present(N_("Abstract"), basis)
    yield from ((N_("Source"), source) for source in entry.sources)
    yield from _present(N_("Notes"), _shown(entry.notes, say))


def _shown(text: Text, say: Localiser) -> str:
    """Return a text in the reader's language, else in the other one with a note that says so."""
    found = text.in_(say.language)
    if found is None:
        return ""
    return f"{found.value} ({say(ONLY_IN[found.language])})" if found.is_fallback else found.value


def _present(label: str, value: str) -> Iterator[tuple[str, str]]:
    if value:
        yield label, value


def _label(text: Text, default: str, say: Localiser) -> str:
    return text.label(say.language, default)


def _contributors(entry: Entry, say: Localiser) -> Iterator[tuple[str, str]]:
    for contributor in entry.contributors:
        affiliation = f" ({contributor.affiliation})" if contributor.affiliation else ""
        consents = "".join(f"; {_consent(consent, say)}" for consent in contributor.consents)
        yield say.term(terms.ROLES, contributor.role).capitalize(), contributor.name + affiliation + consents


def _consent(consent: Consent, say: Localiser) -> str:
    told = say(N_("consent to {scope}")).format(scope=say.term(terms.SCOPES, consent.scope))
    if consent.date:
        told += f" {say.date(consent.date)}"
    if consent.withdrawn:
        told += ", " + say(N_("withdrawn {date}")).format(date=say.date(consent.withdrawn))
    return told


def _statuses(statuses: Sequence[DatedStatus], say: Localiser) -> Iterator[tuple[str, str]]:
    for status in statuses:
        text = say.term(terms.STATUSES, status.status)
        if status.date:
            text += f", {say.date(status.date)}"
        if status.as_of:
            text += ", " + say(N_("as of {date}")).format(date=say.date(status.as_of))
        if status.wording:
            text += f" ({status.wording})"
        yield N_("Status"), text


def _language(entry: Entry, say: Localiser) -> str:
    if not entry.language:
        return ""
    name = say.term(LANGUAGE_NAMES, entry.language)
    return say(N_("{language} (inferred)")).format(language=name) if entry.language_inferred else name


def _series(entry: Entry, catalogue: Catalogue, say: Localiser) -> str:
    if not entry.series:
        return ""
    title = catalogue.vocabulary.series_label(entry.series, say.language)
    return ", ".join(part for part in (title, entry.series_number) if part)


def _episode(entry: Entry, say: Localiser) -> Iterator[tuple[str, str]]:
    if episode := entry.episode:
        yield from _present(N_("Season"), str(episode.season or ""))
        yield from _present(N_("Episode"), str(episode.number or ""))
        minutes, seconds = divmod(episode.duration or 0, 60)
        yield from _present(N_("Duration"), f"{minutes}:{seconds:02}" if episode.duration else "")
        if sound := episode.enclosure:
            size = say.counted("{number} byte", "{number} bytes", sound.length) if sound.length else ""
            yield N_("Sound"), ", ".join(part for part in (sound.url, sound.type, size) if part)
        yield from _present(N_("Guid"), episode.guid or "")
        yield from _present(N_("Transcript"), episode.transcript or "")


def _relation(relation: Relation, catalogue: Catalogue, say: Localiser) -> Parts:
    title = catalogue[relation.target].title_in(say.language)
    certainty = "" if relation.certainty == "stated" else f" ({say.term(terms.CERTAINTIES, relation.certainty)})"
    text = f"{say.term(terms.RELATION_TYPES, relation.type)}{certainty}: {title.value}"
    return part(text) + part(f" {relation.target}", "faint")
