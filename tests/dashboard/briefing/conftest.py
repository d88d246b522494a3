"""A Chinese face whatever the machine has, and a place for matplotlib's list of fonts that is not anybody's home."""

import pytest

from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard.briefing import faces


@pytest.fixture(scope="session")
def boxes(tmp_path_factory):
    return faces.made(tmp_path_factory.mktemp("faces") / "boxes.ttf")


@pytest.fixture(autouse=True)
def face(boxes, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("DISCLOSURE_FONT", str(boxes))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path_factory.getbasetemp() / "matplotlib"))


@pytest.fixture(scope="session")
def store(demo_root):
    held = Store(current(demo_root))
    yield held
    held.close()
