"""The publications catalogue of the Danish national centre for the prevention of extremism.

    >>> from ncfe_kb import Catalogue
    >>> with Catalogue.in_memory(starter=True) as kb:
    ...     results = kb.public.search("højreekstremisme", language="en")

Everything is loaded when it is first used, so that the command line starts fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ncfe_kb.catalogue import Catalogue, ChangeSet, Draft, Hit, RecordChange, Results, Suggestion, View
    from ncfe_kb.catalogue.amending import (
        Add,
        Amendment,
        Clear,
        Difference,
        Remove,
        Set,
    )
    from ncfe_kb.catalogue.courses import Offering
    from ncfe_kb.catalogue.doubles import Double, Doubles
    from ncfe_kb.catalogue.importing import Imported
    from ncfe_kb.catalogue.serials import SeriesWorks
    from ncfe_kb.catalogue.translating import Delivered, Translation, Translations
    from ncfe_kb.errors import (
        AmbiguousLabel,
        Busy,
        CannotListen,
        CatalogueError,
        ChangedMeanwhile,
        ChangedSince,
        DamagedDatabase,
        Fault,
        InvalidAddress,
        InvalidFile,
        InvalidRecord,
        Irreversible,
        MissingExtra,
        NewerDatabase,
        NotPrivate,
        NotReadable,
        NotWritable,
        PossibleDuplicate,
        RecordExists,
        StillReferred,
        TopicLoop,
        UnknownRecord,
        Unreachable,
    )
    from ncfe_kb.models import (
        Audience,
        Consent,
        Contributor,
        Course,
        CourseSeason,
        DatedStatus,
        Enclosure,
        Entry,
        Episode,
        Identifier,
        Kind,
        Organisation,
        Person,
        Relation,
        Series,
        Session,
        Topic,
        YearlyReport,
    )
    from ncfe_kb.text import Labels, Localised, Text
    from ncfe_kb.topics import Thesaurus

__version__ = "0.1.0"

_HOMES = {
    "ncfe_kb.catalogue": (
        "Catalogue",
        "ChangeSet",
        "Draft",
        "Hit",
        "RecordChange",
        "Results",
        "Suggestion",
        "View",
    ),
    "ncfe_kb.catalogue.amending": (
        "Add",
        "Amendment",
        "Clear",
        "Difference",
        "Remove",
        "Set",
    ),
    "ncfe_kb.catalogue.doubles": ("Double", "Doubles"),
    "ncfe_kb.catalogue.importing": ("Imported",),
    "ncfe_kb.catalogue.translating": ("Delivered", "Translation", "Translations"),
    "ncfe_kb.catalogue.courses": ("Offering",),
    "ncfe_kb.catalogue.serials": ("SeriesWorks",),
    "ncfe_kb.errors": (
        "AmbiguousLabel",
        "Busy",
        "CannotListen",
        "CatalogueError",
        "ChangedMeanwhile",
        "ChangedSince",
        "DamagedDatabase",
        "Fault",
        "InvalidAddress",
        "InvalidFile",
        "InvalidRecord",
        "Irreversible",
        "MissingExtra",
        "NewerDatabase",
        "NotPrivate",
        "NotReadable",
        "NotWritable",
        "PossibleDuplicate",
        "RecordExists",
        "StillReferred",
        "TopicLoop",
        "UnknownRecord",
        "Unreachable",
    ),
    "ncfe_kb.models": (
        "Audience",
        "Consent",
        "Contributor",
        "Course",
        "CourseSeason",
        "DatedStatus",
        "Enclosure",
        "Entry",
        "Episode",
        "Identifier",
        "Kind",
        "Organisation",
        "Person",
        "Relation",
        "Series",
        "Session",
        "Topic",
        "YearlyReport",
    ),
    "ncfe_kb.text": ("Labels", "Localised", "Text"),
    "ncfe_kb.topics": ("Thesaurus",),
}

__all__ = [
    "Add",
    "AmbiguousLabel",
    "Amendment",
    "Audience",
    "Busy",
    "CannotListen",
    "Catalogue",
    "CatalogueError",
    "ChangeSet",
    "ChangedMeanwhile",
    "ChangedSince",
    "Clear",
    "Consent",
    "Contributor",
    "Course",
    "CourseSeason",
    "DamagedDatabase",
    "DatedStatus",
    "Delivered",
    "Difference",
    "Double",
    "Doubles",
    "Draft",
    "Enclosure",
    "Entry",
    "Episode",
    "Fault",
    "Hit",
    "Identifier",
    "Imported",
    "InvalidAddress",
    "InvalidFile",
    "InvalidRecord",
    "Irreversible",
    "Kind",
    "Labels",
    "Localised",
    "MissingExtra",
    "NewerDatabase",
    "NotPrivate",
    "NotReadable",
    "NotWritable",
    "Offering",
    "Organisation",
    "Person",
    "PossibleDuplicate",
    "RecordChange",
    "RecordExists",
    "Relation",
    "Remove",
    "Results",
    "Series",
    "SeriesWorks",
    "Session",
    "Set",
    "StillReferred",
    "Suggestion",
    "Text",
    "Thesaurus",
    "Topic",
    "TopicLoop",
    "Translation",
    "Translations",
    "UnknownRecord",
    "Unreachable",
    "View",
    "YearlyReport",
]


def __getattr__(name: str) -> Any:
    """Load a public name from the module where it lives."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
