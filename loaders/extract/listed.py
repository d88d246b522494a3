"""A list of numbered lines, each with its unit and one number (统计表 of 2014-2018), drawn or laid flat -> placements.

In:   the printed rows of the table.
Out:  Found: placements, the labels nobody claims.
Promise: a line is known by its label; one that the list has several times (被依法纠错数) by the line above it that it
belongs to, never by its number. The number stands under the head of the form's column; among several columns of
numbers without that head (quarters) no one is chosen. A unit other than the form's own is kept beside the number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from loaders.extract.align import match, places
from loaders.extract.cells import Placement
from loaders.extract.grids import Found
from loaders.extract.heads import Heads, read_heads
from loaders.extract.pieces import joined
from loaders.extract.rows import form_rows, row_places
from loaders.form import Table, addresses
from loaders.form.labels import cell_words
from loaders.locate import PrintedRow, Spot, vocabulary
from loaders.locate.spots import FLOW, GRID
from loaders.locate.vocabulary import readings
from loaders.numbers import is_value, read_cell
from loaders.report import DASH, NUMBER

_ONE_COLUMN = "表头缺失；此行只有一个数"
_SEVERAL = "此行印有几列数，表头中没有“{head}”，不能断定取哪一列"
_TWICE = "“{label}”一行印有两次"
_ALIKE = "行标签印作“{printed}”，按近似和次序认作“{label}”"


@dataclass(slots=True)
class _Line:
    """One printed line: its label, its unit, the cells its number may stand in. `is_sure`: under the form's head."""

    label: Spot
    unit: Spot | None = None
    values: list[Spot] = field(default_factory=list)
    is_sure: bool = False

    @property
    def is_filled(self) -> bool:
        return any(read_cell(s.text).state == NUMBER for s in self.values)


def read_list(table: Table, edition_id: str, printed: Sequence[PrintedRow]) -> Found:
    """Every address of the list that the rows print."""
    found = Found()
    lines = [*_drawn([r for r in printed if r.kind == GRID], table, found),
             *_flat([r for r in printed if r.kind != GRID], table)]
    form, wanted = form_rows(table), row_places(edition_id, table.id)
    groups = _owners(lines, table)
    claims = match([(line.label.bare, group) for line, group in zip(lines, groups)], wanted)
    column = table.blocks[0].columns[0]
    held = {place for place in claims if place is not None}
    twice = {j for line, place in zip(lines, claims) for j in held
             if place is None and line.is_filled and line.label.bare in wanted[j].texts and not wanted[j].is_common}
    for line, place in zip(lines, claims):
        if place is None:
            if line.is_filled or not vocabulary.parts(line.label.bare, table.id) and line.values:
                found.unclaimed.append(line.label.text.strip())
            continue
        found.placements.append(_placement((table.id, form[place].id, column.id), line, form[place].path[-1],
                                           wanted[place].texts, place in twice, column.path[-1]))
    return found


def _placement(key: tuple[str, str, str], line: _Line, label: str, texts: frozenset[str], is_twice: bool,
               head: str) -> Placement:
    text = line.label.text.strip()
    notes = [] if line.label.bare in texts else [_ALIKE.format(printed=text, label=label)]
    doubt, values = _TWICE.format(label=text) if is_twice else None, line.values
    if not line.is_sure and len(values) > 1:
        doubt = doubt or _SEVERAL.format(head=head)
    elif not line.is_sure and values:
        notes.append(_ONE_COLUMN)
    unit = line.unit.bare if line.unit else None
    return Placement(key, tuple(values), "；".join(notes) or None, doubt, line.label.page, line.label.row,
                     unit if unit != _units().get(key) else None)


@lru_cache(maxsize=1)
def _units() -> dict[tuple[str, str, str], str]:
    return {a.key: a.unit for a in addresses()}


def _is_unit(spot: Spot) -> bool:
    return spot.bare in cell_words("units")


def _owners(lines: Sequence[_Line], table: Table) -> list[str | None]:
    """For each line whose label several lines of the form have, the nearest line above that one of them belongs to."""
    parents: dict[str, list[frozenset[str]]] = {}
    for row in form_rows(table):
        for text in readings(row.path[-1]) if len(row.path) > 1 else ():
            parents.setdefault(text, []).append(readings(row.path[-2]))
    found: list[str | None] = []
    for at, line in enumerate(lines):
        own = parents.get(line.label.bare, [])
        above = (other.label.bare for other in reversed(lines[:at]))
        found.append(next((text for text in above if any(text in parent for parent in own)), None)
                     if len(own) > 1 else None)
    return found


def _drawn(rows: Sequence[PrintedRow], table: Table, found: Found) -> Iterator[_Line]:
    """Lines of grids: the number under the form's head, or, without heads, right of the column of units."""
    columns = table.blocks[0].columns
    wanted = places([c.path for c in columns], [False] * len(columns))
    heads: Heads | None = None
    above: list[PrintedRow] = []
    unit_col = _unit_column(rows)
    for row in rows:
        if _is_head(row, table) or above and not _has_label(row, table):
            above = [*above, row] if above and above[-1].source == row.source else [row]
            heads = read_heads(above, table.id, wanted)
            continue
        if above and heads:
            found.unclaimed += heads.unknown
            above = []
        label = _label_of(row, table)
        if label is None:
            continue
        right = [s for s in row.distinct() if s.col > label.col]
        unit = next((s for s in right if _is_unit(s)), None)
        own = heads.shifted(len(row.spots)) if heads and heads.width != len(row.spots) else heads
        at = own.columns.get(0, ()) if own else ()
        if at:
            values = [s for c in at if 0 <= c < len(row.spots) and (s := row.spots[c]) is not None and s is not label]
            yield _Line(label, unit, list(dict.fromkeys(values)), len(at) == 1)
        else:
            values = [s for s in right if s is not unit and s.col != unit_col]
            yield _Line(label, unit, values)


def _unit_column(rows: Sequence[PrintedRow]) -> int | None:
    """The column most units stand in."""
    cols = [s.col for row in rows for s in row.distinct() if _is_unit(s)]
    return max(set(cols), key=cols.count) if cols else None


def _is_head(row: PrintedRow, table: Table) -> bool:
    return any({"corner", "column"} & vocabulary.parts(s.bare, table.id) for s in row.distinct()) and not _has_label(
        row, table)


def _has_label(row: PrintedRow, table: Table) -> bool:
    return any(is_value(s.text) or {"row", "group"} & vocabulary.parts(s.bare, table.id) for s in row.distinct()
               if not s.is_blank)


def _label_of(row: PrintedRow, table: Table) -> Spot | None:
    """The innermost label: the last that the form knows, else the last text before the unit or the numbers."""
    spots = [s for s in row.distinct() if not s.is_blank]
    known = [s for s in spots if {"row", "group"} & vocabulary.parts(s.bare, table.id)]
    if known:
        return known[-1]
    texts = []
    for spot in spots:
        if _is_unit(spot) or is_value(spot.text):
            break
        texts.append(spot)
    return texts[-1] if texts else None


def _flat(rows: Sequence[PrintedRow], table: Table) -> Iterator[_Line]:
    """Lines of text in reading order: a label, its unit, its number; what is blank is not there."""
    line: _Line | None = None
    for row in rows:
        spots = [s for s in row.spots if s is not None and not s.is_blank]
        for spot in joined(spots, table.id) if row.kind == FLOW else spots:
            parts = vocabulary.parts(spot.bare, table.id)
            if {"corner", "column", "title"} & parts and not {"row", "group"} & parts or (
                    spot.bare == table.unit_head):
                continue
            if line is not None and _is_unit(spot) and line.unit is None and not line.values:
                line.unit = spot
            elif line is not None and is_value(spot.text) and not _is_rule(spot, line, table):
                line.values.append(spot)
            elif not is_value(spot.text):
                if line is not None and not line.values and line.unit is None and _carries_on(line, spot, table):
                    line.label = Spot(line.label.text + spot.text, line.label.page, line.label.row, line.label.col)
                    continue
                if line is not None:
                    yield _sure(line)
                line = _Line(spot)
    if line is not None:
        yield _sure(line)


def _sure(line: _Line) -> _Line:
    """One number after a label is its number; a blank cannot be seen, but there is no other column to confuse."""
    line.is_sure = len(line.values) <= 1
    return line


def _is_rule(spot: Spot, line: _Line, table: Table) -> bool:
    """The rule that stands in place of the unit of a heading."""
    return read_cell(spot.text).state == DASH and "row" not in vocabulary.parts(line.label.bare, table.id)


def _carries_on(line: _Line, spot: Spot, table: Table) -> bool:
    """Whether a piece is the rest of a label that a line end has cut: only the whole is one of the list."""
    whole = Spot(line.label.text + spot.text, None, 0, 0).bare
    if {"row", "group"} & vocabulary.parts(spot.bare, table.id):
        return False
    return bool({"row", "group"} & vocabulary.parts(whole, table.id))
