"""The naive baseline: general table extractors, and labels found by substring. Nothing of loaders/ but the form.

In:   a document's bytes and its format.
Out:  read(), address -> (state, value), as one would write it in an afternoon.
Promise: it is given every chance that needs no thought: the right edition by a word of it, rows by their label
wherever the table stands, columns by their count.
"""

import io
import re
from collections.abc import Iterator
from decimal import Decimal

import docx
import pandas
import pdfplumber

from loaders.form import Edition, Table, edition
from loaders.form.labels import bare
from loaders.report import BLANK, DASH, NUMBER

Rows = list[list[str]]


def _html(data: bytes) -> Iterator[list]:
    for frame in pandas.read_html(io.BytesIO(data), header=None):
        yield [str(c[-1] if isinstance(c, tuple) else c) for c in frame.columns]
        yield from frame.values.tolist()


def _pdf(data: bytes) -> Iterator[list]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for table in page.extract_tables():
                yield from table


def _docx(data: bytes) -> Iterator[list]:
    for table in docx.Document(io.BytesIO(data)).tables:
        for row in table.rows:
            yield [cell.text for cell in row.cells]


def _xlsx(data: bytes) -> Iterator[list]:
    for frame in pandas.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine="openpyxl").values():
        yield from frame.values.tolist()


def _text(data: bytes) -> Iterator[list]:
    for line in data.decode("utf-8", "replace").splitlines():
        yield re.split(r"\t|\s{2,}", line)


def _markdown(data: bytes) -> Iterator[list]:
    text = data.decode("utf-8", "replace")
    yield from (list(line.strip().strip("|").split("|")) for line in text.splitlines() if "|" in line)
    if "<table" in text:
        yield from _html(data)


_ROWS = {"html": _html, "pdf": _pdf, "docx": _docx, "xlsx": _xlsx, "text": _text, "markdown": _markdown}


def read(data: bytes, form: str) -> dict:
    """The figures the naive way; {} when the library itself gives up."""
    try:
        rows = [["" if cell is None or cell != cell else re.sub(r"\s", "", str(cell)) for cell in row]
                for row in _ROWS[form](data)]
    except Exception:  # whatever a library raises on noise, the document is simply not read
        return {}
    text = "".join(cell for row in rows for cell in row)
    found = {}
    for table in _edition(text).tables:
        found |= _STYLES.get(table.layout, _matrix)(table, rows)
    return found


def _edition(text: str) -> Edition:
    return edition("2021" if "现行有效" in text else "2019")


def _cell(text: str) -> tuple | None:
    if not text:
        return BLANK, None
    if text == "/":
        return DASH, None
    text = text.replace(",", "").removesuffix(".0")
    return (NUMBER, Decimal(text)) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text) else None


def _filled(keys: list, cells: list[str]) -> dict:
    return {key: cell for key, text in zip(keys, cells) if (cell := _cell(text))}


def _matrix(table: Table, rows: Rows) -> dict:
    columns, found = table.blocks[0].columns, {}
    n = len(columns)
    for row in table.blocks[0].rows:
        label = bare(row.path[-1])
        line = next((r for r in rows if len(r) > n and label in bare("".join(r[:-n]))), None)
        if line:
            found |= _filled([(table.id, row.id, c.id) for c in columns], line[-n:])
    return found


def _strip(table: Table, rows: Rows) -> dict:
    columns = table.blocks[0].columns
    n = len(columns)
    line = next((r for r in rows if len(r) == n and all(_cell(text) for text in r) and any(r)), [])
    return _filled([(table.id, c.item, c.id) for c in columns], line)


def _blocks(table: Table, rows: Rows) -> dict:
    found = {}
    for block in table.blocks:
        for row in block.rows:
            label = bare(row.path[-1])
            line = next((r for r in rows if len(r) > len(block.columns) and label in bare(r[0])), None)
            if line:
                found |= _filled([(table.id, row.id, c.id) for c in block.columns], line[1:])
    return found


_STYLES = {"strip": _strip, "blocks": _blocks}
