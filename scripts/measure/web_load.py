"""Asks a server on loopback for addresses, as fast as it answers, over connections that stay open.

A process of its own, so that it takes no turn of the server's; run as `python -m measure.web_load
PORT CONNECTIONS SECONDS`, with the paths on standard input, a line each. Prints how long each
answer took and what was wrong, as JSON. A client of a few lines, since a comfortable one takes
longer than the server.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from typing import NamedTuple

_REQUEST = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n"
_OPENING = 0.5
"""Seconds in which the connections are opened, one after the other."""
_LENGTH = b"content-length: "


class Answer(NamedTuple):
    """What one request got: its status, its bytes, and milliseconds until the last of them."""

    status: int
    size: int
    wall_ms: float


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> Answer:
    began = time.perf_counter()
    writer.write(_REQUEST.format(path=path).encode())
    head = await reader.readuntil(b"\r\n\r\n")
    lowered = head.lower()
    at = lowered.find(_LENGTH)
    length = int(lowered[at + len(_LENGTH) : lowered.index(b"\r\n", at)]) if at >= 0 else 0
    await reader.readexactly(length)
    return Answer(int(head[9:12]), length, (time.perf_counter() - began) * 1000)


async def _visitor(port: int, paths: Iterator[str], turn: float, until: float, answers: list[Answer]) -> None:
    await asyncio.sleep(turn)  # a worker accepts all that wait: those who come at once would share one
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(_OPENING - turn)
    while time.perf_counter() < until and (path := next(paths, None)):
        try:
            answers.append(await _ask(reader, writer, path))
        except (OSError, EOFError):  # no answer at all
            answers.append(Answer(0, 0, 0.0))
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


async def _load(port: int, connections: int, seconds: float, paths: Iterator[str]) -> tuple[list[Answer], float]:
    answers: list[Answer] = []
    began = time.perf_counter() + _OPENING
    turns = (_OPENING * at / connections for at in range(connections))
    await asyncio.gather(*(_visitor(port, paths, turn, began + seconds, answers) for turn in turns))
    return answers, time.perf_counter() - began


def main() -> None:
    """Load the server for a time, or with `once` until every path was asked for once, and tell what came."""
    port, connections, seconds, how = sys.argv[1:]
    paths = sys.stdin.read().split()
    asked = iter(paths) if how == "once" else cycle(paths)
    answers, wall = asyncio.run(_load(int(port), int(connections), float(seconds), asked))
    json.dump(
        {
            "walls_ms": [one.wall_ms for one in answers],
            "sizes": [one.size for one in answers],
            "failed": sum(one.status != 200 for one in answers),  # noqa: PLR2004 - an HTTP status
            "seconds": wall,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
