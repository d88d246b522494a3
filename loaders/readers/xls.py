"""Old workbook (xls, et) -> Document.

In:   the bytes of an .xls file (BIFF5 or BIFF8 in its container).
Out:  the visible sheets, as sheets.py reads them.
Promise: the records are walked first: what a sheet claims of its size, and where its cells stand, must be what a
report could hold, since the reader lays out the whole rectangle for every sheet before it hands on one cell.
"""

import struct

from loaders.document import Document
from loaders.readers import limits, ole
from loaders.readers.sheets import workbook

_WHAT = "旧版 Excel 文件（xls）"
_BOF, _BOUND_SHEET, _DIMENSIONS, _FILE_PASS, _SHARED_STRINGS = 0x0809, 0x0085, 0x0200, 0x002F, 0x00FC
_BIFF8 = 0x0600
# records of filled cells that begin with row and column; MULRK goes on to further columns, counted by its length
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6, 0x0406})
_MANY_NUMBERS = 0x00BD
_MAX_CLAIMED = 65_536 * 256  # no sheet of this format is larger; a larger claim is a lie


def read_xls(data: bytes) -> Document:
    """Every visible sheet in order; metadata holds sheet_names, parted by line breaks. Raises Refused (corrupt,
    encrypted, too_large)."""
    _check(ole.stream(data, "Workbook", "Book"))
    blocks, shown = workbook(data, _WHAT)
    return Document("xls", blocks, metadata={"sheet_names": "\n".join(shown)})


def _check(records: bytes) -> None:
    """Refuses what claims or holds more than a report could."""
    at, n_cells, last_row, last_col, places, n_sheets, is_wide = 0, 0, 0, 0, 0, 0, True
    while at + 4 <= len(records):
        kind, size = struct.unpack_from("<HH", records, at)
        body, at = at + 4, at + 4 + size
        if at > len(records):
            limits.refuse_corrupt(_WHAT)
        if kind == _FILE_PASS:
            limits.refuse_encrypted(_WHAT)
        elif kind == _BOF:
            places, last_row, last_col = places + last_row * last_col, 0, 0
            is_wide = size >= 2 and struct.unpack_from("<H", records, body)[0] == _BIFF8
        elif kind == _BOUND_SHEET:
            n_sheets += 1
        elif kind == _DIMENSIONS:
            _check_claim(records[body:at], is_wide)
        elif kind in _CELLS and size >= 4:
            row, col = struct.unpack_from("<HH", records, body)
            n_cells, last_row, last_col = n_cells + 1, max(last_row, row + 1), max(last_col, col + 1)
        elif kind == _MANY_NUMBERS and size >= 6:
            row, first = struct.unpack_from("<HH", records, body)
            width = (size - 6) // 6
            n_cells, last_row, last_col = n_cells + width, max(last_row, row + 1), max(last_col, first + width)
        elif kind == _SHARED_STRINGS and size >= 8 and struct.unpack_from("<I", records, body + 4)[0] > len(records):
            limits.refuse_corrupt(_WHAT)  # more texts than there are bytes: the reader would make room for all
        limits.check_count(n_cells, limits.MAX_CELLS, "格")
        limits.check_count(n_sheets, limits.MAX_SHEETS, "张工作表")
        if places + last_row * last_col > limits.MAX_EXTENT:
            limits.refuse("too_large", f"工作表的内容散布到第 {last_row:,} 行、第 {last_col:,} 列。"
                                       "请删去表格以外的零星单元格后另存再试。")


def _check_claim(claim: bytes, is_wide: bool) -> None:
    """The size a sheet says it has: first row, row after the last, first column, column after the last."""
    form = "<IIHH" if is_wide and len(claim) >= 12 else "<HHHH"
    if len(claim) < struct.calcsize(form):
        limits.refuse_corrupt(_WHAT)
    row, rows, col, cols = struct.unpack_from(form, claim)
    if rows and cols and (rows < row or cols < col or (rows - row) * (cols - col) > _MAX_CLAIMED):
        limits.refuse_corrupt(_WHAT)
