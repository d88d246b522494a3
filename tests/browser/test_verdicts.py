"""研判 in the browser: given, there after a reload and for another reader; several at once; who a proxy names."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from dashboard.verdicts import Ledger
from tests.browser.judging import marks, names_itself
from tests.browser.visit import WAIT, Visit
from tests.served import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def badge(reader: Visit):
    return reader.page.locator(".verdict")


def test_a_verdict_on_a_finding_is_there_after_a_reload_and_for_another_reader(visit, own_site, own_root):
    reader = visit(own_site)
    page = reader.page
    reader.open("anomalies")
    page.get_by_role("table", name=re.compile("^核查发现一览")).locator("tbody a").first.click()
    page.wait_for_url(re.compile("/report[?]r="))
    reader.still()
    expect(badge(reader)).to_have_text("未研判", timeout=WAIT)
    names_itself(reader, "张三")
    page.get_by_label("说明", exact=True).fill("已电话核实 <b>属实</b>")
    marks(reader, "属实")
    expect(badge(reader)).to_have_text("属实", timeout=WAIT)
    page.reload()
    reader.still()
    expect(badge(reader)).to_have_text("属实", timeout=WAIT)
    expect(page.get_by_text("已电话核实 <b>属实</b>", exact=True)).to_be_visible(timeout=WAIT)
    (event,) = Ledger("", own_root).current("finding")
    assert (event.mark, event.who, event.note) == ("confirmed", "张三", "已电话核实 <b>属实</b>")
    assert event.id in page.url

    other = visit(own_site)
    other.open(page.url.removeprefix(f"{own_site}/"))
    expect(badge(other)).to_have_text("属实", timeout=WAIT)
    expect(other.page.locator(".sub", has_text="张三")).to_be_visible(timeout=WAIT)


def test_several_pairs_of_texts_are_ticked_and_judged_alike(visit, own_site, own_root):
    reader = visit(own_site)
    page = reader.page
    reader.open("anomalies?t=文本雷同")
    table = page.get_by_role("table", name=re.compile("^雷同文字一览"))
    for n in (0, 1):
        table.locator("tbody input").nth(n).check()
        expect(page.get_by_text(f"已选 {n + 1} 条，一并研判", exact=True)).to_be_visible(timeout=WAIT)
    reader.still()
    names_itself(reader, "李四")
    marks(reader, "已说明")
    counts = page.get_by_role("table", name="按研判结果的处数")
    expect(counts.locator("tbody tr", has_text="已说明")).to_have_text(re.compile(r"已说明\s*2"), timeout=WAIT)
    expect(page.get_by_text(re.compile("^已选 "))).to_have_count(0, timeout=WAIT)
    found = Ledger("", own_root).current("copied")
    assert {(e.mark, e.who) for e in found} == {("explained", "李四")} and len(found) == 2

    table.locator("tbody button").first.click()
    page.wait_for_url(re.compile("pair="))
    expect(page.locator("mark").first).to_be_visible(timeout=WAIT)
    shown = page.url
    page.reload()
    reader.still()
    expect(page.locator("mark").first).to_be_visible(timeout=WAIT)
    assert page.url == shown
    page.go_back()
    expect(table).to_be_visible(timeout=WAIT)


def test_the_workbook_for_agencies_is_what_was_ticked(visit, own_site):
    reader = visit(own_site)
    page = reader.page
    reader.open("anomalies")
    rows = page.get_by_role("table", name=re.compile("^核查发现一览")).locator("tbody tr")
    name = rows.nth(0).locator("a").first.inner_text()
    rows.nth(0).locator("input").check()
    button = page.get_by_role("button", name="核查清单（已选 1）")
    expect(button).to_be_visible(timeout=WAIT)
    reader.still()
    with page.expect_download() as got:
        button.click()
    book = openpyxl.load_workbook(io.BytesIO(got.value.path().read_bytes()))
    (row,) = book["核查清单"].iter_rows(min_row=2)
    assert row[1].value == name
    (link,) = [cell.hyperlink.target for cell in row if cell.hyperlink]
    assert link.startswith(f"{own_site}/report?r=")
    reader.open(link.removeprefix(f"{own_site}/"))
    expect(page.get_by_role("grid").locator("td.breaking")).to_have_count(1, timeout=WAIT)


def test_a_proxys_header_is_the_name_and_nobody_types_one(visit, own_root, monkeypatch):
    monkeypatch.setenv("DISCLOSURE_USER_HEADER", "X-Forwarded-User")
    with served(own_root) as (port, _):
        reader = visit(f"http://127.0.0.1:{port}")
        reader.page.context.set_extra_http_headers({"X-Forwarded-User": "%E7%8E%8B%E4%BA%94"})
        reader.open("anomalies")
        reader.page.get_by_role("table", name=re.compile("^核查发现一览")).locator("tbody a").nth(2).click()
        reader.page.wait_for_url(re.compile("/report[?]r="))
        reader.still()
        expect(reader.page.get_by_text("以“王五”的名义研判")).to_be_visible(timeout=WAIT)
        expect(reader.page.get_by_label("研判人")).to_have_count(0)
        marks(reader, "忽略")
        expect(badge(reader)).to_have_text("忽略", timeout=WAIT)
        reader.close()  # before its server goes
    assert "王五" in {e.who for e in Ledger("", own_root).current("finding")}
