"""Every page for those who do not see it as it was drawn: axe-core finds nothing, each figure says how it is read.

Chinese light and English dark here; Chinese dark on a phone, and every page without data, in test_pages.
"""

import pytest
from playwright.sync_api import expect

from tests.browser import accessible
from tests.browser.visit import WAIT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_every_page_in_both_languages_light_and_dark(walked):
    walked.heard.is_well()
    assert not any(walked.bare.values()), f"figures without ?: {walked.bare}"
    listed = set(range(len(accessible.excused())))
    assert walked.heard.needed == listed, "an exception no longer occurs: take it out of axe_exceptions.toml"


def test_axe_hears_what_is_wrong(visit, site):
    reader = visit(site)
    reader.open("measures")
    reader.page.locator("h1").evaluate("e => { e.insertAdjacentHTML('afterend', '<button></button>') }")
    reader.page.locator(".answer").evaluate("e => { e.style.color = '#999' }")
    wrong, _ = accessible.violations(reader.page, "measures")
    assert any("button-name (critical)" in line for line in wrong)
    assert any("color-contrast (serious)" in line for line in wrong)


def test_the_question_mark_opens_by_keyboard_and_costs_the_server_nothing(visit, site):
    reader = visit(site)
    page = reader.page
    reader.open("requests")
    reader.drawn()
    mark = page.locator("details.guide").filter(has_text="越高不一定越好，越低不一定越差").first
    page.evaluate("() => { window.runs = 0; new MutationObserver(() => { window.runs += 1 }).observe("
                  "document.querySelector('[data-testid=stApp]'), {attributeFilter: ['data-test-script-state']}) }")
    mark.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(mark.locator("dd").first).to_be_visible(timeout=WAIT)
    expect(mark).to_contain_text("越高不一定越好，越低不一定越差")
    page.keyboard.press("Enter")
    expect(mark.locator("dd").first).to_be_hidden(timeout=WAIT)
    assert page.evaluate("window.runs") == 0
