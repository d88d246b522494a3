"""Printed row labels -> the rows of the form.

In:   label cells of printed rows, top to bottom, by their column; the rows of a table.
Out:  paths(): the leaf and group of each row; claim(): the form's row of each, and the labels nobody claims.
Promise: a group is carried down over blank cells until another label stands at its level. A row printed twice is
claimed once, and named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from loaders.extract.align import Place, match, places
from loaders.extract.rivals import contended
from loaders.form import Table, edition
from loaders.locate import Spot, vocabulary

_ALIKE = "行标签印作“{printed}”，按近似和次序认作“{label}”"
_PARTS_LOST = "此行标签同组名，而组内缺行，不能断定是小计还是缺的那一行"
_NO_LABEL = "此行没有自己的标签，只有几行合用的组名，不能断定是小计还是标签缺失的一行"
_CONTENDED = "行标签印作“{printed}”，表上有几行都可能是它"
_REST = "行标签印作“{printed}”，不完整，旁边又没有数，可能只是断开的标签的一部分"
_BESIDE_UNKNOWN = "此行无数，而相邻一行有数却认不出标签，不能断定那些数是否属于此行"
# as many columns right of the labels as the form has; else from the right; and there some found no room
COUNTED, SHIFTED, CUT = "counted", "shifted", "cut"


@dataclass(slots=True)
class DataRow:
    """A printed row: its label cells, and what stands beside them (by grid column, or as a plain run of cells)."""

    labels: list[Spot]
    values: list[Spot | None]
    source: int
    page: int | None = None
    row: int | None = None
    has_values: bool = True
    is_placed: bool = True  # the values stand in their columns; False: blanks cannot be seen
    uneven: str = ""  # the heads stand over another number of columns: COUNTED, SHIFTED or CUT
    doubt: str | None = None
    note: str | None = None

    @property
    def label(self) -> str:
        return "".join(s.text for s in self.labels[-1:]).strip()


@dataclass(slots=True)
class Claims:
    """places: for each data row its row of the form; twice: form rows whose label stands on several rows with
    values.
    """

    places: list[int | None]
    unclaimed: list[str] = field(default_factory=list)
    twice: set[int] = field(default_factory=set)


@lru_cache(maxsize=64)
def row_places(edition_id: str, table_id: str) -> tuple[Place, ...]:
    """The labels of the rows of a table, in the form's order."""
    rows = form_rows(next(t for t in edition(edition_id).tables if t.id == table_id))
    return places([row.path for row in rows], [row.optional and not row.instead_of for row in rows])


def form_rows(table: Table) -> list:
    return [row for block in table.blocks for row in block.rows]


@lru_cache(maxsize=64)
def _outer(edition_id: str, table_id: str) -> dict[str, frozenset[str]]:
    """The groups of a table -> the groups they stand in."""
    found: dict[str, set[str]] = {}
    for row in form_rows(next(t for t in edition(edition_id).tables if t.id == table_id)):
        for n, label in enumerate(row.path[:-1]):
            for text in vocabulary.readings(label):
                found.setdefault(text, set()).update(t for over in row.path[:n] for t in vocabulary.readings(over))
    return {text: frozenset(over) for text, over in found.items()}


def paths(rows: Sequence[DataRow], table: str, wanted: Sequence[Place],
          outer: Mapping[str, frozenset[str]]) -> list[tuple[str, str | None]]:
    """(leaf, group) of each row; group only where it is one of the form's. A row that the form has once, outside the
    group above it, ends that group; so does a group that does not stand in it (`outer`), in whatever column a page
    break has put it.
    """
    single: dict[str, list[Place]] = {}
    for place in wanted:
        for text in place.texts if not place.is_common else ():
            single.setdefault(text, []).append(place)
    found: list[tuple[str, str | None]] = []
    carried: dict[int, Spot] = {}
    ended: set[Spot] = set()
    for row in rows:
        for spot in row.labels:
            if spot not in ended:
                over = outer.get(spot.bare)
                carried = {col: other for col, other in carried.items() if col < spot.col
                           and (over is None or other.bare not in outer or other.bare in over)}
                carried[spot.col] = spot
        if not row.labels:
            found.append(("", None))
            continue
        leaf = row.labels[-1].bare
        above = [spot for col, spot in sorted(carried.items()) if col < row.labels[-1].col]
        group = above[-1].bare if above and "group" in vocabulary.parts(above[-1].bare, table) else None
        own = single.get(leaf, ())
        if group and len(own) == 1 and group not in own[0].groups | own[0].texts:
            ended.add(carried.pop(above[-1].col))
            group = None
        found.append((leaf, group))
    return found


def claim(rows: Sequence[DataRow], table: Table, edition_id: str) -> Claims:
    """Which row of the form each data row is."""
    wanted, form = row_places(edition_id, table.id), form_rows(table)
    printed = paths(rows, table.id, wanted, _outer(edition_id, table.id))
    matched = match(printed, wanted)
    claims = Claims(matched)
    held = {place for place in matched if place is not None}
    for i in contended(printed, wanted, matched):
        rows[i].doubt = rows[i].doubt or _CONTENDED.format(printed=rows[i].label)
    parts_of = {i: {j for j, r in enumerate(form) if r.id in row.instead_of} for i, row in enumerate(form)}
    for i, (row, place) in enumerate(zip(rows, matched)):
        leaf = printed[i][0]
        if place is not None and leaf not in wanted[place].texts | wanted[place].sums:
            row.note = _ALIKE.format(printed=row.label, label=form[place].path[-1])
        if place is not None and not row.has_values:
            if _is_heading(form[place], leaf, wanted[place], parts_of[place] & held):
                matched[i] = None
        elif place is None and row.has_values:
            claims.unclaimed.append(row.label or "（无标签的一行）")
            claims.twice |= {j for j in held if leaf and leaf in wanted[j].texts and not wanted[j].is_common}
        elif place is None and leaf and not vocabulary.parts(leaf, table.id):
            claims.unclaimed.append(row.label)
        if place is not None and (form[place].instead_of or leaf not in wanted[place].texts - wanted[place].groups):
            if row.labels and row.labels[-1].n_rows > 1 and any(row.labels[-1] in other.labels for other in rows
                                                                if other is not row):
                row.doubt = row.doubt or _NO_LABEL
            parts = parts_of[place] or _brothers(form, place)
            if 0 < len(parts & held) < len(parts):  # the label of one of them may be what was lost
                row.doubt = row.doubt or _PARTS_LOST
    whole = {j for i, place in enumerate(matched) if place is not None and rows[i].has_values for j in parts_of[place]}
    for i, place in enumerate(matched):  # 其他, torn from 其他处理, is not a row of its own beside it
        if place in whole and not rows[i].has_values:
            matched[i] = None
    for i, row in enumerate(rows):
        if matched[i] is not None and not row.has_values and row.note:
            # 度继续办理: what a page break left of a row whose numbers are gone
            row.doubt = row.doubt or _REST.format(printed=row.label)
        beside = [j for j in (i - 1, i + 1) if 0 <= j < len(rows)]
        if matched[i] is not None and not row.has_values and any((matched[j] is None or rows[j].doubt)
                                                                 and rows[j].has_values for j in beside):
            row.doubt = row.doubt or _BESIDE_UNKNOWN
    return claims


def _brothers(form: list, place: int) -> set[int]:
    """The rows that a subtotal adds up."""
    row = form[place]
    return {j for j, other in enumerate(form) if row.optional and other.path[:-1] == row.path[:-1] and j != place}


def _is_heading(row, leaf: str, place: Place, has_parts: set[int]) -> bool:
    """Whether a row without values only names its group: the group's own name, its parts printed below it."""
    return bool(has_parts) or row.optional and leaf in place.groups
