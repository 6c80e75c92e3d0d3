"""Where an index lies, in a folder or in memory, one generation beside the next.

A generation is a whole Whoosh index with a name of its own, and a small file says which is
the current one. So an index is made again beside the old one and takes its place at once,
and a damaged or half-written one never stands in the way. Who writes holds a lock that is
no part of any generation.
"""

import os
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, Protocol
from uuid import uuid4

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import RamStorage
from whoosh.util.filelock import FileLock

from ncfe_kb.search import IndexBusy, IndexUnusable

PATIENCE = 10
"""Seconds to wait for another writer."""


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

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep all other writers out; raises IndexBusy where one goes on for too long."""


class Memory:
    """Generations in memory."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = Lock()
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

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep all other writers out."""
        if not self._lock.acquire(timeout=PATIENCE):
            raise IndexBusy
        try:
            yield
        finally:
            self._lock.release()


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
        """Return the Whoosh index of a generation."""
        return whoosh_index.open_dir(str(self._path / name))

    def make(self, name: str, schema: Any) -> Any:
        """Return a new, empty Whoosh index."""
        (self._path / name).mkdir(mode=0o700)
        return whoosh_index.create_in(str(self._path / name), schema)

    def switch(self, name: str) -> None:
        """Make a generation the current one and drop all others."""
        new = self._path / f"{name}.new"
        new.write_text(name)
        new.replace(self._pointer)
        for other in self._path.iterdir():
            if other.is_dir() and other.name != name:
                self.drop(other.name)

    def drop(self, name: str) -> None:
        """Drop a generation; who still reads it keeps its open files."""
        shutil.rmtree(self._path / name, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep all other writers out, those of other processes too."""
        if self._path.is_file():
            self._path.unlink()
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(os.fspath(self._path / "lock"))
        deadline = time.monotonic() + PATIENCE
        while not lock.acquire():
            if time.monotonic() > deadline:
                raise IndexBusy
            time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 - no secret, only a different wait for each
        try:
            yield
        finally:
            with suppress(OSError):
                lock.release()


def new_name() -> str:
    """Return a name that no generation has had."""
    return uuid4().hex
