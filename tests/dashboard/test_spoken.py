"""The loaders' own words in English: every text they can write has its twin, names and quotations stay."""

import re
import string
import tomllib

import pytest

from dashboard.labels import speaking
from dashboard.labels.spoken import spoken
from dashboard.measures import PATH, all_measures
from dashboard.queries import disclosure
from loaders.extract.reasons import explain
from loaders.form import FOLDER, addresses, editions

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
CHECKS = tomllib.loads((FOLDER / "checks.toml").read_text("utf-8"))
# What the places of a sentence hold, where it is no number.
HELD = {
    "quote": "Q",
    "unit": "件",
    "label": "新收申请（自然人）",
    "item": "不予公开：国家秘密",
    "column": "总计",
    "table": "表三",
    "section": "第一部分正文",
    "left_printed": "印作 5",
    "right_printed": "印作 5 件",
    "parts": "新收申请 3 + 上年结转 4",
    "readings": "办理结果总计 40 − 其他处理 1 = 39；其余 4 种算法亦不相符",
    "members": "（X 3、Y 4等，另有 2 个）",
    "used": "2019 年试行表式",
    "wanted": "2021 年版表式",
    "said": "统计期限写作 2020 年（“Q”）",
    "columns": "自然人、总计",
    "form_unit": "万元",
    "day": "2024-01-02",
    "due": "2024-01-02",
    "terms": "规章本年制发件数 3",
    "agency": "A",
    "last_agency": "B",
    "notice": "国办公开办函〔2021〕30号",
    "ground": "G",
    "source": "标题",
    "heading": "总体情况",
    "number": "一",
    "missing": "2020、2021",
    "raw": "R",
    "note": "N",
    "nature": "整数",
    "minimum": "0",
    "sum": "新收申请 3 + 上年结转 4",
    "left_sum": "新收申请 3",
    "right_sum": "上年结转 4 + 新收申请 3 = 7",
    "none_fits": "，两者不符",
    "left_terms": "新收申请 3 + 上年结转 4",
    "right_terms": "新收申请 3 + 上年结转 4",
    "changes": "表三“新收申请”由 3 改为 4，或将表三“上年结转”由 5 改为 4，则相符；"
    "或将 2020 年度表三“上年结转”由 1 改为 0，则本处及另外 2 处均相符",
    "places": "“各类申请人之和等于总计”（表三「上年结转」一行）、“新收加结转等于办结加转下年”（表三「总计」一列）",
}


class Held(dict):
    def __missing__(self, name):
        return HELD.get(name, "5")


def filled(template: str) -> str:
    return string.Formatter().vformat(template, (), Held())


def texts() -> list[str]:
    """Every sentence of the checks, its places filled."""
    found = []
    for check in CHECKS["check"]:
        found += [check[word] for word in ("label", "basis", "exceptions")]
        found += [filled(check[word]) for word in ("place", "message", "equation") if word in check]
        found += [filled(text) for text in check.get("explained", {}).values()]
    wording = CHECKS["wording"]
    repairs = wording["repairs"]
    ends = [filled(repairs["change"] + repairs[end]) for end in ("alone", "also", "left", "left_also", "breaks")]
    found += [filled(repairs["one"]), filled(repairs["none_gentle"]), *ends]
    found += [repairs["one"].format(changes=filled(repairs["change"] + "，则相符" + repairs["more"]))]
    found += [filled(wording["against_printed"].replace("{printed}", wording["printed"].replace("{unit}", ""))).strip()]
    found += [
        filled(wording[name]) for name in ("not_above", "not_below", "bound", "bound_whole", "repair", "corrected_term")
    ]
    found += [filled(text).removeprefix("；") for text in wording["origin"].values()]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("text", texts())
def test_every_sentence_of_the_checks(text):
    with speaking("en"):
        assert not CHINESE.search(spoken(text)), f"add it to dashboard/labels/en/form: {text} -> {spoken(text)}"
    assert spoken(text) == text, "in Chinese nothing is touched"


def test_every_word_of_the_form():
    with speaking("en"):
        words = {a.label for a in addresses()} | {a.unit for a in addresses() if a.unit}
        for edition in editions():
            words |= {edition.label, edition.notice} | {t.label for t in edition.tables}
            for table in edition.tables:
                for block in table.blocks:
                    words |= {part for line in (*block.rows, *block.columns) for part in line.path}
                    words |= {text for text in (block.caption, table.corner) if text}
        left = {word: spoken(word) for word in words if word and CHINESE.search(spoken(word))}
        assert len(words) > 300 and not left, f"add them to dashboard/labels/en/form/words.toml: {left}"


def test_the_english_names_of_the_data_are_those_of_the_pages():
    """items.label_en stands in Parquet for other programs; the pages say the same."""
    with speaking("en"):
        other = {
            a.name: (a.label_en, spoken(a.label))
            for a in addresses()
            if a.label_en.casefold() != spoken(a.label).casefold()
        }
    assert not other


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("新收申请（自然人） 5 + 上年结转 2 = 7", "New requests (Natural persons) 5 + Carried in 2 = 7"),
        (
            "统计表缺 3 行：收到申请数、申请办结数等；1 格存疑",
            "the statistical table lacks 3 rows: Requests received, Requests closed and others; 1 doubtful cell",
        ),
        ("年报.pdf：文件是空的。请重新下载或复制。", "年报.pdf: The file is empty. Please download or copy it again."),
        ("云麓市人民政府", "云麓市人民政府"),
        ("甲局、乙局", "甲局、乙局"),
        (
            "汇总报告“新收申请”为 2 件，少于已收到的所属 3 个单位年度报告之和 3 件，少 1 件，请核实汇总范围。",
            'The aggregate report has 2 cases in "New requests", less than the 3 cases that the 3 members\' reports '
            "received add up to, by 1 case. Please check what it covers.",
        ),
    ],
)
def test_parts_are_put_together_and_names_stay(text, said):
    with speaking("en"):
        assert spoken(text) == said


def test_why_a_report_is_incomplete():
    edition = editions()[-1]
    with speaking("en"):
        assert not CHINESE.search(spoken(explain(None, {}, [], [])))
        assert spoken(explain(edition, {}, [], [])) == "table 2 not found; table 3 not found; table 4 not found"


def test_every_measure_and_series_has_english_words():
    for block in tomllib.loads(PATH.read_text("utf-8"))["measure"]:
        for name in ("label", "why_it_matters", "caveats"):
            assert block.get(f"{name}_en"), f"measures.toml {block['id']}: no {name}_en"
        assert "ask_en" in block.get("outliers", {"ask_en": ""}), f"measures.toml {block['id']}: no ask_en"
    with speaking("en"):
        for m in all_measures().values():
            assert not CHINESE.search(f"{m.label}{m.unit}{m.why_it_matters}{m.caveats}{m.outliers}"), m.id
        assert not [s.id for s in disclosure.all_series().values() if CHINESE.search(s.unit)]
