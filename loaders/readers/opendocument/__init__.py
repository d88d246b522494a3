"""OpenDocument (odt, ods) -> Document.

In:   the bytes of an .odt or .ods file, from LibreOffice or WPS.
Out:  paragraphs as Lines with the numbers their lists print, tables as Grids; of a workbook the visible sheets.
Promise: deleted text, notes and hidden sheets are not read; no macro, link or picture is opened.
"""

from lxml import etree

from loaders.document import Document
from loaders.readers import limits
from loaders.readers.docx.names import local
from loaders.readers.opendocument.body import Body
from loaders.readers.opendocument.lists import Lists
from loaders.readers.opendocument.table import attribute, placed
from loaders.readers.package import Package
from loaders.readers.sheets import laid_out

_TEXT, _SHEETS = "OpenDocument 文字文件（odt）", "OpenDocument 表格（ods）"


def read_odt(data: bytes) -> Document:
    """The text in order. Raises Refused (corrupt, encrypted, zip_bomb, unsafe, too_large)."""
    package, root = _opened(data, _TEXT)
    body = _part(root, "text", _TEXT)
    styles = [package.xml("styles.xml")] if "styles.xml" in package else []
    blocks = tuple(Body(Lists([root, *styles])).read(body))
    return Document("odt", blocks, metadata=_told(package))


def read_ods(data: bytes) -> Document:
    """The visible sheets in order; metadata holds sheet_names, parted by line breaks. Raises Refused as read_odt."""
    package, root = _opened(data, _SHEETS)
    hidden = {attribute(style, "name") for style in root.iter("{*}style")
              if any(attribute(p, "display") == "false" for p in style.iter("{*}table-properties"))}
    body, blocks, names = Body(Lists([])), [], []
    for table in _part(root, "spreadsheet", _SHEETS).iterchildren("{*}table"):
        if attribute(table, "style-name") in hidden:
            continue
        names.append(attribute(table, "name"))
        limits.check_count(len(names), limits.MAX_SHEETS, "张工作表")
        cells = placed(table, body.text_of)
        rows, cols = max((c.row for c in cells), default=-1) + 1, max((c.col for c in cells), default=-1) + 1
        limits.check_count(rows * cols, limits.MAX_EXTENT, "格")
        texts = [[""] * cols for _ in range(rows)]
        for cell in cells:
            texts[cell.row][cell.col] = cell.text
        merges = {(c.row, c.col): (c.row + c.row_span - 1, c.col + c.col_span - 1)
                  for c in cells if c.row_span > 1 or c.col_span > 1}
        blocks.extend(laid_out(texts, merges))
    return Document("ods", tuple(blocks), metadata={**_told(package), "sheet_names": "\n".join(names)})


def _opened(data: bytes, what: str) -> tuple[Package, etree._Element]:
    package = Package(data, what)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.bytes("META-INF/manifest.xml"):
        limits.refuse_encrypted(what)
    return package, package.xml("content.xml")


def _part(root: etree._Element, name: str, what: str) -> etree._Element:
    body = next((e for outer in root.iterchildren("{*}body") for e in outer.iterchildren(f"{{*}}{name}")), None)
    if body is None:
        limits.refuse_corrupt(what)
    return body


def _told(package: Package) -> dict[str, str]:
    """title, author and published (the date it was made) as meta.xml gives them."""
    if "meta.xml" not in package:
        return {}
    wanted = {"title": "title", "initial-creator": "author", "creation-date": "published"}
    found = {wanted.get(local(e)): (e.text or "").strip() for e in package.xml("meta.xml").iter(etree.Element)}
    return {key: text for key, text in found.items() if key and text}
