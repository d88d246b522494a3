"""How a report is laid out: the families of layouts.toml, and what they do to a drawn table.

In:   layouts.toml; a PrintedTable.
Out:  Layout, layouts(); laid_out(), the drawn tables of one statutory table, with captions that stand above.
Promise: a layout moves and breaks words; it never changes one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from loaders.demo.names import words
from loaders.demo.printed import PrintedCell, PrintedTable


@dataclass(frozen=True, slots=True)
class Layout:
    """One block of layouts.toml; `own` holds the keys that only its format's writer knows."""

    id: str
    format: str
    share: float
    headings: str = "numbered"
    heads: str = "plain"
    cut: int | str = 0
    repeat: bool = False
    cut_label: str = "first"
    captions: str = "inside"
    title: str = "whole"
    own: dict = field(default_factory=dict)


@lru_cache(maxsize=1)
def layouts() -> tuple[Layout, ...]:
    """Every layout family, in the order of layouts.toml."""
    names = set(Layout.__dataclass_fields__)
    return tuple(Layout(**{k: v for k, v in row.items() if k in names},
                        own={k: v for k, v in row.items() if k not in names}) for row in words("layouts")["layout"])


def _broken_head(text: str, heads: str) -> str:
    if heads == "split" and 4 <= len(text) <= 12:
        return text[: len(text) // 2] + "\n" + text[len(text) // 2:]
    if heads == "spaced" and len(text) == 2:
        return " ".join(text)
    if heads == "spaced" and len(text) == 6:
        return " ".join(text[:4]) + "\n" + text[4:]
    return text


def _clipped(cell: PrintedCell, first: int, last: int, cut_label: str) -> PrintedCell | None:
    """The part of a cell in rows first..last-1, with its words where the layout leaves them."""
    top, bottom = max(cell.row, first), min(cell.row + cell.row_span, last)
    if top >= bottom:
        return None
    text, whole = cell.text, cell.row_span
    if bottom - top < whole:
        before, within = top - cell.row, bottom - top
        if cut_label == "split":
            at = [round(len(text) * n / whole) for n in (before, before + within)]
            text = text[at[0]:at[1]]
        elif cut_label == "largest":
            text = text if within > whole - within or (within * 2 == whole and not before) else ""
        else:
            text = text if not before else ""
    return replace(cell, row=top - first, row_span=bottom - top, text=text)


def _cut(table: PrintedTable, at: list[int], layout: Layout) -> Iterator[PrintedTable]:
    """The drawn tables between those rows."""
    edges = [0, *at, table.n_rows]
    for part, (first, last) in enumerate(zip(edges, edges[1:])):
        head = [c for c in table.cells if c.row < table.n_head] if part and layout.repeat else []
        shift = table.n_head if head else 0
        cells = [replace(c, row=c.row + shift) for cell in table.cells
                 if (c := _clipped(cell, first, last, layout.cut_label))]
        yield PrintedTable(table.id, table.section, (*head, *cells), last - first + shift, table.n_cols,
                           shift or (table.n_head if not part else 0), ())


def _blocks_apart(table: PrintedTable) -> Iterator[tuple[str, PrintedTable]]:
    """The captioned blocks, each a table of its own without its caption row."""
    edges = [*table.groups, table.n_rows]
    for first, last in zip(edges, edges[1:]):
        caption = next(c.text for c in table.cells if c.row == first)
        cells = tuple(replace(c, row=c.row - first - 1) for c in table.cells if first < c.row < last)
        yield caption, PrintedTable(table.id, table.section, cells, last - first - 1, table.n_cols, 1, ())


def laid_out(table: PrintedTable, layout: Layout) -> list[tuple[str, PrintedTable]]:
    """(caption above it or "", drawn table) in order."""
    table = replace(table, cells=tuple(
        c if c.key or (table.n_head and c.row >= table.n_head) else
        replace(c, text=_broken_head(c.text, layout.heads)) for c in table.cells))
    if layout.captions == "outside" and not table.n_head:
        return list(_blocks_apart(table))
    if layout.cut == "groups" and table.groups:
        return [("", part) for part in _cut(table, [g for g in table.groups if g > table.n_head][1:], layout)]
    if isinstance(layout.cut, int) and 0 < layout.cut < table.n_rows - 3 and table.n_head:
        return [("", part) for part in _cut(table, [layout.cut], layout)]
    return [("", table)]
