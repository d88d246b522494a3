"""The statutory tables as an agency prints them: every cell at its place, whatever the file format.

In:   an edition of the form, a Manner, the printed numbers.
Out:  PrintedTable, PrintedCell; tables().
Promise: heads and labels come from the form's own data; each figure's cell carries its address.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from loaders.demo.figures import Key
from loaders.demo.manner import Manner
from loaders.demo.names import words
from loaders.form import Block, Row, addresses, edition
from loaders.form import Table as FormTable


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell at its top-left place, counted from 0; `key` is the address when it holds a figure."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One drawn table; `groups` are the rows at which a new block or group begins, `n_head` the rows of its head."""

    id: str
    section: int
    cells: tuple[PrintedCell, ...]
    n_rows: int
    n_cols: int
    n_head: int
    groups: tuple[int, ...]


def _spread(paths: list[tuple[str, ...]], depth: int) -> list[tuple[int, int, int, int, str]]:
    """Nested heads as (first, count, level, levels, text): a head covers the neighbours that share its path."""
    out = []
    for level in range(depth):
        named = [(p[: level + 1] if len(p) > level else None) for p in paths]
        first = 0
        for path, run in groupby(named):
            count = len(list(run))
            if path:
                last = all(len(p) == level + 1 for p in paths[first:first + count])
                out.append((first, count, level, depth - level if last else 1, path[-1]))
            first += count
    return out


def _numbered(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Row paths with the form's list numbers: 一、 then （一） then 1. , each restarting under its parent."""
    signs, seen = words("wording")["numbers"], {}

    def sign(path: tuple[str, ...]) -> str:
        brothers = seen.setdefault(path[:-1], [])
        if path not in brothers:
            brothers.append(path)
        n = brothers.index(path)
        return signs["levels"][len(path) - 1].format(han=signs["han"][n], digit=n + 1)

    unnumbered = signs["unnumbered"]
    return [tuple(part if part in unnumbered else sign(path[: i + 1]) + part for i, part in enumerate(path))
            for path in paths]


def _matrix(table: FormTable, manner: Manner, rows: tuple[Row, ...]) -> PrintedTable:
    block = table.blocks[0]
    heads = [c.path for c in block.columns]
    labels = [tuple(manner.words.get(part, part) for part in r.path) for r in rows]
    labels = _numbered(labels) if manner.numbered else labels
    n_head, n_label = max(map(len, heads)), max(map(len, labels))
    cells = [PrintedCell(0, 0, table.corner, n_head, n_label)]
    cells += [PrintedCell(level, n_label + first, manner.words.get(text, text), levels, count)
              for first, count, level, levels, text in _spread(heads, n_head)]
    spread = _spread(labels, n_label)
    cells += [PrintedCell(n_head + first, level, text, count, levels) for first, count, level, levels, text in spread]
    cells += [PrintedCell(n_head + r, n_label + c, "", key=(table.id, row.id, column.id))
              for r, row in enumerate(rows) for c, column in enumerate(block.columns)]
    groups = tuple(sorted({n_head + first for first, _, level, _, _ in spread if level < 2}))
    return PrintedTable(table.id, table.section, tuple(cells), n_head + len(rows), n_label + len(heads), n_head, groups)


def _strip(table: FormTable, manner: Manner) -> PrintedTable:
    columns = table.blocks[0].columns
    depth = max(len(c.path) for c in columns)
    cells = [PrintedCell(level, first, manner.words.get(text, text), levels, count)
             for first, count, level, levels, text in _spread([c.path for c in columns], depth)]
    cells += [PrintedCell(depth, i, "", key=(table.id, c.item, c.id)) for i, c in enumerate(columns)]
    return PrintedTable(table.id, table.section, tuple(cells), depth + 1, len(columns), depth, ())


def _block(table: FormTable, block: Block, manner: Manner, width: int, top: int) -> list[PrintedCell]:
    """A captioned block; its last column is widened to the table's edge."""
    caption = block.caption.replace("第（", "  第（") if manner.captions == "spaced" else block.caption
    n = len(block.columns)
    cells = [PrintedCell(top, 0, caption, 1, width), PrintedCell(top + 1, 0, table.corner)]
    for r, row in enumerate((None, *block.rows)):
        if row:
            cells.append(PrintedCell(top + 1 + r, 0, manner.words.get(row.path[-1], row.path[-1])))
        for c, column in enumerate(block.columns):
            text = "" if row else manner.words.get(column.path[-1], column.path[-1])
            key = (table.id, row.id, column.id) if row else None
            cells.append(PrintedCell(top + 1 + r, 1 + c, text, 1, width - n if c == n - 1 else 1, key))
    return cells


def _blocks(table: FormTable, manner: Manner) -> PrintedTable:
    width, top, cells, groups = 1 + max(len(b.columns) for b in table.blocks), 0, [], []
    for block in table.blocks:
        groups.append(top)
        cells += _block(table, block, manner, width, top)
        top += 2 + len(block.rows)
    return PrintedTable(table.id, table.section, tuple(cells), top, width, 0, tuple(groups))


def _list(table: FormTable, manner: Manner, rows: tuple[Row, ...]) -> PrintedTable:
    """Numbered lines under one head; a heading has a rule in place of its unit. Some agencies indent by level."""
    unit_of = {a.key: a.unit for a in addresses()}
    column, rule = table.blocks[0].columns[0], words("wording")["list"]["rule"]
    cells = [PrintedCell(0, 0, table.corner), PrintedCell(0, 1, table.unit_head), PrintedCell(0, 2, column.path[-1])]
    groups, seen, top = [], set(), 1
    for row in rows:
        key = (table.id, row.id, column.id)
        for depth in range(1, len(row.path) + 1):
            path = row.path[:depth]
            if path in seen:
                continue
            seen.add(path)
            text = manner.words.get(path[-1], path[-1])
            indent = "\u3000" * (depth - 1) if manner.captions == "spaced" else ""
            is_own = path == row.path
            cells += [PrintedCell(top, 0, indent + (text if manner.numbered else _unnumbered(text))),
                      PrintedCell(top, 1, unit_of[key] if is_own else rule),
                      PrintedCell(top, 2, "", key=key if is_own else None)]
            groups += [top] if depth == 1 else []
            top += 1
    return PrintedTable(table.id, table.section, tuple(cells), top, 3, 1, tuple(groups))


def _unnumbered(text: str) -> str:
    """A line without its list number; 其中： stays, it is a word."""
    return re.sub(words("wording")["list"]["number"], "", text)


def tables(edition_id: str, manner: Manner, numbers: Mapping[Key, Decimal | None]) -> list[PrintedTable]:
    """The tables of a report, in printed order; only tables and rows that have figures are printed."""
    out = []
    for table in edition(edition_id).tables:
        if not any(key[0] == table.id for key in numbers):
            continue
        if table.layout == "blocks":
            drawn = _blocks(table, manner)
        elif table.layout == "strip":
            drawn = _strip(table, manner)
        else:
            items = {key[1] for key in numbers if key[0] == table.id}
            rows = tuple(r for r in table.blocks[0].rows if r.id in items)
            drawn = (_list if table.layout == "list" else _matrix)(table, manner, rows)
        out.append(replace(drawn, cells=tuple(
            replace(c, text=manner.raw(c.key, numbers[c.key])[1]) if c.key else c for c in drawn.cells)))
    return out
