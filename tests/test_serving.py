"""`ncfe-kb serve` as it is run: in processes of its own, ready with the starter, gone when it is told to end."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

PATIENCE = 60


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def served(home: Path, *options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "ncfe_kb", "--home", str(home), "--lang", "en", "serve", *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ})


def ready(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            assert httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE).json() == {"status": "ok"}
        except httpx.ConnectError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        else:
            return


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_catalogue_that_is_not_there_yet_is_made_and_served_until_ctrl_c(home: Path, workers: str) -> None:
    port = free_port()
    process = served(home, "--port", str(port), "--workers", workers)
    try:
        ready(port)
        page = httpx.get(f"http://127.0.0.1:{port}/en/search", params={"q": "far right"})
        assert page.status_code == 200
        assert "Miljøer i Danmark" in page.text
        assert f'href="http://127.0.0.1:{port}/da/' in httpx.get(f"http://127.0.0.1:{port}/en/").text
    finally:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert out == ""
    assert f"The catalogue is at http://127.0.0.1:{port} until Ctrl-C." in err
    assert "Traceback" not in err


@pytest.mark.sqlite
def test_a_port_that_is_taken_is_told_in_one_line(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = served(home, "--port", str(port))
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert err == f"Error: cannot listen at 127.0.0.1:{port}: Address already in use; choose another --host or --port\n"
