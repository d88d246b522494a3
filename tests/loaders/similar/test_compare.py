"""What counts as copied: a table of pairs, then the demonstration's planted copies held against their truth."""

from dataclasses import replace

import pyarrow as pa
import pytest

from loaders.demo.province import province
from loaders.demo.truth import of_copies
from loaders.similar import Section, chosen, compare, fingerprint
from loaders.tables import TABLES
from tests.bench.copied import score

WORK = ("围绕危房鉴定结论的告知，把散落在各股室的底稿收拢成册，请村民代表旁听说明会，做到变动有人改；"
        "暑期在公交站台投放查询路径图，覆盖居民家庭307户次。第四季度改版电子屏，把热线工单里反复出现的疑问拆成要点，"
        "逐条注明出处，由值班领导按旬调度，来电重复咨询的少了42件，偏远村组也能查得到。")
OTHER = ("年初对照审计提醒清理历史文件，重新梳理学区划分和医保目录的说明，编成一页纸的对照问答；"
         "同邮政网点共用查阅点，为行动不便的老人上门送达，全年跑了118趟。窗口实行轮流值班，遇到争议当天会商，"
         "不把难题留到第二天，申请人主动撤回的多了，评价明显转好。")
PRESCRIBED = ("本报告依照《中华人民共和国政府信息公开条例》（以下简称《条例》）和《政府信息公开工作年度报告格式》的"
              "要求编制。"
              "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。本报告电子版可在区政府门户网站下载。"
              "如对本报告有疑问，请与区政府办公室联系，电话0517-12345678。")


def section(agency, year, text, number=5, name=None):
    key = f"{agency}-{year}"
    return Section(key, key, agency, "320813", year, number, number, "own", name or agency, text)


def found(*parts):
    """(report, other report, kind) -> row"""
    parts = sorted(parts, key=lambda p: p.year)
    return {(r["report_id"], r["other_report_id"], r["kind"]): r for r in compare(parts).to_pylist()}


CASES = [  # what it is, text, other text, share (None: not told)
    ("the same", WORK, WORK, 1.0),
    ("other numbers", WORK.replace("307", "15").replace("42", "三十"), WORK, 1.0),
    ("another order", "。".join(WORK.split("。")[::-1]), WORK, 0.95),
    ("half of it", WORK + OTHER, WORK, 0.5),
    ("nothing of it", OTHER, WORK, None),
    ("prescribed words", PRESCRIBED, PRESCRIBED, None),
    ("nothing to say", "无。", "无。", None),
    ("nothing to report", "没有其他需要报告的事项。" * 9, "没有其他需要报告的事项。" * 9, None),
    ("blank", "", "", None),
    ("short", "下一步，加强培训，提高答复质量，更新公开目录。", "下一步，加强培训，提高答复质量，更新公开目录。", None),
    ("fees", "2024年，区政府严格落实《政府信息公开信息处理费管理办法》，全年收取政府信息公开信息处理费0元。",
     "2024年，市政府严格落实《政府信息公开信息处理费管理办法》，全年收取政府信息公开信息处理费3940元。", None),
]


@pytest.mark.parametrize("what, text, other, share", CASES, ids=[case[0] for case in CASES])
def test_what_counts_as_copied(what, text, other, share):
    for agency, kind in (("乙局", "peer"), ("甲局", "own")):
        rows = found(section(agency, 2022, other), section("甲局", 2023, text))
        if share is None:
            assert rows == {}
        else:
            assert rows["甲局-2023", f"{agency}-2022", kind]["share"] == pytest.approx(share, abs=0.06)


def test_a_row_shows_the_passages_in_both_texts_and_counts_changed_numbers():
    text = PRESCRIBED + WORK.replace("307", "15")
    row = found(section("甲局", 2022, WORK), section("甲局", 2023, text))["甲局-2023", "甲局-2022", "own"]
    (passage,), everyday = row["passages"], [text[e["start"]:e["end"]] for e in row["everyday"]]
    assert text[passage["start"]:passage["end"]] == WORK.replace("307", "15").rstrip("。")
    assert WORK[passage["other_start"]:passage["other_end"]] == WORK.rstrip("。")
    assert everyday and all(words in PRESCRIBED for words in everyday)
    assert (row["n_numbers"], row["n_numbers_changed"]) == (3, 1)  # 307, 四 of 第四季度, 42
    assert row["n_shared"] <= row["length"] < row["n_characters"]


def test_nobody_copies_a_later_year_and_each_of_one_year_is_told_beside_the_other():
    rows = found(section("甲局", 2022, WORK), section("乙局", 2023, WORK), section("丙局", 2023, WORK))
    assert set(rows) == {(a, b, "peer") for a, b in (
        ("乙局-2023", "甲局-2022"), ("丙局-2023", "甲局-2022"), ("乙局-2023", "丙局-2023"), ("丙局-2023", "乙局-2023"))}


def test_the_last_year_there_is_counts_where_a_year_is_missing():
    rows = found(*(section("甲局", year, WORK) for year in (2019, 2020, 2023)))
    assert {key[:2] for key in rows} == {("甲局-2020", "甲局-2019"), ("甲局-2023", "甲局-2020")}


def test_one_name_is_one_agency_though_the_register_has_two():
    assert found(section("a", 2022, WORK, name="甲局"), section("b", 2022, WORK, name="甲局")) == {}


def test_the_agencys_name_is_not_text_of_its_own():
    name = "沧岭市高新技术产业开发区管理委员会"
    row = found(section("甲", 2022, name + OTHER, name=name), section("甲", 2023, f"{name}。{OTHER}{name}", name=name))
    (row,) = row.values()
    assert row["length"] == row["n_characters"] - 2 * len(name)


def test_what_very_many_agencies_say_is_nobodys():
    """Half of eight agencies is enough where there are so few; three of eight are copyists."""
    crowd = [section(f"机关{n}", 2022, WORK if n < 4 else OTHER[n * 10:] * 3) for n in range(8)]
    assert not any(r["other_report_id"][2] < "4" for r in found(*crowd).values() if r["report_id"][2] < "4")
    few = [section(f"机关{n}", 2022, WORK if n < 3 else OTHER[n * 10:]) for n in range(8)]
    assert {r["other_report_id"] for r in found(*few).values() if r["report_id"] == "机关0-2022"} == {
        "机关1-2022", "机关2-2022"}


def test_the_fingerprint_follows_the_text_and_whose_it_is():
    part = section("甲局", 2022, WORK)
    marks = {fingerprint([p]) for p in (part, replace(part, text=OTHER), replace(part, agency_id="乙局"))}
    assert len(marks) == 3 and fingerprint([part]) == fingerprint([replace(part)])


def test_only_reports_in_use_of_a_known_year_and_their_longest_part_are_compared():
    lead = {"agency_id": "a", "district_id": None, "number": 5, "heading": "", "page": None}
    rows = [{**lead, "report_id": i, "sha256": i, "year": year, "is_current": used, "position": n, "text": text}
            for i, year, used, n, text in (("in use", 2022, True, 5, "短"), ("in use", 2022, True, 7, WORK),
                                           ("set aside", 2022, False, 5, WORK), ("when", None, True, 5, WORK))]
    rows.append({**rows[0], "number": 3, "position": 9, "text": WORK * 2})
    reports = TABLES["reports"].schema
    told = pa.Table.from_pylist([{"sha256": r["sha256"], "report_id": r["report_id"], "scope": "own",
                                  "is_current": r["is_current"]} for r in rows[1:4]], schema=reports)
    parts = chosen(pa.Table.from_pylist(rows, schema=TABLES["sections"].schema), told)
    assert [(p.report_id, p.position) for p in parts] == [("in use", 7)]


def test_planted_copies_are_found_and_nothing_else():
    """The sections of 60 agencies over seven years against what they share by the origin of each sentence."""
    whole = province(60, range(2019, 2026))
    paths = {(f.agency.agency_id, f.year): f"{f.agency.agency_id}-{f.year}" for f in whole.filings}
    parts = sorted((Section(paths[f.agency.agency_id, f.year], "", f.agency.agency_id, f.agency.district.district_id,
                            f.year, s.number, s.number, f.agency.scope, f.agency.label, s.text)
                    for f in whole.filings for s in f.prose.sections if s.number in (1, 5, 6)),
                   key=lambda p: (p.year, p.district_id, p.agency_id, p.number))
    truth = of_copies(whole.filings, paths)
    result = score(truth, compare(parts).to_pylist(), parts)
    assert result["n_planted"] > 100 and result["n_told"] > 100
    assert result["n_found"] >= 0.98 * result["n_planted"], result
    assert result["n_right"] >= 0.98 * result["n_told"], result
    assert {t["how"] for t in truth if t["share"] >= 0.7} >= {"verbatim", "numbers", "paraphrased"}
