"""The official's one sitting: pick, see the trend, sort, open a flag, see its source, judge it, take a table home."""

import io
import re
from urllib.parse import unquote_plus

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.judging import marks, names_itself
from tests.browser.visit import WAIT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def share(row: str) -> float:
    """The first percentage of a table's row."""
    return float(re.search(r"([\d.]+)%", row)[1])


def test_from_a_district_to_a_judged_finding_and_a_table_for_the_meeting(visit, own_site):
    reader = visit(own_site)
    page = reader.page
    reader.open()
    reader.choose("行政区划", "990100")
    reader.choose("起始年度", "2020")
    reader.choose("分列", "按机关")
    reader.drawn()
    expect(page.locator(".answer")).to_contain_text("2025 年收到申请", timeout=WAIT)
    expect(page.get_by_role("img").first).to_be_visible(timeout=WAIT)

    table = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="实质公开率"))
    for way, rising in (("descending", False), ("ascending", True)):
        table.get_by_role("columnheader", name="实质公开率").get_by_role("button").click()
        expect(table.get_by_role("columnheader", name="实质公开率")).to_have_attribute("aria-sort", way)
        shares = [share(row) for row in table.locator("tbody tr").all_inner_texts() if "%" in row]
        assert len(shares) > 3
        assert shares == sorted(shares, reverse=not rising)

    reader.turn_to("异常")
    listed = page.get_by_role("table", name=re.compile("^核查发现一览"))
    agency = listed.locator("tbody a").first.inner_text()
    listed.locator("tbody a").first.click()
    page.wait_for_url(re.compile("/report[?]r="))
    expect(page.locator("h1")).to_contain_text(agency, timeout=WAIT)
    printed = page.get_by_role("grid").locator("td.breaking").inner_text()
    source = page.locator(".pane [data-focus], .pane .frame.breaking").first
    expect(source).to_be_visible(timeout=6 * WAIT)
    if source.inner_text():
        assert printed in source.inner_text()
    names_itself(reader, "李四")
    marks(reader, "属实")
    expect(page.locator(".verdict")).to_have_text("属实", timeout=WAIT)

    reader.turn_to("异常")
    assert all(part in unquote_plus(page.url) for part in ("d=990100 ", "y0=2020"))
    reader.choose("研判", "属实")  # what is judged stands at the end of the list
    expect(listed.locator("tbody tr").filter(has_text="属实")).to_have_count(1, timeout=WAIT)
    reader.still()
    with page.expect_download() as got:
        page.get_by_role("button", name="下载 XLSX").click()
    book = openpyxl.load_workbook(io.BytesIO(got.value.path().read_bytes()))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]
    (judged,) = [row for row in rows if "属实" in row.values()]
    assert agency in judged.values()
    assert "李四" in judged.values()
    about = "\n".join(str(cell.value) for row in book["说明"].iter_rows() for cell in row if cell.value is not None)
    for wanted in ("云麓市", "2020–2025", "数据版本", "演示数据"):
        assert wanted in about
