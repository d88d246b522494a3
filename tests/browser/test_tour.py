"""The tour of a first visit: it opens once, holds nobody up, works by keyboard, and stays away from links sent."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import accessible
from tests.browser.visit import WAIT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_first_visit_is_led_around_in_four_steps_once(visit, site):
    reader = visit(site, is_first=True)
    page, card = reader.page, reader.page.get_by_role("dialog")
    reader.open()
    expect(card).to_contain_text("1/4", timeout=WAIT)
    assert page.evaluate("document.activeElement === document.body"), "the focus is taken from nobody"
    wrong, _ = accessible.violations(page, "")
    assert not wrong, wrong
    for n in (2, 3, 4):
        page.keyboard.press("ArrowRight")
        expect(card).to_contain_text(f"{n}/4")
        expect(page.locator("#tour .ring")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(card).to_contain_text("4/4")
    page.keyboard.press("ArrowLeft")
    expect(card).to_contain_text("3/4")
    mark = page.locator("details.guide").nth(1)  # the page behind works on
    mark.locator("summary").click()
    expect(mark.locator("dd").first).to_be_visible()
    expect(card).to_be_visible()
    card.focus()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    reader.open()
    page.locator("button.tour").click()  # by then the page has long known that it was seen
    expect(card).to_contain_text("1/4", timeout=WAIT)
    page.get_by_role("button", name="关闭导览").click()
    expect(card).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "tour", "the focus goes back to the link"
    page.emulate_media(media="print")
    expect(page.locator("#tour .card")).to_be_hidden()


def test_a_link_that_was_sent_opens_what_it_says_and_no_tour(visit, site):
    reader = visit(site, is_first=True)
    page = reader.page
    for path in ("?y0=2020", "requests"):
        reader.open(path)
        reader.drawn()
        page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 700))")
        assert not page.get_by_role("dialog").is_visible()
    assert page.evaluate("localStorage.getItem('disclosure-tour')") is None
    reader.speak("en")
    page.locator("button.tour").click()
    expect(page.get_by_role("dialog")).to_contain_text(re.compile("Choose the scope first"), timeout=WAIT)
