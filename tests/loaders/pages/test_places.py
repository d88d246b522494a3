"""Where figures stand on their documents: what another program reads in a box is what the figure says."""

import io
from functools import lru_cache
from statistics import median

import pdfplumber
import pytest

from loaders import pages
from loaders.demo.layout import layouts
from loaders.demo.writers import write
from loaders.document import Grid
from loaders.extract import extract
from loaders.readers import read
from loaders.report import DOUBTFUL
from tests.loaders.readers import imposed
from tests.loaders.readers.scanned import as_pdf, pictures
from tests.loaders.readers.shapes import GRID, laid_out, pdf
from tests.noise.corpus import filings, printout

HEADS = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
ROWS = [HEADS, *([f"第{n}类文件", str(n), "0", str(10 * n)] for n in range(1, 41))]
PROSE = "2024年，本机关共收到政府信息公开申请95件，上年结转3件；予以公开50件，占52.6%，其余48件均在法定期限内答复。"


@lru_cache(maxsize=2)
def document(layout: str) -> bytes:
    return write(printout(filings()[0], next(x for x in layouts() if x.id == layout)).sheet)


def ids(of: str) -> list[str]:
    return [x.id for x in layouts() if x.id.startswith(of)]


def bare(text: str | None) -> str:
    return "".join((text or "").split())


@pytest.mark.parametrize("layout", ids("pdf"))
def test_a_box_on_paper_holds_what_the_figure_says(layout):
    data = document(layout)
    told = pages.read(data, "a.pdf")
    assert told["is_paper"] and set(told["figures"]) == {
        f"{f.table}/{f.item}/{f.column}" for f in extract(read(data, "a.pdf")).figures}
    with pdfplumber.open(io.BytesIO(data)) as paper:
        words = {n: page.extract_words(x_tolerance=2) for n, page in enumerate(paper.pages, 1)}
    for name, place in told["figures"].items():
        left, top, right, bottom = place["box"]
        inside = [w["text"] for w in words[place["page"]] if left < (w["x0"] + w["x1"]) / 2 < right
                  and top - 1 < (w["top"] + w["bottom"]) / 2 < bottom + 1]
        assert bare("".join(inside)) == bare(place["raw"]), name


@pytest.mark.parametrize(("layout", "suffix"), [
    (layout, suffix) for of, suffix in (("text", "txt"), ("markdown", "md"), ("html", "html"), ("docx", "docx"),
                                        ("xlsx", "xlsx")) for layout in ids(of)])
def test_a_place_in_a_text_holds_what_the_figure_says(layout, suffix):
    told = pages.read(document(layout), f"a.{suffix}")
    doubted = {f"{f.table}/{f.item}/{f.column}" for f in extract(read(document(layout), f"a.{suffix}")).figures
               if f.state == DOUBTFUL}
    assert not told["is_paper"] and told["n_left_out"] == 0
    certain = {name: place for name, place in told["figures"].items() if "block" in place}
    assert len(certain) >= .98 * len(told["figures"])
    for name, place in certain.items():
        block = told["blocks"][place["block"]]
        text = block["cells"][place["cell"]][4] if "cell" in place else block["text"][place["from"]:place["to"]]
        is_torn = name in doubted and bare(place["raw"]).startswith(bare(text))  # found in several places: the first
        assert is_torn or bare(text) == bare(place["raw"]), name


def test_of_a_text_beyond_measure_only_what_stands_near_figures_is_shown():
    data = document("text_tabs")
    told, longer = (pages.read(data + tail, "a.txt") for tail in (b"", "\n这一段与各表无关。".encode() * 60_000))
    assert longer["n_left_out"] > 50_000 and sum(len(b.get("text", "")) for b in longer["blocks"]) < 400_000
    for name, place in told["figures"].items():
        there = longer["figures"][name]
        assert ("block" in there) == ("block" in place)
        if "block" in place:
            assert longer["blocks"][there["block"]] == told["blocks"][place["block"]]


def cells(data: bytes) -> list:
    return [(b.page, c.text, c.box) for b in read(data, "a.pdf").blocks if isinstance(b, Grid) for c in b.cells]


def test_the_boxes_of_pages_on_one_sheet_lie_on_the_sheet():
    story = [PROSE, laid_out(ROWS, [150, 90, 90, 90], *GRID), PROSE]
    sheet, _ = imposed.TWO_UP
    for (page, text, box), (_, same, placed) in zip(cells(pdf(*story)), cells(imposed.drawn(story, *imposed.TWO_UP))):
        moved = (page - 1) % 2 * sheet[0] / 2
        wanted = [edge * imposed.HALF + (moved if i % 2 == 0 else 0) for i, edge in enumerate(box)]
        assert text == same and placed == pytest.approx(wanted, abs=12)  # the halves are a little higher than A4


@pytest.mark.parametrize("sheet", [imposed.UPWARDS, imposed.ON_ITS_HEAD, imposed.DOWNWARDS],
                         ids=["upwards", "on its head", "downwards"])
def test_a_turned_page_is_drawn_upright_with_its_boxes(sheet):
    story = [PROSE, laid_out(ROWS[:12], [150, 90, 90, 90], *GRID)]
    plain, turned = pdf(*story), imposed.drawn(story, *sheet)
    for (_, text, box), (_, same, placed) in zip(cells(plain), cells(turned), strict=True):
        assert text == same and placed == pytest.approx(box, abs=1)
    one, other = pages.draw(plain, "a.pdf", 1), pages.draw(turned, "a.pdf", 1)
    assert other.size == pytest.approx(one.size, abs=1)
    assert difference(one.webp, other.webp) < 3


def difference(one: bytes, other: bytes) -> float:
    """Mean difference of two pictures, in shades of grey."""
    import numpy as np
    from PIL import Image

    first, second = (Image.open(io.BytesIO(data)).convert("L").resize((300, 420)) for data in (one, other))
    return float(np.abs(np.asarray(first, dtype=float) - np.asarray(second, dtype=float)).mean())


def test_a_scan_laid_in_askew_has_its_boxes_where_the_straightened_picture_shows_them():
    printed = pdf(PROSE, laid_out(ROWS[:9], [150, 90, 90, 90], *GRID), PROSE)
    scan = as_pdf(pictures(printed, skew=1.2))
    plain, scanned = cells(printed), cells(scan)
    assert len(plain) == len(scanned)
    drawn = pages.draw(scan, "a.pdf", 1)
    moved = [[b - a for a, b in zip(box, seen)] for (_, _, box), (_, _, seen) in zip(plain, scanned)]
    for edge in range(4):  # the sheet grew when it was turned: all cells by the same margin
        at = median(m[edge] for m in moved)
        assert 0 < at < 30 and all(abs(m[edge] - at) < 4 for m in moved)
    assert drawn.size[0] > 595 and drawn.n_pages == 1
