"""The checks of what records say of each other: relations, topics, translations."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from ncfe_kb.catalogue.examining.finding import Found, Patient
from ncfe_kb.errors import Fault
from ncfe_kb.messages import N_
from ncfe_kb.models import terms
from ncfe_kb.text import Text
from ncfe_kb.topics import loops_in

_PROSE = ("title", "supplied_title", "abstract", "notes")
"""The texts of an entry that are not the same in both languages, unless they are short: then they may be names."""
_SHORT = 3
"""Words of a short text, at most."""

Triple = tuple[str, str, str]
"""A relation as source, type and target."""


def relations(patient: Patient) -> Iterator[Found]:
    """Find relations that lead nowhere, have no inverse, contradict each other or are stated twice."""
    stated = list(_stated(patient))
    yield from _without_inverse(patient, stated)
    known = [one for one in stated if one[1] in terms.INVERSES and one[0] != one[2]]
    yield from _going_round(known)
    counts = Counter(min(one, _inverse(one)) for one in known)
    for one in known:
        if counts.pop(min(one, _inverse(one)), 1) > 1:
            fault = Fault(N_("{relation} {target} is stated twice; remove one"), relation=one[1], target=one[2])
            yield Found(one[0], fault, is_wrong=False)


def _stated(patient: Patient) -> Iterator[Triple]:
    return ((slug, one.type, one.target) for slug, entry in patient.entries.items() for one in entry.relations)


def _inverse(one: Triple) -> Triple:
    source, type_name, target = one
    return target, terms.INVERSES[type_name], source


def _without_inverse(patient: Patient, stated: list[Triple]) -> Iterator[Found]:
    for source, type_name, target in stated:
        fields = {"relation": type_name, "target": target}
        if type_name not in terms.INVERSES:
            yield Found(source, Fault(N_("{relation} {target} has no inverse; correct it"), **fields))
        if target not in patient.entries or target == source:
            yield Found(source, Fault(N_("{relation} {target} leads to no other work; remove it"), **fields))


def _going_round(known: list[Triple]) -> Iterator[Found]:
    steps: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in known:
        for source, type_name, target in {each, _inverse(each)}:
            if type_name in terms.ONE_WAY:
                steps[type_name][source].append(target)
    for type_name, targets in steps.items():
        for loop in loops_in(targets):
            fault = Fault(N_("{relation} goes round: {chain}; remove one"), relation=type_name, chain=" → ".join(loop))
            yield Found(loop[0], fault)


def topics(patient: Patient) -> Iterator[Found]:
    """Find topics that are broader than themselves, or related to themselves or to what is broader."""
    thesaurus = patient.vocabulary.topics
    for loop in thesaurus.loops():
        fault = Fault(N_("broader goes round: {chain}; remove one"), chain=" → ".join(loop))
        yield Found(loop[0], fault)
    for topic in thesaurus.values():
        if topic.id in topic.related:
            yield Found(topic.id, Fault(N_("related to itself; remove that")))
        for key in sorted(set(topic.related) & thesaurus.with_broader(topic.broader) - {topic.id}):
            yield Found(topic.id, Fault(N_("related to {topic}, which is broader already; remove one"), topic=key))


def translations(patient: Patient) -> Iterator[Found]:
    """Find translations that are none, and texts and labels that lack one."""
    yield from _dead(patient)
    yield from _untranslated(patient)
    yield from _one_sided(patient)


def _dead(patient: Patient) -> Iterator[Found]:
    forward = {_inverse(one) if one[1] == "has_translation" else one for one in _stated(patient)}
    for source, type_name, target in sorted(forward):
        translation, original = patient.entries[source], patient.entries.get(target)
        if type_name != "translation_of" or original is None:
            continue
        if translation.language and translation.language == original.language:
            is_sure = not (translation.language_inferred or original.language_inferred)
            message = N_("a translation of {other} into the same language; correct a language or remove the relation")
            yield Found(source, Fault(message, other=target), is_sure)
        for one, other in ((translation, original), (original, translation)):
            if other.status in terms.GIVEN_UP and one.status not in terms.GIVEN_UP:
                message = N_("its translation or original {other} was given up; remove the relation or note it")
                yield Found(one.slug, Fault(message, other=other.slug), is_wrong=False)


def _untranslated(patient: Patient) -> Iterator[Found]:
    texts = [(slug, name, getattr(entry, name)) for slug, entry in patient.entries.items() for name in _PROSE]
    texts += [(key, "definition", topic.definition) for key, topic in patient.vocabulary.topics.items()]
    for key, name, text in texts:
        if text.da and text.da == text.en and len(text.da.split()) > _SHORT:
            fault = Fault(N_("{field} is the same in Danish and English; translate it or leave one out"), field=name)
            yield Found(key, fault, is_wrong=False)


def _one_sided(patient: Patient) -> Iterator[Found]:
    for key, where, label in _shown(patient):
        for side in ("da", "en"):
            if not getattr(label, side):
                fault = Fault(N_("{field} is missing; readers see the other language"), field=f"{where}.{side}")
                yield Found(key, fault, is_wrong=False)


def _shown(patient: Patient) -> Iterator[tuple[str, str, Text]]:
    known = patient.vocabulary
    yield from ((key, "kind.label", kind.label) for key, kind in known.kinds.items())
    yield from ((key, "kind.plural", kind.plural) for key, kind in known.kinds.items())
    yield from ((key, "topic.preferred_label", topic.preferred_label) for key, topic in known.topics.items())
    yield from ((key, "audience.label", audience.label) for key, audience in known.audiences.items())
