"""对比 as a reader works it: order, keep on top, paste a list, copy; and every step undone by the back button."""

import re
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import expect

from tests.browser.visit import WAIT, Visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def rows(reader: Visit):
    return reader.page.get_by_role("table").locator("tbody tr")


def says(reader: Visit, part: str) -> None:
    """Until the link holds this, and the page has been drawn for it."""
    reader.said_in_link(part)
    reader.still()


def test_each_step_is_undone_by_one_step_back(visit, site):
    reader = visit(site)
    page = reader.page
    reader.open("compare?cb=比机关")
    rows(reader).nth(4).wait_for()
    usual = rows(reader).first.locator(".name").inner_text()
    last = page.get_by_role("table").get_by_role("button", name="2025").first
    last.click()
    says(reader, "cs=-requests/new/total@2025")
    expect(page.get_by_role("table").locator("th[aria-sort=descending]")).to_have_count(1, timeout=WAIT)
    most = rows(reader).first.locator(".name").inner_text()
    pin = rows(reader).nth(2).locator(".pin")
    pin.focus()
    page.keyboard.press("Enter")
    says(reader, "ct=")
    expect(page.locator("tr.top")).to_have_count(1, timeout=WAIT)
    reader.choose("与什么比", "置顶的第一行")
    expect(page.get_by_role("table").locator("thead")).to_contain_text("较 ", timeout=WAIT)

    for gone, still_there in (("cr=", "ct="), ("ct=", "cs="), ("cs=", "cb=")):
        page.go_back()
        page.wait_for_function("gone => !location.search.includes(gone)", arg=gone, timeout=WAIT)
        reader.still()
        assert still_there in page.url
    expect(rows(reader).first.locator(".name")).to_have_text(usual, timeout=WAIT)
    page.go_forward()
    expect(rows(reader).first.locator(".name")).to_have_text(most, timeout=WAIT)


def test_a_list_is_pasted_and_what_is_shown_is_copied(visit, site):
    reader = visit(site)
    page = reader.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.open("compare?cb=比机关")
    rows(reader).nth(4).wait_for()
    names = rows(reader).locator(".name").all_inner_texts()
    page.get_by_role("button", name="粘贴名单").click()
    page.get_by_role("textbox", name=re.compile("^一行一个")).fill(f"{names[1]}\n{names[4]}\n没有这个局")
    page.get_by_role("button", name="加入对比").click()
    expect(page.locator(".answer")).to_contain_text("2 个单位", timeout=WAIT)
    expect(page.locator(".foot", has_text="没有认出：没有这个局")).to_be_visible(timeout=WAIT)
    reader.still()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="复制本页").click()
    expect(page.get_by_role("status")).to_contain_text("已复制", timeout=WAIT)
    lines = [line.split("\t") for line in page.evaluate("navigator.clipboard.readText()").splitlines()]
    assert {line[1] for line in lines[1:]} == {names[1], names[4]}
    assert all(re.fullmatch(r"-?\d+(\.\d+)?|缺|无|/|\?|文|汇总|", cell) for line in lines[1:] for cell in line[2:])


def test_a_page_that_names_in_its_link_what_it_shows_is_left_by_one_step(visit, site):
    reader = visit(site)
    page = reader.page
    reader.open()
    reader.drawn()
    reader.choose("起始年度", "2021")
    for name, path in (("机关", "/agency[?]a="), ("原文", "/report[?]r="), ("依申请公开", "/requests[?]y0=2021")):
        reader.turn_to(name)
        page.wait_for_url(re.compile(path))
        reader.still()
        reader.drawn()
        page.go_back()
        page.wait_for_url(re.compile(r"/[?]y0=2021$"))
        reader.still()
        expect(page.get_by_role("combobox", name="起始年度")).to_have_value("2021", timeout=WAIT)
        assert unquote_plus(page.url).endswith("/?y0=2021")
