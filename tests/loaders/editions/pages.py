"""Web pages of reports, written by the tests themselves.

In:   lines and rows of cells.
Out:  page(), the bytes; listed(), the rows of the list of 2014 with numbers of one's own.
"""

from loaders.form import addresses, edition

UNITS = {a.item: a.unit for a in addresses() if a.table == "activity"}


def table(rows) -> str:
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{''.join(lines)}</table>"


def page(title: str, *parts) -> bytes:
    """A string is a paragraph, a list of rows a table."""
    body = "".join(f"<p>{part}</p>" if isinstance(part, str) else table(part) for part in parts)
    head = f"<head><meta charset=utf-8><title>{title}</title></head>"
    return f"<html>{head}<body><h1>{title}</h1>{body}</body></html>".encode()


def listed(numbers: dict[str, str] = (), *, units=UNITS, label=lambda text: text) -> list[tuple[str, ...]]:
    """The list as the form prints it; an item that `numbers` does not name is blank."""
    numbers, rows, seen = dict(numbers), [("统计指标", "单位", "统计数")], set()
    for row in edition("2014").tables[0].blocks[0].rows:
        for depth in range(1, len(row.path)):
            if row.path[:depth] not in seen:
                rows.append((label(row.path[depth - 1]), "——", "——"))
                seen.add(row.path[:depth])
        seen.add(row.path)
        rows.append((label(row.path[-1]), units[row.id], numbers.get(row.id, "")))
    return rows
