"""A document that should not be used is taken out by a person, stays known, and comes back when that is undone."""

import json

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from loaders.build import build
from loaders.errors import BadForm
from loaders.warehouse import Stored, current
from loaders.withdrawals import COLUMNS
from tests.loaders.build.documents import page, put

NAME = "溪山区/教育局2023.html"


def disclosure(*arguments):
    """The command in this process; `.exit_code`, `.stdout`, `.stderr`."""
    return CliRunner().invoke(main, [str(a) for a in arguments])


def documents(root):
    return {d["name"]: d for d in Stored(current(root)).documents}


def loaded(root):
    return {name for name, d in documents(root).items() if d["status"] == "loaded"}


def test_a_withdrawn_document_is_out_of_use_but_known_until_undone(root):
    build(root)
    before = documents(root)[NAME]
    made = disclosure("withdraw", "教育局2023.html", "--reason", "这是草稿", "--json", "--data", root)
    assert made.exit_code == 0 and json.loads(made.stdout)[0]["document"] == NAME
    assert NAME in loaded(root)  # until the next build

    assert build(root).n_read == 0
    row = documents(root)[NAME]
    assert (row["status"], row["reason_id"], row["report_id"]) == ("refused", "withdrawn", None)
    assert row["reason"].startswith("已由人撤下：这是草稿（")
    assert (row["agency_id"], row["year"]) == (before["agency_id"], before["year"])
    assert loaded(root) == {"溪山区/民政局2023.html"}
    assert not build(root).is_new
    assert NAME in disclosure("withdraw", "--data", root).stdout

    assert build(root, (root / "reports" / NAME,)).n_read == 0  # naming the file is no way around
    assert disclosure("withdraw", NAME, "--undo", "--data", root).exit_code == 0
    assert build(root).n_read == 1
    assert documents(root)[NAME]["report_id"] == before["report_id"] and NAME in loaded(root)


def test_the_same_bytes_under_another_name_are_withdrawn_too_and_a_new_version_is_not(root):
    build(root)
    disclosure("withdraw", NAME, "--reason", "放错了", "--data", root)
    put(root, "副本.html", (root / "reports" / NAME).read_text("utf-8"))
    build(root)
    assert documents(root)["副本.html"]["reason_id"] == "withdrawn"
    put(root, NAME, page("云麓市溪山区教育局", 2023, 9))
    build(root)
    assert NAME in {d["name"] for d in Stored(current(root)).documents if d["status"] == "loaded"}


@pytest.mark.parametrize(("arguments", "code", "told"), [
    (("没有的.html", "--reason", "x"), 10, "没有见过"), ((NAME,), 2, "--reason"),
    ((NAME, "--undo"), 10, "无可恢复"), ((NAME, "--reason", "x", "--undo"), 2, "只写一样")])
def test_a_wrong_call_says_what_to_do(root, arguments, code, told):
    build(root)
    done = disclosure("withdraw", *arguments, "--data", root)
    assert done.exit_code == code and told in done.stderr


def test_a_line_without_a_reason_stops_the_build(root):
    (root / "reference/withdrawn.csv").write_text(",".join(COLUMNS) + f"\n{NAME},{'a' * 64},,\n", "utf-8")
    with pytest.raises(BadForm, match=r"withdrawn.csv 第 2 行.*原因"):
        build(root)


def test_a_root_without_divisions_is_given_the_shipped_ones_and_a_mistyped_root_is_refused(root, tmp_path):
    (root / "reference/divisions.csv").unlink()
    done = disclosure("build", "--data", root)
    assert "已放入随附的全国区划表" in done.stderr and (root / "reference/divisions.csv").stat().st_size > 100_000
    wrong = disclosure("build", "--data", tmp_path / "typo")
    assert wrong.exit_code == 10 and "不是数据文件夹" in wrong.stderr and not (tmp_path / "typo").exists()
