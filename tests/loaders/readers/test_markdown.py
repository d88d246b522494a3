"""Markdown: pipe tables, marks, HTML tables inside."""

from loaders.readers import read
from tests.loaders.readers.shapes import flow


def shown(text: str) -> list:
    return flow(read(text.encode(), "report.md"))


def test_a_pipe_table_is_a_grid():
    assert shown("""
| 数据1 | 数据2 | 数据3 |
| --- | :-: | --: |
| 一、本年新收 | 95 |  |
""") == [[["数据1", "数据2", "数据3"], ["一、本年新收", "95", ""]]]


def test_outer_pipes_may_be_missing():
    assert shown("项目 | 数量\n---|---\n规章 | 3") == [[["项目", "数量"], ["规章", "3"]]]


def test_escaped_pipes_and_breaks_inside_a_cell():
    assert shown("|甲\\|乙|商业<br>企业|\n|-|-|\n|**1**|2|") == [[["甲|乙", "商业\n企业"], ["1", "2"]]]


def test_a_table_without_its_rule_row():
    assert shown("| 规章 | 0 |\n| 规范性文件 | 8 |") == [[["规章", "0"], ["规范性文件", "8"]]]


def test_marks_are_removed_and_numbers_of_lists_stay():
    assert shown("# 年度报告\n\n## **一、总体情况**\n\n* 收到[申请](http://x.cn) `95` 件\n1. 第一\n> 引用\n---\n") == [
        "年度报告",
        "一、总体情况",
        "收到申请 95 件",
        "1. 第一",
        "引用",
    ]


def test_stars_in_prose_stay():
    assert shown("甲 * 乙，3*4=12，a_b_c") == ["甲 * 乙，3*4=12，a_b_c"]


def test_html_tables_are_read_as_on_a_page():
    assert shown("前\n\n<table><tr><td colspan=2>甲</td></tr>\n<tr><td>1</td><td>2</td></tr></table>\n\n后") == [
        "前",
        [["甲", "<"], ["1", "2"]],
        "后",
    ]


def test_an_unclosed_html_table_ends_with_the_document():
    assert shown("<table><tr><td>甲</td><td>1\n") == [[["甲", "1"]]]


def test_a_pipe_table_makes_a_text_file_markdown():
    document = read("标题\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n".encode(), "report.txt")
    assert document.format == "markdown" and flow(document)[1] == [["甲", "乙"], ["1", "2"]]


def test_the_first_heading_is_the_title():
    assert read("前言\n# 某局 **2024** 年报\n".encode(), "a.md").metadata["title"] == "某局 2024 年报"
