"""Located tables + the form -> the figures of a report.

In:   a Document.
Out:  Extraction: edition, figures in the form's order, the labels nobody claims, how many cells the edition has,
      what is missing. whereabouts(), the block of the document that each figure was read from.
Promise: a figure is what its cell prints, or it is doubtful and says why; no number is repaired, moved or made up.
The edition is told by labels. What the document does not print has no figure.
"""

from dataclasses import dataclass, replace

from loaders.document import Document
from loaders.extract.blocks import read_blocks
from loaders.extract.cells import figures
from loaders.extract.edition import recognise
from loaders.extract.flat import read_flat
from loaders.extract.grids import Found, read_grids
from loaders.extract.legible import confirm
from loaders.extract.listed import read_list
from loaders.extract.reasons import explain
from loaders.extract.strip import read_strip
from loaders.form import Edition, Table
from loaders.locate import Located, PrintedRow, Spot, locate
from loaders.locate.spots import GRID
from loaders.report import DOUBTFUL, Figure

__all__ = ["Extraction", "extract", "whereabouts"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the tables of one document yielded. `reason` is Chinese, "" when every cell of the edition was located
    and read.
    """

    edition: str | None
    figures: tuple[Figure, ...] = ()
    unclaimed: tuple[str, ...] = ()
    n_expected: int = 0
    reason: str = ""


def extract(document: Document) -> Extraction:
    """The figures of the statutory tables."""
    located = locate(document)
    edition = recognise(located)
    if edition is None:
        return Extraction(None, reason=explain(None, located, (), ()))
    read: list[Figure] = []
    unclaimed: list[str] = []
    for table in edition.tables:
        if table.id in located:
            found = _read(table, edition, located[table.id])
            confirm(found.placements, table, edition.id)
            read += [_doubted(f, document.doubted) for f in figures(found.placements)]
            unclaimed += found.unclaimed
    expected = _expected(edition, {f.item for f in read if f.table == "requests"})
    order = {key: i for i, key in enumerate(edition.expected())}
    read.sort(key=lambda f: order.get((f.table, f.item, f.column), len(order)))
    reason = explain(edition, located, read, expected)
    return Extraction(edition.id, tuple(read), tuple(dict.fromkeys(unclaimed)), len(expected), reason)


def whereabouts(document: Document) -> dict[tuple[str, str, str], tuple[PrintedRow, Spot]]:
    """Address -> the cell it was read from and the printed row it stands in, which knows its block of the document.
    An address whose cell was put together from pieces is left out, and one that the document does not print."""
    located = locate(document)
    edition = recognise(located)
    found = {}
    for table in edition.tables if edition else ():
        if table.id not in located:
            continue
        rows = {id(spot): row for row in located[table.id].rows for spot in row.spots if spot is not None}
        for placement in _read(table, edition, located[table.id]).placements:
            filled = [s for s in placement.spots if s.text and not s.text.isspace()]
            spot = next(iter(filled or placement.spots), None)
            if id(spot) in rows:
                found[placement.key] = rows[id(spot)], spot
    return found


def _doubted(figure: Figure, pages: dict[int, str]) -> Figure:
    """The figure, doubtful where its page is."""
    if why := pages.get(figure.page):
        return replace(figure, state=DOUBTFUL, value=None, note=why)
    return figure


def _read(table: Table, edition: Edition, located: Located) -> Found:
    if table.layout == "blocks":
        return read_blocks(table, edition.id, located.rows)
    if table.layout == "list":
        return read_list(table, edition.id, located.rows)
    if not located.is_grid:
        return read_flat(table, edition.id, located.rows)
    drawn = [row for row in located.rows if row.kind == GRID]
    return (read_strip if table.layout == "strip" else read_grids)(table, edition.id, drawn)


def _expected(edition: Edition, items: set[str]) -> list[tuple[str, str, str]]:
    """The addresses this print should hold: rows printed as one stand for their parts (（六）其他处理)."""
    keys = list(edition.expected())
    for table in edition.tables:
        for block in table.blocks:
            for row in block.rows:
                if row.instead_of and row.id in items and not items & set(row.instead_of):
                    at = next(i for i, key in enumerate(keys) if key[0] == table.id and key[1] in row.instead_of)
                    keys = [k for k in keys if k[0] != table.id or k[1] not in row.instead_of]
                    keys[at:at] = [(table.id, row.id, c.id) for c in block.columns]
    return keys
