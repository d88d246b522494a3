"""核查清单: what an agency is sent, read back with openpyxl."""

import io
import re
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import openpyxl
import pandas as pd
import pytest

from dashboard import downloads
from dashboard.components.spark_table import link
from dashboard.export import About
from dashboard.export.checklist import bases_of, lines_of, workbook
from dashboard.filters.scope import Scope
from dashboard.labels import listed, say
from dashboard.parts.anomalies.findings.checklist import printed
from dashboard.queries import anomalies as ask
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard.drilled import opened, words

MADE = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ABOUT = About("核查清单", "20260102-030405", False, scope=(("检验", "120 次，偶然约 3 条"),),
              definitions=(("甲", "乙"),))
SITE = "https://watch.example/sub/anomalies?t=x"
ROW = {"agency": "甲局", "district": "鼓楼区", "year": 2024, "sort": "事实", "basis": "甲等于乙", "basis_id": "a.b",
       "what": "甲为 1，乙为 2", "figures": "甲：1（第 3 页）\n乙：2", "repair": "若甲为 2", "ask": "请核对",
       "verdict": say("judging.verdict.open"),
       "href": "report?r=x&finding=y", "document": "甲.docx", "id": "f1"}
RULES = [{"id": "a.b", "label": "甲等于乙", "rule": "甲 = 乙", "source": "表三注", "text": "无"},
         {"id": "c.d", "label": "未用到的", "rule": "", "source": "", "text": ""}]
HEADS = list(listed("checklist.item"))


def read(items: pd.DataFrame, site: str | None = SITE) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(items, bases_of(items, RULES), ABOUT, MADE, site)))


def rows_of(sheet) -> list[dict]:
    heads = {label: name for name, label in listed("checklist.item").items()}
    names = [heads.get(cell.value, cell.value) for cell in sheet[1]]
    return [dict(zip(names, row)) for row in sheet.iter_rows(min_row=2)]


def test_four_sheets_each_row_with_a_place_for_the_reply():
    judged = {**ROW, "agency": "乙局", "verdict": "属实（张三 2026-01-01 08:00）", "id": "f2"}
    book = read(pd.DataFrame([ROW, ROW | {"year": 2023, "id": "f3"}, judged]))
    assert book.sheetnames == [*(say(f"checklist.sheet.{s}") for s in ("items", "agencies", "bases")),
                               say("export.sheet_about")]
    rows = rows_of(book.worksheets[0])
    assert [r["number"].value for r in rows] == [1, 2, 3] and list(rows[0]) == HEADS
    assert all(r["reply"].value is None for r in rows)
    assert {name: rows[0][name].value for name in ("agency", "year", "what", "figures", "repair", "ask")} == {
        name: ROW[name] for name in ("agency", "year", "what", "figures", "repair", "ask")}
    assert rows[0]["href"].hyperlink.target == "https://watch.example/sub/report?r=x&finding=y"
    agencies = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2)]
    assert agencies == [["甲局", "鼓楼区", 2, 0, "2023、2024", "甲等于乙"],
                        ["乙局", "鼓楼区", 1, 1, "2024", "甲等于乙"]]
    assert [[cell.value for cell in row] for row in book.worksheets[2].iter_rows(min_row=2)] == [
        ["a.b", "甲等于乙", "甲 = 乙", "表三注", "无", 3]], "rules that nothing names are left out"
    told = "\n".join(str(cell.value) for row in book.worksheets[3].iter_rows() for cell in row)
    for part in (ABOUT.snapshot, "2026-01-02 03:04", "120 次，偶然约 3 条", "甲"):
        assert part in told


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", "http://x.example",
                                  "file:///x", "{=1}", "  =1"])
def test_no_word_of_a_document_becomes_a_formula_or_a_link(text):
    names = ("agency", "district", "basis", "what", "figures", "repair", "ask", "verdict", "document", "id")
    items = pd.DataFrame([ROW | dict.fromkeys(names, text)])
    book = read(items)
    (row,) = rows_of(book.worksheets[0])
    for name in names:
        assert row[name].data_type == "s" and row[name].value == text and row[name].hyperlink is None, name
    for sheet in book.worksheets:
        assert not any(cell.data_type == "f" for line in sheet.iter_rows() for cell in line)


@pytest.mark.parametrize("site", [None, "", "javascript:alert(1)//", "file:///etc/x"])
def test_without_an_address_of_its_own_there_is_no_link(site):
    (row,) = rows_of(read(pd.DataFrame([ROW]), site).worksheets[0])
    assert row["href"].value is None and row["href"].hyperlink is None


@pytest.mark.parametrize(("text", "n"), [("", 1), ("甲乙丙", 1), ("甲乙丙丁戊己", 2), ("abcdefghij", 1), ("甲\n乙", 2),
                                       ("甲乙丙丁戊己\n\n乙", 4)])
def test_a_row_is_as_high_as_its_text_wraps(text, n):
    assert lines_of(text, 10) == n


def test_nothing_chosen_is_a_workbook_of_heads():
    book = read(pd.DataFrame(columns=list(ROW)))
    assert [sheet.max_row for sheet in book.worksheets[:3]] == [1, 1, 1]


def test_every_number_of_a_finding_stands_with_its_place(demo_root):
    store = Store(current(demo_root))
    rows = ask.listed(store, Scope("990000", 2019, 2025), ask.Choice(), 1000)
    told = printed(store, list(rows["finding_id"]))
    operands = ask.operands(store, list(rows["finding_id"]))
    store.close()
    sums = rows[rows["class"] == "arithmetic"]
    assert set(told) >= set(sums["finding_id"]) and len(sums) > 20
    assert not operands.duplicated(["finding_id", "table_id", "item_id", "column_id", "year"]).any()
    operands = operands[operands["finding_id"].isin(sums["finding_id"])]
    assert operands["raw"].notna().all() and operands["row"].notna().all()
    carried = rows[rows["check_id"] == "requests.carry_over"].iloc[0]
    lines = told[carried["finding_id"]].splitlines()
    assert any(f"{carried['year'] - 1} 年度" in line for line in lines) and all("行第" in line for line in lines)


@pytest.fixture
def asked(monkeypatch):
    """What makes the workbook of the page that is drawn next: AppTest presses no button of a file."""
    makers, offer = [], downloads.offer_workbook

    def heard(label, make, *rest):
        makers.append(make)
        offer(label, make, *rest)

    monkeypatch.setattr(downloads, "offer_workbook", heard)
    return makers


@pytest.mark.parametrize("tab", ["findings", "copied"])
def test_the_button_makes_the_list_that_is_shown(shown, demo_root, asked, tab):
    shown(demo_root)
    at = opened("anomalies", t=say(f"anomalies.tab.{tab}"))
    (button,) = [b for b in at.get("download_button") if b.proto.label == say("checklist.button")]
    assert not button.proto.disabled
    book = openpyxl.load_workbook(io.BytesIO(asked[-1]()))
    rows = rows_of(book.worksheets[0])
    assert len(rows) > 20 and all(r[name].value for r in rows for name in (
        "agency", "year", "sort", "basis", "what", "figures", "ask", "document", "id"))
    assert f"<b>{len(rows)} 条</b>" in words(at) if tab == "findings" else len(rows) == len(
        {r["id"].value for r in rows})
    assert sum(cell.value for cell in book.worksheets[1]["C"][1:]) == len(rows)
    assert sum(cell.value for cell in book.worksheets[2]["F"][1:]) == len(rows)


def test_each_finding_is_told_with_its_equation(shown, demo_root, asked):
    shown(demo_root)
    opened("anomalies", t=say("anomalies.tab.findings"))
    rows = rows_of(openpyxl.load_workbook(io.BytesIO(asked[-1]())).worksheets[0])
    sums = [row["figures"].value for row in rows if "之和" in row["what"].value]
    assert len(sums) > 20 and all(re.match(r"算式：.*\d", told) for told in sums)


def test_a_list_that_is_cut_says_so_on_the_button_and_in_the_workbook(shown, demo_root, asked, monkeypatch):
    shown(demo_root)
    monkeypatch.setattr("dashboard.parts.anomalies.checklist.MOST", 5)
    monkeypatch.setattr("dashboard.parts.anomalies.findings.checklist.MOST", 5)
    at = opened("anomalies", t=say("anomalies.tab.findings"))
    assert say("checklist.button_cut", n="5") in [b.proto.label for b in at.get("download_button")]
    book = openpyxl.load_workbook(io.BytesIO(asked[-1]()))
    assert len(rows_of(book.worksheets[0])) == 5
    assert say("checklist.cut.name") in [cell.value for row in book.worksheets[-1] for cell in row]


def test_the_link_of_a_row_opens_its_report_at_the_finding(shown, demo_root):
    store = Store(current(demo_root))
    row = ask.listed(store, Scope("990000", 2019, 2025), ask.Choice(), 1).iloc[0]
    store.close()
    shown(demo_root)
    target = urlsplit(link("report", r=row["report_id"], finding=row["finding_id"]))
    at = opened(target.path.rpartition("/")[2], **dict(parse_qsl(target.query)))
    (letter,) = at.code
    assert letter.value.startswith(f"{row['agency']}{row['year']}年度报告：") and row["message"] in letter.value


def test_where_nothing_is_found_there_is_nothing_to_send(shown, single_root, asked):
    shown(single_root)
    at = opened("anomalies", t=say("anomalies.tab.copied"))
    (button,) = [b for b in at.get("download_button") if b.proto.label == say("checklist.button")]
    assert button.proto.disabled
    assert openpyxl.load_workbook(io.BytesIO(asked[-1]())).worksheets[0].max_row == 1


@pytest.mark.parametrize("way", ["peers", "past", "mix"])
def test_questions_are_sent_as_questions_with_the_number_of_tests(shown, planted_root, asked, way):
    shown(planted_root[0])
    at = opened("anomalies", t=say("anomalies.tab.questions"), ov=say(f"questions.way.{way}"))
    assert [b.proto.label for b in at.get("download_button")][-1] == say("checklist.button")
    book = openpyxl.load_workbook(io.BytesIO(asked[-1]()))
    rows = rows_of(book.worksheets[0])
    assert rows or way != "peers"
    for row in rows:
        assert row["sort"].value == say("checklist.question.sort") and row["reply"].value is None
        assert re.search(r"\d+/\d+", row["figures"].value) and row["ask"].value and row["agency"].value
    assert sum(cell.value for cell in book.worksheets[2]["F"][1:]) == len(rows)
    about = "\n".join(str(cell.value) for line in book.worksheets[3].iter_rows() for cell in line)
    assert say("checklist.question.tests") in about
