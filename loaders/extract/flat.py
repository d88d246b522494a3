"""A table laid flat (表三, 表四) -> placements.

In:   printed rows of tabs or flow: labels and values in reading order.
Out:  Found: placements, the labels nobody claims.
Promise: labels first; then the tabs or the columns of spaces, where the text has them. A row with fewer values than
columns and neither is given to decode, which accepts a reading only if it is the single one that the identities allow.
"""

from collections.abc import Sequence

from loaders.extract.bands import bands, place
from loaders.extract.beside import doubt_beside_strays, doubt_what_stands_apart, on_one_line, stands_apart
from loaders.extract.cells import Placement
from loaders.extract.decode import decode
from loaders.extract.grids import Found
from loaders.extract.identities import sums
from loaders.extract.in_order import in_order
from loaders.extract.order import CONTRARY, UNPROVEN, column_order, strip_order
from loaders.extract.pieces import gather
from loaders.extract.proof import doubt_unless_proven, doubt_unseen_blanks
from loaders.extract.rows import Claims, DataRow, claim, form_rows
from loaders.form import Table
from loaders.locate import PrintedRow, Spot

_BY_COUNT = "表头不全，按表式的列序对应，各勾稽关系均相符"
_CONTRARY = "表头的先后与表式的列序不同，各数属于哪一列不能断定"
_NO_ORDER = "表头不全，而数不在一行，不能断定各数属于哪一列"
_STREAM = "数与行标签不在一行；行数、列数和各勾稽关系均相符，按先后对应"
_BY_PLACE = "此行有空格，按各数在行中的位置对应各列"
_BOTH_ENDS = "此行的格多于表的列数，两端都有空格，不能断定各数属于哪一列"
_TRIMMED = "此行末尾的格未印出"
_ELSEWHERE = "此行未见数，而表中另有认不出或未找到的行，数可能印在别处"
_SEVERAL = "表四印有几行数，不能断定取哪一行"
Line = tuple[list[tuple[str, str]], list[Spot], bool, str | None, tuple]


def read_flat(table: Table, edition_id: str, printed: Sequence[PrintedRow]) -> Found:
    """Every address of the table that the lines print."""
    found = Found()
    heads, rows = gather(printed, table)
    columns = table.blocks[0].columns
    stream = None
    if table.layout == "strip":
        order, proof = strip_order(heads, columns)
        filled = [r for r in rows if r.has_values]
        doubt = _SEVERAL if len(filled) > 1 else None
        lines = [_line([(columns[i].item, columns[i].id) for i in order], row, doubt) for row in (filled or rows)[:1]]
    else:
        order, proof = column_order(heads, columns)
        form = form_rows(table)
        claims = claim(rows, table, edition_id)
        found.unclaimed = claims.unclaimed
        held = {p for p in claims.places if p is not None}
        told = {item for p in held for item in form[p].instead_of}  # parts printed as one row
        lost = sum(not r.optional and not r.instead_of and p not in held and r.id not in told
                   for p, r in enumerate(form))
        for row, p in zip(rows, claims.places):
            if p is not None and not row.has_values and not row.is_placed and (claims.unclaimed or lost):
                row.doubt = row.doubt or _ELSEWHERE
        stream = in_order(rows, claims.places, table, edition_id) if any(map(stands_apart, rows)) else None
        if stream:
            rows, claims = _told(rows, claims, stream)
        else:
            doubt_what_stands_apart(rows, claims.places, len(columns), lost)
            doubt_beside_strays(rows, claims.places, len(columns))
        lines = [_line([(form[p].id, columns[i].id) for i in order], row,
                       f"“{row.label}”一行印有两次" if p in claims.twice else row.doubt)
                 for row, p in zip(rows, claims.places) if p is not None]
    found.placements = _place(table, edition_id, lines)
    for row, p in () if table.layout == "strip" else zip(rows, claims.places):
        for placement in found.placements if p is not None and row.note else ():
            if placement.key[1] == form[p].id:
                placement.note = f"{row.note}；{placement.note}" if placement.note else row.note
    if proof == CONTRARY:
        for placement in found.placements:
            placement.doubt = placement.doubt or _CONTRARY
    if proof == UNPROVEN:
        is_whole = stream or table.layout == "strip" and len(lines) == 1 and len(lines[0][1]) == len(columns)
        if not is_whole and not all(map(on_one_line, rows)) or not any(row.has_values or row.is_placed for row in rows):
            for placement in found.placements:
                placement.doubt = placement.doubt or _NO_ORDER
        doubt_unless_proven(found.placements, table, edition_id, _BY_COUNT)
    return found


def _told(rows: list[DataRow], claims: Claims, stream: dict[int, list[Spot]]) -> tuple[list[DataRow], Claims]:
    """The rows of the form with the numbers that are theirs."""
    labels = {place: row.labels for row, place in zip(rows, claims.places) if place is not None}
    found = [DataRow(labels.get(place, []), list(values), 0, values[0].page, values[0].row, is_placed=False,
                     note=_STREAM) for place, values in stream.items()]
    return found, Claims(list(stream))


def _line(addresses: list[tuple[str, str]], row: DataRow, doubt: str | None) -> Line:
    values = list(row.values)
    filled = [n for n, v in enumerate(values) if v is not None and not v.is_blank]
    if row.is_placed and filled and len(values) > len(addresses) and filled[0] and filled[-1] < len(values) - 1:
        doubt = doubt or _BOTH_ENDS
    while len(values) > len(addresses) and (values[-1] is None or values[-1].is_blank):
        values.pop()
    if not row.is_placed:
        values = [v for v in values if not v.is_blank]
    return addresses, values, row.is_placed, doubt, (row.page, row.row)


def _place(table: Table, edition_id: str, lines: list[Line]) -> list[Placement]:
    """Values whose place is plain at once; the rest by the identities, given what is plain."""
    placements: list[Placement] = []
    open_lines: list[Line] = []
    inferred: list[list[Placement]] = []  # rows whose blanks follow from where their numbers stand
    trimmed: list[list[Placement]] = []  # rows whose blanks are taken to have stood at the end
    by_page: dict[int | None, list[list[Spot]]] = {}  # a converter sets each page anew
    for line in lines:
        by_page.setdefault(line[4][0], []).append(line[1])
    columns_of = {page: bands(own, len(lines[0][0])) for page, own in by_page.items()}
    for line in lines:
        addresses, values, is_placed, doubt, own = line
        columns = columns_of[own[0]]
        if columns and 0 < len(values) < len(addresses) and not is_placed and (apart := place(values, columns)):
            inferred.append([Placement((table.id, *address), (spot,) if spot else (), _BY_PLACE, doubt, *own)
                             for address, spot in zip(addresses, apart)])
            placements += inferred[-1]
            continue
        is_plain = not values or len(values) == len(addresses) or is_placed and len(values) < len(addresses)
        if not is_plain:
            open_lines.append(line)
            continue
        row = [Placement((table.id, *address), tuple(values[n:n + 1]), _TRIMMED if n >= len(values) > 0 else None,
                         doubt, *own) for n, address in enumerate(addresses)]
        placements += row
        if 0 < len(values) < len(addresses):
            trimmed.append(row)
    if open_lines:
        placements += decode(table, edition_id, placements, open_lines)
    items = frozenset(p.key[1] for p in placements)
    for row in (*inferred, *trimmed):
        doubt_unseen_blanks(row, sums(edition_id, table.id, items), row in trimmed)
    return placements
