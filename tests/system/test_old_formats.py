"""Documents of the demonstration corpus saved in old formats by LibreOffice, and read back cell by cell.

In:   docx, html and xlsx documents with their truth.
Out:  the same as doc, odt, rtf, xls and ods: no cell wrong; LibreOffice itself kept behind its walls.
"""

import subprocess
import time
from pathlib import Path

import psutil
import pytest

from loaders import demo
from loaders.errors import Refused
from loaders.readers import alternatives, convert, read
from loaders.reading import read_report
from loaders.register import Register
from tests.conftest import shared_reports
from tests.loaders.readers.shapes import flow
from tests.round_trip import compare, truth

# LibreOffice takes a page without a declared encoding for Western: its text is lost before it is saved
CONVERSIONS = [("docx", "doc"), ("docx", "odt"), ("docx", "rtf"), ("html", "doc:MS Word 97"), ("html", "odt:writer8"),
               ("xlsx", "xls"), ("xlsx", "ods")]
_GARBLED = {"html_undeclared"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("old") / "root"
    demo.render(out, 24, range(2019, 2025), None)
    return out


def chosen(corpus: Path, form: str, most: int) -> list[dict]:
    by_layout = {}
    for entry in truth(corpus):
        if entry["format"] == form and entry["path"].endswith("." + form) and entry["layout"] not in _GARBLED:
            by_layout.setdefault((entry["layout"], entry["edition"]), entry)
    return list(by_layout.values())[:most]


@pytest.mark.parametrize(("form", "target"), CONVERSIONS, ids=lambda v: v)
def test_saved_in_an_old_format(corpus, form, target, tmp_path):
    register, suffix = Register.load(corpus / "reference"), target.split(":")[0]
    entries = chosen(corpus, form, most=4 if suffix == "rtf" else 8)
    assert entries
    sources = [tmp_path / f"{i}.{form}" for i in range(len(entries))]
    for source, entry in zip(sources, entries):
        source.write_bytes((corpus / "reports" / entry["path"]).read_bytes())
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to",
                    target, "--outdir", str(tmp_path / "out"), *map(str, sources)],
                   check=True, capture_output=True, timeout=300)
    bad = {}
    for source, entry in zip(sources, entries):
        saved = tmp_path / "out" / f"{source.stem}.{suffix}"
        report = read_report(saved.read_bytes(), str(Path(entry["path"]).with_suffix("." + suffix)), register)
        comparison = compare(report, entry)
        if comparison.wrong or comparison.doubtful:
            bad[entry["path"], entry["layout"]] = comparison.counts(), list(comparison.wrong.items())[:3]
    assert not bad


@pytest.mark.parametrize("path", shared_reports("*.doc"), ids=lambda path: path.name)
def test_libreoffice_is_another_way_to_read_a_doc(path):
    (other,) = alternatives(path.read_bytes(), path.name)
    numbers = [text for block in flow(other) if isinstance(block, list) for row in block for text in row if text]
    assert other.format == "doc" and "447228" in numbers


RTF = (r"{\rtf1\ansi\ansicpg936 \u19968? \trowd\cellx2000\cellx4000\intbl A\cell 7\cell\row\pard "
       r"{\field{\*\fldinst INCLUDETEXT "
       r"\"%s\"}{\fldrslt FIELD}}\par}")


def test_nothing_of_a_conversion_is_left_and_nothing_is_fetched(tmp_path, monkeypatch):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "tmp").mkdir()
    found = flow(read((RTF % secret.as_posix()).encode(), "a.doc"))
    assert "SECRET" not in str(found) and [["A", "7"]] in found
    assert not list((tmp_path / "tmp").iterdir())


def test_a_conversion_that_takes_too_long_dies_with_its_children(tmp_path, monkeypatch):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsetsid sleep 611 &\nsleep 611\n")
    program.chmod(0o755)
    monkeypatch.setenv("DISCLOSURE_SOFFICE", str(program))
    monkeypatch.setattr(convert, "SECONDS", 1)
    with pytest.raises(Refused) as caught:
        read(b"{\\rtf1 x}", "a.rtf")
    assert caught.value.kind == "timeout"
    time.sleep(0.5)
    left = [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] and p.info["cmdline"][-1] == "611"]
    assert not left
