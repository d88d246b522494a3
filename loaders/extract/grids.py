"""A matrix drawn as grids -> placements.

In:   the printed rows of a table with rows and columns (表三), from one grid or several.
Out:  Found: placements, the labels nobody claims.
Promise: columns by their heads. A part without heads takes those of the part before it, counted from the right; a table
without any is read by the number of columns, and only if its identities then hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.extract.align import Place, places
from loaders.extract.cells import Placement
from loaders.extract.heads import Heads, read_heads
from loaders.extract.proof import doubt_unless_proven, doubt_unless_rows_add_up
from loaders.extract.rewoven import rewoven
from loaders.extract.rows import COUNTED, CUT, SHIFTED, DataRow, claim, form_rows
from loaders.extract.torn import join_torn
from loaders.form import Column, Table
from loaders.locate import PrintedRow, Spot, vocabulary
from loaders.numbers import is_value

_OUTSIDE = "此处没有表头，各数所在的列与前面的表头对不上，不能断定各数属于哪一列"
_MOST_LABELS = 3  # of one row: two groups and its own
_BY_COUNT = "表头缺失，按列数对应，各勾稽关系均相符"


@dataclass(slots=True)
class Found:
    """What one table yielded."""

    placements: list[Placement] = field(default_factory=list)
    unclaimed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """Consecutive rows of one grid under one set of heads (None: no heads of their own)."""

    rows: list[PrintedRow]
    heads: Heads | None


def read_grids(table: Table, edition_id: str, printed: list[PrintedRow]) -> Found:
    """Every address of the table that the grids print."""
    columns = table.blocks[0].columns
    wanted = places([c.path for c in columns], [False] * len(columns))
    parts = _parts(printed, table.id, wanted)
    by_count = not any(p.heads and len(p.heads.columns) == len(columns) for p in parts)
    rows: list[tuple[DataRow, Heads]] = []
    heads: Heads | None = None
    uneven: dict[int, str] = {}  # rows under heads of another width
    how = ""  # the heads came to stand over the part at hand
    found = Found()
    are_told = True  # by heads of their own, though some are cut off; not by the count of the columns
    headed: set[str] = set()  # columns whose own head stands where the count has it
    is_borne_out = False  # by the heads below a page break, most of which are there
    for part in parts:
        width = len(part.rows[0].spots) if part.rows else 0
        is_own = part.heads is not None and part.heads.columns
        if is_own and heads is not None and _repeats(part.heads, heads.shifted(part.heads.width)):
            heads, is_own, how = heads.shifted(part.heads.width), False, ""  # the other columns are taken from above
        elif is_own:
            heads, how = part.heads, ""
            found.unclaimed += heads.unknown
        elif heads is not None and part.rows and (width != heads.width or _holds_labels(part.rows, table.id, heads)):
            counted = _count(part.rows, table.id, len(columns))
            shifted = heads.shifted(width)
            is_whole = how != CUT and len(shifted.columns) == len(heads.columns)
            how = COUNTED if counted else SHIFTED if is_whole else CUT
            heads = counted or shifted
            uneven.update(dict.fromkeys(map(id, part.rows), how))
        elif how in (SHIFTED, CUT):  # heads that were moved for the grid above are no surer over this one
            uneven.update(dict.fromkeys(map(id, part.rows), how))
        if part.rows and by_count:
            counted = _count(_of_one_grid(parts, part.rows[0]), table.id, len(columns))
            are_told = are_told and counted is None
            headed |= _headed(part.rows, counted, columns) if counted else set()
            is_borne_out = is_borne_out or bool(is_own and counted) and _agree(part.heads, counted)
            heads = counted or heads
        if heads is None:
            continue
        part_rows = [_data_row(row, heads, uneven.get(id(row), "")) for row in part.rows]
        if not is_own and (any(_holds_more(row, heads) for row in part_rows) or _may_be_shifted(part_rows, heads)):
            for row in part_rows:
                row.doubt = row.doubt or _OUTSIDE
        rows += [(row, heads) for row in part_rows]
    rows = rewoven(rows, table) or join_torn(rows, table, edition_id)
    claims = claim([row for row, _ in rows], table, edition_id)
    found.unclaimed += claims.unclaimed
    form = form_rows(table)
    carried: dict[str, list[Placement]] = {COUNTED: [], SHIFTED: [], CUT: []}
    for (row, heads), place in zip(rows, claims.places):
        if place is None:
            continue
        before = len(found.placements)
        doubt = f"“{row.label}”一行印有两次" if place in claims.twice else row.doubt
        for col, at in heads.columns.items():
            spots = tuple(dict.fromkeys(s for c in at if c < len(row.values) and (s := row.values[c]) is not None))
            found.placements.append(Placement((table.id, form[place].id, columns[col].id), spots, row.note,
                                              doubt, row.page, row.row))
        if row.uneven:
            carried[row.uneven] += found.placements[before:]
    for how, placements in carried.items() if not by_count else ():
        doubt_unless_rows_add_up(placements, table, edition_id, must_prove=how != COUNTED, is_whole=how != CUT)
    if by_count and not is_borne_out:
        doubt_unless_proven(found.placements, table, edition_id, _BY_COUNT, are_told, headed)
    return found


def _parts(printed: list[PrintedRow], table: str, wanted: tuple[Place, ...]) -> list[_Part]:
    """Parts the rows at each new grid and at each row of heads."""
    parts: list[_Part] = []
    above: list[PrintedRow] = []
    source = None
    for row in printed:
        if row.source != source:
            _close(parts, above, table, wanted)
            above, source = [], row.source
            parts.append(_Part([], None))
        if _is_data(row, table, bool(above)) or above and _is_rest(row, above, table):
            if above:
                _close(parts, above, table, wanted)
                above = []
            parts[-1].rows.append(row)
        elif _has_heads(row, table) or above or not parts[-1].rows and not _is_torn(row, table):
            above.append(row)
        else:
            parts[-1].rows.append(row)
    _close(parts, above, table, wanted)
    return [p for p in parts if p.rows or p.heads]


def _close(parts: list[_Part], above: list[PrintedRow], table: str, wanted: tuple[Place, ...]) -> None:
    if not above or not any(_has_heads(row, table) for row in above):
        if above and parts:
            parts[-1].rows += above
        return
    heads = read_heads(above, table, wanted)
    if parts and not parts[-1].rows and parts[-1].heads is None:
        parts[-1].heads = heads
    else:
        parts.append(_Part([], heads))


def _has_heads(row: PrintedRow, table: str) -> bool:
    """A row with a label that only heads have; 其他 and 总计 alone are rows as well."""
    return any({"column", "corner"} & (parts := vocabulary.parts(s.bare, table)) and not {"row", "group"} & parts
               for s in row.distinct())


def _is_data(row: PrintedRow, table: str, is_below_heads: bool) -> bool:
    """A row with numbers or a row label. Directly below heads, 其他 and 总计 are heads still."""
    for spot in row.distinct():
        parts = vocabulary.parts(spot.bare, table)
        is_label = {"row", "group"} & parts and not (is_below_heads and "column" in parts)
        if not spot.is_blank and (is_label and not _has_heads(row, table) or is_value(spot.text)):
            return True
    return False


def _is_torn(row: PrintedRow, table: str) -> bool:
    """A first row that holds but one piece of text: the rest of a label (淮安 2024), no head."""
    return sum(not s.is_blank for s in row.distinct()) <= 1


def _is_rest(row: PrintedRow, above: list[PrintedRow], table: str) -> bool:
    """A row below repeated heads that holds but the end of the last row's labels."""
    texts = [s.bare for s in row.distinct() if not s.is_blank]
    return (0 < len(texts) <= _MOST_LABELS and any(_has_heads(head, table) for head in above)
            and row.spots[-1] is not None and row.spots[-1].is_blank
            and not any(vocabulary.is_known(text) for text in texts) and all(map(vocabulary.is_part, texts)))


def _count(rows: list[PrintedRow], table: str, n_columns: int) -> Heads | None:
    """The columns right of the labels, when they are as many as the form has."""
    width = len(rows[0].spots)
    labels = -1
    for row in rows:
        for col, spot in enumerate(row.spots):
            is_label = spot is not None and {"row", "group"} & vocabulary.parts(spot.bare, table)
            if is_label and (col < width - 1 or spot.col <= col):  # 总计 in the last column is a head
                labels = max(labels, min(col, spot.col - 1 + spot.n_cols - 1))
    if labels < 0 or width - labels - 1 != n_columns:
        return None
    return Heads({i: (labels + 1 + i,) for i in range(n_columns)}, [], width)


def _of_one_grid(parts: list[_Part], like: PrintedRow) -> list[PrintedRow]:
    """The rows of one grid, under whichever of its repeated heads: one row alone may not show how many columns of
    labels there are (一、本年新收 in a part of its own)."""
    return [row for p in parts for row in p.rows if row.source == like.source and len(row.spots) == len(like.spots)]


def _headed(rows: list[PrintedRow], counted: Heads, columns: Sequence[Column]) -> set[str]:
    """The columns that have their own head over them, among names that a program gave the others (数据1, Col2)."""
    found: set[str] = set()
    for row in rows:
        if any(is_value(s.text) for s in row.distinct()):
            break
        for i, (col,) in counted.columns.items():
            spot = row.spots[col]
            if spot is not None and spot.bare in vocabulary.readings(columns[i].path[-1]):
                found.add(columns[i].id)
    return found


def _holds_labels(rows: list[PrintedRow], table: str, heads: Heads) -> bool:
    """Whether a row's label stands where its values should: the grid has other columns than the heads'."""
    return any("row" in vocabulary.parts(s.bare, table) for row in rows for s in row.spots[heads.first:]
               if s is not None and s.col > heads.first)


def _holds_more(row: DataRow, heads: Heads) -> bool:
    """Whether a number stands right of the labels but under no head: the columns are others than the heads say."""
    known = {c for columns in heads.columns.values() for c in columns}
    return any(s is not None and c not in known and s not in row.labels and not s.is_blank and is_value(s.text)
               for c, s in enumerate(row.values) if c > heads.first)


def _may_be_shifted(rows: list[DataRow], heads: Heads) -> bool:
    """Whether a part without heads need not have its gap where the heads above have theirs: a column without a word
    stands among the columns, and here one of the others is just as empty."""
    if not heads.leaves_gaps:
        return False
    filled = {c for row in rows for c, s in enumerate(row.values) if s is not None and not s.is_blank}
    return any(not filled & set(at) for at in heads.columns.values())


def _repeats(own: Heads, before: Heads) -> bool:
    """Whether the heads are those above the page break with some rows of them left out (Word repeats as many rows as
    it is told): two and more remain, and stand where they stood, counted from the right."""
    return len(own.columns) > 1 and own.columns.items() < before.columns.items()


def _agree(own: Heads, counted: Heads) -> bool:
    """Whether most heads are printed, each just where the count of the columns has it."""
    is_most = 2 * len(own.columns) > len(counted.columns)
    return is_most and own.width == counted.width and own.columns.items() <= counted.columns.items()


def _data_row(row: PrintedRow, heads: Heads, uneven: str = "") -> DataRow:
    first = heads.first
    labels = [s for s in dict.fromkeys(row.spots[:first]) if s is not None and not s.is_blank]
    values: list[Spot | None] = list(row.spots)
    in_columns = {c for cols in heads.columns.values() for c in cols}
    own = next((s for s in row.spots if s is not None), None)
    own_row = next((s.row for s in row.spots[first:] if s is not None), own.row if own else None)
    has_values = any(c < len(values) and values[c] is not None and not values[c].is_blank for c in in_columns)
    return DataRow(labels, values, row.source, own.page if own else None, own_row, has_values,
                   uneven=uneven)
