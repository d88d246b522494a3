"""A statutory table as printed: which heads are merged, which label stands where, what each cell shows.

In:   rows of `form_cells` of one edition and table; the cells one report holds, as `evidence` lists them.
Out:  Printed: sections of rows of boxes, ready to be drawn; nothing about colours or the page.
Promise: the printed form decides the shape, the report only fills it. A cell the report does not hold is
shown as absent, a blank stays blank, and no text is parsed or made up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from math import lcm

from dashboard import labels
from dashboard.components import listed_form
from dashboard.components.boxes import Box, Printed, Section

Address = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the page points at: the cells of an equation, the one that breaks it, the one the reader chose."""

    part: frozenset[Address] = frozenset()
    breaking: frozenset[Address] = frozenset()
    picked: Address | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed row: its label path, and its cells as (item, column), in printed order."""

    path: tuple[str, ...]
    optional: bool
    keys: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...] = ()


def printed(form: Iterable[Mapping], cells: Iterable[Mapping], marks: Marks = Marks()) -> Printed:
    """One table of one edition, filled with one report's cells. `form`: rows of form_cells of one edition and table."""
    form = sorted(form, key=lambda c: (c["block"], c["row"], c["col"]))
    filled = {(c["table_id"], c["item_id"], c["column_id"]): c for c in cells}
    if form and form[0]["layout"] == "list":
        def figure(row: Mapping) -> Box:
            line = _Line(tuple(row["row_path"]), row["is_optional"], ((row["item_id"], row["column_id"]),))
            return _figures(line, [tuple(row["col_path"])], 1, row["table_id"], filled, marks)[0]

        return listed_form.drawn(form, filled, figure)
    blocks = [list(rows) for _, rows in groupby(form, key=lambda c: c["block"])]
    lines = [_lines(block, filled) for block in blocks]
    depth = max((len(line.path) for block in lines for line in block), default=0)
    units = lcm(*(max(c["col"] for c in block) for block in blocks)) if blocks else 1
    sections: list[Section] = []
    for block, rows in zip(blocks, lines):
        paths = [tuple(c["col_path"]) for c in block if c["row"] == block[0]["row"]]
        across = units // len(paths)
        head = [*_caption(block, depth, units), *_column_heads(paths, across, depth, block[0]["corner"])]
        body = [
            (*heads, *_figures(line, paths, across, block[0]["table_id"], filled, marks))
            for heads, line in zip(_row_heads(rows, depth), rows)
        ]
        if len(blocks) == 1:
            sections += [Section("thead", tuple(head)), Section("tbody", tuple(body))]
        else:
            sections.append(Section("tbody", (*head, *body)))
    return Printed(tuple(sections))


def _lines(block: list[Mapping], filled: Mapping[Address, Mapping]) -> list[_Line]:
    """The rows to draw: an optional row only where the report prints it, and then without the rows it stands for."""
    table = block[0]["table_id"]
    lines = []
    for _, cells in groupby(block, key=lambda c: c["row"]):
        row = list(cells)
        lines.append(
            _Line(
                tuple(row[0]["row_path"]),
                any(c["is_optional"] for c in row),
                tuple((c["item_id"], c["column_id"]) for c in row),
            )
        )

    def holds(line: _Line) -> bool:
        return any((table, *key) in filled for key in line.keys)

    stands_for = {
        line.path: [r for r in lines if len(r.path) > len(line.path) and r.path[: len(line.path)] == line.path]
        for line in lines
        if line.optional and holds(line)
    }
    replaced = {r.path for rows in stands_for.values() for r in rows if not holds(r)}
    lines = [line for line in lines if line.path not in replaced and (not line.optional or line.path in stands_for)]
    added = {path for path, rows in stands_for.items() if not rows}
    return _numbered(lines, added) if any(len(line.path) > 1 for line in lines) else lines


def _numbered(lines: list[_Line], added: set[tuple[str, ...]]) -> list[_Line]:
    """The form's own numbering, a style a level; a row of local addition (小计) carries none."""
    digits = labels.say("components.digits")
    family: dict[tuple[str, ...], list[str]] = {}
    out = []
    for line in lines:
        numbers = []
        for level, text in enumerate(line.path):
            siblings = family.setdefault(line.path[:level], [])
            if line.path[: level + 1] in added:
                numbers.append("")
                continue
            if text not in siblings:
                siblings.append(text)
            n = siblings.index(text) + 1
            numbers.append(labels.say(f"components.number_{level}", digit=digits[n - 1 : n], n=n))
        out.append(replace(line, numbers=tuple(numbers)))
    return out


def _caption(block: list[Mapping], depth: int, units: int) -> list[tuple[Box, ...]]:
    return [(Box(block[0]["caption"], "caption", depth + units),)] if block[0]["caption"] else []


def _column_heads(paths: list[tuple[str, ...]], across: int, depth: int, corner: str) -> list[tuple[Box, ...]]:
    """Merged heads. A head whose columns all stand equally deep takes the spare height itself, so that its
    columns line up at the foot (行政复议); otherwise the shallow column takes it (自然人)."""
    height = max(map(len, paths))
    rows: list[list[Box]] = [[] for _ in range(height)]
    if depth:
        rows[0].append(Box(corner, "corner", depth, height))

    def place(members: list[tuple[str, ...]], level: int, top: int) -> None:
        for text, run in groupby(members, key=lambda p: p[level]):
            run = list(run)
            deeper = {len(p) - level - 1 for p in run}
            down = height - top - max(deeper) if len(deeper) == 1 else 1
            rows[top].append(Box(text, "head", across * len(run), down))
            if max(deeper):
                place([p for p in run if len(p) > level + 1], level + 1, top + down)

    place(paths, 0, 0)
    return [tuple(row) for row in rows]


def _row_heads(lines: list[_Line], depth: int) -> list[tuple[Box, ...]]:
    """The labels left of each row; a group's label stands once and runs down its rows."""
    out: list[list[Box]] = [[] for _ in lines]

    def key(line: _Line, level: int) -> tuple:
        return line.path[: level + 1], len(line.path) == level + 1 and line.keys

    for level in range(depth):
        start = 0
        deep = [(key(line, level) if len(line.path) > level else None) for line in lines]
        for head, run in groupby(deep):
            size = len(list(run))
            if head is not None:
                line, is_leaf = lines[start], bool(head[1])
                number = line.numbers[level] if line.numbers else ""
                kind = "label" if is_leaf else ("group" if level == 0 and depth > 1 else "sub")
                total = " sum" if is_leaf and line.keys[0][0].endswith("total") else ""
                across = depth - level if is_leaf else 1
                out[start].append(Box(number + line.path[level], f"{kind}{total} level{level}", across, size))
            start += size
    return [tuple(row) for row in out]


def _figures(
    line: _Line, paths: list[tuple[str, ...]], across: int, table: str, filled: Mapping[Address, Mapping], marks: Marks
) -> tuple[Box, ...]:
    boxes = []
    for (item, column), path in zip(line.keys, paths):
        address = (table, item, column)
        text, kinds, spoken = _shown(filled.get(address))
        kinds += ["total"] if column == "total" else []
        kinds += ["part"] if address in marks.part else []
        if address in marks.breaking:
            kinds.append("breaking")
            spoken += labels.say("components.spoken_breaking")
        kinds += ["picked"] if address == marks.picked else []
        label = labels.say(
            "components.spoken",
            row=" ".join(line.path) or labels.say("components.spoken_only_row"),
            column=" ".join(path),
            state=spoken,
        )
        boxes.append(Box(text, " ".join(kinds), across, 1, "/".join(address), label))
    return tuple(boxes)


def _shown(cell: Mapping | None) -> tuple[str, list[str], str]:
    """What a cell shows, its state classes, and its state in words."""
    if cell is None:
        return labels.say("components.absent"), ["absent"], labels.say("components.spoken_absent")
    raw = (cell["raw"] or "").strip()
    state = cell["state"]
    if cell.get("corrected_from") is not None:
        # Corrected to a number, or to a cell that holds none: 空, /, words.
        text = plain(cell["value"]) or labels.say(f"components.state.{state}")
        return (
            text,
            [state, "corrected"],
            labels.say("components.spoken_corrected", value=text, old=cell["corrected_from"]),
        )
    if state == "number":
        kinds = ["number", "zero"] if cell["value"] == 0 else ["number"]
        return raw or plain(cell["value"]), kinds, labels.say("components.spoken_number", value=plain(cell["value"]))
    text = {"blank": "", "doubtful": f"{raw} ?".strip()}.get(state, raw)
    return text, [state], labels.say(f"components.spoken_{state}", raw=raw)


def plain(value) -> str:
    """A stored decimal as a person writes it: no trailing zeros, no exponent; an empty text where there is none."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
