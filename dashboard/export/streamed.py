"""A long table as a file, written a row at a time: memory holds the file, never the table.

In:   an iterator of rows in the order of the fields (numbers, signs as text, None), what the columns are, an About.
Out:  CSV, XLSX and Parquet bytes; a short table as text with tabs, for the clipboard.
Promise: as export's own: numbers are numbers, NULL is empty and never 0, no text becomes a formula. In Parquet a column
of numbers holds numbers alone; why there is none stands in a column beside it.
"""

import csv as csv_writer
import io
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard import labels
from dashboard.export import FORMATS, About, Field, about_sheet, inert, new_book, value_of, width_of

_LONGEST = 32_000  # characters a cell of a workbook takes
_AT_ONCE = 10_000  # rows a group of a Parquet file
_WIDTHS = {"year": 8, "count": 12, "money": 12, "share": 12}
Rows = Iterable[Sequence]


def tabs(rows: Rows, fields: Sequence[Field]) -> str:
    """Heads and rows, parted by tabs and line breaks, as spreadsheets take them from the clipboard; every digit."""
    lines = [[f.label for f in fields], *rows]
    return "\n".join("\t".join(_tab(value_of(v)) for v in line) for line in lines)


def csv(rows: Rows, fields: Sequence[Field]) -> bytes:
    """UTF-8 with BOM, heads included; shares as fractions."""
    with tempfile.TemporaryFile("w+b") as kept:
        text = io.TextIOWrapper(kept, "utf-8-sig", newline="", write_through=False)
        writer = csv_writer.writer(text, lineterminator="\r\n")
        writer.writerow([inert(f.label) for f in fields])
        for row in rows:
            writer.writerow(["" if v is None else inert(v) if isinstance(v, str) else v for v in map(value_of, row)])
        text.flush()
        kept.seek(0)
        return kept.read()


def xlsx(rows: Rows, fields: Sequence[Field], about: About, made: datetime) -> bytes:
    """A workbook of two sheets: the table, and what it is. `made`: when, in the reader's time."""
    out = io.BytesIO()
    book = new_book(out, about, is_long=True)
    sheet = book.add_worksheet(labels.say("export.sheet_data"))
    head = {"bold": True, "bg_color": "#F4F6F8", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    words, number = book.add_format(head), book.add_format({**head, "align": "right"})
    formats = {kind: book.add_format({"num_format": pattern}) for kind, pattern in FORMATS.items()}
    sign = book.add_format({"align": "right", "font_color": "#55626F"})
    for j, f in enumerate(fields):
        sheet.set_column(j, j, _WIDTHS.get(f.kind, 18 if j == 0 else 40))
        sheet.write_string(0, j, f.label, number if f.kind in FORMATS else words)
    sheet.set_row(0, 15 * max(-(-width_of(f.label) // _WIDTHS.get(f.kind, 18)) for f in fields))
    sheet.freeze_panes(1, sum(1 for f in fields[:2] if f.kind == "text"))
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    n = 0
    for n, row in enumerate(rows, start=1):  # noqa: B007, how many there were is said below
        for j, (value, f) in enumerate(zip(map(value_of, row), fields)):
            if isinstance(value, str):
                sheet.write_string(n, j, value[:_LONGEST], sign if f.kind in FORMATS else None)
            elif value is not None:
                sheet.write_number(n, j, value, formats.get(f.kind))
    if n:
        sheet.autofilter(0, 0, n, len(fields) - 1)
    about_sheet(book, about, n, made)
    book.close()
    return out.getvalue()


def parquet(rows: Rows, fields: Sequence[Field], about: About) -> bytes:
    """One row group per 10,000 rows; the heads are the columns' descriptions. Beside each column of numbers stands
    `… state`: NULL where there is a number or a blank, else the sign."""
    columns = []
    for f in fields:
        kind = pa.string() if f.kind == "text" else pa.int64() if f.kind == "year" else pa.float64()
        columns.append(pa.field(f.name, kind, metadata={"description": f.label}))
        if _has_state(f):
            columns.append(pa.field(f"{f.name} state", pa.string(),
                                    metadata={"description": labels.say("export.state_of", label=f.label)}))
    schema = pa.schema(columns, metadata={"title": about.title, "snapshot": about.snapshot,
                                          "is_demo": str(about.is_demo).lower(),
                                          "scope": "\n".join(f"{name} {words}" for name, words in about.scope),
                                          "definitions": "\n".join(f"{a}: {b}" for a, b in about.definitions)})
    out = io.BytesIO()
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        rows = iter(rows)
        while group := list(islice(rows, _AT_ONCE)):
            arrays = []
            for f, values in zip(fields, zip(*group)):
                values = list(map(value_of, values))
                if not _has_state(f):
                    arrays.append(values)
                    continue
                arrays.append([None if isinstance(v, str) else v for v in values])
                arrays.append([v if isinstance(v, str) else None for v in values])
            writer.write_table(pa.table([pa.array(a, c.type) for a, c in zip(arrays, schema)], schema=schema))
    return out.getvalue()


def _has_state(f: Field) -> bool:
    return f.kind not in ("text", "year")


def _tab(value: str | int | float | None) -> str:
    return "" if value is None else inert(" ".join(value.split())) if isinstance(value, str) else repr(value)
