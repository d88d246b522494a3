"""Tables as programs that make Markdown leave them.

In:   a PrintedTable.
Out:  TABLES: name -> the lines of the table.
Promise: every cell's text is there, in the order in which it is printed.
"""

import re
from collections.abc import Callable

from loaders.demo.printed import PrintedTable
from tests.resaved.places import ALL, padded, places, ragged, width, wrapped

Rows = list[list[str]]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _piped(rows: Rows, rule_after: int = 1) -> list[str]:
    lines = [_row(["<br>".join(c.split("\n")) for c in cells]) for cells in rows]
    return [*lines[:rule_after], "|" + " --- |" * len(rows[0]), *lines[rule_after:]] if rule_after else lines


def _without_rule(table: PrintedTable) -> list[str]:
    return _piped(places(table), rule_after=0)


def _broken_rows(table: PrintedTable) -> list[str]:
    """A long cell goes on in the next line of the file, and the rest of the row after it."""
    rows = [["\n".join(wrapped(c, 9)) for c in row] for row in places(table)]
    return [line for n, row in enumerate(rows)
            for line in (_row(row).split("\n") + (["|" + " --- |" * len(row)] if n == 0 else []))]


def _broken_into_rows(table: PrintedTable) -> list[str]:
    """Each printed line of a row is a row, the other cells blank."""
    found: Rows = []
    for row in places(table):
        cells = [wrapped(c, 9) for c in row]
        found += [[c[n] if n < len(c) else "" for c in cells] for n in range(max(map(len, cells)))]
    return _piped(found)


def _pages(table: PrintedTable) -> list[str]:
    """The head again on every page, and the number of the page below it."""
    rows = places(table)
    head, body = rows[:table.n_head or 1], rows[table.n_head or 1:]
    lines: list[str] = []
    for page, at in enumerate(range(0, len(body), 9), 1):
        lines += [*_piped(head + body[at:at + 9]), "", f"— {page} —", ""]
    return lines


def _columns_named(table: PrintedTable) -> list[str]:
    if table.id != "requests":
        return _piped(places(table))
    first = min(c.col for c in table.cells if c.key)
    names = ["项目", *[""] * (first - 1), *(f"数据{n}" for n in range(1, table.n_cols - first)), "总计"]
    return _piped([names, *places(table)[table.n_head:]])


def _groups(table: PrintedTable) -> list[str]:
    """A table for each group of rows; its first row passes for the head."""
    rows, edges = places(table), [0, *(g for g in table.groups if g), table.n_rows]
    return [line for a, b in zip(edges, edges[1:]) if a < b for line in [*_piped(rows[a:b]), ""]]


def _escaped(table: PrintedTable) -> list[str]:
    marks = re.compile(r"([\\`*_{}\[\]()#+.!|<>~-])")
    return _piped([[marks.sub(r"\\\1", c) or "&nbsp;" for c in row] for row in places(table)])


def _strong(table: PrintedTable) -> list[str]:
    return _piped([[f"**{c}**" if c and "\n" not in c else c for c in row] for row in places(table)])


def _joined_heads(table: PrintedTable) -> list[str]:
    """One row of heads, the levels parted by dots; a merged cell's text in every place."""
    rows = places(table, ALL)
    if not table.n_head:
        return _piped(rows)
    levels = zip(*rows[:table.n_head])
    head = [".".join(dict.fromkeys(x.replace("\n", "") for x in level if x)) for level in levels]
    return _piped([head, *rows[table.n_head:]])


def _data_frame(table: PrintedTable) -> list[str]:
    """A frame of pandas: blanks are nan, heads without a name Unnamed, an index at the left."""
    rows = places(table)
    head = ["", *(c or f"Unnamed: {n}" for n, c in enumerate(rows[0]))]
    body = [[str(n), *(c or "nan" for c in row)] for n, row in enumerate(rows[1:])]
    return _piped([head, *body])


def _grid(table: PrintedTable) -> list[str]:
    """A grid of + - and |, long cells over several lines."""
    rows = [[wrapped(c, 12) for c in row] for row in places(table)]
    widths = [max(width(line) for row in rows for line in row[col]) + 2 for col in range(table.n_cols)]
    rule = "+" + "+".join("-" * w for w in widths) + "+"
    lines = [rule]
    for n, row in enumerate(rows, 1):
        for i in range(max(map(len, row))):
            cells = [padded(" " + (c[i] if i < len(c) else ""), w) for c, w in zip(row, widths)]
            lines.append(f"|{'|'.join(cells)}|")
        lines.append(rule.replace("-", "=") if n == max(table.n_head, 1) else rule)
    return lines


def _multiline(table: PrintedTable) -> list[str]:
    """Columns set with spaces between lines of dashes, a blank line between rows."""
    rows = [[wrapped(c, 12) for c in row] for row in places(table)]
    widths = [max([width(line) for row in rows for line in row[col]] + [3]) + 1 for col in range(table.n_cols)]
    whole, parts = "-" * (sum(widths) + len(widths)), " ".join("-" * w for w in widths)
    lines = [whole]
    for n, row in enumerate(rows):
        for i in range(max(map(len, row))):
            lines.append(" ".join(padded(c[i] if i < len(c) else "", w) for c, w in zip(row, widths)).rstrip())
        lines.append(parts if n == 0 else "")
    return [*lines[:-1], whole]


def _simple(table: PrintedTable) -> list[str]:
    rows = [[c.replace("\n", "") for c in row] for row in places(table)]
    widths = [max(width(row[col]) for row in rows) + 1 for col in range(table.n_cols)]
    lines = [" ".join(padded(c, w) for c, w in zip(row, widths)).rstrip() for row in rows]
    return [lines[0], " ".join("-" * w for w in widths), *lines[1:]]


def _loose(table: PrintedTable) -> list[str]:
    """A blank line after every row."""
    return [line for row in _piped(places(table)) for line in (row, "")]


def _numbers_below(table: PrintedTable) -> list[str]:
    """The labels of a row in one row of the table, its numbers in the next."""
    if table.id != "requests":
        return _piped(places(table))
    first = min(c.col for c in table.cells if c.key)
    rows = places(table)
    parted = [part for row in rows[table.n_head:]
              for part in (row[:first] + [""] * (table.n_cols - first), [""] * first + row[first:])]
    return _piped([*rows[:table.n_head], *parted])


TABLES: dict[str, Callable[[PrintedTable], list[str]]] = {
    "without_rule": _without_rule, "broken_rows": _broken_rows, "broken_into_rows": _broken_into_rows,
    "pages": _pages, "columns_named": _columns_named, "groups": _groups, "escaped": _escaped, "strong": _strong,
    "joined_heads": _joined_heads, "data_frame": _data_frame,
    "ragged": lambda t: _piped(ragged(t, is_padded=False)), "ragged_rows": lambda t: _piped(ragged(t, is_padded=True)),
    "loose": _loose, "numbers_below": _numbers_below,
    "repeated": lambda t: _piped(places(t, ALL)), "grid": _grid, "multiline": _multiline, "simple": _simple,
}
