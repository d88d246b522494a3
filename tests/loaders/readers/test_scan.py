"""Scans and pictures: read as their printed source is, doubtful where they are not clear, bounded where hostile."""

import io
import os
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from loaders.document import Cell, Document, Grid, Line
from loaders.errors import Refused
from loaders.extract import extract
from loaders.form import edition
from loaders.narrative import narrate
from loaders.readers import limits, read, scan
from loaders.readers.scan import engine
from loaders.reading.pool import read_all
from loaders.reading.spool import Task
from loaders.register import Register
from loaders.report import DOUBTFUL, NUMBER
from tests.loaders.build.documents import page as web_page
from tests.loaders.readers.scanned import as_pdf, as_tiff, pictures
from tests.loaders.readers.shapes import GRID, STYLE, pdf

ROWS = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "", "12"],
        ["行政规范性文件", "/", "-", "1085"],
        ["行政处罚", "-4", "209.64", "11"],
        ["行政强制", "7", "100", "36"]]
PROSE = "全年共收到政府信息公开申请 36 件，均按期答复。"


def printed() -> bytes:
    return pdf(Paragraph(PROSE, STYLE), Table(ROWS, colWidths=[120, 90, 90, 90], rowHeights=22,
                                              style=[*GRID, ("FONT", (0, 0), (-1, -1), "STSong-Light", 10.5)]))


def refusal(data: bytes, name: str = "a.png") -> Refused:
    with pytest.raises(Refused) as caught:
        read(data, name)
    return caught.value


def grid_of(document: Document) -> Grid:
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    return grid


def test_the_engine_tells_nobody_and_leaves_nothing_in_the_home_of_its_user(tmp_path):
    """onnxruntime reports to its makers unless told not to; what it would send it first keeps in the user's home."""
    home = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_", "CI"))}
    code = "from loaders.readers.scan.engine import engine; engine()"
    subprocess.run([sys.executable, "-c", code], env=home | {"HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", [{"dpi": 200, "skew": 1.0, "blur": 0.8, "noise": 8, "quality": 60}, {"dpi": 150}],
                         ids=["a bad copy", "a coarse scan"])
def test_a_scan_is_read_as_its_source(way):
    pages = pictures(printed(), **way)
    document = read(as_pdf(pages, way["dpi"]), "扫描.pdf")
    grid = grid_of(document)
    texts = [["" for _ in row] for row in ROWS]
    for cell in grid.cells:
        texts[cell.row][cell.col] = cell.text
    unsure = {(c.row, c.col) for c in grid.cells if not c.is_sure}
    wrong = {(r, c): (texts[r][c], ROWS[r][c]) for r in range(5) for c in range(4)
             if texts[r][c] != ROWS[r][c] and (r, c) not in unsure}
    assert not wrong
    assert len(unsure) <= 3
    assert document.n_pages == 1 and document.format == "pdf"
    assert "".join(b.text for b in document.blocks if isinstance(b, Line)).replace(" ", "") == PROSE.replace(" ", "")


def test_pictures_are_told_by_content_and_pages_of_a_tiff_are_pages():
    pages = pictures(printed(), dpi=150)
    packed = io.BytesIO()
    pages[0].save(packed, "PNG")
    single, several = read(packed.getvalue(), "年报.txt"), read(as_tiff(pages * 2), "年报.tif")
    assert single.format == several.format == "image"
    assert (single.n_pages, several.n_pages) == (1, 2)
    assert {block.page for block in several.blocks} == {1, 2}
    assert grid_of(single).n_rows == 5


def test_one_scanned_page_among_printed_ones():
    import pypdfium2 as pdfium

    both, packed = pdfium.PdfDocument.new(), io.BytesIO()
    for data in (printed(), as_pdf(pictures(printed(), dpi=150), 150)):
        both.import_pages(pdfium.PdfDocument(data))
    both.save(packed)
    document = read(packed.getvalue(), "半扫描.pdf")
    first, second = (block for block in document.blocks if isinstance(block, Grid))
    assert (first.page, second.page) == (1, 2)
    assert all(cell.is_sure for cell in first.cells) and len(first.cells) == len(second.cells)


def test_what_is_too_pale_to_read_is_not_blank():
    picture = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(picture)
    for x in (100, 500, 900):
        draw.line((x, 100, x, 300), fill=0, width=2)
    for y in (100, 200, 300):
        draw.line((100, y, 900, y), fill=0, width=2)
    for y in (130, 132, 150, 152):
        draw.line((650, y, 690, y), fill=190, width=3)
    draw.text((200, 140), "123", fill=0, font_size=28)
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    cells = {(c.row, c.col): c for c in grid_of(read(packed.getvalue(), "a.png")).cells}
    assert cells[0, 0].text == "123" and cells[0, 0].is_sure
    assert cells[0, 1].text == "" and not cells[0, 1].is_sure
    assert cells[1, 0].text == cells[1, 1].text == "" and cells[1, 1].is_sure


def disputes(texts: list[str], unsure: set[int]) -> Document:
    """Table four of 2021: fifteen cells, those of `unsure` left in doubt."""
    columns = next(t for t in edition("2021").tables if t.id == "disputes").blocks[0].columns
    heads = [Cell(row, col, column.path[row] if row < len(column.path) else "")
             for col, column in enumerate(columns) for row in range(max(len(c.path) for c in columns))]
    last = max(c.row for c in heads) + 1
    values = [Cell(last, col, text, is_sure=col not in unsure) for col, text in enumerate(texts)]
    return Document("pdf", (Line("四、政府信息公开行政复议、行政诉讼情况"), Grid((*heads, *values), 1)))


def state_of(document: Document, item: str, column: str) -> tuple:
    (found,) = [f for f in extract(document).figures if (f.table, f.item, f.column) == ("disputes", item, column)]
    return found.state, found.value, found.note or ""


ZEROS = ["0"] * 10


def test_an_unsure_number_is_doubtful_unless_a_sum_bears_it_out():
    kept = disputes(["3", "1", "0", "2", "6", *ZEROS], {1})
    state, value, note = state_of(kept, "review", "corrected")
    assert (state, value) == (NUMBER, 1) and "相符" in note
    broken = disputes(["3", "7", "0", "2", "6", *ZEROS], {1})
    state, value, note = state_of(broken, "review", "corrected")
    assert (state, value) == (DOUBTFUL, None) and "7" in note
    two = disputes(["3", "1", "0", "2", "6", *ZEROS], {0, 1})
    assert state_of(two, "review", "corrected")[0] == state_of(two, "review", "upheld")[0] == DOUBTFUL
    assert state_of(two, "suit_direct", "upheld")[:2] == (NUMBER, 0)


@pytest.mark.parametrize("is_sure", [True, False])
def test_an_unsure_line_of_prose_states_no_number(is_sure):
    prose = Line("2023年，本机关收到政府信息公开申请36件。", 1, is_sure)
    found = narrate(Document("pdf", (Line("一、总体情况", 1), prose)))
    assert [s.value for s in found.statements] == ([36] if is_sure else [])


def test_without_the_engine_a_scan_is_refused_with_the_command(monkeypatch):
    monkeypatch.setattr(engine, "model_file", lambda: None)
    engine.engine.cache_clear()
    refused = refusal(as_tiff([Image.new("L", (800, 1100), 255)]))
    assert refused.kind == "no_ocr" and "make ocr" in refused.reason


def test_a_process_that_leaves_scans_to_another_says_so_at_once(monkeypatch):
    monkeypatch.setattr(scan, "_is_left_to_another", True)
    assert refusal(as_tiff([Image.new("L", (800, 1100), 255)])).kind == scan.POSTPONED


def bomb(width: int, height: int) -> bytes:
    """A png that says it is huge and packs nothing but noughts."""
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
            + chunk(b"IEND", b""))


@pytest.mark.parametrize(("data", "kind"), [
    pytest.param(bomb(100_000, 100_000), "too_large", id="bomb"),
    pytest.param(bomb(9_000, 9_000), "too_large", id="more pixels than a sheet has"),
    pytest.param(bomb(2_000, 2_000)[:-600], "corrupt", id="cut short"),
    pytest.param(b"II*\0" + bytes(64), "corrupt", id="no picture in a tiff"),
    pytest.param(b"BM" + bytes(200), "corrupt", id="an empty bmp"),
    pytest.param(as_tiff([Image.new("1", (8, 8), 1)] * (limits.MAX_SCAN_PAGES + 1)), "too_large", id="too many pages"),
    pytest.param(as_tiff([Image.new("L", (800, 1100), 255)]), "empty", id="a blank sheet"),
])
def test_hostile_pictures_are_refused(data, kind):
    assert refusal(data).kind == kind


def test_scans_go_to_a_process_of_their_own(tmp_path):
    """Every document is answered once; the scan is read, after the ordinary ones that came behind it."""
    (tmp_path / "a.pdf").write_bytes(as_pdf(pictures(printed(), dpi=150), 150))
    for n in range(3):
        (tmp_path / f"{n}.html").write_text(web_page(f"溪山区第{n}中学", 2022, n), "utf-8")
    tasks = [Task(name, "", tmp_path / name) for name in ("a.pdf", "0.html", "1.html", "2.html")]
    found = [(task.name, outcome) for task, outcome in read_all(tasks, Register(), workers=1)]
    assert sorted(name for name, _ in found) == ["0.html", "1.html", "2.html", "a.pdf"]
    assert found[-1][0] == "a.pdf" and '"scan_later"' not in found[-1][1].body
    assert all(outcome.kind != "refused" for name, outcome in found if name != "a.pdf")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_laid_in_another_way_up_is_turned(turn):
    (upright,) = pictures(pdf(*[PROSE] * 4, Table(ROWS, colWidths=[120, 90, 90, 90], rowHeights=22, style=[
        *GRID, ("FONT", (0, 0), (-1, -1), "STSong-Light", 10.5)])), dpi=150)
    packed = io.BytesIO()
    upright.rotate(turn, expand=True).save(packed, "PNG")
    grid = grid_of(read(packed.getvalue(), "a.png"))
    assert [c.text for c in grid.cells if c.col == 0] == [row[0] for row in ROWS]
    assert not [c.text for c in grid.cells if c.is_sure and c.text != ROWS[c.row][c.col]]


def test_the_unseen_text_over_a_scan_is_not_believed():
    """A scanner's own recognition lies unseen over the picture: what counts is what the picture shows."""
    (picture,) = pictures(printed(), dpi=150)
    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=A4)
    canvas.drawInlineImage(picture.convert("L"), 0, 0, *A4)
    for row in range(9):
        text = canvas.beginText(80, 700 - 22 * row)
        text.setFont("STSong-Light", 10)
        text.setTextRenderMode(3)
        text.textOut("行政强制 8 888 88 行政处罚 8")
        canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    grid = grid_of(read(packed.getvalue(), "a.pdf"))
    assert [c.text for c in grid.cells if c.col == 0] == [row[0] for row in ROWS]
    assert not [c.text for c in grid.cells if c.is_sure and c.text != ROWS[c.row][c.col]]
