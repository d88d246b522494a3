"""Tables laid flat: lines of text -> printed rows.

In:   consecutive Lines of a document.
Out:  a PrintedRow for each printed row: cells parted by tabs, cells one a line (a leading tab marks each, a blank
      line parts the rows), or pieces parted by spaces; None where prose parts the text.
Promise: a cell keeps its text; nothing is dropped but blank lines and page numbers.
"""

import re
from collections.abc import Sequence

from loaders.document import Line
from loaders.form.labels import bare
from loaders.locate import vocabulary, woven
from loaders.locate.rejoined import rejoined
from loaders.locate.spots import GRID, TABS, PrintedRow, Spot, is_furniture, wideness, words
from loaders.numbers import is_value

_LONGEST_PIECE = 60  # characters; the longest label of any edition, a longer line is prose
_MOSTLY = 0.8  # of the lines of a grid written with tabs have its full width
_MOST_TRIES = 60  # to put a table together; a report holds a dozen lines worth one
_SENTENCE = re.compile("[。；]")  # no label and no cell holds one
_LONGEST_TORN = 24  # a longer cell is not carried on by the line below it


def flat_rows(lines: Sequence[tuple[int, Line]]) -> list[PrintedRow | None]:
    """The rows of numbered lines. A line that no cell can hold becomes None."""
    rows: list[PrintedRow | None] = []
    start = at = 0
    wide = wideness(line for _, line in lines)
    n_tries = 0
    while at < len(lines) and n_tries < _MOST_TRIES:
        if not woven.may_begin(lines[at][1].text):
            at += 1
            continue
        stretch = woven.read(lines, at, start, wide)
        if stretch is None:
            n_tries, at = n_tries + 1, at + 1
            continue
        rows += _rows_of(lines[start:stretch.first], len(rows), wide)
        rows += woven.rows(lines, stretch, len(rows))
        start = at = stretch.end
    return _even_up(rows + _rows_of(lines[start:], len(rows), wide))


def _rows_of(lines: Sequence[tuple[int, Line]], n_before: int, wide: int) -> list[PrintedRow | None]:
    rows: list[PrintedRow | None] = []
    open_row: PrintedRow | None = None
    for source, line in rejoined(lines):
        cells = line.text.split("\t")
        if len(cells) == 2 and not cells[0].strip():
            if open_row is None:
                open_row = PrintedRow([], TABS, source)
                rows.append(open_row)
            open_row.spots.append(Spot(cells[1], line.page, n_before + len(rows), len(open_row.spots) + 1))
        elif len(cells) > 1:
            open_row = None
            at = n_before + len(rows) + 1
            spots = [Spot(c, line.page, at, n) for n, c in enumerate(cells, 1)]
            rows.append(PrintedRow(spots, TABS, source, is_line=True))
        elif not line.text.strip():
            open_row = None
        elif open_row is not None and _carries_on(open_row.spots[-1], line.text):
            open_row.spots[-1] = open_row.spots[-1].followed_by(line.text)
        else:
            open_row = None
            if is_furniture(line.text) and "\u2014" in line.text:
                continue
            is_long = len(line.text.strip()) > _LONGEST_PIECE
            is_prose = is_long and not _is_tabular(line.text) or _SENTENCE.search(line.text)
            rows.append(None if is_prose else words(line, source, n_before + len(rows) + 1, wide))
    return rows


def _carries_on(cell: Spot, text: str) -> bool:
    """Whether a line without a tab is the rest of the cell above it (a head printed over two lines, a remark)."""
    if is_value(cell.text):
        is_remark = text.lstrip()[:1] in ("（", "(") and not vocabulary.is_beginning(bare(text))
        return is_remark and is_value(cell.text + text)  # 22, below it （其中修订16件）
    if cell.is_blank:
        return False
    if vocabulary.is_known(bare(cell.text + text)):
        return True
    is_whole = vocabulary.is_known(cell.bare) or vocabulary.is_known(bare(text))
    return not is_whole and len(cell.text) + len(text) <= _LONGEST_TORN


def _is_tabular(text: str) -> bool:
    """A long line that is still a row: it holds a label of the form as a piece of its own, or mostly numbers (a label
    that a space tears, 4.无正当理由大量反复 申请, is no piece of its own)."""
    pieces = text.split()
    return (vocabulary.is_known(bare(text)) or any(vocabulary.is_known(bare(piece)) for piece in pieces)
            or 2 * sum(map(is_value, pieces)) > len(pieces))


def _even_up(rows: list[PrintedRow | None]) -> list[PrintedRow | None]:
    """Lines of tabs that are all equally wide are a grid whose merged cells come as blanks; blanks at the end of a line
    may have been trimmed. Lines of many widths leave merged places out and stay as they are.
    """
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and (row := rows[end]) is not None and row.kind == TABS and row.is_line:
            end += 1
        run = rows[start:end]
        width = max((len(row.spots) for row in run), default=0)
        if width > 1 and sum(len(row.spots) == width for row in run) >= _MOSTLY * len(run):
            for row in run:
                page, at = row.spots[0].page, row.spots[0].row
                row.spots += [Spot("", page, at, col + 1) for col in range(len(row.spots), width)]
                row.kind, row.source = GRID, run[0].source
        start = max(end, start + 1)
    return rows
