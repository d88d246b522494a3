"""Workbook (xlsx) -> Document.

In:   the bytes of an .xlsx file.
Out:  the visible sheets, as sheets.py reads them.
Promise: a sheet's extent is measured before it is read, since readers lay out the whole rectangle up to its last cell.
"""

import re
import zipfile
from io import BytesIO
from itertools import islice

from lxml import etree

from loaders.document import Document
from loaders.readers import limits
from loaders.readers.package import Package
from loaders.readers.sheets import workbook

_WHAT = "Excel 文件（xlsx）"
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_PLACE = re.compile(r"([A-Za-z]+)(\d+)")
_UNREAD = ("xl/drawings", "xl/media", "xl/theme", "xl/charts", "customXml", "xl/comments", "docProps")


def read_xlsx(data: bytes) -> Document:
    """Every visible sheet in order; metadata holds sheet_names, parted by line breaks."""
    package = Package(data, _WHAT)
    blocks, shown = workbook(_checked(package), _WHAT)
    return Document("xlsx", blocks, metadata={**package.properties(), "sheet_names": "\n".join(shown)})


def _checked(package: Package) -> bytes:
    """The workbook packed anew from the parts that were looked at, so that the reader sees what was checked, no more.

    A sheet reader lays out the whole rectangle up to the last filled cell: one stray cell could take all memory.
    """
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in package.names():
            if name.endswith((".xml", ".rels")) and not name.startswith(_UNREAD):
                n_cells = sum(1 for _ in islice(_CELL.finditer(package.bytes(name)), limits.MAX_CELLS + 1))
                limits.check_count(n_cells, limits.MAX_CELLS, "格")  # before a tree of a million rows is built
                try:
                    _check_extent(package.xml(name))
                except ValueError:  # a row numbered x
                    limits.refuse_corrupt(_WHAT)
                archive.writestr(name, package.bytes(name))
    return packed.getvalue()


def _check_extent(root: etree._Element) -> None:
    """Refuses a sheet with too many cells, or whose filled cells span more than MAX_EXTENT places."""
    rows, cols, n_cells = {1}, {1}, 0
    for cell in root.iter("{*}row", "{*}c"):
        if cell.tag.endswith("}row") or cell.tag == "row":
            rows.add(int(cell.get("r") or 0) if len(cell) else 0)
            continue
        n_cells += 1
        if len(cell) and (place := _PLACE.match(cell.get("r") or "")):
            cols.add(_column(place[1]))
            rows.add(int(place[2]))
    limits.check_count(n_cells, limits.MAX_CELLS, "格")
    if (max(rows) + n_cells) * max(cols) > limits.MAX_EXTENT:
        limits.refuse("too_large", f"工作表的内容散布到第 {max(rows):,} 行、第 {max(cols):,} 列。"
                                   "请删去表格以外的零星单元格后另存再试。")


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
