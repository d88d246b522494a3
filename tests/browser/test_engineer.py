"""The engineer: a new edition is one file; its figures are on the pages; a slip in it is named and breaks nothing."""

import os
import re
import subprocess

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import COMMAND
from tests.browser.visit import WAIT
from tests.loaders.editions.added import DOCUMENT, EDITION, disclosure, form_with_it
from tests.served import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_an_edition_is_added_as_one_file_and_read_on_the_pages(visit, tmp_path, monkeypatch):
    form, root = form_with_it(tmp_path / "form"), tmp_path / "root"
    (root / "reports").mkdir(parents=True)
    (root / "reports" / "a.html").write_bytes(DOCUMENT)
    disclosure(form, "build", "--data", str(root), "--workers", "1")
    monkeypatch.setenv("DISCLOSURE_FORM", str(form))
    with served(root) as (port, _):
        reader = visit(f"http://127.0.0.1:{port}")
        page = reader.page
        reader.open("report?t=为民办事情况")
        form_on_page = page.get_by_role("grid")
        expect(form_on_page).to_contain_text("政策咨询", timeout=WAIT)
        expect(form_on_page).to_contain_text("2.50")

        reader.open("compare?cb=比机关")
        reader.pick(re.compile("^项目与指标"), lambda: page.get_by_role("option", name="services/enquiries/online"),
                    lambda _: "services/enquiries/online", typed="网上咨询")
        expect(page.get_by_role("table").filter(has_text="网上咨询件数")).to_contain_text("41", timeout=WAIT)

        (form / "edition_2027.toml").write_text(EDITION.replace('kind = "stock"', 'kind = "much"'), "utf-8")
        done = subprocess.run([COMMAND, "build", "--data", str(root)], capture_output=True, text=True,
                              env={**os.environ, "DISCLOSURE_FORM": str(form)})
        assert done.returncode == 11 and re.search("edition_2027.toml.*kind", done.stderr), done.stderr
        reader.open("report")
        expect(page.locator("h1")).to_contain_text("2027", timeout=WAIT)
        reader.close()  # before its server goes
