"""The list of 2014-2018: every line under its own address, whatever a province adds; told by its labels in any year."""

import re
from decimal import Decimal

import pytest

from loaders.form import edition
from loaders.reading import read_report
from loaders.register import Register
from tests.loaders.editions.pages import UNITS, listed, page

ITEMS = [key[1] for key in edition("2014").expected()]
EACH = {item: str(n) for n, item in enumerate(ITEMS, 3)}


def read(*parts, title="清河县财政局2016年政府信息公开工作年度报告"):
    return read_report(page(title, *parts), "a.html", Register())


def told(report):
    return {f.item: f.raw.strip() for f in report.figures}


def test_every_line_stands_under_its_own_address():
    report = read(listed(EACH))
    assert (report.edition, report.status, report.reason) == ("2014", "complete", "")
    assert told(report) == EACH and report.n_expected == len(ITEMS) == 58
    assert {(f.table, f.column) for f in report.figures} == {("activity", "count")}


@pytest.mark.parametrize("year", [2013, 2019, 2023])
def test_the_labels_tell_the_edition_and_not_the_year(year):
    report = read(listed(EACH), title=f"清河县财政局{year}年政府信息公开工作年度报告")
    assert (report.identity.year, report.edition, told(report)) == (year, "2014", EACH)


def test_nought_blank_and_stroke_stay_apart():
    report = read(listed({**EACH, "suit": "0", "complaints": "", "staff": "/"}))
    states = {f.item: (f.state, f.value) for f in report.figures}
    assert [states[i] for i in ("suit", "complaints", "staff")] == [
        ("number", Decimal(0)), ("blank", None), ("dash", None)]


def test_lines_of_one_name_belong_to_the_line_above_them_even_without_their_numbers():
    number = "^(?:[一二三四五六七八九]、|（[一二三四五六七八九]）|[0-9][.]|其中：)"
    bare = listed(EACH, label=lambda text: re.sub(number, "", text))
    assert [row[0] for row in bare].count("被依法纠错数") == 2
    assert told(read(bare)) == EACH


def test_lines_that_a_province_adds_stay_unclaimed():
    rows = listed(EACH)
    rows[3:3] = [("主动公开机构领导、机构设置及人事信息", "条", "41"), ("财务预决算信息", "条", "7")]
    report = read(rows)
    assert told(report) == EACH
    assert report.unclaimed == ("主动公开机构领导、机构设置及人事信息", "财务预决算信息")


def quarters(last: str):
    return [(*row[:2], *(("一季度", "二季度", "三季度", "四季度", last) if not n else
                         ("1", "2", "3", "4", row[2]) if row[1] != "——" else ("——",) * 5))
            for n, row in enumerate(listed(EACH))]


def test_columns_of_quarters_beside_the_year_are_left_alone():
    report = read(quarters("统计数"))
    assert told(report) == EACH
    assert set(report.unclaimed) == {"一季度", "二季度", "三季度", "四季度"} or not report.unclaimed


def test_among_quarters_without_a_column_of_the_year_none_is_chosen():
    report = read([("统计指标", "单位", "一季度", "二季度")] + [(*row, "9") for row in listed(EACH)[1:]])
    filled = [f for f in report.figures if f.raw.strip()]
    assert report.edition == "2014" and {f.state for f in filled} == {"doubtful"}
    assert all("统计数" in f.note for f in filled)


def test_a_unit_other_than_the_forms_is_kept_beside_the_number():
    report = read(listed({**EACH, "fees": "1250"}, units={**UNITS, "fees": "元"}))
    fees = next(f for f in report.figures if f.item == "fees")
    assert (fees.value, fees.unit) == (Decimal(1250), "元")
    assert [f.item for f in report.figures if f.unit] == ["fees"]


def test_a_local_list_beside_the_three_tables_does_not_make_a_report_older():
    blocks = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
              ["规章", "0", "0", "0"], ["行政规范性文件", "3", "1", "9"]]
    disputes = [["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3, ["0"] * 15]
    report = read("二、主动公开政府信息情况", blocks, "四、政府信息公开行政复议、行政诉讼情况",
                  [["行政复议"] * 5 + ["行政诉讼"] * 10,
                   ["行政复议"] * 5 + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5, *disputes],
                  "附表", listed(EACH), title="清河县财政局2022年政府信息公开工作年度报告")
    assert report.edition == "2021"
    assert {f.table for f in report.figures} == {"disclosure", "disputes"}


def test_a_list_that_lost_lines_says_which():
    report = read([row for row in listed(EACH) if "举报投诉" not in row[0]])
    assert report.status == "incomplete"
    assert "《政府信息公开情况统计表》" in report.reason and "举报投诉数量" in report.reason
