"""A folder of Whoosh's files, each of which is looked through before anything in it is believed.

A segment and a table of contents end in a checksum of all that is before it, which Whoosh does
not look at. It is written with the file itself, before the table of contents takes its name:
a commit that is interrupted leaves the one before it as it was.
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, Final
from zlib import crc32

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from ncfe_kb.search import IndexUnusable
from ncfe_kb.search.privacy import is_private, make_private

INDEX_NAME: Final = "MAIN"
"""What Whoosh calls an index that has no other name."""
_SEAL: Final = struct.Struct(">4sI")
_MARK: Final = b"crc:"
_AT_ONCE: Final = 1 << 20
"""Bytes that are read at once."""


class SealedStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's folder, with checksums, and all of it for its owner alone."""

    def create_file(self, name: str, **_: object) -> Any:
        """Return a new file, which is sealed when it is closed where it will be kept."""
        file = open(self._fpath(name), "wb", opener=_private)  # noqa: SIM115 - who asked closes it
        return StructFile(file, name=name, onclose=_seal if _is_kept(name) else None)

    def open_file(self, name: str, **_: object) -> Any:
        """Return a file to read. Raises IndexUnusable where one that is kept is not as it was written."""
        file = Path(self._fpath(name)).open("rb")  # noqa: SIM115 - who asked closes it
        if _is_kept(name) and not _is_whole(file):
            file.close()
            raise IndexUnusable(file.name)
        return StructFile(file, name=name)

    def temp_storage(self, name: str = "temporary") -> Any:
        """Return a folder for what a writer needs on its way."""
        folder = Path(self.folder, name)
        make_private(folder)
        return FileStorage(str(folder))

    def lock(self, _name: str) -> Any:
        """Return a lock that is always free: who writes holds that of the whole index."""
        return Lock()

    def damages(self) -> Iterator[Path]:
        """Yield what is damaged or missing of the last commit; the folder itself where no commit can be found."""
        folder = Path(self.folder)
        try:
            toc = TOC.read(self, INDEX_NAME)
        except Exception:  # noqa: BLE001 - what a damaged file makes Whoosh raise is of a dozen kinds
            yield from [file for file in folder.glob("*.toc") if not self._can_open(file.name)] or [folder]
            return
        names = [segment.make_filename(segment.COMPOUND_EXT) for segment in toc.segments]
        yield from (folder / name for name in names if not self._can_open(name))

    def _can_open(self, name: str) -> bool:
        try:
            self.open_file(name).close()
        except (IndexUnusable, OSError):
            return False
        return True


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _is_kept(name: str) -> bool:
    """Return whether a file stays after a commit; a table of contents has a longer name while it is written."""
    return name.endswith(".seg") or ".toc" in name


def _seal(stream: Any) -> None:
    stream.flush()
    with open(stream.file.name, "rb") as written:  # noqa: PTH123 - Whoosh's file knows its name as a str
        checksum = _checksum(written, os.fstat(written.fileno()).st_size)
    stream.seek(0, os.SEEK_END)
    stream.write(_SEAL.pack(_MARK, checksum))


def _is_whole(file: BinaryIO) -> bool:
    """Return whether a file ends in its checksum and nobody else can have written it; begin at its start again."""
    found = os.fstat(file.fileno())
    checksum = _checksum(file, found.st_size - _SEAL.size)
    is_whole = is_private(found) and file.read() == _SEAL.pack(_MARK, checksum)
    file.seek(0)
    return is_whole


def _checksum(file: BinaryIO, size: int) -> int:
    found = 0
    for start in range(0, size, _AT_ONCE):
        found = crc32(file.read(min(_AT_ONCE, size - start)), found)
    return found
