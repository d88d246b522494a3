"""Every figure of a report in one row, packed, so that an agency's whole history is read from one place.

In:   rows of figures and reports.
Out:  profiles(): mart_profiles.
Promise: current reports only; a cell that `figures` leaves NULL has no entry, one that is no plain number stands in
`marks`, as there. `position` is that of `items`.

The wide figures lie in a file a year, in order of district: one agency's figures of eighteen years are in four thousand
pieces of them. Here they are in one group of rows, and in the eight columns of that group.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.form import addresses
from loaders.tables import MONEY, TABLES
from loaders.warehouse.ordinals import with_reports

_AT_ONCE = 8_192  # rows of which all 300 columns are held as one matrix
_NAMES = [a.name for a in addresses()]
_AT = {a.name: at for at, a in enumerate(addresses(), 1)}
_IS_MONEY = {a.name: a.kind == "money" for a in addresses()}


def profiles(figures: pa.Table, reports: pa.Table) -> pa.Table:
    """One row a current report of `figures`; `reports` holds them all."""
    rows = with_reports(figures.drop_columns("is_current"), reports, ("report_id", "scope", "is_current"))
    made = []
    for start in range(0, len(rows), _AT_ONCE):  # filtered by slices: all at once would be a second copy of all
        some = rows.slice(start, _AT_ONCE)
        if len(some := some.filter(pc.fill_null(some["is_current"], False))):
            made.append(_packed(some.combine_chunks()))
    return pa.concat_tables(made) if made else TABLES["mart_profiles"].schema.empty_table()


def _packed(rows: pa.Table) -> pa.Table:
    schema = TABLES["mart_profiles"].schema
    lists = {"counts": _listed(rows, [n for n in _NAMES if not _IS_MONEY[n]], pa.int32()),
             "amounts": _listed(rows, [n for n in _NAMES if _IS_MONEY[n]], MONEY), "marks": _marks(rows)}
    return pa.table([lists[f.name].cast(f.type) if f.name in lists else rows[f.name].cast(f.type) for f in schema],
                    schema=schema)


def _listed(rows: pa.Table, names: list[str], kind: pa.DataType) -> pa.Array:
    """For each row the (position, value) of these columns that hold a number, in the form's order."""
    columns = [_one(rows[name]) for name in names]
    has = np.stack([column.is_valid().to_numpy(zero_copy_only=False) for column in columns], axis=1)
    at = np.array([_AT[name] for name in names], np.int16)
    if pa.types.is_integer(kind):
        numbers = np.stack([column.fill_null(0).to_numpy(zero_copy_only=False) for column in columns], axis=1)
        values = pa.array(numbers[has], kind)
    else:
        row, column = np.nonzero(has)
        values = pa.concat_arrays(columns).take(pa.array(column * len(rows) + row))
    positions = pa.array(np.broadcast_to(at, has.shape)[has])
    ends = np.concatenate([[0], has.sum(axis=1).cumsum()]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(ends), pa.StructArray.from_arrays([positions, values],
                                                                               ["position", "value"]))


def _marks(rows: pa.Table) -> pa.Array:
    marks = _one(rows["marks"])
    cells = marks.flatten()
    name = pc.binary_join_element_wise(*(cells.field(part) for part in ("table_id", "item_id", "column_id")), "__")
    position = pc.add(pc.index_in(name, value_set=pa.array(_NAMES)), 1)
    told = pa.StructArray.from_arrays([position.cast(pa.int16()), *map(cells.field, ("state", "value",
                                                                                    "corrected_from"))],
                                      ["position", "state", "value", "corrected_from"])
    ends = np.concatenate([[0], pc.fill_null(pc.list_value_length(marks), 0).to_numpy().cumsum()]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(ends), told)


def _one(column: pa.ChunkedArray) -> pa.Array:
    """The column as one array without an offset."""
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.nulls(0, column.type)
