"""Places of the form and the cells found for them -> figures.

In:   Placements: an address, the printed cells that stand there, and what is to be said of it.
Out:  Figures, in the form's order.
Promise: a number that stands in one cell for several addresses, or several numbers for one address, is doubtful,
never shared out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from loaders.form import addresses
from loaders.form.labels import cell_words
from loaders.locate import Spot
from loaders.numbers import Reading, holds_several, read_cell
from loaders.report import BLANK, DOUBTFUL, NUMBER, TEXT, Figure

Key = tuple[str, str, str]


@dataclass(slots=True)
class Placement:
    """The cells of one address. `note` explains a worked-out place; `doubt`: why the place itself is not sure.
    `row`: the printed row, for an address whose cell the source does not draw; `unit`: printed beside the cell where
    it is not the form's own."""

    key: Key
    spots: tuple[Spot, ...]
    note: str | None = None
    doubt: str | None = None
    page: int | None = None
    row: int | None = None
    unit: str | None = None


_BESIDE_SEVERAL = "同一行有一格印着几个数，不能断定其中有没有本格的数"
_BESIDE_STRAY = "同一行有一格混入了文字，不能断定本格的空白是否如此"
_STRAY = Reading(DOUBTFUL, note="格内是文字，不是数，可能是印在别处的文字混入")


@lru_cache(maxsize=1)
def _kinds() -> dict[Key, str]:
    return {a.key: a.kind for a in addresses()}


def reading(placement: Placement) -> Reading:
    """What the cells of one address say together."""
    filled = [s for s in placement.spots if s.text and not s.text.isspace()]
    if not filled:
        return Reading(BLANK)
    if len(filled) == 1:
        read = read_cell(filled[0].text, _kinds().get(placement.key, "flow"))
        return _STRAY if read.state == TEXT and not _is_said(filled[0].text) else read
    return Reading(DOUBTFUL, note="此格内有几处文字：" + "、".join(s.text.strip() for s in filled))


def _is_said(text: str) -> bool:
    """Whether a report may put these words in place of a number."""
    return re.sub(r"[\s（）()。.]", "", text) in {*cell_words("none"), *cell_words("instead")}


def figures(placements: Iterable[Placement]) -> list[Figure]:
    """One Figure an address."""
    placements = list(placements)
    _doubt_beside_strays(placements)
    shared = Counter(id(s) for p in placements for s in p.spots)
    return [_figure(p, shared) for p in placements]


def _doubt_beside_strays(placements: Sequence[Placement]) -> None:
    """A cell that holds two numbers has swallowed its neighbour's, or a piece of it: a blank in that printed row may be
    none, and the number beside it may lack what stands there (44 -|4 is 44 and -4). A running head that was taken into
    a row (4.保护第三方合法权 某某省教|育厅2022|…) has pushed its numbers out."""
    odd = [(p, spot) for p in placements for spot in p.spots if not spot.is_blank and not spot.text.strip().isdigit()]
    swallowed = [(_row(p, spot), spot) for p, spot in odd if holds_several(spot.text)]
    strays = {_row(p, spot) for p, spot in odd if len(p.spots) == 1 and reading(p) is _STRAY}
    if not swallowed and not strays:
        return
    several = {(row, col) for row, spot in swallowed for col in range(spot.col - 1, spot.col + spot.n_cols + 1)}
    rows = {row for row, _ in swallowed}
    for p in placements:
        for spot in p.spots:
            row = _row(p, spot)
            if row in rows and not holds_several(spot.text) and (spot.is_blank or (row, spot.col) in several):
                p.doubt = p.doubt or _BESIDE_SEVERAL
            elif row in strays and spot.is_blank:
                p.doubt = p.doubt or _BESIDE_STRAY


def _row(placement: Placement, spot: Spot) -> tuple[str, int | None, int]:
    """The printed row that a cell of a table stands in."""
    return placement.key[0], spot.page, spot.row


def _figure(placement: Placement, shared: Counter) -> Figure:
    read = reading(placement)
    state, value, note = read.state, read.value, read.note
    filled = [s for s in placement.spots if s.text and not s.text.isspace()]
    if state == NUMBER and shared[id(filled[0])] > 1:
        state, value, note = DOUBTFUL, None, f"“{filled[0].text.strip()}”一格横跨表上几格，不能断定属于哪一格"
    elif any(not s.is_sure for s in placement.spots):
        seen = "".join(s.text.strip() for s in filled)
        state, value, note = DOUBTFUL, None, f"扫描件此格看不清，像是“{seen}”" if seen else "扫描件此格有字迹，看不清"
    if placement.doubt:
        state, value, note = DOUBTFUL, None, placement.doubt
    elif placement.note:
        note = f"{placement.note}；{note}" if note else placement.note
    where = (filled or placement.spots or (None,))[0]
    return Figure(*placement.key, state, value, " ".join(s.text for s in filled) if filled else _blank_raw(placement),
                  where.page if where else placement.page, where.row if where else placement.row,
                  where.col if where else None, read.unit or placement.unit, note)


def _blank_raw(placement: Placement) -> str:
    return placement.spots[0].text if placement.spots else ""
