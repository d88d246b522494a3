"""The journey of the official: filter, find, see the cell in the printed form, come back, compare, take it home."""

import io
import re
from urllib.parse import unquote_plus

import openpyxl
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect

from tests.browser.visit import WAIT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def finding(root, finding_id: str) -> dict:
    """A row of findings, as the snapshot holds it."""
    warehouse = root / "warehouse"
    folder = warehouse / (warehouse / "current").read_text("utf-8").strip()
    rows = [row for path in folder.glob("findings*.parquet") for row in pq.read_table(path).to_pylist()]
    return next(row for row in rows if row["finding_id"] == finding_id)


def rows_of(page) -> list[str]:
    rows = page.get_by_role("table", name=re.compile("^核查发现一览")).locator("tbody tr")
    rows.first.wait_for()
    return rows.all_inner_texts()


def test_from_a_filter_to_the_marked_cell_and_back(visit, site, root):
    reader = visit(site)
    page = reader.page
    reader.open()
    whole = reader.answer()
    reader.choose("行政区划", "990100")
    reader.choose("起始年度", "2020")
    reader.choose("机关类别", "工作部门")
    expect(page.locator(".answer")).not_to_have_text(whole, timeout=WAIT)
    reader.turn_to("异常")
    assert all(part in unquote_plus(page.url) for part in ("d=990100 ", "y0=2020", "k=工作部门"))
    expect(page.locator(".scope")).to_contain_text("工作部门", timeout=WAIT)
    address, answer, rows = page.url, reader.answer(), rows_of(page)
    assert rows

    page.get_by_role("table", name=re.compile("^核查发现一览")).locator("tbody a").first.click()
    page.wait_for_url(re.compile("/report[?]r="))
    marked = page.get_by_role("grid").locator("td.breaking")
    marked.wait_for()
    known = finding(root, page.url.partition("finding=")[2].partition("&")[0])
    spot = next(o for o in known["operands"] if f"{o['table_id']}/{o['item_id']}/{o['column_id']}"
                == marked.get_attribute("data-address") and o["year"] == known["year"])
    assert marked.inner_text().replace(",", "") == f"{spot['value'].normalize():f}"
    assert re.fullmatch(rf".+：{marked.inner_text()}，等式在此不成立", marked.get_attribute("aria-label"))
    expect(page.locator("h1")).to_contain_text(f"{known['year']} 年", timeout=WAIT)

    page.go_back()
    page.wait_for_url(address)
    reader.becomes(answer)
    expect(page.get_by_role("table", name=re.compile("^核查发现一览")).locator("tbody tr")).to_have_text(
        [re.compile(".*".join(map(re.escape, row.split())), re.S) for row in rows], timeout=WAIT)


def test_a_later_page_of_the_list_is_there_again_and_another_filter_starts_at_the_first(visit, site):
    reader = visit(site)
    page = reader.page
    reader.open("anomalies?p=2")
    shown = page.get_by_text(re.compile(r"^第 26–"))
    shown.wait_for()
    rows = rows_of(page)
    page.get_by_role("table", name=re.compile("^核查发现一览")).locator("tbody a").nth(1).click()
    page.wait_for_url(re.compile("/report[?]r="))
    page.get_by_role("grid").wait_for()
    page.go_back()
    shown.wait_for()
    assert rows_of(page) == rows
    reader.choose("起始年度", "2020")
    expect(shown).to_have_count(0, timeout=WAIT)
    assert "p=2" not in page.url


def test_a_comparison_goes_home_as_a_workbook_and_its_link_shows_it_again(visit, site):
    reader = visit(site)
    page = reader.page
    reader.open("compare")
    reader.choose("比什么", "比机关")
    names = [reader.pick(re.compile("^机关（"), lambda place=place: page.get_by_role("option").nth(place), str)
             for place in (0, 3)]
    reader.pick(re.compile("^项目与指标"), lambda: page.get_by_role("option", name="requests/carried_in/total"),
                lambda _: "requests/carried_in/total", typed="carried_in/total")
    expect(page.locator(".answer")).to_contain_text("2 个单位，3 项", timeout=WAIT)
    reader.still()
    answer, link = reader.answer(), page.url

    with page.expect_download() as got:
        page.get_by_role("button", name="下载 XLSX").click()
    assert got.value.suggested_filename.endswith(".xlsx")
    assert re.match("对比表_.*演示数据", got.value.suggested_filename)
    book = openpyxl.load_workbook(io.BytesIO(got.value.path().read_bytes()))
    data, about = book["数据"], book["说明"]
    heads = [cell.value for cell in data[1]]
    assert sum("上年结转" in head for head in heads) == 7  # a column a year
    cells = [cell.value for row in data.iter_rows(min_row=2, min_col=3) for cell in row]
    assert len(list(data.iter_rows(min_row=2))) == 2
    assert sum(isinstance(value, int | float) for value in cells) > len(cells) / 2
    assert not any(isinstance(value, str) and re.fullmatch(r"[\d,.%]+", value) for value in cells)
    text = "\n".join(str(cell.value) for row in about.iter_rows() for cell in row if cell.value is not None)
    for wanted in (*names, "演示数据", "2019–2025", "÷", "数据版本", "来源文件"):
        assert wanted.rpartition(" ")[0] in text if wanted in names else wanted in text, wanted
    assert any(re.fullmatch("[0-9a-f]{64}", str(cell.value)) for row in about.iter_rows() for cell in row)

    with page.expect_download() as got:
        page.get_by_role("button", name="下载 CSV").click()
    assert re.match("对比表_.*csv$", got.value.suggested_filename)
    raw = got.value.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").splitlines()[0].split(",")[: len(heads)] == heads

    page.reload()
    reader.becomes(answer)
    assert page.url == link
