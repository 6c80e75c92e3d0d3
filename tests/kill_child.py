"""Does a change again and again, each time in a process that is killed one step further on; run by test_kills.py.

Run as `python kill_child.py CHANGE FOLDER STRIDE`. A step is a statement of SQL or an operation on
files, unless it only reads: what is on disk before it is so still after it. FOLDER/before is the
catalogue before the change, FOLDER/after the one after it, and FOLDER/1, 2, 3 … are those that
the killed processes left, which are printed when they are there.
"""

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from conftest import VOCABULARY, make_entry
from sqlalchemy import Engine, event

from ncfe_kb import Catalogue, Person, Text, files
from ncfe_kb.search.whoosh_index import WhooshIndex

FILE_STEPS = {
    "fcntl.flock",
    "open",
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.truncate",
    "os.utime",
    "shutil.rmtree",
    "sqlite3.connect",
}
SEGMENTS = 8
"""So many are merged."""


def work(number: int, title: str = "fælles") -> Any:
    return make_entry(f"vaerk-{number}", title=Text(da=f"Eget{number} {title}"))


def prepare(change: str, sound: Path) -> None:
    """Make the catalogue that the change is made in, of four works and a history, unless it makes its own."""
    if change.startswith("new home"):
        sound.mkdir()
        return
    with Catalogue.open(sound / "home", starter=False) as kb:
        kb.put(*VOCABULARY, work(0), work(1))
        kb.put(work(2), work(3))
        kb.put(work(3, "ændret"))
        if change == "merge":
            while len(list(sound.rglob("*.seg"))) < SEGMENTS:
                kb.put(work(10 + len(kb)))
    if change == "doctor":
        index = WhooshIndex(sound / "home" / "index")
        index.update([], ["vaerk-0"], index.state())  # type: ignore[arg-type]  # it has one
        (sound / "home" / "index").chmod(0o755)
    files.write([work(3, "taget ind"), work(8), Person(id="ny", name="Ny Person")], sound / "works.jsonl")
    files.write([work(8)], sound / "works")


def several(kb: Catalogue) -> None:
    with kb.changes("several"):
        kb.add(work(8), work(9))
        kb.put(work(0, "ændret"))
        kb.remove("vaerk-1")


def change_to(kb: Catalogue, change: str, folder: Path) -> None:
    """Make a change."""
    changes: dict[str, Callable[[], object]] = {
        "add": lambda: kb.add(work(8)),
        "merge": lambda: kb.add(work(8)),
        "edit": lambda: kb.put(work(1, "ændret")),
        "remove": lambda: kb.remove("vaerk-1"),
        "undo": lambda: kb.undo(3),
        "load lines": lambda: kb.load(folder / "works.jsonl"),
        "load a file": lambda: kb.load(folder / "works" / "entries" / "vaerk-8.toml"),
        "several": lambda: several(kb),
        "rebuild": kb.rebuild_index,
        "doctor": lambda: kb.doctor(fix=True),
        "new home": kb.search,
        "new home with the starter": kb.search,
    }
    changes[change]()


def kill_at(step: int, home: Path) -> None:
    """Kill this process when it comes to its step of this number."""
    left = step

    def step_on() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def look(name: str, args: tuple[Any, ...]) -> None:
        if name in FILE_STEPS and concerns(name, args, os.fsencode(home)):
            step_on()

    def listen(connection: sqlite3.Connection, _: object) -> None:
        connection.set_trace_callback(lambda statement: None if statement.startswith("SELECT") else step_on())

    sys.addaudithook(look)
    event.listen(Engine, "connect", listen)


def concerns(name: str, args: tuple[Any, ...], home: bytes) -> bool:
    """Return whether a step changes something below the home: its arguments are a path there, or a folder's handle."""
    if name == "fcntl.flock":
        return True
    if name == "open":
        return below(args[0], home) and bool(args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    has_handle = name in {"os.remove", "os.rmdir"} and args[-1] != -1
    return has_handle or any(below(one, home) for one in args)


def below(path: object, home: bytes) -> bool:
    return isinstance(path, str | bytes | Path) and os.fsencode(path).startswith(home)


def run(change: str, folder: Path) -> None:
    with Catalogue.open(folder / "home", starter=change == "new home with the starter") as kb:
        change_to(kb, change, folder)


def is_killed(change: str, folder: Path, step: int) -> bool:
    """Run the change in another process to its step of this number; return whether it was killed there."""
    child = os.fork()
    if child == 0:
        kill_at(step, folder / "home")
        run(change, folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0
        return False
    return True


def main() -> None:
    """Kill at every step, or at each of so many, until the change comes to its end."""
    change, folder, stride = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    prepare(change, folder / "sound")
    shutil.copytree(folder / "sound", folder / "before")
    shutil.copytree(folder / "sound", folder / "after")
    run(change, folder / "after")  # also loads all that is needed, so that each process begins at once
    for step in count(1, stride):
        shutil.copytree(folder / "sound", folder / str(step))
        if not is_killed(change, folder / str(step), step):
            break
        sys.stdout.write(f"{step}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
