"""What is kept of Streamlit's first message says what Streamlit says, and stands where Streamlit asks for it."""

import inspect
import tomllib
from functools import reduce
from pathlib import Path

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from dashboard import unchanging

SETTINGS = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
SECTIONS = ("theme", *(f"theme.{each.value}" for each in config.CustomThemeCategories))


@pytest.fixture
def plain(monkeypatch):
    """Streamlit's own part, whoever ran before."""
    fill = getattr(app_session, unchanging.PART)
    fill = getattr(fill, "of", fill)
    monkeypatch.setattr(app_session, unchanging.PART, fill)
    return fill


def test_streamlit_is_still_built_as_it_was(plain):
    assert list(inspect.signature(plain).parameters) == ["msg", "section"]
    message = inspect.getsource(app_session.AppSession._create_new_session_message)
    assert message.count(f"{unchanging.PART}(") == len(SECTIONS), "Streamlit tells its themes in another way"


def test_each_section_is_told_as_before_and_asked_for_once(plain, monkeypatch):
    asked = []
    monkeypatch.setattr(app_session, unchanging.PART, lambda msg, section="theme": (
        asked.append(section), plain(msg, section)))
    unchanging.keep()
    kept = getattr(app_session, unchanging.PART)
    for _ in range(2):
        theirs, ours = CustomThemeConfig(), CustomThemeConfig()
        for section in SECTIONS:  # each into its own part of the whole, as AppSession does: theme.light.sidebar
            for whole, fill in ((theirs, plain), (ours, kept)):
                fill(reduce(getattr, section.split(".")[1:], whole), section)
        assert ours.SerializeToString(deterministic=True) == theirs.SerializeToString(deterministic=True)
    assert asked == list(SECTIONS)


def test_both_themes_of_the_settings_are_among_them(plain):
    told = CustomThemeConfig()
    plain(told.dark, "theme.dark")
    assert told.dark.primary_color == tomllib.loads(SETTINGS.read_text("utf-8"))["theme"]["dark"]["primaryColor"]


def test_asked_twice_it_is_kept_once(plain):
    unchanging.keep()
    kept = getattr(app_session, unchanging.PART)
    unchanging.keep()
    assert getattr(app_session, unchanging.PART) is kept and kept.of is plain


def test_a_streamlit_without_that_part_is_left_alone(plain, monkeypatch):
    monkeypatch.delattr(app_session, unchanging.PART)
    unchanging.keep()
    assert not hasattr(app_session, unchanging.PART)
