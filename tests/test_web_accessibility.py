"""What axe-core and a narrow, a dark and a still screen tell of every type of page, in a real browser."""

from collections.abc import Iterator

import pytest
from browsing import Seen, violations
from playwright.sync_api import Browser, Page
from published import ADDRESSES

pytestmark = pytest.mark.slow
NARROW = {"width": 320, "height": 256}
"""A screen of 1280 x 1024 at 400 %, and a small telephone's width (WCAG 2.2, 1.4.10)."""
WIDE = {"width": 1280, "height": 1024}
ENDLESS = "document.documentElement.scrollWidth > innerWidth"
TOO_WIDE = """[...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def open_page(browser: Browser) -> Iterator[Page]:
    """A window that every test uses in turn."""
    page = browser.new_page(viewport=WIDE)
    yield page
    page.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_can_use_a_page(open_page: Page, site: str, address: str) -> None:
    open_page.set_viewport_size(WIDE)
    open_page.goto(site + address)
    found = {}
    for scheme in ("light", "dark"):
        open_page.emulate_media(color_scheme=scheme)
        found[scheme] = violations(open_page)
    open_page.set_viewport_size(NARROW)
    if open_page.evaluate(ENDLESS):
        found["narrow"] = open_page.evaluate(TOO_WIDE)
    assert found == {"light": [], "dark": []}
