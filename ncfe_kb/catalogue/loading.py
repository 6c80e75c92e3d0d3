"""What `load` reads: the project's own files, and a thesaurus in SKOS."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from ncfe_kb import files
from ncfe_kb.models import Origin, Topic
from ncfe_kb.progress import Progress
from ncfe_kb.storage import Reader
from ncfe_kb.text import Labels

One = TypeVar("One")
_LABELS = ("alternative_labels", "hidden_labels")
_LISTS = ("exact_match", "close_match", "related_match", "broader", "related")


class Taken(NamedTuple):
    """The records of a file, and how many statements of it were left out, by language or property."""

    origins: list[Origin]
    left_out: Mapping[str, int]
    is_ordered: bool = True


def taken_of(path: Path, progress: Progress) -> Taken:
    """Return what a folder or file holds. Raises InvalidFile, NotReadable, MissingExtra."""
    from ncfe_kb.formats import skos

    if path.suffix.lower() not in skos.ENDINGS or path.is_dir():
        return Taken(files.read(path, progress), {})
    taken = skos.read(skos.form_of(None, path), files.bytes_of(path), path.name)
    return Taken(taken.origins, taken.left_out, is_ordered=False)


def in_former_order(reader: Reader, origins: Sequence[Origin]) -> list[Origin]:
    """Return the records with the lists of topics as they stood before, what is new last: SKOS knows no order."""
    ids = [origin.record.id for origin in origins if isinstance(origin.record, Topic)]
    before = reader.fetch("topic", ids)
    return [
        origin._replace(record=_like(origin.record, former))
        if isinstance(origin.record, Topic) and isinstance(former := before.get(origin.record.id), Topic)
        else origin
        for origin in origins
    ]


def _like(topic: Topic, former: Topic) -> Topic:
    """Return a topic whose lists are in another one's order."""
    labels = {name: _labels_like(getattr(topic, name), getattr(former, name)) for name in _LABELS}
    lists = {name: _list_like(getattr(topic, name), getattr(former, name)) for name in _LISTS}
    return topic.model_copy(update={**labels, **lists})


def _labels_like(labels: Labels, former: Labels) -> Labels:
    return Labels(da=_list_like(labels.da, former.da), en=_list_like(labels.en, former.en))


def _list_like(values: tuple[One, ...], former: tuple[One, ...]) -> tuple[One, ...]:
    places = {value: place for place, value in enumerate(former)}
    return tuple(sorted(values, key=lambda value: places.get(value, len(places))))
