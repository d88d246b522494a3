"""Reports whose agency or year nobody could tell wait for a person, and what that person says holds."""

import json

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from loaders.build import build
from loaders.errors import BadForm
from loaders.placements import COLUMNS, StalePlacement
from loaders.warehouse import Stored, current
from tests.loaders.build.documents import AGENCIES, make_root, page, put

DIVISIONS = """district_id,label,full_label,level,parent_id,province_id,city_id,valid_from,valid_to
990000,青禾省,青禾省,province,,990000,,2000,
990100,云麓市,青禾省云麓市,city,990000,990000,990100,2000,
990101,溪山区,青禾省云麓市溪山区,county,990100,990000,990100,2000,
990200,沧岭市,青禾省沧岭市,city,990000,990000,990200,2000,
990201,溪山区,青禾省沧岭市溪山区,county,990200,990000,990200,2000,
"""
NAME = "来件/年报.html"


def disclosure(*arguments):
    """The command in this process; `.exit_code`, `.stdout`, `.stderr`."""
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def root(tmp_path):
    """A root with one clear report, and one of a 溪山区 that two cities have."""
    root = make_root(tmp_path / "data", {
        "云麓市溪山区民政局2023.html": page("云麓市溪山区民政局", 2023, 3), NAME: page("溪山区教育局", 2023, 7)})
    (root / "reference/divisions.csv").write_text(DIVISIONS, "utf-8")
    return root


def report(root, name=NAME):
    held = Stored(current(root))
    (sha256,) = [d["sha256"] for d in held.documents if d["name"] == name and d["status"] == "loaded"]
    (row,) = held.rows("reports", sha256=[sha256]).to_pylist()
    return row


def placements(root, *lines):
    rows = [",".join(COLUMNS), *lines]
    (root / "reference/placements.csv").write_text("\n".join(rows) + "\n", "utf-8")


def test_an_ambiguous_report_waits_with_candidates_and_evidence(root):
    build(root)
    row = report(root)
    assert row["agency_id"].startswith("unknown-") and row["district_id"] is None
    assert row["doubts"] == ["name_ambiguous"]
    assert row["candidates"] == ["990101 青禾省云麓市溪山区", "990201 青禾省沧岭市溪山区"]
    (waiting,) = json.loads(disclosure("place", "--json", "--data", root).stdout)
    assert (waiting["document"], waiting["doubts"], waiting["decision"]) == (NAME, ["name_ambiguous"], None)
    assert waiting["candidates"][1] == {"district": "990201", "label": "青禾省沧岭市溪山区"}
    listed = disclosure("place", "--data", root)
    assert listed.exit_code == 0 and "990201 青禾省沧岭市溪山区" in listed.stdout and "1 份待确定" in listed.stdout
    assert report(root, "云麓市溪山区民政局2023.html")["doubts"] == []


def test_the_clerk_places_it_the_build_reads_nothing_again_and_undo_restores_it(root):
    before = build(root)
    told = report(root)
    done = disclosure("place", NAME, "--district", "990201", "--agency", "溪山区教育局", "--note", "电话问过",
                      "--data", root)
    assert (done.exit_code, done.stdout) == (0, "") and "下次 disclosure build" in done.stderr
    assert "已确定" in disclosure("place", "--data", root).stdout
    after = build(root)
    assert (after.n_read, after.is_new) == (0, True) and after.snapshot != before.snapshot
    row = report(root)
    assert row["district_id"] == "990201" and row["agency_id"].startswith("990201-") and row["doubts"] == []
    assert ("agency", "人工确定") in {(e["field"], e["source"]) for e in row["identity"]}
    assert any("未定" in e["source"] for e in row["identity"]), "what the document said stays"
    assert row["status"] == "complete" and row["is_current"]
    held = Stored(current(root))
    (document,) = [d for d in held.documents if d["name"] == NAME]
    assert (document["report_id"], document["agency_id"]) == (row["report_id"], row["agency_id"])
    (figures,) = held.figures(2023, [row["sha256"]]).to_pylist()
    assert (figures["agency_id"], figures["disclosure__rules__issued"]) == (row["agency_id"], 7)
    assert row["agency_id"] in held.rows("mart_agencies")["agency_id"].to_pylist()
    assert json.loads(disclosure("place", "--json", "--data", root).stdout) == []
    assert build(root).is_new is False, "nothing changed"
    put(root, "新.html", page("云麓市溪山区水利局", 2023))
    build(root)
    assert report(root)["district_id"] == "990201", "it holds in the next snapshot"
    undone = disclosure("place", NAME, "--undo", "--data", root)
    assert undone.exit_code == 0 and "撤回" in undone.stderr
    assert build(root).n_read == 1
    assert report(root)["agency_id"] == told["agency_id"] and report(root)["doubts"] == ["name_ambiguous"]


def test_a_year_alone_can_be_decided_and_completes_the_report(root):
    put(root, "无年.html", page("云麓市溪山区水利局", 0).replace("0年政府", "政府"))
    build(root)
    row = report(root, "无年.html")
    assert row["year"] is None and row["doubts"] == ["year_unknown"] and "年度未能认出" in row["reason"]
    assert disclosure("place", "无年.html", "--year", "2022", "--data", root).exit_code == 0
    assert build(root).n_read == 0
    row = report(root, "无年.html")
    assert (row["year"], row["reason"], row["status"], row["doubts"]) == (2022, None, "complete", [])
    assert row["is_current"] and row["report_id"].endswith("-2022-unknown")


def test_a_moved_file_stays_placed_and_changed_bytes_are_asked_anew(root):
    build(root)
    disclosure("place", NAME, "--district", "990101", "--agency", "溪山区教育局", "--data", root)
    build(root)
    (root / "reports/别处").mkdir()
    (root / "reports" / NAME).rename(root / "reports/别处/年报.html")
    build(root)
    assert report(root, "别处/年报.html")["district_id"] == "990101"
    put(root, "别处/年报.html", page("溪山区教育局", 2023, 8))
    build(root)
    rows = Stored(current(root)).rows("reports").to_pylist()
    assert sorted(len(r["doubts"]) for r in rows if r["agency_label"] == "溪山区教育局") == [0, 1]


def test_corrections_follow_the_placed_report(root):
    build(root)
    placements(root, f"{NAME},,,溪山区教育局,990101,,,2026-11-01")
    build(root)
    report_id = report(root)["report_id"]
    (root / "reference/corrections.csv").write_text(
        "report_id,table_id,item_id,column_id,from_value,to_value,reason,source,added_on\n"
        f"{report_id},disclosure,rules,issued,7,8,印错,来函,2026-11-01\n", "utf-8")
    assert build(root).n_read == 0
    (figures,) = Stored(current(root)).figures(2023, [report(root)["sha256"]]).to_pylist()
    assert figures["disclosure__rules__issued"] == 8
    placements(root, f"{NAME},,,溪山区教育局,990201,,,2026-11-01")
    (root / "reference/corrections.csv").unlink()
    assert build(root).n_read == 1, "its figures were stored corrected"
    (figures,) = Stored(current(root)).figures(2023, [report(root)["sha256"]]).to_pylist()
    assert (figures["disclosure__rules__issued"], figures["district_id"]) == (7, "990201")


def test_a_placement_that_meets_no_document_stops_with_its_line(root):
    before = build(root).snapshot
    placements(root, "没有.html,,,溪山区教育局,990201,2023,,", f"{NAME},{'0' * 64},,溪山区教育局,990201,2023,,")
    with pytest.raises(StalePlacement, match="第 2 行.*没有读到(.|\n)*第 3 行.*内容已与当时不同"):
        build(root)
    assert current(root) == before
    assert disclosure("build", "--data", root).exit_code == 12


@pytest.mark.parametrize(("line", "words"), [
    (",,,溪山区教育局,990201,2023,,", "哪份文件"),
    (f"{NAME},abc,,溪山区教育局,990201,2023,,", "64 位"),
    (f"{NAME},,,溪山区教育局,999999,2023,,", "不在 divisions.csv"),
    (f"{NAME},,,溪山区教育局,,2023,,", "一起写"),
    (f"{NAME},,,云麓市溪山区教育局,990201,2023,,", "别的区划"),
    (f"{NAME},,990201-none,,,2023,,", "不在 agencies.csv"),
    (f"{NAME},,,,,23,,", "四位年份"),
    (f"{NAME},,,,,,,", "至少写一样"),
    (f"{NAME},,,,,2023,", "列数"),
    (f"{NAME},,,,,2023,,\n{NAME},,,,,2024,,", "第 2 行"),
])
def test_a_line_that_breaks_the_rules_says_what_to_do(root, line, words):
    placements(root, line)
    with pytest.raises(BadForm, match=words) as failure:
        build(root)
    assert "请" in str(failure.value) and "行" in str(failure.value)


def test_a_registered_agency_is_placed_by_its_id(root):
    (root / "reference/agencies.csv").write_text(
        AGENCIES + "990201-edu,沧岭市溪山区教育局,教育局,dept,990201,county,,2019,\n", "utf-8")
    build(root)
    assert disclosure("place", "年报.html", "--agency-id", "990201-edu", "--data", root).exit_code == 0
    build(root)
    assert (report(root)["agency_id"], report(root)["agency_label"]) == ("990201-edu", "沧岭市溪山区教育局")


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (("没有.html", "--year", "2023"), 10, "没有读到"), ((NAME,), 2, "--undo"), (("--year", "2023"), 2, "哪份文件"),
    ((NAME, "--year", "23"), 11, "四位年份"), ((NAME, "--undo"), 10, "无可撤回"),
    ((NAME, "--district", "990201", "--agency", "云麓市溪山区教育局"), 11, "别的区划"),
])
def test_the_command_refuses_what_the_build_would_refuse(root, arguments, code, words):
    build(root)
    done = disclosure("place", *arguments, "--data", root)
    assert done.exit_code == code and words in done.stderr and "Traceback" not in done.stderr
    assert not (root / "reference/placements.csv").exists()


def test_a_contradiction_is_asked_and_can_be_confirmed_as_read(root):
    put(root, "矛盾.html", page("云麓市溪山区水利局", 2023, note="统计期限为2022年1月1日至2022年12月31日。"))
    build(root)
    assert report(root, "矛盾.html")["doubts"] == ["year_conflict"] and report(root, "矛盾.html")["year"] == 2023
    assert disclosure("place", "矛盾.html", "--as-read", "--data", root).exit_code == 0
    build(root)
    assert report(root, "矛盾.html")["doubts"] == [] and report(root, "矛盾.html")["year"] == 2023
