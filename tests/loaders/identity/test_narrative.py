"""The six parts, with or without their numbers, and the numbers that the prose states."""

from decimal import Decimal
from pathlib import Path

import pytest

from loaders.document import Cell, Document, Grid, Line
from loaders.form.numerals import parse
from loaders.narrative import narrate
from loaders.narrative.sections import heading_of

HEADINGS = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
            "存在的主要问题及改进情况", "其他需要报告的事项")


WRITTEN = [part for n, heading in zip("一二三四五六", HEADINGS) for part in (f"{n}、{heading}", f"第{n}段。")]
SIX = [(i, f"第{n}段。") for i, n in enumerate("一二三四五六", 1)]


def document(*lines, page=None):
    return Document("text", tuple(line if isinstance(line, Grid) else Line(line, page) for line in lines))


def parts(*lines):
    return [(s.number, s.text) for s in narrate(document(*lines)).sections]


def test_numbered_headings():
    assert parts(*WRITTEN) == SIX


def test_headings_that_lost_their_numbers_and_a_part_that_is_absent():
    lines = [part for heading in HEADINGS[:5] for part in (heading, "正文。")]
    assert parts(*lines) == [(i, "正文。") for i in range(1, 6)]


def test_a_lesser_heading_is_no_part():
    lines = ("一、总体情况", "（一）主动公开情况。工作有序。", "（二）依申请公开情况。",
             "三、收到和处理政府信息公开申请情况")
    assert parts(*lines) == [(1, "（一）主动公开情况。工作有序。\n（二）依申请公开情况。"), (3, "")]


def test_a_contents_list_is_passed_over():
    assert parts(*WRITTEN[::2], *WRITTEN) == SIX


def test_tables_drawn_or_flattened_are_not_prose():
    flattened = ["第二十条第（一）项", "信息内容", "本年新", "制作数量", "本年新", "公开数量", "对外公开总数量",
                 "规章", "0", "0", "0", "规范性文件", "1", "2", "3"]
    requests = ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况", "自然人", "总计",
                "一、本年新收政府信息公开申请数量", "17", "17", "三、本年度办理结果", "（一）予以公开", "\xa017", "17"]
    found = parts("总体情况", "正文。", "主动公开政府信息情况", "说明一句。", *flattened,
                  "收到和处理政府信息公开申请情况", *requests,
                  Grid((Cell(0, 0, "自然人"),)), "存在的主要问题及改进情况", "问题。")
    assert found == [(1, "正文。"), (2, "说明一句。"), (3, ""), (5, "问题。")]


def test_prose_behind_a_table_is_kept():
    found = parts("三、收到和处理政府信息公开申请情况", "一、本年新收政府信息公开申请数量", "17",
                  "四、结转下年度继续办理", "0", "以上申请均在法定期限内答复，没有因答复引起的争议。")
    assert found == [(3, "以上申请均在法定期限内答复，没有因答复引起的争议。")]


def test_signature_and_page_furniture_are_not_prose():
    found = parts("六、其他需要报告的事项", "无其他需要报告的事项。", "淮安市教育局", "2023年1月17日",
                  "【打印】【关闭】", "上一篇：没有了")
    assert found == [(6, "无其他需要报告的事项。")]


def test_lines_cut_at_the_margin_of_a_page_run_on():
    report = document("一、总体情况", "2022年，本机关共收到政府信息公开申请一十", "七件，全部按期答复。",
                      "（一）主动公开。", page=1)
    (section,) = narrate(report).sections
    assert section.text == "2022年，本机关共收到政府信息公开申请一十七件，全部按期答复。\n（一）主动公开。"


@pytest.mark.parametrize(("text", "number"), [
    ("一、总体情况", 1), ("第一部分 总体情况", 1), ("1.总体情况", 1), ("一、概述", 1), ("总体情况：", 1),
    ("（一）总体情况", None),
    ("二、主动公开政府信息情况", 2), ("主动公开情况", None), ("三、 收到和处理政府信息公开 申请情况", 3),
    ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", 4), ("四、政府信息公开行政复议和行政诉讼情况", 4),
    ("五、政府信息公开工作存在的主要问题及改进情况", 5), ("五、存在的问题和改进措施", 5), ("六、其他需要报告的事项", 6),
    ("三、本年度办理结果", None), ("2022年总体情况良好。", None),
])
def test_headings_are_known(text, number):
    assert (heading_of(text) or (None,))[0] == number


STATED = [[part.strip() for part in line.split("|")]
          for line in (Path(__file__).parent / "prose.txt").read_text("utf-8").splitlines()
          if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize(("section", "sentence", "wanted"), STATED, ids=[row[1] for row in STATED])
def test_prose_states_numbers(section, sentence, wanted):
    lines = ["总体情况", "2022年工作情况。"] if section != "1" else []
    stated = narrate(document(*lines, HEADINGS[int(section) - 1], sentence)).statements
    expected = {meaning: (Decimal(number.rstrip("~")), number.endswith("~"))
                for meaning, number in (part.split() for part in wanted.split(",") if part)}
    assert {s.meaning: (s.value, s.is_approximate) for s in stated} == expected
    assert all(s.quote in sentence and s.section == int(section) for s in stated)


def test_there_are_enough_sentences_and_many_that_state_nothing():
    assert len(STATED) >= 60 and sum(not wanted for *_, wanted in STATED) >= 20


def test_an_exact_number_speaks_before_a_round_one():
    found = narrate(document("总体情况", "主动公开政府信息2400余条。", "网站主动公开政府信息2428条。")).statements
    assert [(s.value, s.is_approximate) for s in found] == [(2428, False)]


def test_two_different_numbers_for_one_meaning_are_no_statement():
    found = narrate(document("总体情况", "收到政府信息公开申请17件。", "收到政府信息公开申请5件。"))
    assert found.statements == ()


@pytest.mark.parametrize(("text", "number"), [
    ("1,234", 1234), ("１２３４", 1234), ("1.2万", 12000), ("3万", 30000), ("12.5", Decimal("12.5")), ("三十五", 35),
    ("十", 10), ("十二", 12), ("两百", 200), ("三百零五", 305), ("一千零二十", 1020), ("一万二千", 12000),
    ("一百二十万零五百", 1200500),
    ("三十三点九", Decimal("33.9")), ("三点零五", Decimal("3.05")), ("点五", None), ("三点", None),
    ("零", 0), ("三百五", None), ("二〇二四", None), ("12,34", None), ("万", None), ("", None),
    ("十百", None), ("五五", None),
])
def test_numbers_in_prose(text, number):
    assert parse(text) == number


def test_rows_on_one_line_and_broken_labels_are_tables():
    aligned = ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）   申请人情况",
               "   自然人  法人或其他组织  总计",
               "一、本年新收政府信息公开申请数量   17   0   17", "三、本年度办理结果  （一）予以公开  17   0   17",
               "\t（三）不予公开\t2.其他法律行政止公开\t0\t0\t0"]
    broken = ["\t第二十条", "第（一）项", "\t信息", "内容", "\t本年制", "发件数", "\t规章", "\t0",
              "\t行政规", "范性文件", "\t2"]
    assert parts("二、主动公开政府信息情况", *broken, "三、收到和处理政府信息公开申请情况", *aligned, "均已办结。") == [
        (2, ""), (3, "均已办结。")]


def test_a_label_alone_in_prose_stays():
    lines = "四、政府信息公开行政复议、行政诉讼情况", "（一）行政复议", "全年未发生行政复议。"
    assert parts(*lines) == [(4, "（一）行政复议\n全年未发生行政复议。")]


def test_a_signature_without_a_day_is_not_prose():
    assert parts("六、其他需要报告的事项", "无。", "淮安市教育局") == [(6, "无。")]


def test_a_sentence_that_never_ends_costs_nothing_and_states_nothing():
    assert narrate(document("一、总体情况", "收到政府信息公开申请1" + "1" * 100_000 + "件")).statements == ()


@pytest.mark.parametrize(("lines", "wanted"), [
    (["一、总体情况 2022年工作平稳。", "五、存在的主要问题及改进情况　问题一。", "六、其他需要报告的事项无。"],
     [(1, "2022年工作平稳。"), (5, "问题一。"), (6, "无。")]),
    (["一、总体情况", "工作平稳。二、主动公开政府信息情况", "说明。三、收到和处理政府信息公开申请情况 说明二。"],
     [(1, "工作平稳。"), (2, "说明。"), (3, "说明二。")]),
    ([part for n, heading in zip("一二三四五六", HEADINGS) for part in (f"（{n}）{heading}", f"第{n}段。")], SIX),
    ([WRITTEN[i] for i in (0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 10, 11)], [SIX[i] for i in (0, 2, 1, 3, 4, 5)]),
    ([*WRITTEN, "七、附件", "附件1：统计表", "1.某表"], SIX),
    ([*WRITTEN, "附件：", "某表"], SIX),
    (["一、总体情况", "（一）主动公开情况。", "（二）依申请公开情况。", "二、主动公开政府信息情况", "说明。"],
     [(1, "（一）主动公开情况。\n（二）依申请公开情况。"), (2, "说明。")]),
    (["一、总体情况", "按照总体情况通报，二、三季度有所改进。三、四季度持平。"],
     [(1, "按照总体情况通报，二、三季度有所改进。三、四季度持平。")]),
    (["一、总体情况", "甲。", "三、存在的主要问题及改进情况", "乙。", "四、其他需要报告的事项", "丙。"],
     [(1, "甲。"), (5, "乙。"), (6, "丙。")]),
])
def test_headings_run_in_bracketed_out_of_order_or_followed_by_an_annex(lines, wanted):
    assert parts(*lines) == wanted
