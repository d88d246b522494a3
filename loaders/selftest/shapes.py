"""The shapes of planted faults: how each changes the cells of one report.

In:   a Sheet, the row of a report, the fault's block of faults.toml, chance.
Out:  SHAPES: shape -> function giving the changed cells, or None where the report gives the fault no room.
Promise: what is given differs from what was there; a cell that was not read is never invented.
"""

from collections.abc import Callable

from loaders.demo.chance import Chance
from loaders.selftest.sheet import Change, Sheet, Value


def _read(sheet: Sheet, row: int, table: str) -> list[list[tuple[str, Value]]]:
    """(name, number) of every printed row of which every cell was read."""
    lines = [[(name, sheet.value(row, name)) for name in line] for line in sheet.grid(row, table)]
    return [line for line in lines if all(value is not None for _, value in line)]


def _differs(sheet: Sheet, row: int, new: dict[str, Value]) -> Change | None:
    change = {(row, name): value for name, value in new.items() if value != sheet.value(row, name)}
    return change or None


def _swap(sheet: Sheet, row: int, rule: dict, chance: Chance) -> Change | None:
    lines = _read(sheet, row, rule["table"])
    pairs = [(a, b) for i, up in enumerate(lines) for down in lines[i + 1:] for a, b in zip(up, down) if a[1] != b[1]]
    if not pairs:
        return None
    (one, first), (other, second) = chance.choice(pairs)
    return _differs(sheet, row, {one: second, other: first})


def _split(sheet: Sheet, row: int, rule: dict, chance: Chance) -> Change | None:
    pairs = [(left, right) for line in _read(sheet, row, rule["table"]) for left, right in zip(line, line[1:])
             if left[1] >= 10]
    if not pairs:
        return None
    (name, value), (beside, _) = chance.choice(pairs)
    digits = str(int(value))
    at = chance.randrange(1, len(digits))
    return _differs(sheet, row, {name: int(digits[:at]), beside: int(digits[at:])})


def _digit(sheet: Sheet, row: int, rule: dict, chance: Chance) -> Change | None:
    cells = [cell for line in _read(sheet, row, rule["table"]) for cell in line if cell[1] > 0]
    if not cells:
        return None
    name, value = chance.choice(cells)
    digits = list(str(int(value)))
    at = chance.randrange(len(digits))
    digits[at] = chance.choice([d for d in "0123456789" if d != digits[at]])
    return _differs(sheet, row, {name: int("".join(digits))})


def _shift_columns(sheet: Sheet, row: int, rule: dict, chance: Chance) -> Change | None:
    lines = [line for line in _read(sheet, row, rule["table"]) if any(value for _, value in line)]
    if not lines:
        return None
    line = chance.choice(lines)
    return _differs(sheet, row, dict(zip((name for name, _ in line), [0, *(value for _, value in line[:-1])])))


def _shift_rows(sheet: Sheet, row: int, rule: dict, chance: Chance) -> Change | None:
    columns = [column for column in zip(*_read(sheet, row, rule["table"])) if any(value for _, value in column)]
    if not columns:
        return None
    column = chance.choice(columns)
    return _differs(sheet, row, dict(zip((name for name, _ in column), [0, *(value for _, value in column[:-1])])))


def _unread(sheet: Sheet, row: int, rule: dict, chance: Chance) -> Change | None:
    lines = _read(sheet, row, rule["table"])
    return _differs(sheet, row, dict.fromkeys(name for name, _ in chance.choice(lines))) if lines else None


def _move(sheet: Sheet, row: int, rule: dict, chance: Chance) -> Change | None:
    by, new = chance.randint(1, 4), {}
    for item in rule["items"]:
        for column in rule["columns"]:
            name = f"{rule['table']}__{item.removeprefix('-')}__{column}"
            value = sheet.value(row, name)
            new[name] = None if value is None else value - by if item.startswith("-") else value + by
    return _differs(sheet, row, new) if all(value is not None and value >= 0 for value in new.values()) else None


def _repeat(sheet: Sheet, row: int, rule: dict, chance: Chance) -> Change | None:
    names = [name for table in rule["tables"] for line in sheet.grid(row, table) for name in line]
    before = {name: sheet.value(sheet.last[row], name) for name in names}
    if any(value is None for value in before.values()) or any(sheet.value(row, name) is None for name in names):
        return None
    return _differs(sheet, row, before)


def _scale(sheet: Sheet, row: int, rule: dict, chance: Chance) -> Change | None:
    names = [f"{rule['table']}__{item}__{column}" for item in rule["items"] for column in rule["columns"]]
    values = {name: sheet.value(row, name) for name in names}
    if not all(value and sheet.value(sheet.last[row], name) for name, value in values.items()):
        return None
    return _differs(sheet, row, {name: value * rule["factor"] for name, value in values.items()})


SHAPES: dict[str, Callable[[Sheet, int, dict, Chance], Change | None]] = {
    "swap": _swap, "split": _split, "digit": _digit, "shift_columns": _shift_columns, "shift_rows": _shift_rows,
    "unread": _unread, "move": _move, "repeat": _repeat, "scale": _scale}
