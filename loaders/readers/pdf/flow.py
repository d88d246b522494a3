"""The marks of a page -> its blocks in reading order.

In:   Marks.
Out:  Lines and Grids.
Promise: every visible character ends in exactly one Line or cell.
"""

from dataclasses import replace
from statistics import median_low

from loaders.document import Cell, Grid, Line
from loaders.readers.pdf.lattice import Frame, find_frames
from loaders.readers.pdf.page import Char, Marks
from loaders.readers.pdf.spilled import spilled
from loaders.readers.pdf.unruled import find_unruled
from loaders.readers.pdf.writing import Written, write
from loaders.readers.table import settle


def blocks_of(marks: Marks, page: int, above: Frame | None = None) -> tuple[list[Line | Grid], Frame | None]:
    """The blocks of one page, top to bottom, and its last frame; `above` is the last frame of the page before."""
    frames = find_frames(marks.across, marks.down, marks.filled, _size(marks.chars))
    frames[:1] = [frame.continuing(above) for frame in frames[:1]]
    inside, outside = _shared_out(marks.chars, frames)
    for number, is_below in ((0, False), (len(frames) - 1, True)) if frames else ():
        spill = spilled(frames[number], inside[number], outside, is_below)
        for at, chars in spill.items():
            inside[number][at].extend(chars)
        taken = {id(c) for chars in spill.values() for c in chars}
        outside = [c for c in outside if id(c) not in taken]
    placed: list[tuple[float, list[Line | Grid]]] = [
        (frame.top, list(settle(_grid(frame, cells, page)))) for frame, cells in zip(frames, inside)]
    tables, outside = find_unruled(outside, page)
    placed.extend((table.top, list(settle(table.grid))) for table in tables)
    placed.extend((line.top, [Line(line.text, page, box=line[1:])]) for line in write(outside))
    blocks = [block for _, found in sorted(placed, key=lambda p: p[0]) for block in found]
    if marks.corner != (0.0, 0.0):
        blocks = [_on_sheet(block, *marks.corner) for block in blocks]
    return blocks, frames[-1] if frames else None


def _shared_out(chars: list[Char], frames: list[Frame]) -> tuple[list[list[list[Char]]], list[Char]]:
    """The characters of each place of each frame, and those outside: what stands beside a table inside the cell of
    another one, which only lays out the page, is outside as well."""
    inside: list[list[list[Char]]] = [[[] for _ in frame.places] for frame in frames]
    outside: list[Char] = []
    inward = sorted(range(len(frames)), key=lambda i: frames[i].area)
    layout = {(i, frames[i].owner(*frames[j].middle)) for i in inward for j in inward
              if frames[j].area < frames[i].area}
    for char in chars:
        for i in inward:
            at = frames[i].owner(char.x, char.y)
            if at is not None:
                (outside if (i, at) in layout else inside[i][at]).append(char)
                break
        else:
            outside.append(char)
    return inside, outside


def _size(chars: list[Char]) -> float:
    """The height of most writing."""
    return median_low(c.size for c in chars) if chars else 0.0


def _grid(frame: Frame, cells: list[list[Char]], page: int) -> Grid:
    return Grid(tuple(Cell(p.row, p.col, _text(write(chars)), p.row_span, p.col_span, box=frame.box(p))
                      for p, chars in zip(frame.places, cells)), page)


def _on_sheet(block: Line | Grid, x: float, y: float) -> Line | Grid:
    """A block of one of several pages on a sheet, its boxes measured from the sheet's corner."""
    def moved(part: Line | Cell) -> Line | Cell:
        box = part.box and (part.box[0] + x, part.box[1] + y, part.box[2] + x, part.box[3] + y)
        return replace(part, box=box)

    return replace(block, cells=tuple(map(moved, block.cells))) if isinstance(block, Grid) else moved(block)


def _text(lines: list[Written]) -> str:
    return "\n".join(line.text for line in lines)
