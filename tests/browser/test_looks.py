"""Every page looks as it did when a person last looked at it; a page that lost a chart does not pass."""

import pytest

from tests.browser import all_pages, looks
from tests.browser.find_browser import noted
from tests.browser.visit import PAGES, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
OTHER_LETTERS = ("--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--disable-lcd-text",
                 "--disable-font-subpixel-positioning")


def test_every_page_looks_as_it_was_last_seen(walked):
    walked.album.is_well()


def test_a_picture_is_kept_of_every_page_and_of_nothing_else():
    wanted = {(path, "light") for path in (*PAGES, *all_pages.TABS) if path != all_pages.SOURCE}
    wanted |= {(path, "dark") for path in all_pages.DARK} | {(path, "phone") for path in all_pages.PHONE}
    wanted = {f"{path.replace('?t=', '_') or 'overview'}_{how}" for path, how in wanted}
    assert {path.stem for path in looks.FOLDER.glob("*.png")} == wanted
    assert sum(path.stat().st_size for path in looks.FOLDER.glob("*.png")) <= 1_500_000


@pytest.fixture
def whole(visit, site):
    """The page of requests, and how it looks."""
    reader = visit(site, height=looks.HEIGHT)
    reader.open("requests")
    reader.drawn()
    return reader, looks.picture(reader)


@pytest.mark.parametrize("style", ["visibility: hidden", "transform: translateY(24px)"], ids=["gone", "moved"])
def test_what_is_gone_or_has_moved_is_seen(whole, style):
    reader, before = whole
    for block in (".stPlotlyChart", '[class*="st-key-filters"]', ".answer"):
        element = reader.page.locator(block).last
        kept = element.evaluate("e => e.style.cssText")
        element.evaluate("(e, style) => { e.style.cssText += ';' + style }", style)
        assert len(looks.changed(looks.picture(reader), before)) > looks.MOST, f"{block} is not missed"
        element.evaluate("(e, kept) => { e.style.cssText = kept }", kept)
    assert not looks.changed(looks.picture(reader), before)


def test_letters_drawn_otherwise_and_a_pixel_more_are_no_difference(whole, chromium, site):
    reader, before = whole
    reader.page.locator("h1").evaluate("e => { e.style.marginBottom = '2px' }")
    assert len(looks.changed(looks.picture(reader), before)) <= looks.MOST
    other = chromium.browser_type.launch(executable_path=noted(), args=OTHER_LETTERS)
    elsewhere = Visit(other, site, 1366, "light", looks.HEIGHT)
    elsewhere.open("requests")
    elsewhere.drawn()
    seen = looks.picture(elsewhere)
    other.close()
    assert seen.tobytes() != before.tobytes(), "the letters are the same: this test shows nothing"
    assert len(looks.changed(seen, before)) <= looks.MOST


def test_a_picture_taken_with_another_browser_or_face_says_so():
    assert looks.unlike({"chromium": "1", "face": "Noto Sans CJK SC, 1 px"}) != []
    assert all("that alone may be" in line for line in looks.unlike({"chromium": "1"}))
