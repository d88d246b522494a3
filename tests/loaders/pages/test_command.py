"""`disclosure page`: what it writes, and plain sentences for documents that cannot be shown."""

import hashlib
import io
import json
import subprocess
import sys

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import ROOT
from tests.loaders.pages.test_places import document
from tests.loaders.readers.shapes import pdf


def run(*words, cwd) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "dashboard.cli", "page", *map(str, words)], capture_output=True,
                          text=True, cwd=cwd, env={"PYTHONPATH": str(ROOT), "PATH": "", "DISCLOSURE_SOFFICE": ""})


def drawn(**options) -> bytes:
    packed = io.BytesIO()
    canvas = Canvas(packed, **options)
    canvas.drawString(72, 720, "Report 2024")
    canvas.save()
    return packed.getvalue()


def test_a_kept_source_is_found_by_its_checksum_and_drawn(tmp_path):
    data = document("pdf_plain")
    sha = hashlib.sha256(data).hexdigest()
    (tmp_path / "warehouse" / "sources").mkdir(parents=True)
    (tmp_path / "warehouse" / "sources" / sha).write_bytes(data)
    done = run(sha, "--page", 2, "--out", tmp_path / "out", "--data", tmp_path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told == json.loads((tmp_path / "out" / "page-2.json").read_text()) and told["picture"] == "page-2.webp"
    with Image.open(tmp_path / "out" / "page-2.webp") as picture:
        assert picture.width / picture.height == pytest.approx(told["size"][0] / told["size"][1], rel=.01)
        assert picture.width > 1.8 * told["size"][0]
    reading = json.loads((tmp_path / "out" / "reading.json").read_text())
    assert reading["n_pages"] == told["n_pages"] and len(reading["figures"]) > 150
    assert not list((tmp_path / "out").glob(".*"))


def test_a_document_without_paper_has_no_picture(tmp_path):
    (tmp_path / "年报.docx").write_bytes(document("docx_merged"))
    done = run("年报.docx", cwd=tmp_path)
    assert json.loads(done.stdout) == {"picture": None, "n_pages": 1, "size": None}
    assert json.loads((tmp_path / "reading.json").read_text())["blocks"] and not list(tmp_path.glob("*.webp"))


@pytest.mark.parametrize(("data", "number", "kind", "words"), [
    (b"%PDF-1.7\nnothing that follows makes sense", 1, "corrupt", "已损坏"),
    (drawn(encrypt=StandardEncryption("secret", "owner")), 1, "encrypted", "设有打开密码"),
    (pdf("一、总体情况"), 9, "no_page", "共 1 页，没有第 9 页"),
    (b"", 1, "empty", "请"),
], ids=["broken", "locked", "no such page", "empty"])
def test_what_cannot_be_shown_says_why_and_leaves_the_reason(tmp_path, data, number, kind, words):
    (tmp_path / "a.pdf").write_bytes(data)
    done = run("a.pdf", "--page", number, cwd=tmp_path)
    assert done.returncode == 10 and words in done.stderr and "Traceback" not in done.stderr
    assert json.loads((tmp_path / f"page-{number}.json").read_text())["refused"]["kind"] == kind


def test_a_source_that_is_gone_says_so(tmp_path):
    done = run("ab" * 32, "--data", tmp_path, cwd=tmp_path)
    assert done.returncode == 10 and "没有这份原件的副本" in done.stderr


def test_a_page_as_large_as_a_house_becomes_a_picture_of_the_usual_size(tmp_path):
    (tmp_path / "a.pdf").write_bytes(drawn(pagesize=(14_400, 14_400)))
    assert run("a.pdf", cwd=tmp_path).returncode == 0
    with Image.open(tmp_path / "page-1.webp") as picture:
        assert max(picture.size) <= 2400
