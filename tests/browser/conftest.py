"""What the browser tests share: one demonstration, rendered, built and served by the real commands; one browser.

Promise: no browser is a failure that says what to do, never a skipped test. Every request of every page is recorded.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.all_pages import walk
from tests.browser.find_browser import noted
from tests.browser.looks import HEIGHT
from tests.browser.visit import Visit
from tests.served import served

QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
         "--disable-component-update", "--disable-default-apps",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
COMMAND = str(Path(sys.executable).with_name("disclosure"))


@pytest.fixture(scope="package")
def root(tmp_path_factory):
    """16 agencies, 2019 to 2025: rendered as documents, read and published, all by the command line."""
    folder = tmp_path_factory.mktemp("browser") / "root"
    for command in (["demo", "--out", folder, "--agencies", "16"], ["build", "--data", folder]):
        done = subprocess.run([COMMAND, *map(str, command)], capture_output=True, text=True, timeout=180)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="package")
def chromium():
    """The browser, started once. Fails where there is none."""
    from playwright.sync_api import sync_playwright

    path = noted()
    if not path:
        pytest.fail("没有找到浏览器：浏览器测试无法进行。请运行 make test（它会去找或下载），或安装 Chrome/Chromium。")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(root):
    with served(root) as (port, _):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def own_root(root, tmp_path_factory):
    """The demonstration again, to be judged without a trace in the one that other files' tests read."""
    return shutil.copytree(root, tmp_path_factory.mktemp("judged") / "root")


@pytest.fixture(scope="module")
def own_site(own_root):
    with served(own_root) as (port, _):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="package")
def empty_site(tmp_path_factory):
    """A data root before the first build, as `serve --empty` shows it."""
    with served(tmp_path_factory.mktemp("empty"), "--empty") as (port, _):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="package")
def walked(chromium, site):
    """What one walk over every page found; several tests read it."""
    reader = Visit(chromium, site, 1366, "light", HEIGHT)
    found = walk(reader)
    reader.close()
    is_quiet(reader)
    return found


def is_quiet(reader: Visit) -> None:
    """Nothing was asked of another host, no error was logged."""
    assert reader.asked, "no request was recorded"
    assert reader.outside() == []
    assert reader.errors == []


@pytest.fixture
def visit(chromium):
    """visit(site, width=…, theme=…) -> Visit; each is_quiet at the end."""
    made = []

    def begin(site: str, width: int = 1366, theme: str = "light", **more) -> Visit:
        made.append(Visit(chromium, site, width, theme, **more))
        return made[-1]

    yield begin
    for each in made:
        each.close()
    for each in made:
        is_quiet(each)
