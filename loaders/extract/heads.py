"""Printed column heads -> the columns of the form.

In:   the rows of a grid above its data, and the columns of a table or block.
Out:  Heads: for each column of the form the grid columns under its head; the columns left of them hold the row
      labels.
Promise: a column is known by its head, wherever it stands. Heads torn over rows or lines are put together; a merged
head that a reader gives as blanks counts for the columns to its right, but only as a group.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from loaders.extract.align import Place, match
from loaders.locate import PrintedRow, Spot, vocabulary

_LEAST_TORN = 4  # characters of a label; 其他 and 总计 stand in others by chance


@dataclass(slots=True)
class Heads:
    """`columns`: place in the form -> grid columns; `first`: the leftmost of them; `unknown`: heads no column claims.
    `grouped`: the places whose group is printed above their own head, too."""

    columns: dict[int, tuple[int, ...]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    width: int = 0
    grouped: frozenset[int] = frozenset()
    is_torn: bool = False  # a head stands half over one column and half over the next, or two over one

    @property
    def first(self) -> int:
        return min((c for cols in self.columns.values() for c in cols), default=self.width)

    def shifted(self, width: int) -> "Heads":
        """The same heads over a grid of another width: value columns stand at the right; those that find no room
        have no column there."""
        by = width - self.width
        moved = {p: tuple(c + by for c in cols if c + by >= 0) for p, cols in self.columns.items()}
        return Heads({p: cols for p, cols in moved.items() if cols}, [], width, self.grouped)

    @property
    def leaves_gaps(self) -> bool:
        """Whether a column without a head stands among those that have one, or right of them."""
        known = [c for cols in self.columns.values() for c in cols]
        return len(set(known)) < self.width - self.first


@dataclass(slots=True)
class _Unit:
    """The grid columns under one lowest head cell."""

    cols: list[int]
    leaf: str
    group: str | None
    text: str


def read_heads(rows: Sequence[PrintedRow], table: str, wanted: Sequence[Place]) -> Heads:
    """The heads printed in `rows`, top to bottom."""
    width = max((len(row.spots) for row in rows), default=0)
    units: list[_Unit] = []
    lowest: Spot | None = None
    for col in range(width):
        stack = _stack(rows, col)
        if not stack:
            lowest = None
            continue
        if stack[-1][1] is lowest:
            units[-1].cols.append(col)
            continue
        lowest = stack[-1][1]
        units.append(_Unit([col], *_leaf_and_group(rows, col, stack, table)))
    claims = match([(unit.leaf, unit.group) for unit in units], wanted)
    heads = Heads(width=width)
    for unit, place in zip(units, claims):
        if place is not None:
            heads.columns[place] = tuple(unit.cols)
    heads.grouped = frozenset(p for unit, p in zip(units, claims) if p is not None and unit.group in wanted[p].groups)
    heads.is_torn = _is_torn([unit.leaf for unit in units], {t for place in wanted for t in place.texts})
    heads.unknown = [u.text for u, p in zip(units, claims) if p is None and u.cols[0] > heads.first]
    return heads


def _is_torn(printed: Sequence[str], labels: Collection[str]) -> bool:
    """Whether a label is whole only over the border of two columns (采购 | 总金额), or two stand over one."""
    for here, beside in zip(printed, [*printed[1:], ""]):
        inside = [label for label in labels if len(label) >= _LEAST_TORN and label in here]
        if inside and len(max(inside, key=len)) < len(here) and sum(not any(
                label != other and label in other for other in inside) for label in inside) > 1:
            return True
        if here in labels or not beside:
            continue
        if any(label in here + beside and label not in here and label not in beside
               for label in labels if len(label) >= _LEAST_TORN):
            return True
    return False


def _stack(rows: Sequence[PrintedRow], col: int) -> list[tuple[int, Spot]]:
    """The filled cells over a column, top to bottom, each once, with their row."""
    stack: list[tuple[int, Spot]] = []
    for i, row in enumerate(rows):
        spot = row.spots[col] if col < len(row.spots) else None
        if spot is not None and not spot.is_blank and (not stack or stack[-1][1] is not spot):
            stack.append((i, spot))
    return stack


def _leaf_and_group(rows: Sequence[PrintedRow], col: int, stack: list, table: str) -> tuple[str, str | None, str]:
    texts = [spot.bare for _, spot in stack]
    size = next((n for n in range(1, len(texts) + 1) if vocabulary.parts("".join(texts[-n:]), table)), 1)
    leaf, top = "".join(texts[-size:]), stack[-size][0]
    levels = leaf.split(".")  # 行政复议.结果维持: a program has put the levels of heads into one row
    if len(levels) > 1 and all(vocabulary.parts(level, table) for level in levels):
        return levels[-1], levels[-2], leaf
    for i in reversed(range(top)):
        group = _carried(rows[i], col, stack[-1][1])
        if group and vocabulary.parts(group, table) and group != leaf:
            return leaf, group, leaf
    return leaf, None, leaf


def _carried(row: PrintedRow, col: int, below: Spot) -> str | None:
    """The head a row has over a column: its own, or, where that is blank, the nearest one to the left. A merged cell
    without text is a head that is lost (cut off by the edge of the page), not the rest of its neighbour."""
    for c in range(min(col, len(row.spots) - 1), -1, -1):
        spot = row.spots[c]
        if spot is not None and not spot.is_blank:
            return None if spot is below else spot.bare
        if spot is not None and spot.n_cols > 1:
            return None
    return None
