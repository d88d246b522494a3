"""Readings that rest on a count, not on labels, stand only if the form's identities bear them out.

In:   placements of one table.
Out:  the same placements with a note (proven) or a doubt (not proven).
Promise: nothing is moved and nothing is changed; what cannot be proven is doubtful.
"""

from collections.abc import Collection
from decimal import Decimal

from loaders.extract.cells import Placement, reading
from loaders.extract.identities import Sum, broken, n_tested, sums
from loaders.form import Table
from loaders.report import BLANK, DOUBTFUL, NUMBER, TEXT

_UNEVEN = "此处列数与表头不同，各数所在的列由各行相加之和证实"
_UNEVEN_UNPROVEN = "此处列数与表头不同，各行相加不能证实各数属于哪一列"
_UNSEEN = "此行的空格是按各数的位置推定的，与合计不符或无从核对，不能断定各数属于哪一列"
_UNPROVEN = "表头缺失，按列数对应后勾稽关系不符或无从核对"


def doubt_unless_proven(placements: list[Placement], table: Table, edition_id: str, note: str,
                        are_told: bool = False, headed: Collection[str] = ()) -> None:
    """Adds `note` to every placement when at least one identity was tested and far more hold than do not, else a doubt:
    one that fails may be the report's own fault, an order of columns that is wrong fails nearly everywhere. Columns of
    nothing but noughts, or of nothing but blanks, read the same in any order; but for those in `headed`, which have
    their own head over them. `are_told`: each column has its own head, though not all of the form's are printed."""
    read = {p.key[1:]: reading(p) for p in placements}
    values = {place: r.value if r.state == NUMBER else None for place, r in read.items()}
    identities = sums(edition_id, table.id, frozenset(item for item, _ in values))
    kinds = {(r.state, r.value) for (_, column), r in read.items() if column not in headed}
    is_uniform = len(kinds) == 1 and next(iter(kinds))[0] in (BLANK, NUMBER)
    # A sum down a column holds wherever the column stands: only sums along the rows tell where the total is.
    along = tuple(s for s in identities if are_told or len({column for _, column in s.left + s.right}) > 1)
    filled = dict(values)
    for s in along:  # blanks beside numbers whose total is printed count as nothing
        if any(values.get(p) for p in s.left) and all(values.get(p) is not None for p in s.right):
            filled |= {p: Decimal(0) for p in s.left if p in read and read[p].state == BLANK}
    n_broken, n_seen = len(broken(along, filled)), n_tested(along, filled)
    if is_uniform or n_seen > 2 * n_broken:
        for p in placements:
            p.note = f"{note}；{p.note}" if p.note else note
            if read[p.key[1:]].state == TEXT:  # words among the numbers: of which column, no sum tells
                p.doubt = p.doubt or _UNPROVEN
    else:
        for p in placements:
            p.doubt = p.doubt or _UNPROVEN


def doubt_unless_rows_add_up(placements: list[Placement], table: Table, edition_id: str, must_prove: bool,
                             is_whole: bool = True) -> None:
    """For rows whose columns come from heads of another width: they stand only where more rows add up than do not.
    `must_prove`: one at least must; a row of one number throughout reads the same in any order and stands by itself.
    Without it as many as do not are enough: such rows hold just as many values as the form has columns, and of two of
    them one may well break its sum by the report's own fault (the demonstration plants such a one). `is_whole`:
    every column of the form has its place; the last three of seven add up just as well when they are the first two and
    the total (a PDF whose blank columns vanished read 自然人 as 法律服务机构)."""
    read = {p.key[1:]: reading(p) for p in placements}
    values = {place: r.value if r.state == NUMBER else None for place, r in read.items()}
    items = frozenset(item for item, _ in values)
    within = tuple(s for s in sums(edition_id, table.id, items) if len({item for item, _ in s.left + s.right}) == 1)
    n_broken, n_seen = len(broken(within, values)), n_tested(within, values)
    is_proven = is_whole and (n_seen > 2 * n_broken or n_seen >= 2 * n_broken and not must_prove)
    for p in placements:
        own = [read[key] for key in read if key[0] == p.key[1]]
        kinds = {(r.state, r.value) for r in own}
        if is_proven and must_prove:
            p.note = f"{_UNEVEN}；{p.note}" if p.note else _UNEVEN
        elif not is_proven and (len(kinds) > 1 or own[0].state not in (BLANK, NUMBER)):
            p.doubt = p.doubt or _UNEVEN_UNPROVEN


def doubt_unseen_blanks(row: list[Placement], identities: tuple[Sum, ...], needs_proof: bool) -> None:
    """Blanks that were inferred, not seen: the row is doubtful where a sum inside it fails, a blank counting as
    nothing, or where a cell is no number; with `needs_proof` also where no sum bears it out."""
    read = {p.key[1:]: reading(p) for p in row}
    values = {place: r.value if r.state == NUMBER else None for place, r in read.items()}
    inside = [i for i in identities if set(i.left + i.right) <= read.keys()]
    told = [(sum(values[p] or 0 for p in i.left), *(values[p] for p in i.right)) for i in inside]
    fails = any(total is not None and parts != total and any(values[p] is not None for p in i.left)
                for i, (parts, total) in zip(inside, told))
    is_torn = any(r.state in (DOUBTFUL, TEXT) for r in read.values())
    is_proven = bool(told) and all(total is not None for _, total in told)
    if fails or is_torn or needs_proof and not is_proven:
        for p in row:
            p.doubt = p.doubt or _UNSEEN
