"""Several small rectangles under captions (表二), drawn or laid flat -> placements.

In:   the printed rows of the table.
Out:  Found: placements, the labels nobody claims.
Promise: a row is known by its label, which the form has once in all rectangles, and its columns by the heads above
it. Without heads a rectangle of one column is still certain; one of several columns is doubtful, for no identity
proves it.
"""

from collections.abc import Sequence

from loaders.extract.align import match, places
from loaders.extract.beside import is_beside
from loaders.extract.cells import Placement
from loaders.extract.grids import Found
from loaders.extract.heads import read_heads
from loaders.extract.pieces import joined
from loaders.extract.rows import form_rows, row_places
from loaders.form import Block, Table
from loaders.locate import PrintedRow, Spot, vocabulary
from loaders.locate.spots import FLOW, GRID
from loaders.numbers import is_value

_NO_HEADS = "此块表头缺失，不能断定各数属于哪一列"
_ONE_COLUMN = "此块表头缺失；该项只有一列"
_NO_NUMBER = "此块表头缺失，此行也未见数，不能断定是空格还是数未印全"
_APART = "数与标签不在一行，且有数不知属于哪个标签，不能断定此行的数"
_TORN_HEADS = "此块的表头被切断，分在相邻两格或几个并在一格，各数可能也被切断"
_TOO_FEW = "此行的数少于表头的列数，不能断定属于哪一列"


def read_blocks(table: Table, edition_id: str, printed: Sequence[PrintedRow]) -> Found:
    """Every address of the table that the rows print."""
    found = Found()
    wanted, form = row_places(edition_id, table.id), form_rows(table)
    rows, heads = [], []
    above: list[PrintedRow] = []
    is_open = False  # whether `above` still takes heads
    gathered = _gathered(printed, table.id)
    for row in gathered:
        label = _label(row, table.id)
        if label is not None and label.bare and not _is_head(row, table.id):
            rows.append((row, label))
            heads.append(list(above))
            is_open = False
        elif any(not s.is_blank for s in row.distinct()):
            if not is_open or _is_caption(row, table.id):
                above = []
            is_open = True
            above.append(row)
    apart, is_astray = _apart(rows, gathered)
    claims = match([(label.bare, None) for _, label in rows], wanted)
    for (row, label), over, place in zip(rows, heads, claims):
        if place is None:
            if any(not s.is_blank for s in row.distinct() if s is not label):
                found.unclaimed.append(label.text.strip())
            continue
        block = next(b for b in table.blocks if form[place] in b.rows)
        reader = _drawn if row.kind == GRID else _flat
        placements = reader(table.id, form[place].id, block, row, label, over)
        is_blank = row.kind == FLOW and not any(p.spots for p in placements)
        if is_astray and label in apart or is_blank and (apart or is_astray):
            for placement in placements:
                placement.doubt = placement.doubt or _APART
        found.placements += placements
    return found


def _apart(rows: Sequence[tuple[PrintedRow, Spot]], gathered: Sequence[PrintedRow]) -> tuple[list[Spot], bool]:
    """Labels of lines without cells whose values stand on other lines; and whether it is uncertain that values follow
    their label: some stand under none, or the last label has none."""
    loose = [(label, [s for s in row.distinct() if s is not label and is_value(s.text)])
             for row, label in rows if row.kind == FLOW]
    apart = [label for label, values in loose if values and not is_beside(label, values)]
    strays = any(row.kind == FLOW and row.spots and all(is_value(s.text) for s in row.distinct()) for row in gathered)
    return apart, strays or bool(apart) and not loose[-1][1]


def _gathered(printed: Sequence[PrintedRow], table: str) -> list[PrintedRow]:
    """Pieces of one label put together; lines of nothing but values belong to the label on the line above them."""
    rows: list[PrintedRow] = []
    for row in printed:
        if row.kind == FLOW:
            row = PrintedRow(joined(list(row.distinct()), table), FLOW, row.source)
        is_rest = row.kind == FLOW and rows and rows[-1].kind == FLOW and all(is_value(s.text) for s in row.distinct())
        if is_rest and any("row" in vocabulary.parts(s.bare, table) for s in rows[-1].distinct()):
            rows[-1] = PrintedRow([*rows[-1].spots, *row.spots], FLOW, rows[-1].source)
        else:
            rows.append(row)
    return rows


def _label(row: PrintedRow, table: str) -> Spot | None:
    """The row's label: the last piece that reads as one, else the first piece of text of a row that holds values."""
    spots = [s for s in row.distinct() if not s.is_blank]
    known = [s for s in spots if "row" in vocabulary.parts(s.bare, table)]
    if known:
        return known[-1]
    has_values = any(is_value(s.text) for s in spots[1:])
    return spots[0] if has_values and not is_value(spots[0].text) else None


def _is_caption(row: PrintedRow, table: str) -> bool:
    return any("caption" in vocabulary.parts(s.bare, table) for s in row.distinct())


def _is_head(row: PrintedRow, table: str) -> bool:
    return any({"corner", "caption"} & vocabulary.parts(s.bare, table) for s in row.distinct())


def _drawn(table: str, item: str, block: Block, row: PrintedRow, label: Spot,
           over: list[PrintedRow]) -> list[Placement]:
    """The cells of the row under each head of its rectangle."""
    wanted = places([c.path for c in block.columns], [False] * len(block.columns))
    same_grid = [r for r in over if r.source == row.source] or over
    heads = read_heads(same_grid, table, wanted)
    right = [s for s in row.distinct() if s.col > label.col and s is not label]
    own = label.page, label.row
    if not heads.columns:
        if len(block.columns) == len(right) == 1:
            doubt = _NO_NUMBER if right[0].is_blank else None
            return [Placement((table, item, block.columns[0].id), (right[0],), _ONE_COLUMN, doubt, *own)]
        return [Placement((table, item, c.id), tuple(right), None, _NO_HEADS, *own) for c in block.columns]
    if heads.width != len(row.spots):  # another grid, with other columns: only cells as many as the heads tell theirs
        in_order = sorted(heads.columns, key=lambda place: heads.columns[place])
        is_told = len(right) == len(block.columns) == len(in_order)
        return [Placement((table, item, block.columns[place].id), (right[n],) if is_told else tuple(right), None,
                          None if is_told else _NO_HEADS, *own) for n, place in enumerate(in_order)]
    under = {place: tuple(dict.fromkeys(s for c in at if 0 <= c < len(row.spots) and (s := row.spots[c]) is not None
                                        and s is not label)) for place, at in heads.columns.items()}
    placed = {s for spots in under.values() for s in spots}
    is_carried = bool(over) and not any(r.source == row.source for r in over)
    is_open = is_carried or any(all(s.is_blank for s in spots) for spots in under.values())
    doubt = _NO_HEADS if is_open and any(not s.is_blank and s not in placed for s in right) else None
    if heads.is_torn or _takes_a_number(label):
        doubt = _TORN_HEADS
    return [Placement((table, item, block.columns[place].id), spots, None, doubt, *own)
            for place, spots in under.items()]


def _takes_a_number(label: Spot) -> bool:
    """Whether the cell of the label holds a number below it: the columns are cut elsewhere than the form's."""
    first, *rest = label.text.split("\n")
    return bool(rest) and is_value(rest[-1]) and not is_value(first)


def _flat(table: str, item: str, block: Block, row: PrintedRow, label: Spot, over: list[PrintedRow]) -> list[Placement]:
    """Cells in reading order: the n-th cell after the label stands under the n-th head after the corner."""
    wanted = places([c.path for c in block.columns], [False] * len(block.columns))
    heads = [s for r in over for s in r.distinct() if not s.is_blank
             and not {"corner", "caption", "title", "row"} & vocabulary.parts(s.bare, table)]
    claims = match([(s.bare, None) for s in heads], wanted)
    values = row.spots[row.spots.index(label) + 1:]
    own = label.page, label.row
    doubt = note = None
    if None in claims or not claims:
        claims = list(range(len(block.columns)))
        doubt, note = (None, _ONE_COLUMN) if len(claims) == 1 else (_NO_HEADS, None)
        if not any(not s.is_blank for s in values):
            doubt = doubt or _NO_NUMBER
    while len(values) > len(claims) and values[-1].is_blank:
        values.pop()
    if values and len(values) != len(claims):
        doubt = _TOO_FEW
    if doubt:
        return [Placement((table, item, block.columns[p].id), tuple(values), None, doubt, *own) for p in claims]
    return [Placement((table, item, block.columns[p].id), tuple(values[n:n + 1]), note, None, *own)
            for n, p in enumerate(claims)]
