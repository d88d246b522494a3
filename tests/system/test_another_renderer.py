"""Documents laid out anew by LibreOffice and by the browser: a renderer that the readers were not tuned on.

In:   documents of the demonstration corpus, with their truth.
Out:  the same documents saved in another way, read back cell by cell.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from loaders import demo
from loaders.reading import read_report
from loaders.register import Register
from tests.browser.find_browser import installed
from tests.round_trip import compare, truth

HTML = "HTML (StarWriter)"  # as a document: left to itself soffice opens a page as "web" and cannot save it as docx
CONVERSIONS = [  # the form of the source, what it is saved as, how it is opened where soffice would choose wrongly
    ("docx", "pdf", None),
    ("docx", "html", None),
    ("docx", "docx:MS Word 2007 XML", None),
    ("html", "docx:MS Word 2007 XML", HTML),
    ("html", "pdf:writer_pdf_Export", HTML),
    ("xlsx", "xlsx", None),
    ("xlsx", "html", None),
]
MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "1cm")
PRINTS = {  # how the page is styled, and how it is printed
    "plain": ("", {"margin": MARGIN}),
    "with_header_and_footer": ("", {"margin": MARGIN, "display_header_footer": True}),
    "no_margin": ("", {}),
    "landscape": ("", {"margin": MARGIN, "landscape": True}),
    "large": ("* {font-size: 19px !important}", {"margin": MARGIN}),
    "small": ("* {font-size: 7px !important}", {"margin": MARGIN}),
    "padded": ("td, th {padding: 9px 12px !important}", {"margin": MARGIN}),
    "top_left": ("td, th {vertical-align: top !important; text-align: left !important}", {"margin": MARGIN}),
}
OF_EACH = 3
LEAST_RIGHT = 0.95  # the others are marked doubtful, or said to be missing
UNDECLARED = "html_undeclared"  # LibreOffice cannot tell the encoding of a page that does not say it, and saves noise


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("system") / "root"
    demo.render(out, 24, range(2019, 2025), None)
    return out


def chosen(corpus: Path, form: str) -> list[dict]:
    """The first documents of each layout and edition of one format: several, since where a page ends is chance, and a
    break within the heads of table 三 leaves that whole table doubtful."""
    by_layout: dict[tuple[str, str], list[dict]] = {}
    for entry in truth(corpus):
        if entry["format"] == form and entry["path"].lower().endswith(("." + form, ".htm")):
            by_layout.setdefault((entry["layout"], entry["edition"]), []).append(entry)
    return [entry for entries in by_layout.values() for entry in entries[:OF_EACH]]


def judge(corpus: Path, entries: list[dict], convert) -> None:
    """Convert the documents, all at once; read them, and ask that no cell came back wrong, none was lost in silence."""
    assert entries, "the corpus holds no such document"
    register = Register.load(corpus / "reference")
    saved = convert([corpus / "reports" / entry["path"] for entry in entries])
    bad, n_right, n_cells = {}, 0, 0
    for entry, path in zip(entries, saved):
        report = read_report(path.read_bytes(), str(Path(entry["path"]).with_suffix(path.suffix)), register)
        comparison = compare(report, entry)
        n_right, n_cells = n_right + len(comparison.right), n_cells + len(entry["figures"])
        silent = {at: pair for at, pair in comparison.wrong.items() if pair[1] is not None or not report.reason}
        if silent:
            bad[f"{entry['path']} ({entry['layout']})"] = dict(list(silent.items())[:3])
    assert not bad, bad
    assert n_right >= LEAST_RIGHT * n_cells, f"{n_right} of {n_cells} cells right"


def numbered(paths: list[Path], folder: Path) -> list[Path]:
    """Copies under names that differ: documents of two folders may have one name."""
    folder.mkdir()
    return [Path(shutil.copy(path, folder / f"{n}{path.suffix.lower()}")) for n, path in enumerate(paths)]


@pytest.mark.parametrize(("form", "target", "infilter"), CONVERSIONS, ids=lambda v: v or "")
def test_saved_by_libreoffice(corpus, form, target, infilter, tmp_path):
    def convert(paths: list[Path]) -> list[Path]:
        copies = numbered(paths, tmp_path / "source")
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
                *([f"--infilter={infilter}"] if infilter else []),
                "--convert-to",
                target,
                "--outdir",
                str(tmp_path),
                *map(str, copies),
            ],
            check=True,
            capture_output=True,
            timeout=600,
        )
        return [tmp_path / f"{copy.stem}.{target.split(':')[0]}" for copy in copies]

    judge(corpus, [e for e in chosen(corpus, form) if e["layout"] != UNDECLARED], convert)


@pytest.mark.parametrize(("css", "settings"), PRINTS.values(), ids=PRINTS)
def test_printed_by_the_browser(corpus, css, settings, tmp_path):
    browser = installed()
    assert browser, "没有浏览器：请先运行 make test，它会安装"

    def convert(paths: list[Path]) -> list[Path]:
        printed = []
        with sync_playwright() as playwright:
            page = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
            for copy in numbered(paths, tmp_path / "source"):
                page.goto(copy.as_uri())
                page.add_style_tag(content=css or "/**/")
                printed.append(copy.with_suffix(".pdf"))
                page.pdf(path=printed[-1], print_background=True, **{"format": "A4"} | settings)
        return printed

    judge(corpus, chosen(corpus, "html"), convert)
