"""Runs the edge with uvicorn, in one process or several that each open the catalogue."""

import os
import re
import socket
from collections.abc import Mapping
from typing import NamedTuple

import uvicorn
from fastapi import FastAPI

from ncfe_kb.catalogue import Catalogue
from ncfe_kb.errors import CannotListen
from ncfe_kb.messages import N_
from ncfe_kb.web.app import create_app

_HOME, _BASE, _CONTACT = "NCFE_KB_SERVED_HOME", "NCFE_KB_SERVED_BASE", "NCFE_KB_SERVED_CONTACT"
_HOST = re.compile(
    r"[A-Za-z](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*"
)
_SHOWN = 80
_IDLE = 15
"""Seconds that a connection may be silent."""


class Socket(NamedTuple):
    """Where to listen, and how many processes answer."""

    host: str
    port: int
    workers: int

    @property
    def address(self) -> str:
        """The web address of this place, as this machine sees it."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def check(at: Socket) -> None:
    """Raise CannotListen where nothing can listen there."""
    place = f"{at.host}:{at.port}"[:_SHOWN]
    if not _HOST.fullmatch(at.host):
        raise CannotListen(place, N_("it is not the name or the number of a host"))
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(at.host, at.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        raise CannotListen(place, error.strerror or str(error)) from None


def serve(home: str, at: Socket, *, base_url: str, contact: str | None = None) -> None:
    """Serve the catalogue in a folder until the process is told to end."""
    os.environ.update(_told(home, base_url, contact))  # for the workers, which are processes of their own
    uvicorn.run(
        "ncfe_kb.web.serving:application",
        factory=True,
        **at._asdict(),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=_IDLE,
        proxy_headers=False,
    )


def application() -> FastAPI:
    """Return the edge of the catalogue that `serve` names, in a worker of its own."""
    catalogue = Catalogue.open(os.environ[_HOME])
    return create_app(catalogue, base_url=os.environ[_BASE], contact=os.environ.get(_CONTACT))


def _told(home: str, base_url: str, contact: str | None) -> Mapping[str, str]:
    return {_HOME: home, _BASE: base_url, **({_CONTACT: contact} if contact else {})}
