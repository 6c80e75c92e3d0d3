"""A real browser, Debian's Chromium, and what is asked of it; other programs that look at pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

NODE = Path(__file__).parent / "node" / "node_modules"
_CALM = (
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_BROKEN_RULES = "window.broken = []; addEventListener('securitypolicyviolation', one => broken.push(one.blockedURI))"


expect.set_options(timeout=20_000)  # where other tests share the cores


def left_out(reason: str) -> NoReturn:
    """Leave a test out that lacks a program; in CI it fails."""
    if "NCFE_KB_TEST_ALL" in os.environ:
        pytest.fail(reason)
    pytest.skip(reason)


def program(name: str, package: str) -> str:
    """Return where a program is that a Debian package brings."""
    return shutil.which(name) or left_out(f"{name} is not installed: apt-get install {package}")


def from_npm(path: str) -> Path:
    """Return a file of a package from npm."""
    found = NODE / path
    return found if found.exists() else left_out("packages from npm are not installed: npm ci --prefix tests/node")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium", "chromium"), args=_CALM)
        try:
            yield browser
        finally:
            browser.close()


class Seen:
    """What visits met that no page should bring: noise on the console, requests elsewhere, broken rules, cookies."""

    def __init__(self, page: Page, base: str) -> None:
        self._page = page
        self._said: list[tuple[str, str]] = []
        self._asked: list[str] = []
        page.add_init_script(_BROKEN_RULES)
        page.on("console", lambda said: self._said.append((said.location["url"], f"{said.type}: {said.text}")))
        page.on("pageerror", lambda error: self._said.append(("", f"error: {error}")))
        page.on("request", lambda asked: None if asked.url.startswith(base) else self._asked.append(asked.url))

    def faults(self) -> list[str]:
        """Return what was met since this was asked before; that a page of a fault is one is none."""
        said = [text for where, text in self._said if where != self._page.url]
        cookies = [f"cookie: {cookie}" for cookie in self._page.context.cookies()]
        found = [*said, *self._asked, *self._page.evaluate("broken"), *cookies]
        self._said.clear()
        self._asked.clear()
        return found


RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page that is open: the rule, where, and why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(from_npm("axe-core/axe.min.js").read_text())  # past the page's policy, as its tools are
    chosen = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("chosen => axe.run(document, chosen)", chosen)
    return [
        f"{rule['id']}: {node['html'][:200]} {' '.join(each['message'] for each in node['any'])}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
