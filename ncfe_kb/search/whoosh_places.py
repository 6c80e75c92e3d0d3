"""Where an index lies, in a folder or in memory, one generation beside the next.

A generation is a whole Whoosh index with a name of its own, and a small file says which is
the current one. So an index is made again beside the old one and takes its place at once,
and a damaged or half-written one never stands in the way. Who writes holds a lock that is
no part of any generation.
"""

import os
import random
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Protocol
from uuid import uuid4

from whoosh.filedb.filestore import RamStorage
from whoosh.util.filelock import FileLock

from ncfe_kb.search import IndexBusy, IndexUnusable
from ncfe_kb.search.privacy import check_private, is_private, make_private
from ncfe_kb.search.whoosh_sealed import SealedStorage

PATIENCE = 10
"""Seconds to wait for another writer."""
_OURS: Final = re.compile(r"[0-9a-f]{32}(\.new)?")
"""The names of generations, and of what is to become the pointer to one."""


class Place(Protocol):
    """Keeps the generations of one index."""

    def current(self) -> str:
        """Return the name of the current generation; raises IndexUnusable where there is none."""

    def open(self, name: str) -> Any:
        """Return the Whoosh index of a generation."""

    def make(self, name: str, schema: Any) -> Any:
        """Return a new, empty Whoosh index that is not the current one yet."""

    def switch(self, name: str) -> None:
        """Make a generation the current one and drop all others."""

    def drop(self, name: str) -> None:
        """Drop a generation."""

    def damages(self) -> Iterator[Path]:
        """Yield the files that are damaged or missing."""

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """Keep other processes' writers out; raises IndexBusy where one goes on for so many seconds."""


class Memory:
    """Generations in memory."""

    def __init__(self) -> None:
        """Begin with none."""
        self._name = ""
        self._generations: dict[str, RamStorage] = {}

    def current(self) -> str:
        """Return the name of the current generation."""
        if not self._name:
            raise IndexUnusable
        return self._name

    def open(self, name: str) -> Any:
        """Return the Whoosh index of a generation."""
        return self._generations[name].open_index()

    def make(self, name: str, schema: Any) -> Any:
        """Return a new, empty Whoosh index."""
        self._generations[name] = RamStorage()
        return self._generations[name].create_index(schema)

    def switch(self, name: str) -> None:
        """Make a generation the current one and drop all others."""
        before, self._name = self._name, name
        self.drop(before)

    def drop(self, name: str) -> None:
        """Drop a generation."""
        self._generations.pop(name, None)

    def damages(self) -> Iterator[Path]:
        """Yield nothing: there are no files."""
        return iter(())

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:  # noqa: ARG002 - nobody else can reach it
        """Do nothing: no other process writes here."""
        yield


class Folder:
    """Generations in folders below one that is for its owner alone: index files are pickles."""

    def __init__(self, path: Path) -> None:
        """Use this folder; it is made when it is first written to."""
        self._path = path
        self._pointer = path / "current"

    def current(self) -> str:
        """Return the name of the current generation."""
        try:
            name = self._pointer.read_text()
        except (OSError, ValueError) as error:
            raise IndexUnusable(str(error)) from error
        if not name.isalnum():
            raise IndexUnusable(name)
        return name

    def open(self, name: str) -> Any:
        """Return the Whoosh index of a generation.

        Raises NotPrivate where others may write into the folder; a generation that others may
        write is unusable, and made again without being read.
        """
        check_private(self._path)
        if not is_private((self._path / name).stat()):
            raise IndexUnusable(name)
        return self._storage(name).open_index()

    def make(self, name: str, schema: Any) -> Any:
        """Return a new, empty Whoosh index."""
        make_private(self._path / name)
        return self._storage(name).create_index(schema)

    def _storage(self, name: str) -> SealedStorage:
        return SealedStorage(str(self._path / name))

    def switch(self, name: str) -> None:
        """Make a generation the current one and drop all others."""
        new = self._path / f"{name}.new"
        new.touch(mode=0o600)
        new.write_text(name)
        new.replace(self._pointer)
        self._tidy()

    def drop(self, name: str) -> None:
        """Drop a generation; who still reads it keeps its open files."""
        shutil.rmtree(self._path / name, ignore_errors=True)

    def damages(self) -> Iterator[Path]:
        """Yield the files that are damaged or missing; the pointer where it points to nothing."""
        if not self._path.is_dir() or not any(_OURS.fullmatch(each.name) for each in self._path.iterdir()):
            return
        check_private(self._path)
        with suppress(IndexUnusable):
            name = self.current()
            if (self._path / name).is_dir():
                yield from self._storage(name).damages()
                return
        yield self._pointer

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """Keep all other writers out, those of other processes too; begin without what a killed one left."""
        if self._path.is_file():
            self._path.unlink()
        make_private(self._path)
        check_private(self._path)
        place = self._path / "lock"
        place.touch(mode=0o600)
        lock = FileLock(os.fspath(place))
        deadline = time.monotonic() + patience
        while not lock.acquire():
            if time.monotonic() > deadline:
                raise IndexBusy
            time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - no secret, only a different wait for each
        try:
            self._tidy()
            yield
        finally:
            with suppress(OSError):
                lock.release()

    def _tidy(self) -> None:
        """Remove all generations but the current one, and what is half-written in it; nobody else may be writing."""
        with suppress(IndexUnusable):
            name = self.current()
            others = [each for each in self._path.iterdir() if _OURS.fullmatch(each.name) and each.name != name]
            halves = [each for each in (self._path / name).glob("*") if each.suffix not in {".toc", ".seg"}]
            for each in (*others, *halves):
                _remove(each)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def new_name() -> str:
    """Return a name that no generation has had."""
    return uuid4().hex
