"""The marks of a page -> its blocks in reading order.

In:   Marks.
Out:  Lines and Grids.
Promise: every visible character ends in exactly one Line or cell.
"""

from loaders.document import Cell, Grid, Line
from loaders.readers.pdf.lattice import Frame, find_frames
from loaders.readers.pdf.page import Char, Marks
from loaders.readers.pdf.unruled import find_unruled
from loaders.readers.pdf.writing import Written, write
from loaders.readers.table import settle


def blocks_of(marks: Marks, page: int, above: Frame | None = None) -> tuple[list[Line | Grid], Frame | None]:
    """The blocks of one page, top to bottom, and its last frame; `above` is the last frame of the page before."""
    frames = find_frames(marks.across, marks.down)
    frames[:1] = [frame.continuing(above) for frame in frames[:1]]
    inside: list[list[list[Char]]] = [[[] for _ in frame.places] for frame in frames]
    outside: list[Char] = []
    for char in marks.chars:
        for frame, cells in zip(frames, inside):
            if (at := frame.owner(char)) is not None:
                cells[at].append(char)
                break
        else:
            outside.append(char)
    placed: list[tuple[float, list[Line | Grid]]] = [
        (frame.top, list(settle(_grid(frame, cells, page)))) for frame, cells in zip(frames, inside)]
    tables, outside = find_unruled(outside, page)
    placed.extend((table.top, list(settle(table.grid))) for table in tables)
    placed.extend((line.top, [Line(line.text, page)]) for line in write(outside))
    blocks = [block for _, found in sorted(placed, key=lambda p: p[0]) for block in found]
    return blocks, frames[-1] if frames else None


def _grid(frame: Frame, cells: list[list[Char]], page: int) -> Grid:
    return Grid(tuple(Cell(p.row, p.col, _text(write(chars)), p.row_span, p.col_span)
                      for p, chars in zip(frame.places, cells)), page)


def _text(lines: list[Written]) -> str:
    return "\n".join(line.text for line in lines)
