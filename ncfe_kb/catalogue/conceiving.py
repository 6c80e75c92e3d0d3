"""The catalogue's topics as a thesaurus that is handed on."""

from typing import cast

from ncfe_kb.formats.skos import Concepts
from ncfe_kb.models import Scheme, Topic, TopicGroup
from ncfe_kb.storage import Reader
from ncfe_kb.text import Text


def concepts_in(reader: Reader, *, public_only: bool) -> Concepts:
    """Return schemes, groups and topics; the public's without the notes, which are the staff's."""
    schemes, groups, topics = (reader.fetch(name).values() for name in ("scheme", "topic_group", "topic"))
    concepts = Concepts(
        cast("tuple[Scheme, ...]", tuple(schemes)),
        cast("tuple[TopicGroup, ...]", tuple(groups)),
        cast("tuple[Topic, ...]", tuple(topics)),
    )
    return _without_notes(concepts) if public_only else concepts


def _without_notes(concepts: Concepts) -> Concepts:
    return concepts._replace(
        schemes=tuple(one.model_copy(update={"note": Text()}) for one in concepts.schemes),
        topics=tuple(one.model_copy(update={"editorial_note": Text()}) for one in concepts.topics),
    )
