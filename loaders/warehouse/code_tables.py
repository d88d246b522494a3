"""The code tables of a snapshot: so that SQL joins labels without Python.

In:   loaders/form; the register; the reports.
Out:  items, form_cells, divisions, agencies as pyarrow tables of the contract.
Promise: every address, agency and division that a report names has its row.
"""

import pyarrow as pa
import pyarrow.compute as pc

from loaders.form import Block, Row, addresses, editions
from loaders.form import Table as FormTable
from loaders.register import Register
from loaders.report import Identity
from loaders.tables import TABLES

_NAMELESS = "（未能认出的机关）"


def items() -> pa.Table:
    """One row an address, in the form's order, with the editions that print it."""
    printed: dict[tuple, list[str]] = {}
    for row in form_cells().to_pylist():
        printed.setdefault((row["table_id"], row["item_id"], row["column_id"]), []).append(row["edition"])
    return pa.Table.from_pylist([
        {"table_id": a.table, "item_id": a.item, "column_id": a.column, "name": a.name, "label": a.label,
         "label_en": a.label_en, "unit": a.unit or None, "kind": a.kind, "outcome": a.outcome or None,
         "comparable_2019_2021": a.comparable or None, "article": a.article or None, "position": position,
         "editions": printed.get(a.key, [])}
        for position, a in enumerate(addresses(), 1)], schema=TABLES["items"].schema)


def form_cells() -> pa.Table:
    """One row a printed cell of an edition: where it stands in its block, and under which labels."""
    return pa.Table.from_pylist(
        [{"edition": edition.id} | cell for edition in editions() for table in edition.tables
         for number, block in enumerate(table.blocks, 1) for cell in _block_cells(table, number, block)],
        schema=TABLES["form_cells"].schema)


def _block_cells(table: FormTable, number: int, block: Block):
    units = {a.key: a.unit or None for a in addresses()}
    for r, row in enumerate(block.rows or (Row("", ()),), 1):
        for c, column in enumerate(block.columns, 1):
            yield {"table_id": table.id, "block": number, "caption": block.caption, "item_id": column.item or row.id,
                   "column_id": column.id, "row": r, "col": c, "row_path": list(row.path),
                   "col_path": list(column.path), "corner": table.corner or None, "is_optional": row.optional,
                   "table_label": table.label, "layout": table.layout, "unit_head": table.unit_head or None,
                   "unit": units[table.id, column.item or row.id, column.id] if table.unit_head else None}


def divisions(register: Register) -> pa.Table:
    return pa.Table.from_pylist(register.division_rows(), schema=TABLES["divisions"].schema)


def agencies(register: Register, reports: pa.Table, with_registered: bool = True) -> pa.Table:
    """The registered agencies, those that only reports name (by the newest printed name), and the nameless."""
    seen = reports.group_by(["agency_id", "agency_label", "district_id"]).aggregate([("year", "max")])
    seen = seen.rename_columns({"year_max": "year"}).to_pandas().astype(object)
    newest = seen.sort_values(["year", "agency_label", "district_id"], na_position="first").drop_duplicates(
        "agency_id", keep="last")
    newest = newest.where(newest.notna(), None)
    rows = register.agency_rows((
        Identity(r.agency_label, r.agency_id, r.district_id, None if r.year is None else int(r.year))
        for r in newest.itertuples()), with_registered)
    named = {row["agency_id"] for row in rows}
    rows += [{"agency_id": r.agency_id, "label": _NAMELESS, "short_label": _NAMELESS, "kind": "unknown",
              "district_id": r.district_id, "level": None, "aliases": [], "is_registered": False}
             for r in newest.itertuples() if r.agency_id not in named and not register.agency(r.agency_id)]
    return pa.Table.from_pylist(rows, schema=TABLES["agencies"].schema)


def but_told_by(agencies: pa.Table, reports_of: pa.Array) -> pa.Table:
    """All agencies but those of some that no register knows: what these are called, their reports say."""
    is_told = pc.is_in(agencies["agency_id"], value_set=reports_of)
    return agencies.filter(pc.or_(agencies["is_registered"], pc.invert(is_told)))
