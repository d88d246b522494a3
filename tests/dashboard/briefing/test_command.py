"""`disclosure briefing` as typed."""

import json

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from tests.dashboard.briefing import faces
from tests.dashboard.briefing.reading import pdf_text, word


def typed(*words):
    return CliRunner().invoke(main, ["briefing", *map(str, words)])


def test_the_suffix_decides_and_the_progress_is_told(demo_root, tmp_path):
    done = typed("--district", "990200", "--years", "2020-2024", "--out", tmp_path / "简报.docx", "--data", demo_root,
                 "--lines")
    assert done.exit_code == 0, done.output
    shares = [json.loads(line)["share"] for line in done.stdout.splitlines()]
    assert shares == sorted(shares) and shares[0] > 0 and shares[-1] < 1 and len(shares) > 10
    assert "沧岭市" in word((tmp_path / "简报.docx").read_bytes()).paragraphs[1].text
    assert typed("--district", "990200", "--out", tmp_path / "a.pdf", "--data", demo_root).exit_code == 0
    assert "2019–2025" in pdf_text((tmp_path / "a.pdf").read_bytes())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.pdf", "简报.docx"]


@pytest.mark.parametrize(("words", "said"), [
    (("--district", "990000", "--out", "a.txt"), "应为 .docx 或 .pdf"),
    (("--district", "123456", "--out", "a.pdf"), "没有代码为“123456”"),
    (("--district", "990000", "--years", "去年", "--out", "a.pdf"), "应写成 2019-2025"),
    (("--district", "990000", "--years", "2025-2019", "--out", "a.pdf"), "应写成 2019-2025"),
    (("--district", "990000", "--kinds", "dept,nobody", "--out", "a.pdf"), "没有“nobody”这种机关类别"),
    (("--agency", "nobody", "--out", "a.pdf"), "没有编号为“nobody”的机关"),
    (("--agency", "nobody", "--years", "2020", "--out", "a.pdf"), "不能与 --years"),
    (("--agency", "nobody", "--district", "990000", "--out", "a.pdf"), "请写明 --district 或 --agency 中的一个"),
    (("--out", "a.pdf"), "请写明 --district 或 --agency 中的一个"),
])
def test_a_wrong_word_is_told_with_what_would_be_right(demo_root, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    done = typed(*words, "--data", demo_root)
    assert done.exit_code == 2 and said in done.output and not list(tmp_path.iterdir())


def test_before_the_first_build_it_says_what_to_run(empty_root, tmp_path):
    done = typed("--district", "000000", "--out", tmp_path / "a.pdf", "--data", empty_root)
    assert done.exit_code == 13 and "disclosure build" in done.output


def test_without_a_chinese_face_nothing_is_written(demo_root, tmp_path, monkeypatch):
    monkeypatch.setenv("DISCLOSURE_FONT", str(faces.made(tmp_path / "latin.ttf", without="政")))
    done = typed("--district", "990200", "--out", tmp_path / "a.pdf", "--data", demo_root)
    assert done.exit_code == 14 and "DISCLOSURE_FONT" in done.output and not (tmp_path / "a.pdf").exists()
