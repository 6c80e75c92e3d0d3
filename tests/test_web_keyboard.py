"""From the search to a file without a mouse: the fields and links in turn, the box that completes, and no script."""

import re
from collections.abc import Iterator

import pytest
from browsing import Seen, violations
from playwright.sync_api import Browser, Page, expect
from published import DANISH

pytestmark = pytest.mark.slow
MOST = 120
"""Presses of the tab key until something is out of reach."""


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    page = browser.new_page()
    seen = Seen(page, site)
    page.goto(f"{site}/da/")
    yield page
    assert seen.faults() == []
    page.close()


def go_to(page: Page, wanted: str) -> None:
    """Press the tab key until what a selector names has the focus."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"the tab key does not reach {wanted}")


def test_the_first_stop_leads_past_the_menu(page: Page) -> None:
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", "#main")
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_way_from_search_to_a_file(page: Page) -> None:
    go_to(page, "input[name=q]")
    page.keyboard.type("resumé kun på dansk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/da/search?q=*")
    go_to(page, f"a[href$='/da/works/{DANISH}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/da/works/{DANISH}")
    go_to(page, "a[href$='.ris']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == f"{DANISH}.ris"
    assert download.value.path().read_text().startswith("TY  - ")


def test_a_search_is_narrowed_and_widened_again(page: Page) -> None:
    go_to(page, "input[name=q]")
    page.keyboard.type("forebyggelse")
    page.keyboard.press("Enter")
    page.wait_for_url("**/da/search?q=*")
    go_to(page, "summary")
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)
    go_to(page, "details[open] a")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen a")).to_have_count(1)
    go_to(page, ".chosen a")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen a")).to_have_count(0)


def test_the_box_completes_as_a_combobox(page: Page) -> None:
    box, options = page.get_by_role("combobox", name="Søg i kataloget"), page.get_by_role("option")
    expect(box).to_have_attribute("aria-expanded", "false")
    go_to(page, "input[name=q]")
    page.keyboard.type("ekstr")
    expect(options).not_to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert page.get_by_role("listbox").get_attribute("id") == box.get_attribute("aria-controls")
    expect(page.get_by_role("status").filter(has_text="forslag")).to_have_count(1)
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    expect(box).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", "")
    page.keyboard.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", options.last.get_attribute("id") or "")


def test_escape_closes_the_suggestions_and_keeps_the_words(page: Page) -> None:
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    go_to(page, "input[name=q]")
    page.keyboard.type("ekstr")
    expect(options).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("ekstr")
    page.keyboard.press("ArrowDown")
    expect(options).not_to_have_count(0)
    page.keyboard.press("Tab")
    expect(options).to_have_count(0)


def test_a_suggestion_leads_to_its_page(page: Page) -> None:
    go_to(page, "input[name=q]")
    page.keyboard.type("exit")
    expect(page.get_by_role("option")).not_to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/da/topics/exit")


def test_enter_without_a_choice_searches_for_what_is_typed(page: Page) -> None:
    go_to(page, "input[name=q]")
    page.keyboard.type("ekstr")
    expect(page.get_by_role("option")).not_to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url("**/da/search?q=ekstr")


@pytest.mark.parametrize("key", ["Tab", "Escape"])
def test_no_suggestions_come_after_the_reader_has_left(page: Page, key: str) -> None:
    go_to(page, "input[name=q]")
    page.keyboard.type("ekstr")
    page.keyboard.press(key)
    page.wait_for_timeout(600)  # nothing tells that something will not come
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_suggestion_is_taken_by_a_click_not_by_a_touch_that_slips_off(page: Page) -> None:
    go_to(page, "input[name=q]")
    page.keyboard.type("exit")
    expect(page.get_by_role("option")).not_to_have_count(0)
    page.get_by_role("option").first.hover()
    page.mouse.down()
    page.mouse.move(5, 5)
    page.mouse.up()  # WCAG 2.2, 2.5.2
    expect(page.get_by_role("option")).not_to_have_count(0)
    page.get_by_role("option").first.click()
    page.wait_for_url("**/da/topics/exit")


def test_everything_works_without_scripts(browser: Browser, site: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}/en/")
    box = page.get_by_role("searchbox", name="Search the catalogue")
    box.fill("extremism")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Search")).to_be_visible()
    page.locator("summary").first.click()
    page.locator("details[open] a").first.click()
    expect(page.locator(".chosen a")).to_have_count(1)
    page.goto(f"{site}/en/courses")
    page.get_by_label("For whom").select_option(index=1)
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("audience="))
    page.close()
