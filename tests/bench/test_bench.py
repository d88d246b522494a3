"""The bench tells the truth about itself: the score of the baseline, the section of the README."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.bench import naive
from tests.bench.published import BEGIN, END, into_readme
from tests.noise import printouts, score
from tests.noise.corpus import CLEAN

ROOT = Path(__file__).resolve().parents[2]


def test_the_readme_names_a_commit_that_exists():
    section = (ROOT / "README.md").read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    dated = re.search(r"\d{4}-\d\d-\d\d，提交 ([0-9a-f]{7,40})", section)
    assert dated or not section.strip(), "no date and commit; run: make bench && python -m tests.bench --readme"
    for commit in dated.groups() if dated else ():
        command = ["git", "merge-base", "--is-ancestor", commit, "HEAD"]
        assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0, f"{commit} is not in the history"


def test_only_the_marked_section_changes(tmp_path):
    (tmp_path / "README.md").write_text("before", "utf-8")
    with pytest.raises(FileNotFoundError):
        into_readme(tmp_path)


@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "pdf", "text", "markdown"])
def test_the_baseline_is_a_fair_one(form):
    """It reads most of the layouts of each format, so it is a baseline and no straw man."""
    clean = [d for d in printouts(0, 1) if d.noise == CLEAN and d.format == form]
    best = max(list(score(naive.read(d.data, form), d.truth).values()).count("right") / len(d.truth) for d in clean)
    assert best > 0.7
