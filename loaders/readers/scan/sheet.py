"""One scanned page -> its blocks.

In:   a picture of a page, its resolution, the last table of the page before.
Out:  read_sheet(): Lines and Grids in reading order, as loaders/readers/pdf gives them for a printed page.
Promise: the cells are those that the rules enclose; a cell without ink is blank; a cell or line whose number is not
sure says so.
"""

import time
from dataclasses import replace

import numpy as np
from PIL import Image

from loaders.document import Cell, Grid, Line
from loaders.readers import limits
from loaders.readers.pdf.lattice import Frame, find_frames
from loaders.readers.pdf.page import Char
from loaders.readers.pdf.unruled import find_unruled
from loaders.readers.pdf.writing import rows_of, write
from loaders.readers.scan.paper import Paper, lay
from loaders.readers.scan.ruling import find_rules
from loaders.readers.scan.sight import Sight, is_faint, read_strips
from loaders.readers.scan.strips import Box, clean, find_strips, writing_size
from loaders.readers.scan.upright import CLEAR, Lie, lie, turned
from loaders.readers.table import settle

Blocks = list[Line | Grid]

_SIZES = (6.0, 22.0)  # points; the writing of reports
_SMALL = (60.0, 14.0)  # points; a smaller frame is a letter or a box to tick
_INSET = 0.8  # points inside a rule that are the rule's
_PORTION = 64  # strips
_CELL_APART, _LINE_APART = 3.0, 1.6  # sizes; wider gaps part the writing of a cell, of a line


def read_sheet(picture: Image.Image, dpi: float, page: int, above: Frame | None) -> tuple[Blocks, Frame | None]:
    """The blocks of one page and its last frame, whichever way up it lies. Raises Refused (no_ocr, too_large,
    too_slow)."""
    return _read_upright(turned(picture, upright(picture, dpi)), dpi, page, above)


def upright(picture: Image.Image, dpi: float) -> int:
    """Quarter turns, anticlockwise, after which its lines run across and read from the left; none where nothing
    tells."""
    best, longest = 0, Lie()
    for quarters in (0, 1):
        lying = turned(picture, quarters)
        paper = lay(lying, dpi)
        _, _, ruled = find_rules(paper)
        marks = paper.ink & ~ruled
        size = writing_size(marks, *(paper.pixels(s) for s in _SIZES))
        own = lie(paper, find_strips(clean(marks, size), size, _LINE_APART), size)
        if own.length > longest.length:
            best, longest = quarters, own
        if longest.length >= CLEAR:
            break
    return best + 2 if longest.is_on_its_head else best


def _read_upright(picture: Image.Image, dpi: float, page: int, above: Frame | None) -> tuple[Blocks, Frame | None]:
    started = time.process_time()
    paper = lay(picture, dpi)
    across, down, ruled = find_rules(paper)
    frames = [f for f in find_frames(across, down)
              if f.xs[-1] - f.xs[0] >= _SMALL[0] and f.bottom - f.top >= _SMALL[1]]
    frames[:1] = [frame.continuing(above) for frame in frames[:1]]
    limits.check_count(sum(len(f.places) for f in frames), limits.MAX_SCAN_CELLS, "格（一页）")
    marks = paper.ink & ~ruled
    size = writing_size(marks, *(paper.pixels(s) for s in _SIZES))
    ink = clean(marks, size)
    owners, boxes, rooms = [], [], []  # of each strip: (frame, place), None outside; where it is; the cell around it
    for number, frame in enumerate(frames):
        for at in range(len(frame.places)):
            room = _room(paper, frame, at)
            for box in _inside(ink, room, paper.pixels(_INSET), size):
                owners.append((number, at))
                boxes.append(box)
                rooms.append(room)
    outside = find_strips(ink, size, _LINE_APART)
    owners += [None] * len(outside)
    boxes += outside
    rooms += [Box(0, ink.shape[0], 0, ink.shape[1])] * len(outside)
    limits.check_count(len(boxes), limits.MAX_SCAN_STRIPS, "处文字（一页）")
    sights = _read(paper, marks, boxes, rooms, size, started)
    pale = {(number, at) for number, frame in enumerate(frames) for at in range(len(frame.places))
            if (number, at) not in owners and is_faint(paper, _room(paper, frame, at), size)}
    blocks = _grids(frames, owners, sights, pale, page) + _loose(
        [s for owner, s in zip(owners, sights) if owner is None], paper, page)
    return [block for _, found in sorted(blocks, key=lambda b: b[0]) for block in found], frames[-1] if frames else None


def _read(paper: Paper, marks: np.ndarray, boxes: list[Box], rooms: list[Box], size: float,
          started: float) -> list[Sight]:
    """In portions, so that the time can be watched."""
    sights: list[Sight] = []
    for first in range(0, len(boxes), _PORTION):
        if time.process_time() - started > limits.MAX_SCAN_PAGE_SECONDS:
            limits.refuse("too_slow", f"识别一页扫描件已超过 {limits.MAX_SCAN_PAGE_SECONDS} 秒，未读完。"
                                      "请改用文字版，或只留年度报告正文再试。")
        portion = slice(first, first + _PORTION)
        sights += read_strips(paper, marks, boxes[portion], rooms[portion], size)
    return sights


def _room(paper: Paper, frame: Frame, at: int) -> Box:
    """The inside of a cell in pixels."""
    place, inset = frame.places[at], paper.pixels(_INSET)
    left, right = (_pixel(paper, frame.xs[i]) for i in (place.col, place.col + place.col_span))
    top, bottom = (_pixel(paper, frame.ys[i]) for i in (place.row, place.row + place.row_span))
    return Box(top + inset, bottom - inset, left + inset, right - inset)


def _inside(ink: np.ndarray, room: Box, inset: int, size: float) -> list[Box]:
    """The lines of writing of one cell; its ink is taken off the page."""
    part = ink[room.top:room.bottom, room.left:room.right]
    found = find_strips(part, size, _CELL_APART) if part.size else []
    boxes = [Box(b.top + room.top, b.bottom + room.top, b.left + room.left, b.right + room.left) for b in found]
    ink[max(0, room.top - 2 * inset):room.bottom + 2 * inset,
        max(0, room.left - 2 * inset):room.right + 2 * inset] = False
    return boxes


def _pixel(paper: Paper, points: float) -> int:
    return round(points * paper.dpi / 72)


def _grids(frames: list[Frame], owners: list, sights: list[Sight], pale: set, page: int) -> list[tuple[float, Blocks]]:
    found = []
    for number, frame in enumerate(frames):
        held: list[list[Sight]] = [[] for _ in frame.places]
        for owner, sight in zip(owners, sights):
            if owner is not None and owner[0] == number:
                held[owner[1]].append(sight)
        cells = tuple(Cell(p.row, p.col, "\n".join(s.text for s in own if s.text), p.row_span, p.col_span,
                           all(s.is_sure for s in own) and (number, at) not in pale, frame.box(p))
                      for at, (p, own) in enumerate(zip(frame.places, held)))
        found.append((frame.top, list(settle(Grid(cells, page)))))
    return found


def _loose(sights: list[Sight], paper: Paper, page: int) -> list[tuple[float, Blocks]]:
    """Writing outside frames: tables without rules, and lines. A row with one unsure number is unsure as a whole."""
    chars: list[Char] = []
    doubted: set[float] = set()
    for sight in sights:
        box = sight.box
        top, bottom = paper.points(box.top), paper.points(box.bottom)
        step = paper.points(box.width) / max(len(sight.text), 1)
        for letter, at in zip(sight.text, sight.at):
            middle = paper.points(box.left + at * box.width)
            chars.append(Char(letter, middle - step * 0.48, top, middle + step * 0.48, bottom))
        if not sight.is_sure:
            doubted.add((top + bottom) / 2)
    tables, rest = find_unruled(chars, page)
    found = []
    for table in tables:
        is_sure = not doubted
        cells = tuple(replace(c, is_sure=is_sure) for c in table.grid.cells)
        found.append((table.top, list(settle(Grid(cells, page)))))
    for row in rows_of(rest):
        is_sure = not any(c.y in doubted for c in row)
        found += [(line.top, [Line(line.text, page, is_sure, box=line[1:])]) for line in write(row)]
    return found
