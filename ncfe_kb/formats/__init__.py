"""What other programs read and write: one small module for each format, behind one seam.

A format's module has `pieces(works)`, which gives a file's bytes one piece after the other,
`read(data, language)`, which gives what a file holds as a Batch, and `again(head, raws)`, which
makes a file of some of those records as they stood. What a record says is plain data of an entry (as a JSON line of
`dump` has it), in ids or in words: whoever reads a batch looks the words up.

Some formats are only read, and some are only written: what they hold is too little to make
an entry of.
"""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, Protocol, cast

from ncfe_kb.errors import Fault, InvalidFile, MissingExtra, UnknownRecord
from ncfe_kb.formats.works import Work
from ncfe_kb.languages import Language
from ncfe_kb.messages import N_


class Record(NamedTuple):
    """One record of a file: where it stands, as it stands there, and what it says or why that cannot be told."""

    place: int
    raw: Any
    fields: dict[str, Any]
    fault: Fault | None = None


class Batch(NamedTuple):
    """The records of a file, and what must stand before any of them."""

    head: Any
    records: tuple[Record, ...]


class FormatModule(Protocol):
    """What a format's module can do; bytes in, values out."""

    def read(self, data: bytes, language: Language) -> Batch:
        """Return the records; texts of which the file does not tell the language are in this one. Raises Fault."""
        ...

    def again(self, head: Any, raws: Sequence[Any]) -> bytes:
        """Return a file of these records of a batch, as they stood."""
        ...


class WritingModule(FormatModule, Protocol):
    """What a format's module can do that writes too."""

    def pieces(self, works: Iterable[Work]) -> Iterator[bytes]:
        """Yield a file of these works, each as it is made. Raises Fault where one cannot be held."""
        ...


class Format(NamedTuple):
    """A format: its name, the module that knows it, the endings of its files, and what it needs installed.

    One that `is_linked` tells how works stand to each other, from both sides; one that
    `may_refuse` cannot hold every work.
    """

    name: str
    module: str
    endings: tuple[str, ...] = ()
    package: str = ""
    extra: str = ""
    is_read: bool = True
    is_written: bool = True
    is_linked: bool = False
    counts_lines: bool = True
    is_text: bool = True
    may_refuse: bool = False

    def loaded(self) -> WritingModule:
        """Return the module. Raises MissingExtra."""
        try:
            return cast("WritingModule", import_module(f"ncfe_kb.formats.{self.module}"))
        except ModuleNotFoundError as error:
            if error.name and error.name.startswith("ncfe_kb"):
                raise
            raise MissingExtra(self.package, self.extra) from None


FORMATS = {
    one.name: one
    for one in (
        Format("bibtex", "bibtex", (".bib", ".bibtex"), "bibtexparser", "formats"),
        Format("ris", "ris", (".ris",), "rispy", "formats"),
        Format("csl-json", "csl_json", (".json", ".csljson"), counts_lines=False),
        Format("csv", "csv_table", (".csv",)),
        Format("xlsx", "excel", (".xlsx",), "openpyxl", "xlsx", is_text=False, may_refuse=True),
        Format("toml", "toml_entries", (".toml",), counts_lines=False),
        Format("jsonl", "json_lines", (".jsonl",)),
        Format("crossref", "crossref", is_written=False, counts_lines=False),
        Format("datacite", "datacite_xml", is_read=False, is_linked=True),
        Format("datacite-json", "datacite_json", is_read=False, is_linked=True),
        Format("oai-dc", "dublin_core", is_read=False, is_linked=True),
        Format("schema-org", "schema_org", (".jsonld",), is_read=False, is_linked=True),
    )
}
"""Every format, by its name."""

READ = tuple(name for name, one in FORMATS.items() if one.is_read)
"""The names of the formats that are read."""
WRITTEN = tuple(name for name, one in FORMATS.items() if one.is_written)
"""The names of the formats that are written."""


def format_of(name: str | None, path: Path | None = None, *, to_write: bool = False) -> Format:
    """Return the format of this name, else the one that the file's name ends for. Raises UnknownRecord.

    It is one that is read, or `to_write` one that is written.
    """
    known = [FORMATS[each] for each in (WRITTEN if to_write else READ)]
    ending = path.suffix.lower() if path else ""
    for one in known:
        if one.name == name or (name is None and ending in one.endings):
            return one
    raise UnknownRecord("format", name or ending, tuple(one.name for one in known))


def detected(name: str | None, path: Path, data: bytes) -> Format:
    """Return the format of this name, else that of the file's name and what it holds. Raises UnknownRecord."""
    chosen = format_of(name, path)
    if name is None and chosen.name == "csl-json":
        from ncfe_kb.formats import crossref  # here, since it stands on this module

        return FORMATS["crossref"] if crossref.is_one(data) else chosen
    return chosen


def read(chosen: Format, data: bytes, name: str, language: Language) -> Batch:
    """Return the records of a file of this format. Raises InvalidFile with its name, MissingExtra."""
    module = chosen.loaded()
    try:
        return module.read(data, language)
    except Fault as fault:
        raise InvalidFile((fault,), path=name) from None


def pieces(chosen: Format, works: Iterable[Work]) -> Iterator[bytes]:
    """Return what gives a file of this format piece by piece, and holds no more works at once than it must.

    Raises MissingExtra; what it gives raises InvalidFile where the format cannot hold a work.
    """
    return _told(chosen, chosen.loaded().pieces(works))


def _told(chosen: Format, found: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from found
    except Fault as fault:
        raise InvalidFile((fault,), path=chosen.name) from None


def again(chosen: Format, batch: Batch, raws: Sequence[Any]) -> bytes:
    """Return a file of some records of a batch, as they stood. Raises InvalidFile where one cannot be written."""
    try:
        return chosen.loaded().again(batch.head, raws)
    except (Fault, ValueError, RecursionError):
        fault = Fault(N_("has a refused record that cannot be kept in a file beside; take it out first"))
        raise InvalidFile((fault,), path=chosen.name) from None


__all__ = [
    "FORMATS",
    "READ",
    "WRITTEN",
    "Batch",
    "Format",
    "FormatModule",
    "Record",
    "Work",
    "WritingModule",
    "again",
    "detected",
    "format_of",
    "pieces",
    "read",
]
