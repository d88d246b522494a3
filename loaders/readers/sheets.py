"""The sheets of a workbook, whatever its format -> Lines and Grids.

In:   the bytes of a workbook whose size and extents were looked at.
Out:  workbook(): for each visible sheet in order, rows with one filled cell as Lines, with several as Grids.
Promise: a merge is a cell; numbers come as a person sees them (5, not 5.0); formulas come as their stored results.
"""

import datetime
from collections.abc import Iterator
from io import BytesIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from loaders.document import Cell, Grid, Line
from loaders.readers import limits
from loaders.readers.headings import is_heading
from loaders.readers.table import lines_of, settle, squeeze

_Merges = dict[tuple[int, int], tuple[int, int]]  # top left place -> bottom right place
_CAPTION, _LABEL = 15, 45  # characters: a caption has 9, the longest row label 40; titles and notes are longer


def workbook(data: bytes, what: str) -> tuple[tuple[Line | Grid, ...], list[str]]:
    """The blocks of every visible sheet, and the sheets' names. `what`: the format in Chinese, for a refusal."""
    blocks: list[Line | Grid] = []
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            shown = [s.name for s in book.sheets_metadata
                     if s.visible == SheetVisibleEnum.Visible and s.typ == SheetTypeEnum.WorkSheet]
            limits.check_count(len(shown), limits.MAX_SHEETS, "张工作表")
            for name in shown:
                blocks.extend(_sheet(book.get_sheet_by_name(name)))
    except PasswordError:
        limits.refuse_encrypted(what)
    except (CalamineError, ValueError, OverflowError, OSError):
        limits.refuse_corrupt(what)
    except BaseException as fault:  # the library gives up on broken records with a panic, of a class it does not show
        if type(fault).__name__ != "PanicException":
            raise
        limits.refuse_corrupt(what)
    return tuple(blocks), shown


def _sheet(sheet: CalamineSheet) -> Iterator[Line | Grid]:
    texts = [[_printed(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    return laid_out(texts, dict(sheet.merged_cell_ranges or ()))


def laid_out(texts: list[list[str]], merges: _Merges) -> Iterator[Line | Grid]:
    """A sheet's blocks: runs of rows without a blank row between them, parted again at the report's own headings."""
    run: list[int] = []
    for row, cells in enumerate([*texts, []]):
        filled = [text for text in cells if text]
        if filled and not (len(filled) == 1 and is_heading(filled[0])):
            run.append(row)
            continue
        if not filled and run and _bridged(run[-1], row, merges):
            run.append(row)
            continue
        yield from _run(texts, run, merges)
        run = []
        if filled:
            yield from lines_of(filled[0])


def _bridged(above: int, row: int, merges: _Merges) -> bool:
    """Whether a cell merged downwards reaches from the row above into this one: then it is not blank, only unfilled."""
    return any(start[0] <= above and end[0] >= row for start, end in merges.items())


def _run(texts: list[list[str]], run: list[int], merges: _Merges) -> Iterator[Line | Grid]:
    """One run of rows: the prose above and below its table as Lines, the rest as a Grid."""
    filled = {row: [text for text in texts[row] if text] for row in run}
    first, last = 0, len(run)
    while first < last and len(filled[run[first]]) < 2 and not (
            first + 1 < last and len(filled[run[first + 1]]) > 1 and len("".join(filled[run[first]])) <= _CAPTION):
        first += 1
    while last > first and len(filled[run[last - 1]]) < 2 and len("".join(filled[run[last - 1]])) > _LABEL:
        last -= 1
    for row in run[:first]:
        yield from (line for text in filled[row] for line in lines_of(text))
    if first < last:
        yield from settle(_grid(texts, range(run[first], run[last - 1] + 1), merges))
    for row in run[last:]:
        yield from (line for text in filled[row] for line in lines_of(text))


def _grid(texts: list[list[str]], rows: range, merges: _Merges) -> Grid:
    """The cells of the rows, blank ones too, within the columns that hold anything; a merged range is one cell."""
    used = [col for row in rows for col, text in enumerate(texts[row]) if text]
    cols = range(min(used), max(used) + 1)
    hidden: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    n_places = 0
    for row in rows:
        for col in cols:
            if (row, col) in hidden:
                continue
            last_row, last_col = merges.get((row, col), (row, col))
            last_row, last_col = min(last_row, rows[-1]), min(last_col, cols[-1])
            if (last_row, last_col) != (row, col):
                area = {(r, c) for r in range(row, last_row + 1) for c in range(col, last_col + 1)}
                n_places += len(area)
                limits.check_count(n_places, limits.MAX_PLACES, "格")
                if not hidden.isdisjoint(area):  # merges that overlap are no merges
                    last_row, last_col = row, col
                else:
                    hidden |= area
            text = texts[row][col] if col < len(texts[row]) else ""
            cells.append(Cell(row - rows[0], col - cols[0], text, last_row - row + 1, last_col - col + 1))
    return Grid(squeeze(cells))


def _printed(value: object) -> str:
    """A cell's value as a person sees it. Dates as 2024-01-31, whole numbers without a point, no exponent."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value == int(value) else f"{value:.15g}" if abs(value) >= 1e-4 else f"{value:.10f}"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value).replace("\xa0", " ").strip()
