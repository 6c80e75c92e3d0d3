"""Records as text files: the form that people review, and that `load` and `dump` speak.

A folder has one TOML file for each entry and yearly report, and one for each other kind of
record. A `.jsonl` file has one record a line, for bulk. Reading what was written gives the
same records, and writing them again the same bytes.
"""

import json
import os
import re
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tomli_w

from ncfe_kb.errors import N_, Fault, InvalidFile, InvalidRecord, NotReadable, NotWritable
from ncfe_kb.models import RECORD_TYPES, Origin, Value, key_of, type_of
from ncfe_kb.progress import Progress, counted, silent

_SHARED = {
    "kinds.toml": ("kind",),
    "audiences.toml": ("audience",),
    "series.toml": ("series",),
    "people.toml": ("person",),
    "organisations.toml": ("organisation",),
    "topics.toml": ("scheme", "topic_group", "topic"),
    "courses.toml": ("programme", "season", "course"),
}
"""The files that hold many records, and the types of record in each."""
_SINGLE = {"entries": "entry", "reports": "yearly_report"}
"""The folders that hold one record a file, named by its id."""
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


def read(path: Path, progress: Progress = silent) -> list[Origin]:
    """Return the records of a folder, a TOML file of it, or a JSON Lines file.

    Raises InvalidFile for the first file that has faults, and NotReadable.
    """
    try:
        if path.is_dir():
            files = counted(_files(path), progress)
            return [origin for file in files for origin in _read_toml(file, file.relative_to(path))]
        if path.suffix == ".jsonl":
            return list(_read_lines(path))
        place = path.absolute()
        return list(_read_toml(path, Path(*place.parts[-2:]) if place.parent.name in _SINGLE else Path(path.name)))
    except OSError as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable(str(error.filename or path), error.strerror or str(error)) from None


def write(records: Iterable[Value], path: Path) -> None:
    """Write the records to a folder, or to a file whose name ends in .jsonl.

    A folder that holds an earlier dump is brought up to date; one that holds anything else
    is refused with NotWritable.
    """
    try:
        if path.suffix == ".jsonl":
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, "".join(_line(record) for record in records))
        else:
            _write_folder(records, path)
    except OSError as error:
        if isinstance(error, NotWritable):
            raise
        raise NotWritable(str(error.filename or path), error.strerror or str(error)) from None


def _files(folder: Path) -> list[Path]:
    found = [folder / name for name in _SHARED if (folder / name).is_file()]
    for name in _SINGLE:
        found += sorted((folder / name).glob("*.toml"))
    if not found:
        raise NotReadable(str(folder), N_("it has no files of a catalogue"))
    return found


def _read_toml(file: Path, name: Path) -> Iterator[Origin]:
    data = _parse(file, str(name))
    single = _SINGLE.get(name.parent.name)
    if single:
        yield Origin(str(name), _check_name(_record(single, data, str(name)), name))
        return
    types = _SHARED.get(name.name)
    if types is None:
        raise InvalidFile(
            (Fault(N_("is not a file of a catalogue; those are {names}"), names=", ".join(_SHARED)),), path=str(name)
        )
    for section, rows in data.items():
        if section not in types or not isinstance(rows, list):
            fault = Fault(N_("is not a section of this file; those are {names}"), where=section, names=", ".join(types))
            raise InvalidFile((fault,), path=str(name))
        yield from (Origin(str(name), _record(section, row, str(name))) for row in rows)


def _parse(file: Path, name: str) -> dict[str, Any]:
    data = file.read_bytes()
    try:
        return tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InvalidFile((Fault(N_("line {line} is not UTF-8 text"), line=line),), path=name) from None
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        raise InvalidFile((_toml_fault(str(error)),), path=name) from None
    except RecursionError:
        raise InvalidFile((Fault(N_("is nested too deeply")),), path=name) from None


def _toml_fault(message: str) -> Fault:
    place = _PLACE.search(message)
    reason = _PLACE.sub("", message)
    if place and place[1]:
        return Fault(
            N_("line {line}, column {column} is not TOML: {reason}"), line=place[1], column=place[2], reason=reason
        )
    return Fault(N_("is not TOML at its end: {reason}"), reason=reason)


def _record(type_name: str, data: Any, path: str) -> Value:
    model = RECORD_TYPES[type_name]
    if not isinstance(data, dict):
        raise InvalidFile((Fault(N_("must be a table of fields"), where=type_name),), path=path)
    try:
        return model(**data)
    except InvalidRecord as error:
        known = next(iter(model.model_fields))
        raise InvalidFile(error.faults, record=str(data.get(known, "")), path=path) from None


def _check_name(record: Value, name: Path) -> Value:
    if key_of(record) != name.stem:
        fault = Fault(
            N_("the id is “{id}”, so the file must be named {file}"), id=key_of(record), file=f"{key_of(record)}.toml"
        )
        raise InvalidFile((fault,), path=str(name))
    return record


def _read_lines(file: Path) -> Iterator[Origin]:
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        where = f"{file.name}:{number}"
        try:
            data = json.loads(line)
            type_name = data.pop("type")
            RECORD_TYPES[type_name]
        except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
            names = ", ".join(RECORD_TYPES)
            fault = Fault(N_("is not a JSON object whose “type” is one of {names}"), names=names)
            raise InvalidFile((fault,), path=where) from None
        yield Origin(where, _record(type_name, data, where))


def _line(record: Value) -> str:
    return json.dumps({"type": type_of(record), **record.filled()}, ensure_ascii=False) + "\n"


def _write_folder(records: Iterable[Value], folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()) and not any((folder / name).is_file() for name in _SHARED):
        raise NotWritable(str(folder), N_("it holds other files; choose an empty folder"))
    texts = _texts(records)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _replace(folder / name, text)
    stale = [file for name in _SINGLE for file in (folder / name).glob("*.toml")]
    stale += [folder / name for name in _SHARED]
    for file in stale:
        if str(file.relative_to(folder)) not in texts:
            file.unlink(missing_ok=True)


def _texts(records: Iterable[Value]) -> dict[str, str]:
    """Return the text of every file, by its name in the folder."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    texts = {}
    folders = {type_name: folder for folder, type_name in _SINGLE.items()}
    for record in records:
        type_name = type_of(record)
        if type_name in folders:
            texts[f"{folders[type_name]}/{key_of(record)}.toml"] = _toml(record.filled())
        else:
            rows[type_name].append(record.filled())
    for name, types in _SHARED.items():
        if sections := {type_name: rows[type_name] for type_name in types if rows[type_name]}:
            texts[name] = _toml(sections)
    return texts


def _toml(data: dict[str, Any]) -> str:
    return tomli_w.dumps(data, multiline_strings=True)


def _replace(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
