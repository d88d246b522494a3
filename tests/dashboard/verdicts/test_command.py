"""`disclosure verdicts` as typed: what it prints, what it writes, how it fails."""

import json

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.verdicts import Ledger
from tests.dashboard.verdicts.promises import finding


def typed(*words, stdin: str | None = None):
    return CliRunner().invoke(main, ["verdicts", *map(str, words)], input=stdin)


@pytest.fixture
def judged(tmp_path):
    ledger = Ledger("", tmp_path)
    ledger.mark([finding(1), finding(2)], "explained", "张三", "口径\n不同")
    ledger.mark([finding(2)], "ignored", "李四")
    return tmp_path


def test_what_stands_is_listed_for_people_and_programs(judged):
    done = typed("--data", judged)
    assert done.exit_code == 0
    assert "已说明  云麓市教育局 2024  张三" in done.stdout and "“口径 不同”" in done.stdout
    assert done.stdout.splitlines()[-1] == "现在有效的研判 2 条：已说明 1, 忽略 1。"
    found = json.loads(typed("--data", judged, "--json").stdout)
    assert [(e["id"], e["verdict"], e["about"]["year"]) for e in found] == [("f1", "explained", 2024),
                                                                           ("f2", "ignored", 2024)]
    assert json.loads(typed("--data", judged / "empty", "--json").stdout) == []


def test_a_backup_goes_to_another_store_once(judged, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    file = tmp_path / "备份.jsonl"
    assert "已导出 3 条" in typed("--data", judged, "export", file).stderr
    assert typed("export", "--data", judged, "-").stdout == file.read_text("utf-8")
    assert "并入 3 条，已有 0 条" in typed("--data", other, "import", file).stderr
    assert "并入 0 条，已有 3 条" in typed("--data", other, "import", "-", stdin=file.read_text("utf-8")).stderr
    assert Ledger("", other).events() == Ledger("", judged).events()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe\x00", "研判\n".encode()],
                         ids=["empty", "other", "binary", "words"])
def test_a_file_that_is_no_backup_is_refused_in_words(content, judged, tmp_path):
    (tmp_path / "x").write_bytes(content)
    done = typed("--data", judged, "import", tmp_path / "x")
    assert done.exit_code == 2 and "没有写入" in done.stderr and not done.stdout
    assert len(Ledger("", judged).events()) == 3


def test_a_store_that_cannot_be_had_ends_with_13(judged, monkeypatch):
    monkeypatch.setenv("DISCLOSURE_VERDICTS", "postgresql://u:geheim@127.0.0.1:1/x")
    for words in ((), ("export", "-")):
        done = typed("--data", judged, *words)
        assert done.exit_code == 13 and "打不开" in done.stderr and "geheim" not in done.stderr and not done.stdout
