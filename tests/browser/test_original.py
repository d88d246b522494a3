"""原文 beside its source in the browser: the mark lies over the printed number; keys, clicks and turning pages."""

import io
import re

import pdfplumber
import pytest
from playwright.sync_api import expect

from dashboard.components import equation
from dashboard.queries import report as ask
from dashboard.store import Store
from loaders.warehouse import current
from tests.browser.visit import WAIT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PATIENCE = 6 * WAIT  # a document is opened by a command of its own


@pytest.fixture(scope="module")
def found(root):
    """A PDF of several findings: its row, its findings, the bytes of the document."""
    store = Store(current(root))
    for district in ask.places(store)["district_id"]:
        for agency in ask.bodies(store, district)["agency_id"]:
            for row in ask.records(ask.documents_of(store, agency)):
                findings = ask.findings(store, row["report_id"], row["sha256"]) if row["format"] == "pdf" else []
                if len(findings) > 1 and all(equation.marks(f, None).breaking for f in findings[:2]):
                    return row, findings, (root / "warehouse" / "sources" / row["sha256"]).read_bytes()
    raise AssertionError("the demonstration has no PDF with two findings")


def link(row: dict, finding: dict) -> str:
    return f"report?r={row['report_id']}&doc={row['sha256']}&finding={finding['finding_id']}"


def is_drawn(reader) -> None:
    """Until the picture of the page is there, every point of it."""
    picture = reader.page.locator(".sheet img")
    expect(picture).to_be_visible(timeout=PATIENCE)
    assert picture.evaluate("img => img.decode().then(() => img.naturalWidth)") > 1000
    reader.still()


def test_the_mark_lies_over_the_number_that_is_printed_there(visit, site, found):
    row, findings, data = found
    reader = visit(site)
    reader.open(link(row, findings[0]))
    page = reader.page
    is_drawn(reader)
    mark = page.locator(".frame.breaking")
    left, top, width, height = mark.evaluate("""el => { const own = el.getBoundingClientRect(),
        sheet = el.closest(".sheet").getBoundingClientRect()
        return [(own.left - sheet.left) / sheet.width, (own.top - sheet.top) / sheet.height, own.width / sheet.width,
                own.height / sheet.height] }""")
    address = "/".join(next(iter(equation.marks(findings[0], None).breaking)))
    printed = page.locator(f'td[data-address="{address}"].breaking').first.inner_text()
    number = int(re.search(r"(\d+)", page.locator(".bar").inner_text())[1])
    with pdfplumber.open(io.BytesIO(data)) as paper:
        sheet = paper.pages[number - 1]
        inside = [w["text"] for w in sheet.extract_words()
                  if left < (w["x0"] + w["x1"]) / 2 / float(sheet.width) < left + width
                  and top < (w["top"] + w["bottom"]) / 2 / float(sheet.height) < top + height]
    assert "".join(inside) == printed
    pane = page.locator(".pane").bounding_box()
    seen = mark.bounding_box()
    assert pane["y"] <= seen["y"] and seen["y"] + seen["height"] <= pane["y"] + pane["height"]


def test_keys_go_to_the_next_finding_and_say_it(visit, site, found):
    row, findings, _ = found
    reader = visit(site)
    reader.open(link(row, findings[0]))
    page = reader.page
    is_drawn(reader)
    live = page.locator(".live")
    expect(live).to_contain_text(findings[0]["place"], timeout=WAIT)
    page.keyboard.press("j")
    expect(live).to_contain_text(f"第 2 处核查发现，共 {len(findings)} 处：{findings[1]['place']}", timeout=PATIENCE)
    assert findings[1]["finding_id"] in page.url
    page.keyboard.press("k")
    expect(live).to_contain_text(f"第 1 处核查发现，共 {len(findings)} 处：{findings[0]['place']}", timeout=PATIENCE)


def test_a_click_on_the_paper_chooses_the_cell_and_pages_turn_on_a_phone(visit, site, found):
    row, findings, _ = found
    reader = visit(site, width=390)
    reader.open(link(row, findings[0]))
    page = reader.page
    is_drawn(reader)
    reader.is_no_wider_than_window()
    assert page.locator(".pane").bounding_box()["y"] > page.get_by_role("grid").bounding_box()["y"]  # one below another
    spot = page.locator(".spot:not(.breaking)").first
    address = spot.get_attribute("data-address")
    spot.click()
    reader.said_in_link(f"cell={address}")
    expect(page.locator(".frame.picked")).to_have_count(1, timeout=PATIENCE)
    turned = page.get_by_role("button", name="原件下一页")
    turned = turned if turned.is_enabled() else page.get_by_role("button", name="原件上一页")
    turned.click()
    reader.said_in_link("sp=")
    is_drawn(reader)
    page.get_by_role("button", name="看标出处").click()
    expect(page.locator(".frame.picked")).to_have_count(1, timeout=PATIENCE)
    assert "sp=" not in page.url


_OFF = """() => { const own = e => e.getBoundingClientRect()
    const pane = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')]
        .map(e => e.shadowRoot?.querySelector('.pane')).find(e => e?.querySelector('[data-focus]'))
    if (!pane) return false
    const [cell, all] = [own(pane.querySelector('[data-focus]')), own(pane)]
    return [Math.abs(cell.top + cell.height / 2 - all.top - all.height / 2), pane.scrollTop] }"""


def test_what_is_marked_stays_in_the_middle_when_the_text_is_set_anew_and_a_reader_is_let_be(visit, site):
    reader = visit(site)
    reader.open("report")  # without a finding: the first one, in a document shown as text
    page = reader.page
    page.wait_for_function(_OFF)
    for width in (1366, 1100):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"() => ({_OFF})()[0] < 4")
    before = page.evaluate(_OFF)[1]
    box = page.locator(".pane").bounding_box()
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.wheel(0, -300)
    page.wait_for_function(f"before => ({_OFF})()[1] < before - 200", arg=before)
    reader.drawn()
    moved = page.evaluate(_OFF)[1]
    page.locator(".pane .text").evaluate("""e => { e.style.paddingBottom = '60px'
        return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))) }""")
    assert abs(page.evaluate(_OFF)[1] - moved) < 4
