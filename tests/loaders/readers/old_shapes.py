"""Old formats made for a test: the container of doc and xls, a workbook inside it, OpenDocument files.

In:   streams by name; cells by place; XML of a body.
Out:  bytes.
"""

import struct

from tests.loaders.readers.shapes import zipped

_SECTOR, _FREE, _END, _FAT, _NONE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SMALLEST = 4096  # shorter streams would live in a container of their own
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def ole(streams: dict[str, bytes]) -> bytes:
    """A container with these streams at its root; short ones are filled up with zeros."""
    padded = {name: body.ljust(max(_SMALLEST, -(-len(body) // _SECTOR) * _SECTOR), b"\0")
              for name, body in streams.items()}
    table, sectors, entries = [_FAT], b"", [_entry("Root Entry", 5, _END, 0, child=1)]
    names = list(padded)
    for i, (name, body) in enumerate(padded.items()):
        begin, n = len(table), len(body) // _SECTOR
        table += [*range(begin + 1, begin + n), _END]
        sectors += body
        entries.append(_entry(name, 2, begin, len(body), right=i + 2 if i + 1 < len(names) else _NONE))
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // _SECTOR) * _SECTOR, b"\0")
    first_dir, n_dir = len(table), len(directory) // _SECTOR
    table += [*range(first_dir + 1, first_dir + n_dir), _END]
    assert len(table) <= 128, "one sector of table is all this writes"
    fat = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, 1,
                       first_dir, 0, _SMALLEST, _END, 0, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108) + fat + sectors + directory


def _entry(name: str, kind: int, begin: int, size: int, child: int = _NONE, right: int = _NONE) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI16xIQ", raw, len(raw), kind, 1, _NONE, right, child, 0, begin, size)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff(cells: dict[tuple[int, int], str | float], size: tuple[int, int, int, int] | None = None,
         extra: bytes = b"") -> bytes:
    """The stream of a workbook of one sheet. `size`: what the sheet claims: first row, rows, first column, columns."""
    filled = b""
    for (row, col), value in cells.items():
        if isinstance(value, str):
            text = value.encode("utf-16-le")
            filled += record(0x0204, struct.pack("<HHHHB", row, col, 0, len(value), 1) + text)
        else:
            filled += record(0x0203, struct.pack("<HHHd", row, col, 0, value))
    claim = size or (0, max(r for r, _ in cells) + 1, 0, max(c for _, c in cells) + 1)
    bof = lambda kind: record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))  # noqa: E731
    page = record(0x0042, struct.pack("<H", 1200))
    sheet = bof(0x10) + record(0x0200, struct.pack("<IIHHH", *claim, 0)) + extra + filled + record(0x000A)
    name = struct.pack("<BB", 3, 1) + "年报表".encode("utf-16-le")
    begin = len(bof(5)) + len(page) + 4 + 6 + len(name) + len(record(0x000A))
    bound = record(0x0085, struct.pack("<IBB", begin, 0, 0) + name)
    return bof(5) + page + bound + record(0x000A) + sheet


def xls(cells: dict[tuple[int, int], str | float], **claims) -> bytes:
    return ole({"Workbook": biff(cells, **claims)})


def opendocument(body: str, kind: str = "text", styles: str = "", **parts: str) -> bytes:
    """An odt (kind text) or ods (kind spreadsheet) file with this body."""
    names = {"office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing"}
    spaces = " ".join(f'xmlns:{short}="{OFFICE}:{long}:1.0"' for short, long in names.items())
    content = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
               f"<office:automatic-styles>{styles}</office:automatic-styles>"
               f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>")
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content, **parts})
