"""研判 as a reader gives it: who judges, which word; what the tests of verdicts and of the official share.

In:   a Visit at a page with the card 研判.
Out:  names_itself(reader, who), marks(reader, mark).
Promise: each returns once the page has taken it in, or fails.
"""

from playwright.sync_api import expect

from tests.browser.visit import WAIT, Visit


def names_itself(reader: Visit, who: str) -> None:
    """Fill in who judges, and let the page take it in before anything else is clicked."""
    box = reader.page.get_by_label("研判人")
    box.fill(who)
    box.press("Enter")
    expect(box).to_have_value(who, timeout=WAIT)
    reader.still()


def marks(reader: Visit, mark: str) -> None:
    reader.page.get_by_test_id("stForm").get_by_role("button", name=mark).click()
