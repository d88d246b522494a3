"""One row of numbers under headed columns (表四), drawn as a grid -> placements.

In:   the printed rows of the table.
Out:  Found: placements, the labels nobody claims.
Promise: the head alone tells the address: the result by its own text, the stage by the group above it or, where the
groups are lost and no column is, by the order of the results. Several rows of numbers under one head are doubtful.
"""

from collections.abc import Sequence

from loaders.extract.align import places
from loaders.extract.cells import Placement
from loaders.extract.grids import Found
from loaders.extract.heads import Heads, read_heads
from loaders.extract.proof import doubt_unless_proven
from loaders.form import Table
from loaders.locate import PrintedRow, vocabulary
from loaders.numbers import is_value

_BY_COUNT = "表头缺失，按列数对应，各勾稽关系均相符"
_SHIFTED = "表头与数字行的列数不同，错位对应，各勾稽关系均相符"
_NO_STAGE = "表四缺列，此列上方的复议、诉讼栏名未印全，不能断定属于哪一栏"
_SEVERAL = "表四印有几行数，不能断定取哪一行"


def read_strip(table: Table, edition_id: str, printed: Sequence[PrintedRow]) -> Found:
    """Every address of the table that the grids print."""
    columns = table.blocks[0].columns
    found = Found()
    above = [row for row in printed if _is_head(row, table.id)]
    last = max((i for i, row in enumerate(printed) if _is_head(row, table.id)), default=-1)
    data = list(printed[last + 1:])
    filled = [row for row in data if any(not s.is_blank for s in row.distinct())]
    # The rest of heads that a narrow column tears (维|持 below 结|果) holds no value; only then are words no data.
    rows = [row for row in filled if any(is_value(s.text) for s in row.distinct())] or filled or data[:1]
    if not rows:
        return found
    sources = {row.source for row in above}
    width = len(rows[0].spots)
    heads = read_heads([row for row in above if row.source == max(sources)], table.id,
                       places([c.path for c in columns], [False] * len(columns))) if sources else Heads(width=width)
    by_count = len(heads.columns) < len(columns)
    if by_count and width == len(columns):
        heads = Heads({i: (i,) for i in range(width)}, [], width)
    is_shifted = heads.width != width
    if is_shifted:
        heads = heads.shifted(width)
    found.unclaimed += heads.unknown
    doubt = _SEVERAL if len(rows) > 1 else None
    # The sums of the three stages are alike: they prove nothing about which of them a column belongs to.
    is_cut = by_count and width != len(columns)
    for place, at in sorted(heads.columns.items()):
        spots = tuple(dict.fromkeys(s for row in rows for c in at
                                    if 0 <= c < len(row.spots) and (s := row.spots[c]) is not None))
        own = next((s for s in rows[0].spots if s is not None), None)
        found.placements.append(Placement((table.id, columns[place].item, columns[place].id), spots, None,
                                          doubt or (_NO_STAGE if is_cut and place not in heads.grouped else None),
                                          own.page if own else None, own.row if own else None))
    # A page narrower than its table cuts columns off: what is left may stand one column too far.
    if by_count or is_shifted:
        doubt_unless_proven(found.placements, table, edition_id, _BY_COUNT if by_count else _SHIFTED,
                            are_told=is_cut and not is_shifted)
    return found


def _is_head(row: PrintedRow, table: str) -> bool:
    spots = [s for s in row.distinct() if not s.is_blank]
    is_named = any({"column", "title"} & vocabulary.parts(s.bare.rpartition(".")[2], table) for s in spots)
    return is_named and not any(is_value(s.text) for s in spots)
