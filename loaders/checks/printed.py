"""Which cells an edition prints, and under what condition a report has them; with their Chinese names.

In:   loaders.form.
Out:  cells(edition, table), replaced(edition, table), column_label, item_label.
Promise: everything is read off the edition's own rows and columns; no item is named here.
"""

from functools import cache

from loaders.form import Address, Edition, Table, addresses, editions

# A condition on one report: (PRINTED, table, item) the optional row is there; (REPLACED, ..) it stands for its parts;
# (IN_PARTS, ..) it does not, so the parts are what the report prints.
PRINTED, REPLACED, IN_PARTS = "printed", "replaced", "in_parts"
Condition = tuple[str, str, str]


@cache
def known() -> dict[tuple[str, str, str], Address]:
    """Every address of the form by its (table, item, column)."""
    return {a.key: a for a in addresses()}


def _rows(table: Table):
    return [row for block in table.blocks for row in block.rows]


def parts(edition: Edition, table_id: str) -> dict[str, tuple[str, ...]]:
    """Items that the edition may print as one row in place of several: item -> those several."""
    return {row.id: row.instead_of for table in edition.tables if table.id == table_id
            for row in _rows(table) if row.optional and row.instead_of}


@cache
def cells(edition: Edition, table_id: str) -> dict[tuple[str, str], frozenset[Condition]]:
    """Every cell (item, column) that the edition can print in a table, with the conditions on the report."""
    whole_of = {part: item for item, several in parts(edition, table_id).items() for part in several}
    found: dict[tuple[str, str], frozenset[Condition]] = {}
    for table in edition.tables:
        if table.id != table_id:
            continue
        for block in table.blocks:
            if not block.rows:
                found |= {(c.item, c.id): frozenset() for c in block.columns}
            for row in block.rows:
                if row.optional:
                    conditions = frozenset({(PRINTED, table_id, row.id)})
                elif row.id in whole_of:
                    conditions = frozenset({(IN_PARTS, table_id, whole_of[row.id])})
                else:
                    conditions = frozenset()
                found |= {(row.id, c.id): conditions for c in block.columns}
    return found


@cache
def row_names(table_id: str, item: str) -> tuple[str, ...]:
    """The columns of `figures` that hold one item, whatever the edition."""
    return tuple(a.name for a in addresses() if (a.table, a.item) == (table_id, item))


@cache
def item_label(table_id: str, item: str) -> str:
    """An item in Chinese: the total's label in a matrix, the last but one head in a strip, else the row's label."""
    for edition in reversed(editions()):
        for table in edition.tables:
            if table.id != table_id:
                continue
            if table.layout == "matrix" and (address := known().get((table_id, item, "total"))):
                return address.label
            for block in table.blocks:
                for row in block.rows:
                    if row.id == item and table.layout == "list":  # its printed words carry the line's number
                        return known()[table_id, item, block.columns[0].id].label
                    if row.id == item:
                        return row.path[-1]
                for column in block.columns:
                    if column.item == item:
                        return column.path[-2]
    return item


@cache
def column_label(table_id: str, column: str) -> str:
    """A column in Chinese: its innermost printed head."""
    for edition in reversed(editions()):
        for table in edition.tables:
            for block in table.blocks if table.id == table_id else ():
                for head in block.columns:
                    if head.id == column:
                        return head.path[-1]
    return column
