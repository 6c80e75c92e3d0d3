"""Runs the edge with uvicorn, in one process or several that each open the catalogue."""

import os
from collections.abc import Mapping
from typing import NamedTuple

import uvicorn
from fastapi import FastAPI

from ncfe_kb.catalogue import Catalogue
from ncfe_kb.web.app import create_app

_HOME, _BASE, _CONTACT = "NCFE_KB_SERVED_HOME", "NCFE_KB_SERVED_BASE", "NCFE_KB_SERVED_CONTACT"
_IDLE = 15
"""Seconds that a connection may be silent."""


class Socket(NamedTuple):
    """Where to listen, and how many processes answer."""

    host: str
    port: int
    workers: int


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
