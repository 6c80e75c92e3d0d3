"""The servers that are measured, each a process of its own with its workers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

WORKERS = 2
_PATIENCE = 120
_SCRIPTS = Path(__file__).parent.parent
_BARE = (
    "import sys; from ncfe_kb.web.serving import Socket, listening, run; "
    "run('measure.web_bare:application', listening(Socket('127.0.0.1', int(sys.argv[1]))), int(sys.argv[2]))"
)


class Server:
    """A server on loopback."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        """Wrap a process that listens at a port."""
        self.process = process
        self.port = port

    def get(self, path: str) -> bytes:
        """Return what is at a path. Raises OSError, and LookupError where that is not there."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status >= 400:  # noqa: PLR2004 - an HTTP status
            raise LookupError(answer.status, path)
        return body

    def memory(self) -> int:
        """Return the bytes of memory that all its processes hold, where the system tells; else 0."""
        return sum(map(_resident, [self.process.pid, *_children(self.process.pid)]))


@contextmanager
def ours(home: Path) -> Iterator[Server]:
    """Run the edge of a catalogue."""
    port = _free_port()
    command = [sys.executable, "-m", "ncfe_kb", "--home", str(home), "serve", "--port", str(port)]
    with _running([*command, "--workers", str(WORKERS)], port, "/healthz") as server:
        yield server


@contextmanager
def bare(size: int) -> Iterator[Server]:
    """Run the bare page of this size."""
    port = _free_port()
    with _running([sys.executable, "-c", _BARE, str(port), str(WORKERS)], port, "/", BARE_PAGE_BYTES=str(size)) as one:
        yield one


@contextmanager
def _running(command: list[str], port: int, path: str, **environment: str) -> Iterator[Server]:
    process = subprocess.Popen(  # noqa: S603 - our own
        command, cwd=_SCRIPTS, env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    )
    try:
        server = Server(process, port)
        _await(server, path)
        yield server
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _await(server: Server, path: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            server.get(path)
        except OSError:
            if time.monotonic() > deadline or server.process.poll() is not None:
                raise
            time.sleep(0.1)
        else:
            return


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    return [int(child) for task in tasks.glob("*/children") for child in task.read_text().split()]


def _resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status")
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines()) if status.exists() else {}
    return int(lines.get("VmRSS", "0 kB").split()[0]) * 1024
