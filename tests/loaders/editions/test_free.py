"""The narratives of 2008-2013: told by their headings, kept with their sections; nothing else passes for one."""

import pytest

from loaders.errors import Refused
from loaders.reading import read_report
from loaders.register import Register
from tests.loaders.editions.pages import page

PARTS = (
    "一、概述", "根据条例要求，编制本报告。",
    "二、主动公开政府信息情况", "公开机构职能、规划计划等信息。",
    "三、依申请公开政府信息情况", "全年共受理政府信息公开申请35件，均已答复。",
    "四、咨询处理情况", "咨询电话由专人接听。",
    "五、复议、诉讼和申诉情况", "没有因公开信息引起的争议。",
    "六、政府支出和收费情况", "未收取费用。",
    "七、主要问题和改进措施", "公开范围不够宽。",
    "八、说明与附表", "本报告电子版可在网站查阅。",
)
LOCAL = [["指标名称", "计量单位", "本年累计"], ["主动公开信息数", "条", "1200"], ["现场接待人数", "人", "30"],
         ["网站专栏页面访问量", "人次", "5000"]]
LATER = ("一、总体情况", "略。", "二、主动公开政府信息情况", "见图。",
         "三、收到和处理政府信息公开申请情况", "见图。",
         "四、政府信息公开行政复议、行政诉讼情况", "见图。", "五、存在的主要问题及改进情况", "略。",
         "六、其他需要报告的事项", "无。")
GUIDE = ("一、信息分类和编排", "略。", "二、主动公开", "范围。", "三、依申请公开", "申请。", "四、监督和救济", "投诉。")


def read(*parts, year=2010):
    return read_report(page(f"清河县财政局{year}年政府信息公开工作年度报告", *parts), "a.html", Register())


@pytest.mark.parametrize("year", [2009, 2016, 2022])
def test_a_narrative_has_sections_and_statements_and_no_edition(year):
    report = read(*PARTS, year=year)
    assert (report.edition, report.figures, report.n_expected, report.status) == (None, (), 0, "incomplete")
    assert "没有法定统计表" in report.reason
    assert [(s.number, s.heading) for s in report.sections] == [
        (n, heading) for n, heading in zip((1, 2, 3, None, 4, None, 5, 6), PARTS[::2])]
    assert [s.text for s in report.sections] == list(PARTS[1::2])
    assert [(s.meaning, s.value, s.section) for s in report.statements] == [("received", 35, 3)]
    assert report.identity.year == year


def test_a_table_of_the_place_is_not_read():
    report = read(*PARTS, LOCAL)
    assert (report.edition, report.figures) == (None, ())
    assert len(report.sections) == 8


def test_heads_of_contents_do_not_count_twice():
    assert [s.text for s in read(*PARTS[::2], *PARTS).sections] == list(PARTS[1::2])


@pytest.mark.parametrize("parts", [LATER, GUIDE, PARTS[:4], (*LATER, LOCAL)])
def test_what_is_no_narrative_is_refused(parts):
    with pytest.raises(Refused, match="法定表格"):
        read(*parts, year=2022)
