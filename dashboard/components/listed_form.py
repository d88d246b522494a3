"""A statutory list as printed: numbered lines of several levels, each with its unit and one number.

In:   rows of `form_cells` of one list, in printed order; the report's cells; what draws one figure.
Out:  Printed.
Promise: the lines stand as the form words and numbers them; a heading has no number; a line of local addition is
drawn only where the report holds it. A unit that the report prints otherwise stands in place of the form's.
"""

from collections.abc import Callable, Mapping, Sequence

from dashboard.components.boxes import Box, Printed, Section


def drawn(form: Sequence[Mapping], filled: Mapping[tuple[str, str, str], Mapping],
          figure: Callable[[Mapping], Box]) -> Printed:
    """The list with its head."""
    first = form[0]
    has_units = bool(first["unit_head"])
    units = [Box(first["unit_head"], "head")] if has_units else []
    head = (Box(first["corner"] or "", "corner"), *units, Box(first["col_path"][-1], "head"))
    rows: list[tuple[Box, ...]] = []
    seen: set[tuple[str, ...]] = set()
    for row in form:
        path, cell = tuple(row["row_path"]), filled.get((row["table_id"], row["item_id"], row["column_id"]))
        if row["is_optional"] and cell is None:
            continue
        for depth in range(1, len(path)):
            if path[:depth] not in seen:
                seen.add(path[:depth])
                rows.append((Box(path[depth - 1], f"line indent{depth - 1}", 2 + has_units),))
        seen.add(path)
        unit = [Box((cell and cell.get("unit")) or row["unit"] or "", "unit")] if has_units else []
        rows.append((Box(path[-1], f"line indent{len(path) - 1}"), *unit, figure(row)))
    return Printed((Section("thead", (head,)), Section("tbody", tuple(rows))))
