"""Records as text files: the form that people review, and that `load` and `dump` speak.

A folder has one TOML file for each entry and yearly report, and one for each other kind of
record. A `.jsonl` file has one record a line, for bulk. Reading what was written gives the
same records, and writing them again the same bytes.
"""

import json
import os
import stat
import tempfile
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tomli_w

from ncfe_kb.errors import Fault, InvalidFile, InvalidRecord, NotReadable, NotWritable
from ncfe_kb.messages import N_
from ncfe_kb.models import RECORD_TYPES, Origin, Value, key_of, type_of
from ncfe_kb.plain import json_of, toml_of
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


def bytes_of(path: Path) -> bytes:
    """Return what a regular file holds. Raises NotReadable."""
    try:
        return _content(path)
    except OSError as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable(str(path), error.strerror or str(error)) from None


def keep(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all. Raises NotWritable."""
    try:
        if path.is_dir():
            raise NotWritable(str(path), N_("Is a directory"))
        _replace(path, data)
    except OSError as error:
        if isinstance(error, NotWritable):
            raise
        raise NotWritable(str(path), error.strerror or str(error)) from None


def _files(folder: Path) -> list[Path]:
    found = [folder / name for name in _SHARED if os.path.lexists(folder / name)]
    for name in _SINGLE:
        if os.path.lexists(folder / name):
            found += sorted(file for file in (folder / name).iterdir() if file.suffix == ".toml")
    if not found:
        raise NotReadable(str(folder), N_("it has no files of a catalogue"))
    return found


def _content(file: Path) -> bytes:
    """Return what a regular file holds, without the mark that some editors put first."""
    if not stat.S_ISREG(file.stat().st_mode):  # a pipe or a device may never end
        raise NotReadable(str(file), N_("it is not a regular file"))
    return file.read_bytes().removeprefix(BOM_UTF8)


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
    try:
        return toml_of(_content(file))
    except Fault as fault:
        raise InvalidFile((fault,), path=name) from None


def _record(type_name: str, data: Any, path: str) -> Value:
    model = RECORD_TYPES[type_name]
    if not isinstance(data, dict):
        raise InvalidFile((Fault(N_("must be a table of fields"), where=type_name),), path=path)
    try:
        return model(**data)
    except InvalidRecord as error:
        key = data.get(next(iter(model.model_fields)))
        raise InvalidFile(error.faults, record=key if isinstance(key, str) else "", path=path) from None


def _check_name(record: Value, name: Path) -> Value:
    if key_of(record) != name.stem:
        fault = Fault(
            N_("the id is “{id}”, so the file must be named {file}"), id=key_of(record), file=f"{key_of(record)}.toml"
        )
        raise InvalidFile((fault,), path=str(name))
    return record


def _read_lines(file: Path) -> Iterator[Origin]:
    for number, line in enumerate(_content(file).splitlines(), 1):
        where = f"{file.name}:{number}"
        try:
            data = json_of(line)
            type_name = data.pop("type")
            RECORD_TYPES[type_name]
        except Fault as twice:
            raise InvalidFile((twice,), path=where) from None
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
    present = [str(file.relative_to(folder)) for name in _SINGLE for file in (folder / name).glob("*.toml")]
    stale = {*present, *_SHARED} - texts.keys()
    _check_places(folder, [*texts, *stale])
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _replace(folder / name, text)
    for name in stale:
        (folder / name).unlink(missing_ok=True)


def _check_places(folder: Path, names: Iterable[str]) -> None:
    """Raise NotWritable, before anything is written, where a file would stand elsewhere or a folder is in its place."""
    for name in _SINGLE:
        if (folder / name).is_symlink():
            raise NotWritable(str(folder / name), N_("it is a symbolic link, which leads elsewhere"))
        if (folder / name).exists() and not (folder / name).is_dir():
            raise NotWritable(str(folder / name), N_("Not a directory"))
    for name in names:
        if (folder / name).is_dir():
            raise NotWritable(str(folder / name), N_("Is a directory"))


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


def _replace(path: Path, text: str | bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode() if isinstance(text, str) else text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
