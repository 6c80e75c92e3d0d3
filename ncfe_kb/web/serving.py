"""Runs the edge with uvicorn, in one process or several that each open the catalogue."""

import gc
import os
import re
import socket
from collections.abc import Mapping
from typing import Any, NamedTuple

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from ncfe_kb.catalogue import Catalogue
from ncfe_kb.errors import CannotListen
from ncfe_kb.messages import N_
from ncfe_kb.web.app import create_app

_HOME, _BASE, _CONTACT = "NCFE_KB_SERVED_HOME", "NCFE_KB_SERVED_BASE", "NCFE_KB_SERVED_CONTACT"
_HOST = re.compile(
    r"[A-Za-z](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*"
)
_SHOWN = 80
_RARELY = 50_000, 10, 5
_IDLE = 15
"""Seconds that a connection may be silent."""


class Socket(NamedTuple):
    """Where to listen."""

    host: str
    port: int

    @property
    def address(self) -> str:
        """The web address of this place, as this machine sees it."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def listening(at: Socket) -> socket.socket:
    """Return a socket that listens there. Raises CannotListen.

    It is one of TCP by name, since only then asyncio turns Nagle's algorithm off (tcp(7),
    TCP_NODELAY): with it every answer of two parts waits 40 ms for the client's acknowledgement.
    """
    place = f"{at.host}:{at.port}"[:_SHOWN]
    if not _HOST.fullmatch(at.host):
        raise CannotListen(place, N_("it is not the name or the number of a host"))
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            at.host, at.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )[0]
        return _bound(socket.socket(family, kind, protocol), address)
    except OSError as error:
        raise CannotListen(place, error.strerror or str(error)) from None


def _bound(found: socket.socket, address: Any) -> socket.socket:
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
    except OSError:
        found.close()
        raise
    found.set_inheritable(True)
    return found


def serve(home: str, at: socket.socket, workers: int, *, base_url: str, contact: str | None = None) -> None:
    """Serve the catalogue in a folder until the process is told to end."""
    os.environ.update(_told(home, base_url, contact))  # for the workers, which are processes of their own
    run("ncfe_kb.web.serving:application", at, workers)


def run(application: str, at: socket.socket, workers: int) -> None:
    """Run what makes an application, which is named as module:function, in so many processes."""
    config = uvicorn.Config(
        application,
        factory=True,
        workers=workers,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_IDLE,
        proxy_headers=False,
    )
    if workers > 1:
        Multiprocess(config, sockets=[at]).run()
    else:
        uvicorn.Server(config).run(sockets=[at])


def application() -> FastAPI:
    """Return the edge of the catalogue that `serve` names, in a worker of its own.

    Garbage is looked for more rarely than Python does by itself, since a page leaves little; but old
    garbage every few minutes too, since each change of the index leaves some that is large.
    """
    catalogue = Catalogue.open(os.environ[_HOME])
    catalogue.public.warm_up()
    gc.freeze()  # what stays is not looked through again
    gc.set_threshold(*_RARELY)
    return create_app(catalogue, base_url=os.environ[_BASE], contact=os.environ.get(_CONTACT))


def _told(home: str, base_url: str, contact: str | None) -> Mapping[str, str]:
    return {_HOME: home, _BASE: base_url, **({_CONTACT: contact} if contact else {})}
