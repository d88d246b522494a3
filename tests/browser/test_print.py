"""Every page on paper: its question, answer and data version; charts whole; no controls; light, whatever the screen."""

import pytest

from tests.browser import looks
from tests.browser.visit import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CONTROLS = ("下载CSV", "下载XLSX", "English", "导览", "行政区划突出显示", "姓名或科室")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "overview")
def test_a_page_is_whole_on_paper_and_has_nothing_to_click(walked, path):
    paper = walked.paper[path]
    assert not paper.lacks()
    assert not [word for word in CONTROLS if word in paper.words]
    # What is wider than the paper makes the browser shrink everything.
    assert paper.title == pytest.approx(walked.paper["measures"].title, rel=.02)


def test_a_dark_page_is_printed_as_the_light_one(walked):
    assert set(walked.dark_paper) > {"", "report"}
    for path, paper in walked.dark_paper.items():
        apart = looks.changed(paper.first, walked.paper[path].first)
        assert len(apart) <= looks.MOST, f"{path or 'overview'}: {len(apart)} squares"
