"""What all tests share: where the real reports lie beside the checkout, when they do; no LibreOffice, no deadlines."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # a loaded machine is slow by chance: no test is timed
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parents[1]
SHARED_REPORTS = ROOT.parent / "shared" / "reports"
_ABSENT = pytest.StashKey[int]()


def shared_reports(pattern: str) -> list[Path]:
    """Real reports beside the checkout that match, sorted; an empty list where there are none."""
    return sorted(SHARED_REPORTS.glob(pattern)) if SHARED_REPORTS.is_dir() else []


@pytest.fixture(scope="module", autouse=True)
def libreoffice():
    """Whether it is installed or not, tests run without it, and so alike everywhere; tests/system brings it back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISCLOSURE_SOFFICE", "")
        yield


def pytest_collection_modifyitems(config, items):
    """Tests over real reports that are not there are left out and said so, rather than skipped in silence."""
    absent = [item for item in items
              if any("empty parameter set" in mark.kwargs.get("reason", "") for mark in item.iter_markers("skip"))]
    if absent:
        items[:] = [item for item in items if item not in absent]
        config.hook.pytest_deselected(items=absent)
        config.stash[_ABSENT] = len(absent)


def pytest_terminal_summary(terminalreporter, config):
    if count := config.stash.get(_ABSENT, 0):
        terminalreporter.write_line(f"旁边没有 shared/reports：{count} 项对照真实年报的测试没有进行。")
