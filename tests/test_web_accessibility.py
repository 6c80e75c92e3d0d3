"""What axe-core and narrow, dark and still screens tell of every type of page, in a real browser."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from browsing import Seen, violations
from playwright.sync_api import Browser, Page
from published import ADDRESSES

pytestmark = pytest.mark.slow
NARROW = {"width": 320, "height": 256}
"""A screen of 1280 x 1024 at 400 %, and a small telephone's width (WCAG 2.2, 1.4.10)."""
WIDE = {"width": 1280, "height": 1024}
SCROLLS = "document.documentElement.scrollWidth > innerWidth"
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 150))"""
SPACED = """() => document.querySelectorAll('body, body *').forEach(one => Object.assign(one.style,
    {lineHeight: 1.5, letterSpacing: '.12em', wordSpacing: '.16em'}))"""
"""As readers set who need it (WCAG 2.2, 1.4.12)."""
MOVING = """() => [document.documentElement, ...document.querySelectorAll('body *')].filter(one => {
    const style = getComputedStyle(one);
    return style.animationName != 'none' || /[1-9]/.test(style.transitionDuration) || style.scrollBehavior == 'smooth';
}).map(one => one.outerHTML.slice(0, 150))"""
UNSEEN_FOCUS = """() => [...document.querySelectorAll('a[href], button, input, select, summary, audio')].filter(one => {
    if (!one.checkVisibility() || one.type == 'hidden') return false;
    one.focus();
    const {outlineStyle, outlineWidth} = getComputedStyle(one);
    const {left, top, right, bottom} = one.getBoundingClientRect();
    const isOn = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    return outlineStyle == 'none' || parseFloat(outlineWidth) < 2 || !isOn;
}).map(one => one.outerHTML.slice(0, 150))"""


class Window(NamedTuple):
    """A window, and what its visits met."""

    page: Page
    seen: Seen


@pytest.fixture(scope="module")
def window(browser: Browser, site: str) -> Iterator[Window]:
    """A window that every test uses in turn."""
    page = browser.new_page()
    yield Window(page, Seen(page, site))
    page.close()


@pytest.fixture(params=ADDRESSES)
def opened(window: Window, site: str, request: pytest.FixtureRequest) -> Window:
    """Each type of page in both languages, on a wide screen."""
    window.page.emulate_media(media="screen", color_scheme="light", reduced_motion="no-preference")
    window.page.set_viewport_size(WIDE)
    window.page.goto(site + request.param)
    return window


def test_everybody_can_use_a_page(opened: Window) -> None:
    page, found = opened.page, {"met": opened.seen.faults()}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found[scheme] = violations(page)
    found["moving"] = page.evaluate(MOVING)
    page.keyboard.press("Tab")  # from here on by keyboard, so that the focus shows
    found["focus"] = page.evaluate(UNSEEN_FOCUS)
    page.set_viewport_size(NARROW)
    found["narrow"] = page.evaluate(TOO_WIDE) if page.evaluate(SCROLLS) else []
    found["narrow focus"] = page.evaluate(UNSEEN_FOCUS)
    page.evaluate(SPACED)
    found["spaced"] = page.evaluate(TOO_WIDE) if page.evaluate(SCROLLS) else []
    assert "\n".join(f"{what}: {one}" for what, all_of_it in found.items() for one in all_of_it) == ""


def test_paper_has_the_content_alone(window: Window, site: str) -> None:
    window.page.goto(f"{site}/da/search?q=exit")
    window.page.emulate_media(media="print")
    shown = {name: window.page.locator(name).first.is_visible() for name in ("h1", ".works", "nav", "form", "footer")}
    assert shown == {"h1": True, ".works": True, "nav": False, "form": False, "footer": False}
