"""The clerk's journey: drag files in, see what was read and what was not, accept, see them counted, take them back."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import COMMAND
from tests.browser.visit import WAIT
from tests.served import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SLOW = 3 * WAIT  # commands that start Python anew on a busy machine


@pytest.fixture
def home(tmp_path, root):
    """A clerk's data root before the first build, knowing the demonstration's districts and agencies."""
    for name in ("divisions.csv", "agencies.csv"):
        target = tmp_path / "home" / "reference" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((root / "reference" / name).read_bytes())
    return tmp_path / "home"


def test_files_are_read_shown_accepted_and_taken_back(visit, home, root, tmp_path):
    some = [next(path for path in sorted((root / "reports").rglob(f"*{suffix}")) if path.stat().st_size > 2000)
            for suffix in (".docx", ".html", ".pdf")]
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 not a document")
    with served(home, "--empty") as (port, _):
        reader = visit(f"http://127.0.0.1:{port}")
        page = reader.page
        reader.open("intake")
        page.locator("input[type=file]").set_input_files([*some, broken])
        take = page.get_by_role("button", name=re.compile("采用 3 份"))
        take.wait_for(timeout=SLOW)
        listed = page.get_by_role("table", name="读取结果一览")
        expect(listed.locator("tbody tr")).to_have_count(4)
        expect(listed.locator("tbody tr", has_text="broken.docx")).to_contain_text("没有读成")
        assert not (home / "reports").exists()  # nothing is written before it is accepted

        listed.locator("tbody tr", has_text="broken.docx").locator("td, th").first.click()
        expect(page.get_by_text("没有读成的原因")).to_be_visible(timeout=WAIT)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0, timeout=WAIT)

        take.click()
        expect(page.locator(".answer")).to_contain_text("已采用 3 份", timeout=SLOW)
        assert len([p for p in (home / "reports").rglob("*") if p.is_file()]) == 3
        reader.turn_to("覆盖")
        expect(page.locator(".answer")).to_contain_text(re.compile(r"\d"), timeout=WAIT)
        reader.turn_to("导入")
        page.get_by_role("button", name="撤回这次导入").click()
        expect(page.locator(".answer")).to_contain_text("已撤回", timeout=SLOW)
        assert not [p for p in (home / "reports").rglob("*") if p.is_file()]
        reader.turn_to("总览")
        expect(page.locator(".state")).to_be_visible(timeout=WAIT)
        reader.close()  # before its server goes


def test_a_folder_is_built_and_the_next_month_only_what_is_new_is_read(visit, home, root, tmp_path):
    documents = [path for path in sorted((root / "reports").rglob("*.html")) if path.stat().st_size > 2000][:3]
    folder = home / "reports"
    folder.mkdir(parents=True)
    for path in documents[:2]:
        shutil.copy(path, folder)
    (folder / "坏的.docx").write_bytes(b"PK\x03\x04 not a document")
    assert "本次读取 3 个" in built(home)
    with served(home) as (port, _):
        reader = visit(f"http://127.0.0.1:{port}")
        page = reader.page
        reader.open("coverage")
        refused = page.get_by_role("table").filter(has_text="坏的.docx")
        expect(refused).to_contain_text("请重新下载", timeout=WAIT)
        before = reader.answer()
        shutil.copy(documents[2], folder)
        assert "本次读取 1 个" in built(home)
        page.reload()
        expect(page.locator(".answer")).not_to_have_text(before, timeout=SLOW)
        expect(refused).to_be_visible()
        reader.close()  # before its server goes


def built(home) -> str:
    """What `disclosure build` says of a run."""
    done = subprocess.run([COMMAND, "build", "--data", home, "--workers", "1"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr
