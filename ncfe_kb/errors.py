"""What can go wrong, one class for each cause.

    CatalogueError
    ├── InvalidRecord (ValueError)         a record has faults; all of them are named
    │   └── InvalidFile                    … and the file or line where it stands
    ├── UnknownRecord (KeyError)           no entry, topic, kind … has this id or label
    ├── AmbiguousLabel (ValueError)        a label that several topics share
    ├── RecordExists (ValueError)          the id is taken
    ├── PossibleDuplicate (ValueError)     a new work may be one that is known already
    ├── StillReferred (ValueError)         other records refer to what is to be removed
    ├── ChangedSince (ValueError)          what is to be undone was changed again
    ├── ChangedMeanwhile (ValueError)      what is to be saved was changed by somebody else
    ├── Irreversible (ValueError)          what is to be undone was taken away for good
    ├── TopicLoop (ValueError)             a topic would be broader than itself
    ├── NotReadable (OSError)              a file or folder cannot be read
    ├── NotWritable (OSError)              a file or folder cannot be written
    ├── NotPrivate (PermissionError)       others may write what is run when it is read
    ├── NewerDatabase (RuntimeError)       the database was made by a later version
    ├── DamagedDatabase (RuntimeError)     the file is no catalogue
    ├── InvalidAddress (ValueError)        what should name a database does not
    ├── Unreachable (ConnectionError)      the database's server does not answer
    ├── CannotListen (OSError)             the web cannot be served at this host and port
    ├── MissingExtra (ImportError)         a part of this library is not installed
    └── Busy (RuntimeError)                another process holds the catalogue too long

Every class carries its message as a gettext id and its data as fields, so that an edge can
say it in the reader's language: `error.render(translate)`.
"""

from dataclasses import dataclass
from typing import ClassVar

from ncfe_kb.fault import Fault as Fault  # noqa: PLC0414 - errors and faults are imported together
from ncfe_kb.messages import N_, TYPE_LABELS, Translate


@dataclass(eq=False)
class CatalogueError(Exception):
    """The base of everything that this library raises on purpose."""

    message: ClassVar[str] = N_("something is wrong with the catalogue")

    def __post_init__(self) -> None:
        super().__init__(*vars(self).values())

    def __str__(self) -> str:
        return self.render(str)

    def render(self, translate: Translate) -> str:
        """Return the error in one line, in the language of `translate`."""
        fields = {name: translate(value) if name == "reason" else value for name, value in vars(self).items()}
        return translate(self.message).format(**fields)


@dataclass(eq=False)
class InvalidRecord(CatalogueError, ValueError):
    """A record has faults, all of which are named."""

    faults: tuple[Fault, ...]
    record: str = ""
    message: ClassVar[str] = "{record}: {faults}"

    def render(self, translate: Translate) -> str:
        """Return the faults in one line."""
        faults = "; ".join(fault.render(translate) for fault in self.faults)
        return f"{self.record}: {faults}" if self.record else faults


@dataclass(eq=False)
class InvalidFile(InvalidRecord):
    """A file, or one line of it, cannot be taken in; nothing of the folder was."""

    path: str = ""

    def render(self, translate: Translate) -> str:
        """Return the file's name and its faults in one line."""
        faults = super().render(translate)
        return f"{self.path}: {faults}" if self.path else faults


@dataclass(eq=False)
class UnknownRecord(CatalogueError, KeyError):
    """No record of this type has the id or label; `near` names what may have been meant."""

    type: str
    id: str
    near: tuple[str, ...] = ()
    where: str = ""
    message: ClassVar[str] = N_("unknown {type}: “{id}”")

    def render(self, translate: Translate) -> str:
        """Return the error, after the place where it stands, with the nearest ids where there are any."""
        text = translate(self.message).format(type=translate(TYPE_LABELS.get(self.type, self.type)), id=self.id)
        if self.near:
            text += translate(N_("; did you mean {near}?")).format(near=", ".join(self.near))
        return f"{self.where}: {text}" if self.where else text


@dataclass(eq=False)
class AmbiguousLabel(CatalogueError, ValueError):
    """Several records share the label; their ids tell them apart."""

    label: str
    ids: tuple[str, ...]
    message: ClassVar[str] = N_("“{label}” can mean {meanings}; give the id")

    def render(self, translate: Translate) -> str:
        """Return the error with the ids that are meant."""
        return translate(self.message).format(label=self.label, meanings=", ".join(self.ids))


@dataclass(eq=False)
class RecordExists(CatalogueError, ValueError):
    """The id is taken."""

    type: str
    id: str
    message: ClassVar[str] = N_("“{id}” is taken already; choose another id")


@dataclass(eq=False)
class PossibleDuplicate(CatalogueError, ValueError):
    """A new work may be the same as one that is known already; it was not added."""

    ids: tuple[str, ...]
    message: ClassVar[str] = N_("this may be the same work as {names}; if it is another one, add it with --distinct")

    def render(self, translate: Translate) -> str:
        """Return the error with the works that it may be."""
        return translate(self.message).format(names=", ".join(self.ids))


@dataclass(eq=False)
class StillReferred(CatalogueError, ValueError):
    """Other records refer to this one; nothing was removed."""

    id: str
    by: tuple[str, ...]
    message: ClassVar[str] = N_("“{id}” is referred to by {names}; remove those references first")

    def render(self, translate: Translate) -> str:
        """Return the error with the records that stand in the way."""
        return translate(self.message).format(id=self.id, names=", ".join(self.by))


@dataclass(eq=False)
class ChangedSince(CatalogueError, ValueError):
    """A change cannot be undone, since a record that it touched was changed again; nothing was undone."""

    change: int
    id: str
    by: tuple[int, ...]
    message: ClassVar[str] = N_("change {change} cannot be undone: “{id}” was changed since (change {later})")

    def render(self, translate: Translate) -> str:
        """Return the error with the changes that stand in the way."""
        later = ", ".join(map(str, self.by))
        return translate(self.message).format(change=self.change, id=self.id, later=later)


@dataclass(eq=False)
class ChangedMeanwhile(CatalogueError, ValueError):
    """A work was changed by somebody else since it was read; nothing was saved."""

    id: str
    message: ClassVar[str] = N_("“{id}” was changed by somebody else meanwhile; nothing was saved")


@dataclass(eq=False)
class Irreversible(CatalogueError, ValueError):
    """A change cannot be undone, since what it took away is kept nowhere; nothing was undone."""

    change: int
    message: ClassVar[str] = N_(
        "change {change} cannot be undone: it took something away for good, or confirmed what stayed as it was"
    )


@dataclass(eq=False)
class TopicLoop(CatalogueError, ValueError):
    """A topic would be broader than itself."""

    ids: tuple[str, ...]
    message: ClassVar[str] = N_("topics cannot be broader than themselves: {chain}")

    def render(self, translate: Translate) -> str:
        """Return the error with the loop written out."""
        return translate(self.message).format(chain=" → ".join(self.ids))


@dataclass(eq=False)
class NotReadable(CatalogueError, OSError):
    """A file or folder cannot be read."""

    path: str
    reason: str
    message: ClassVar[str] = N_("{path} cannot be read: {reason}")


@dataclass(eq=False)
class NotWritable(CatalogueError, OSError):
    """A file or folder cannot be written."""

    path: str
    reason: str
    message: ClassVar[str] = N_("{path} cannot be written: {reason}")


@dataclass(eq=False)
class NotPrivate(CatalogueError, PermissionError):
    """Somebody else may have written the index, and reading it runs what is in it; nothing of it was read."""

    path: str
    reason: str
    message: ClassVar[str] = N_("{path} is not safe to read: {reason}")


@dataclass(eq=False)
class NewerDatabase(CatalogueError, RuntimeError):
    """The database was made by a later version of this library."""

    path: str
    version: str
    message: ClassVar[str] = N_("{path} was made by a newer version of ncfe-kb (schema {version}); upgrade ncfe-kb")


@dataclass(eq=False)
class DamagedDatabase(CatalogueError, RuntimeError):
    """The file is no catalogue, or no longer one."""

    path: str
    reason: str
    message: ClassVar[str] = N_("{path} is not a catalogue that can be opened: {reason}")


@dataclass(eq=False)
class InvalidAddress(CatalogueError, ValueError):
    """What should name a database does not; it is not repeated, since it may hold a password."""

    reason: str
    message: ClassVar[str] = N_(
        "the address of the database cannot be used: {reason}; write postgresql+psycopg://USER@HOST/NAME"
    )


@dataclass(eq=False)
class Unreachable(CatalogueError, ConnectionError):
    """The database's server does not answer, or not to us."""

    path: str
    reason: str
    message: ClassVar[str] = N_("the database {path} cannot be reached: {reason}")


@dataclass(eq=False)
class CannotListen(CatalogueError, OSError):
    """The web cannot be served at this host and port."""

    place: str
    reason: str
    message: ClassVar[str] = N_("cannot listen at {place}: {reason}; choose another --host or --port")


@dataclass(eq=False)
class MissingExtra(CatalogueError, ImportError):
    """A part of this library is not installed that not all need."""

    package: str
    extra: str
    message: ClassVar[str] = N_("{package} is not installed; run: pip install 'ncfe-kb[{extra}]'")


@dataclass(eq=False)
class Busy(CatalogueError, RuntimeError):
    """Another process held the catalogue for too long; nothing was changed."""

    path: str
    message: ClassVar[str] = N_("{path} is in use by another process; try again in a moment")
