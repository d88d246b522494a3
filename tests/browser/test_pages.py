"""Every page, opened in a browser: on a phone, in the dark, with no data; and how soon the first one stands."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import Heard
from tests.browser.all_pages import PHONE
from tests.browser.looks import HEIGHT, Album
from tests.browser.visit import PAGES, WAIT
from tests.served import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
WITHIN = 10  # seconds, from the command to the first heading


def test_every_page_fits_a_phone_and_is_dark_where_the_system_is(visit, site):
    reader, heard, album = visit(site, width=390, theme="dark", height=HEIGHT), Heard(), Album()
    for path in PAGES:
        reader.open(path)
        reader.is_demo()
        assert reader.page.locator('[data-testid="stApp"]').evaluate("e => getComputedStyle(e).backgroundColor") == (
            "rgb(16, 22, 29)")
        assert reader.page.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(230, 235, 240)"
        reader.is_no_wider_than_window()
        heard.listen(reader, "on a phone, dark")
        if path in PHONE:
            album.look(reader, f"{path or 'overview'}_phone")
    heard.is_well()
    album.is_well()


def test_a_row_of_the_overview_opens_the_agency_and_back_restores_the_filters(visit, site):
    reader = visit(site)
    page = reader.page
    reader.open("?b=按机关&y0=2020")
    answer = reader.answer()
    page.get_by_role("table", name="各单位一览").locator("tbody a").first.click()
    page.wait_for_url(re.compile("/agency[?]a="))
    expect(page.locator("h1")).to_contain_text("历年年报", timeout=WAIT)
    page.go_back()
    page.wait_for_url(re.compile("y0=2020"))
    reader.becomes(answer)


def test_an_agency_is_put_into_the_comparison_and_back_finds_it(visit, site):
    reader = visit(site)
    page = reader.page
    reader.open("agency")
    page.wait_for_url(re.compile("/agency[?]a="))
    page.get_by_test_id("stPageLink").filter(has_text="放进对比").get_by_role("link").click()
    page.wait_for_url(re.compile("/compare[?]"))
    expect(page.locator(".answer")).to_contain_text("1 个单位", timeout=WAIT)
    page.go_back()
    page.wait_for_url(re.compile("/agency[?]a="))
    expect(page.locator("h1")).to_contain_text("历年年报", timeout=WAIT)


@pytest.mark.parametrize("path", [p for p in PAGES if p not in ("compare", "report", "measures", "intake")])
def test_every_table_goes_home(visit, site, path):
    reader = visit(site)
    reader.open(path)
    for kind, start in (("CSV", b"\xef\xbb\xbf"), ("XLSX", b"PK")):
        with reader.page.expect_download() as got:
            reader.page.get_by_role("button", name=f"下载 {kind}").click()
        assert got.value.path().read_bytes().startswith(start)


def test_every_page_says_what_to_do_while_there_is_no_report(visit, empty_site):
    reader, heard = visit(empty_site), Heard()
    for path in PAGES:
        reader.open(path)
        if path == "measures":  # what the indicators mean holds without a report
            expect(reader.page.get_by_role("math").first).to_be_visible(timeout=WAIT)
        elif path == "intake":
            expect(reader.page.locator("input[type=file]")).to_have_count(1, timeout=WAIT)
        else:
            expect(reader.page.locator(".state strong")).to_have_text("还没有读到年报", timeout=WAIT)
        assert reader.page.get_by_text("演示数据").count() == 0
        heard.listen(reader, "without data")
    heard.is_well()


def test_a_cell_of_the_coverage_opens_its_report_by_mouse_and_by_keyboard(visit, site):
    reader = visit(site)
    page = reader.page
    reader.open("coverage")
    cell = page.get_by_role("gridcell", name=re.compile(r" 2022：")).and_(page.locator("td.open")).first
    said = cell.get_attribute("aria-label")
    cell.click()
    page.wait_for_url(re.compile(r"/report[?]r=.*-2022-"))
    expect(page.locator("h1")).to_contain_text(said.split(" ")[0], timeout=WAIT)
    page.go_back()
    page.wait_for_url(re.compile("/coverage"))
    page.get_by_role("grid").locator("tbody th").first.wait_for()
    reader.still()  # drawn anew while the page runs, the grid would lose the focus
    page.get_by_role("grid").locator("[tabindex='0']").focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    here = page.get_by_role("grid").locator(":focus")
    assert re.search(" 2025", here.get_attribute("aria-label"))
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/agency[?]a="))


def test_a_second_start_shows_the_first_heading_within_ten_seconds(visit, root):
    began = time.monotonic()
    with served(root) as (port, _):
        healthy = time.monotonic() - began
        reader = visit(f"http://127.0.0.1:{port}")
        reader.page.goto(reader.site)
        reader.page.locator("h1").wait_for()
        shown = time.monotonic() - began
        reader.close()  # before its server goes
        assert healthy <= WITHIN
        assert shown <= WITHIN


@pytest.mark.parametrize(("path", "said", "home"), [
    ("nowhere", "没有这一页", "回到总览"), ("overview?lang=en", "There is no such page", "Back to the overview"),
], ids=["zh", "en"])
def test_an_address_that_names_no_page_says_so_and_leads_home(visit, site, path, said, home):
    reader = visit(site)
    reader.open(path)
    expect(reader.page.locator("h1")).to_have_text(said)
    expect(reader.page.locator(".answer b")).to_have_text(path.partition("?")[0])
    assert reader.page.get_by_role("dialog").count() == 0
    reader.page.get_by_role("link", name=home).click()
    expect(reader.page.locator("h1")).to_contain_text("青禾省", timeout=WAIT)
    reader.page.go_back()
    expect(reader.page.locator("h1")).to_have_text(said, timeout=WAIT)
