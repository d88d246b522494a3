"""The command line: exit codes, JSON shapes, stdout for data and stderr for people."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from loaders.build import build
from loaders.warehouse import current, snapshots
from tests.conftest import ROOT
from tests.loaders.build.documents import make_root, page, put
from tests.served import free_port, served

REPORT_KEYS = {"source", "agency", "agency_id", "district", "year", "edition", "title", "published_on", "status",
               "reason", "figures", "sections", "statements", "findings"}


def disclosure(*arguments, env=None):
    command = [str(Path(sys.executable).with_name("disclosure")), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, **(env or {})})


def test_build_tells_people_and_keeps_stdout_clean(root):
    put(root, "空.html", b"")
    done = disclosure("build", "--data", root, "--workers", 2)
    assert (done.returncode, done.stdout) == (0, "")
    assert "空.html：" in done.stderr and "共有报告 2 份" in done.stderr and current(root).name in done.stderr
    again = disclosure("build", env={"DISCLOSURE_DATA": str(root)})
    assert again.returncode == 0 and "本次读取 0 个" in again.stderr


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (("build", "--workers", "0"), 2, "Usage"),
    (("build", "不在这里"), 10, "找不到"),
    (("build",), 10, "没有文件"),
    (("check",), 13, "disclosure build"),
    (("snapshots", "use", "x"), 13, "没有名为 x"),
    (("demo", "--years", "2023-2019"), 2, "2019-2025"),
    (("demo", "--years", "1-99999"), 2, "2008"),
    (("serve", "--port", "0"), 2, "Usage"),
])
def test_failures_have_names_and_codes(tmp_path, arguments, code, words):
    (tmp_path / "warehouse").mkdir()
    done = disclosure(*arguments, "--data", tmp_path)
    assert done.returncode == code and words in done.stderr and "Traceback" not in done.stderr


def test_a_bad_register_a_stale_correction_and_a_lost_file_have_their_codes(root):
    build(root)
    (root / "reference/corrections.csv").write_text(
        "report_id,table_id,item_id,column_id,from_value,to_value,reason,source,added_on\n"
        "无此报告,disclosure,rules,issued,1,2,印错,来函,2026-11-01\n", "utf-8")
    stale = disclosure("build", "--data", root)
    assert stale.returncode == 12 and "第 2 行" in stale.stderr
    (root / "reference/agencies.csv").write_text("x\n1\n", "utf-8")
    bad = disclosure("build", "--data", root)
    assert bad.returncode == 11 and "agencies.csv" in bad.stderr
    (current(root) / "findings.parquet").write_bytes(b"gone")
    lost = disclosure("check", "--data", root)
    assert lost.returncode == 13 and "findings.parquet" in lost.stderr


def test_nothing_but_refused_files_exits_10_and_still_says_why(tmp_path):
    root = make_root(tmp_path, {"a.html": b"", "b.html": "<p>无关</p>"})
    done = disclosure("build", "--data", root)
    assert done.returncode == 10 and "a.html：" in done.stderr and "b.html：" in done.stderr


def test_read_prints_the_json_shape(root):
    good, empty = root / "reports/溪山区/教育局2023.html", put(root, "空.html", b"")
    done = disclosure("read", good, empty, "--json", "--data", root)
    assert done.returncode == 0
    report, refused = json.loads(done.stdout)
    assert set(report) == set(refused) == REPORT_KEYS
    assert (report["agency"], report["year"], report["edition"], report["status"], report["district"]) == (
        "云麓市溪山区教育局", 2023, "2021", "complete", "990101")
    assert report["source"] == str(good)
    figures = {(f["table"], f["item"], f["column"]): f for f in report["figures"]}
    assert figures["disclosure", "rules", "issued"]["value"] == 7
    assert set(figures["disclosure", "rules", "issued"]) == {
        "table", "item", "column", "value", "state", "raw", "page", "row", "col"}
    assert {(s["number"], "text" in s) for s in report["sections"]} >= {(1, True)}
    assert refused["status"] == "refused" and refused["figures"] == [] and refused["reason"]
    assert not (root / "warehouse").exists(), "read writes nothing"


def test_read_finds_what_does_not_add_up(root):
    text = page("云麓市溪山区教育局", 2023)
    last = text.rindex("<td>0</td></tr>")
    put(root, "错.html", text[:last] + "<td>5</td></tr>" + text[last + len("<td>0</td></tr>"):])
    done = disclosure("read", root / "reports/错.html", "--json", "--data", root)
    (finding,) = json.loads(done.stdout)[0]["findings"]
    assert set(finding) == {"check", "class", "place", "left", "right", "difference", "message"}
    assert finding["check"] == "disputes.total" and {finding["left"], finding["right"]} == {0, 5}
    shown = disclosure("read", root / "reports/错.html", "--data", root)
    assert finding["message"] in shown.stdout and "复议后起诉 · 总计" in shown.stdout
    build(root)
    checked = disclosure("check", "--json", "--data", root)
    [told] = json.loads(checked.stdout)
    assert checked.returncode == 1 and told["agency"] == "云麓市溪山区教育局"
    assert set(finding) < set(told) and (told["origin"], told["explained"]) == ("source", None)
    assert told["equation"].endswith("= 0，总计印作 5")
    assert told["repair"] is None and told["n_repairs"] == len(told["repairs"]) == 5  # each would do
    assert told["repairs_text"].startswith("如将表四“") and told["repairs_text"].rstrip("。") in disclosure(
        "check", "--data", root).stdout
    shown = disclosure("check", "--data", root).stdout
    assert finding["message"] in shown and "看来是原文如此" in shown


def test_read_of_nothing_legible_exits_10(tmp_path):
    (tmp_path / "空.html").touch()
    done = disclosure("read", tmp_path / "空.html", "--json", "--data", tmp_path)
    assert done.returncode == 10 and json.loads(done.stdout)[0]["status"] == "refused" and "空.html" in done.stderr
    assert disclosure("read", tmp_path / "没有.html").returncode == 10


def test_read_of_an_empty_folder_says_so(tmp_path):
    done = disclosure("read", tmp_path)
    assert done.returncode == 10 and "没有可读的文件" in done.stderr


def test_check_without_findings_exits_0(root):
    build(root)
    done = disclosure("check", "--data", root)
    assert done.returncode == 0 and "没有核查发现" in done.stdout
    assert disclosure("check", "--json", "--data", root).stdout.strip() == "[]"


def test_snapshots_are_listed_used_and_pruned(root):
    first = build(root).snapshot
    put(root, "新.html", page("云麓市溪山区水利局", 2023))
    second = build(root).snapshot
    listed = disclosure("snapshots", "list", "--data", root).stdout.splitlines()
    assert [line[0] for line in listed] == [" ", "*"] and second.name in listed[1]
    assert disclosure("snapshots", "--data", root).stdout.splitlines() == listed
    assert disclosure("snapshots", "--data", root, "list").stdout.splitlines() == listed
    assert disclosure("snapshots", "use", first.name, "--data", root).returncode == 0
    assert current(root) == first
    assert disclosure("snapshots", "prune", "--data", root).returncode == 0
    assert snapshots(root) == [first]


def test_demo_renders_and_builds(tmp_path):
    out = tmp_path / "demo"
    assert disclosure("demo", "--agencies", 2, "--years", "2022-2023", "--out", out).returncode == 0
    assert (out / "DEMO").is_file() and (out / "truth.json").is_file()
    assert disclosure("build", "--data", out).returncode == 0
    assert "演示" in disclosure("snapshots", "list", "--data", out).stdout


def test_commands_start_quickly():
    """Heavy libraries load with the command that needs them."""
    heavy = ("pandas", "duckdb", "pyarrow", "streamlit")
    program = f"import sys, dashboard.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_a_taken_port_is_told(root):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        done = disclosure("serve", "--empty", "--port", other.getsockname()[1], "--data", root)
    assert done.returncode == 2 and "--port" in done.stderr and "占用" in done.stderr


def test_serve_listens_on_this_machine_only_with_our_configuration(root, tmp_path):
    build(root)
    with served(root) as (port, process):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            assert answer.status == 200
        listening = {c.laddr.ip for c in _connections(process.pid) if c.status == "LISTEN"}
        assert listening == {"127.0.0.1"}
    assert free_port()


def _connections(pid):
    import psutil

    whole = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return [c for p in whole for c in p.net_connections(kind="tcp")]
