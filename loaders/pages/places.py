"""Where on its document each figure stands.

In:   the bytes of a document and its name.
Out:  read(): JSON-ready. Of paper: the boxes of figures and of lines. Of other formats: the text itself, lines and
      grids in order, and the cell or the stretch of a line in which each figure stands.
Promise: found by the reading itself, never by looking for a number. A place that is not certain is told as none. `raw`
is what stands there: whoever marks it compares that with the figure first.
"""

from collections.abc import Sequence

from loaders.document import Box, Grid, Line
from loaders.extract import whereabouts
from loaders.locate import PrintedRow, Spot
from loaders.pages.picture import PAPER
from loaders.pages.stretches import stretches
from loaders.reading.convincing import most_convincing

_MOST = 400_000  # characters of a text that is shown; beyond, only what stands near figures
_NEAR = 20  # blocks
_SHOWN = 6_000  # characters of one line or cell


def read(data: bytes, name: str) -> dict:
    """{"is_paper", "n_pages", "figures", "lines"} or {..., "blocks"}. `figures`: {"table/item/column": {page, row, col,
    raw, and box, or block and cell, or block and from and to}}; `lines`: [page, text, box]. Raises Refused as a
    reading does."""
    document, extraction = most_convincing(data, name)
    is_paper = document.format in PAPER
    found = whereabouts(document)
    raw = {(f.table, f.item, f.column): f.raw for f in extraction.figures}
    kept = None if is_paper else _kept(document.blocks, {row.source for row, _ in found.values()})
    blocks = document.blocks
    if is_paper:
        places = [_on_paper(blocks[row.source], spot) for row, spot in found.values()]
    else:
        places = _in_text(blocks, list(found.values()), kept)
    figures = {"/".join(key): {"page": spot.page, "row": spot.row, "col": spot.col, "raw": raw.get(key), **place}
               for (key, (_, spot)), place in zip(found.items(), places)}
    told = {"is_paper": is_paper, "n_pages": document.n_pages or 1, "figures": figures}
    if is_paper:
        lines = [[b.page, b.text[:_SHOWN], _rounded(b.box)] for b in document.blocks if isinstance(b, Line) and b.box]
        return told | {"lines": lines}
    return told | {"blocks": [_told(document.blocks[at]) for at in sorted(kept)],
                   "n_left_out": len(document.blocks) - len(kept)}


def _on_paper(block: Line | Grid, spot: Spot) -> dict:
    """The box of a cell of a grid; of a line that was read as a row, the line's."""
    if isinstance(block, Line):
        return {"box": _rounded(block.box), "is_line": True}
    cell = next((c for c in block.cells if (c.row + 1, c.col + 1) == (spot.row, spot.col)), None)
    return {"box": _rounded(cell.box) if cell and cell.text == spot.text else None}


def _in_text(blocks: Sequence[Line | Grid], found: Sequence[tuple[PrintedRow, Spot]], kept: dict[int, int]
             ) -> list[dict]:
    """The cell of a grid, or the stretch of a line; nothing where it is not certain."""
    lines = [(row, spot) for row, spot in found if isinstance(blocks[row.source], Line)]
    known = {id(spot): place for (_, spot), place in zip(lines, stretches(blocks, lines))}
    places = []
    for row, spot in found:
        at, place = row.source, known.get(id(spot))
        if isinstance(blocks[at], Grid):
            cell = next((n for n, c in enumerate(blocks[at].cells) if (c.row + 1, c.col + 1) == (spot.row, spot.col)),
                        None)
            places.append({"block": kept[at], "cell": cell} if cell is not None else {})
        else:
            places.append({"block": kept[place[0]], "from": place[1], "to": place[2]}
                          if place and place[0] in kept else {})
    return places


def _kept(blocks: Sequence[Line | Grid], held: set[int]) -> dict[int, int]:
    """block -> its place among those that are shown: all, or of a text beyond measure those near figures."""
    if sum(_length(block) for block in blocks) <= _MOST:
        return {at: at for at in range(len(blocks))}
    near = sorted({n for at in held for n in range(max(0, at - _NEAR), min(len(blocks), at + _NEAR + 1))
                   if n == at or _length(blocks[n]) < _SHOWN})
    return {at: n for n, at in enumerate(near)}


def _length(block: Line | Grid) -> int:
    return len(block.text) + 1 if isinstance(block, Line) else sum(len(cell.text) + 1 for cell in block.cells)


def _told(block: Line | Grid) -> dict:
    if isinstance(block, Line):
        return {"text": block.text[:_SHOWN]}
    return {"cells": [[c.row, c.col, c.row_span, c.col_span, c.text[:_SHOWN]] for c in block.cells]}


def _rounded(box: Box | None) -> list[float] | None:
    return box and [round(edge, 1) for edge in box]
