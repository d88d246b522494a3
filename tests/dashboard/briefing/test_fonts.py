"""Which face is taken, what is cut out of it, and what is said where there is none."""

import pytest
from fontTools.ttLib import TTFont

from dashboard.briefing import fonts
from dashboard.labels import say
from tests.dashboard.briefing import faces


def test_the_setting_decides(boxes):
    face = fonts.found()
    assert face.path == face.bold_path == boxes


@pytest.mark.parametrize("made", ["missing", "no font", "not chinese"])
def test_a_setting_that_cannot_be_used_is_said_in_chinese(tmp_path, monkeypatch, made):
    path = tmp_path / "face.ttf"
    if made == "no font":
        path.write_bytes(b"\x00\x01\x00\x00 not a font at all")
    elif made == "not chinese":
        faces.made(path, without="政府")
    monkeypatch.setenv("DISCLOSURE_FONT", str(path))
    with pytest.raises(fonts.NoFont) as told:
        fonts.found()
    assert str(told.value) == say("briefing.font.unusable", path=path)


def test_without_any_chinese_face_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.delenv("DISCLOSURE_FONT")
    monkeypatch.setattr(fonts, "_system_fonts", lambda: (str(faces.made(tmp_path / "latin.ttf", without="政")),))
    with pytest.raises(fonts.NoFont, match="fonts-noto-cjk"):
        fonts.found()


def test_the_best_known_face_is_taken_before_any_other(tmp_path, monkeypatch):
    monkeypatch.delenv("DISCLOSURE_FONT")
    names = ["aaa.ttf", "simhei.ttf", "msyh.ttf", "msyhbd.ttf"]
    monkeypatch.setattr(fonts, "_system_fonts", lambda: tuple(str(faces.made(tmp_path / n)) for n in names))
    assert fonts.found().path.name == "msyh.ttf"
    monkeypatch.setattr(fonts, "_system_fonts", lambda: (str(tmp_path / "aaa.ttf"),))
    assert fonts.found().path.name == "aaa.ttf"


@pytest.mark.parametrize("is_cff", [False, True])
def test_what_is_cut_is_truetype_and_holds_what_was_asked_for(tmp_path, is_cff):
    path = faces.made(tmp_path / "whole", is_cff)
    for small in fonts.cut(fonts.Face(path, 0, path, 0), ["政府公开"], tmp_path):
        with TTFont(small) as font:
            assert "glyf" in font and {ord(c) for c in "政府公开AZ09%"} <= set(font.getBestCmap())
            assert ord("机") not in font.getBestCmap()
            box = font["glyf"][font.getBestCmap()[ord("政")]]
            assert (box.xMin, box.yMin, box.xMax, box.yMax) == (80, 0, 920, 700)
