"""Markdown that programs make of PDFs: columns cut elsewhere than the form's, tables of a few lines each."""

import pytest

from loaders.extract import extract
from loaders.readers import read
from loaders.reading.convincing import most_convincing
from loaders.report import DOUBTFUL
from tests.loaders.extraction import flattened
from tests.loaders.extraction.test_variants import NEW, OLD, made

_TITLE = "# 青禾县司法局2019年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n" \
    "|信息内容|上一年项目数量|本年增/减|\n|---|---|---|\n|行政事业性收费|3|0|\n\n"


def in_tables_of_a_few_lines(lines) -> str:
    """The lines of a table as a program gives them that sees no ruling: numbers as cells, two of them in one now and
    then; every third label on a line of its own above its numbers."""
    found = ["# 青禾县司法局政府信息公开工作年度报告", ""]
    for n, line in enumerate(lines):
        label, *values = line.text.split(" ")
        if not values or not all(value.lstrip("-").replace(".", "").isdigit() for value in values):
            found.append(line.text)
            continue
        cells = [" ".join(values[:2]), *values[2:]] if n % 2 else values
        if n % 3 == 0 and not label.isdigit():
            found.append(label)
            label = ""
        found += ["| " + " | ".join(["", label, *cells]) + " |", "|" + " --- |" * (len(cells) + 2)]
    return "\n".join(found)


@pytest.mark.parametrize("form", [OLD, NEW], ids=["2019", "2021"])
def test_tables_of_a_few_lines_are_read_without_their_pipes(form):
    texts, rows = made(form)
    texts = {key: text if text.lstrip("-").replace(".", "").isdigit() else "0" for key, text in texts.items()}
    tables = flattened.rows_of(form, texts, rows)
    source = in_tables_of_a_few_lines(flattened.space_separated(form, tables)).encode()
    read_so = {(f.table, f.item, f.column): f for f in most_convincing(source, "某局.md")[1].figures}
    assert {key for key, f in read_so.items() if f.state == DOUBTFUL} == set()
    assert {key: str(f.value) for key, f in read_so.items()} == {
        key: text for key, text in texts.items() if key in read_so}
    assert len(read_so) > 0.9 * len(texts)


@pytest.mark.parametrize(("head", "row"), [
    ("|信息内容|采购项目数量|采购|总金额|", "|政府集中采购|6|42|5.58|"),
    ("|信息内容|采购项目数量<br>采购总|金额|", "|政府集中采购|4<br>217.|92|"),
    ("|信息内容|采购项目数量<br>采购|总金额|", "|政府集中采购|4|92|"),
    ("|信息内容|采购项目数量|采购总金额|", "|政府集中采购<br>6|228|.56|"),
    ("|信息内容|采购项目数量|采购总金额|", "|政府集中采购|4 217|92|"),
    ("|信息内容|采购项目数量|采购总金额|", "|政府集中采购|某省教育厅|年度报告|"),
])
def test_numbers_under_heads_that_are_cut_elsewhere_are_doubtful(head, row):
    rule = "|---" * (head.count("|") - 1) + "|"
    text = f"{_TITLE}{head}\n{rule}\n{row}\n"
    figures = [f for f in extract(read(text.encode(), "某局.md")).figures if f.item == "procurement"]
    assert figures and {f.state for f in figures} == {DOUBTFUL}


def test_heads_that_are_whole_leave_no_doubt():
    text = f"{_TITLE}|信息内容|采购项目数量|采购总金额|\n|---|---|---|\n|政府集中采购|6|425.58|\n"
    figures = [f for f in extract(read(text.encode(), "某局.md")).figures if f.item == "procurement"]
    assert [str(f.value) for f in figures] == ["6", "425.58"]


def test_heads_torn_over_rows_of_a_strip_are_no_second_row_of_numbers():
    whole, low, torn = "结<br>果<br>维<br>持|结<br>果<br>纠<br>正|其<br>他<br>结<br>果|尚<br>未<br>审<br>结|总<br>计", \
        "结<br>果<br>维|结<br>果<br>纠|其<br>他<br>结|尚<br>未<br>审|总<br>计", "持|正|果|结|"
    row = ["3", "0", "1", "0", "4", "0", "1", "1", "0", "2", "0", "0", "0", "1", "1"]
    lines = ["# 青禾县司法局2021年政府信息公开工作年度报告", "", "## 四、政府信息公开行政复议、行政诉讼情况", "",
             "||行|政复|议||||||行政|诉讼|||||", "|---" * 15 + "|", "||||||未经复|议直|接起诉|||复|议后起|诉|||",
             f"|{whole}|{low}|{low}|", f"||||||{torn}|{torn}|", "|" + "|".join(row) + "|", "",
             "## 五、存在的主要问题及改进情况"]
    figures = [f for f in extract(read("\n".join(lines).encode(), "某局.md")).figures if f.table == "disputes"]
    assert [str(f.value) for f in figures] == row
