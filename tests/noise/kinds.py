"""The kinds of noise, each a function from a printout to a printout.

In:   a Printout: a sheet, and the truth of its cells. Out: the same, spoilt; None where the kind has nothing to spoil.
Promise: a kind changes the truth only where it changes what can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.demo.chance import Chance
from loaders.demo.printed import PrintedCell, PrintedTable
from loaders.demo.sheet import Heading, Sheet
from loaders.report import BLANK, NUMBER
from tests.noise.drawn import data_rows, leaf, reworded, with_column, with_row, without_row
from tests.noise.score import Illegible

FORMATS = frozenset({"text", "markdown", "html", "pdf", "docx", "xlsx"})
FLOWING = ("text_cell_a_line", "text_aligned")  # no cell borders: what runs together cannot be told apart
LOOKALIKES = dict(zip("日未己人土干大理复政办具他结维持正予开申请诉讼果件",
                      "曰末已入士千太埋夏攻力其池绪堆待止子升甲清拆松杲仵"))
DIGITS = {"0": "Oo", "1": "lI", "8": "B", "5": "S", "2": "Z", "6": "b"}


@dataclass(frozen=True, slots=True)
class Printout:
    """A report as it will be written, and what its cells print."""

    sheet: Sheet
    truth: dict

    @property
    def tables(self) -> list[PrintedTable]:
        return [part for part in self.sheet.parts if isinstance(part, PrintedTable)]

    def redrawn(self, change: Callable[[PrintedTable], PrintedTable | None]) -> Printout:
        """Every table as `change` gives it."""
        parts = tuple((change(p) or p) if isinstance(p, PrintedTable) else p for p in self.sheet.parts)
        return replace(self, sheet=replace(self.sheet, parts=parts))

    def retold(self, changed: dict) -> Printout:
        return replace(self, truth=self.truth | changed)


def split_labels(out: Printout, chance: Chance) -> Printout:
    """A line break inside every second label."""
    def words(cell: PrintedCell) -> str:
        if cell.key or len(cell.text) < 4 or "\n" in cell.text or not chance.happens(0.5):
            return cell.text
        at = chance.randint(1, len(cell.text) - 1)
        return cell.text[:at] + "\n" + cell.text[at:]

    return out.redrawn(lambda t: reworded(t, words))


def torn_rows(out: Printout, chance: Chance) -> Printout:
    """Every fourth row's label runs on into a row of its own below."""
    def tear(table: PrintedTable) -> PrintedTable:
        for row in reversed(data_rows(table)):
            label = leaf(table, row)
            if label is None or len(label.text) < 8 or not chance.happens(0.25):
                continue
            at = chance.randint(4, len(label.text) - 2)
            rest = replace(label, text=label.text[at:])
            table = with_row(table, row + 1, [rest])
            table = reworded(table, lambda c: label.text[:at] if c is label or c == label else c.text)  # noqa: B023
        return table

    return out.redrawn(tear)


def glued_digits(out: Printout, chance: Chance) -> Printout:
    """Two numbers side by side run together, once in every table."""
    flowing, changed = out.sheet.layout.id in FLOWING, {}

    def glue(table: PrintedTable) -> PrintedTable | None:
        def plain(c: PrintedCell) -> bool:
            return bool(c.key) and c.text.isascii() and c.text.isdigit()

        pairs = [(a, b) for a in table.cells if plain(a) for b in table.cells
                 if plain(b) and (b.row, b.col) == (a.row, a.col + a.col_span)]
        if not pairs:
            return None
        left, right = chance.one(pairs)
        together = left.text + right.text
        if flowing:
            changed.update({c.key: Illegible(out.truth[c.key]) for c in (left, right)})
        else:
            changed.update({left.key: (NUMBER, Decimal(together)), right.key: (BLANK, None)})
        table = reworded(table, lambda c: together if c == left else "" if c == right else c.text)
        if out.sheet.layout.id == "text_cell_a_line":  # the place itself is gone
            table = replace(table, cells=tuple(c for c in table.cells if c.key != right.key))
        return table

    return out.redrawn(glue).retold(changed)


def ocr_labels(out: Printout, chance: Chance) -> Printout:
    """Characters of labels taken for others that look like them."""
    def words(cell: PrintedCell) -> str:
        return cell.text if cell.key else "".join(
            LOOKALIKES[c] if c in LOOKALIKES and chance.happens(0.12) else c for c in cell.text)

    return out.redrawn(lambda t: reworded(t, words))


def ocr_digits(out: Printout, chance: Chance) -> Printout:
    """Digits taken for letters: the cell is a number no more."""
    changed = {}

    def words(cell: PrintedCell) -> str:
        if not cell.key:
            return cell.text
        text = "".join(chance.one(DIGITS[c]) if c in DIGITS and chance.happens(0.08) else c for c in cell.text)
        if text != cell.text:
            changed[cell.key] = Illegible(out.truth[cell.key])
        return text

    return out.redrawn(lambda t: reworded(t, words)).retold(changed)


def page_numbers(out: Printout, chance: Chance) -> Printout:
    """The number of a page in a row of its own amid a table."""
    def number(table: PrintedTable) -> PrintedTable | None:
        rows = data_rows(table)[1:]
        if not rows:
            return None
        text = chance.one(("— 5 —", "- 5 -", "第5页", "第 5 页 共 8 页", "5"))
        return with_row(table, chance.one(rows), [PrintedCell(0, 0, text, 1, table.n_cols)])

    return out.redrawn(number)


def _head(table: PrintedTable) -> list[PrintedCell]:
    return [c for c in table.cells if c.row < table.n_head]


def heads_repeated(out: Printout, chance: Chance) -> Printout | None:
    """The head of a table again before a row in its middle."""
    def repeat(table: PrintedTable) -> PrintedTable | None:
        rows = [r for r in data_rows(table)[1:] if not any(c.row < r < c.row + c.row_span for c in table.cells)]
        if not table.n_head or not rows:
            return None
        at, head = chance.one(rows), _head(table)
        cells = [replace(c, row=c.row + table.n_head * (c.row >= at)) for c in table.cells]
        cells += [replace(c, row=c.row + at) for c in head]
        return replace(table, cells=tuple(cells), n_rows=table.n_rows + table.n_head)

    return out.redrawn(repeat)


def heads_missing(out: Printout, chance: Chance) -> Printout:
    """The requests table without its head."""
    def behead(table: PrintedTable) -> PrintedTable | None:
        for _ in range(table.n_head if table.id == "requests" else 0):
            table = without_row(table, 0)
        return table

    return out.redrawn(behead)


def columns_named(out: Printout, chance: Chance) -> Printout:
    """One row of heads: the corner, 数据1 to 数据6, 总计, as converters name columns they did not understand."""
    def name(table: PrintedTable) -> PrintedTable | None:
        if table.id != "requests" or not table.n_head:
            return None
        first = min(c.col for c in table.cells if c.key)
        corner = min(_head(table), key=lambda c: (c.row, c.col)).text
        for _ in range(table.n_head):
            table = without_row(table, 0)
        n = table.n_cols - first
        heads = [PrintedCell(0, 0, corner, 1, first)]
        heads += [PrintedCell(0, first + i, f"数据{i + 1}" if i < n - 1 else "总计") for i in range(n)]
        return replace(with_row(table, 0, heads), n_head=1)

    return out.redrawn(name)


def two_lines(out: Printout, chance: Chance) -> Printout:
    """A remark in brackets below a number: 22（其中修订16件）."""
    def words(cell: PrintedCell) -> str:
        is_plain = cell.key and out.truth[cell.key][0] == NUMBER and cell.text.isdigit() and cell.key[0] == "disclosure"
        if not is_plain or not chance.happens(0.4):
            return cell.text
        return f"{cell.text}\n（其中修订{chance.randint(1, 30)}件）"

    return out.redrawn(lambda t: reworded(t, words))


def blank_columns(out: Printout, chance: Chance) -> Printout:
    """A column without a word amid the figures."""
    def widen(table: PrintedTable) -> PrintedTable | None:
        cols = sorted({c.col for c in table.cells if c.key})
        return with_column(table, chance.one(cols)) if cols else None

    return out.redrawn(widen)


def lost_headings(out: Printout, chance: Chance) -> Printout:
    """No headings of sections at all."""
    parts = tuple(p for p in out.sheet.parts if not isinstance(p, Heading))
    return replace(out, sheet=replace(out.sheet, parts=parts))


def _own(**keys) -> Callable[[Printout, Chance], Printout]:
    def change(out: Printout, chance: Chance) -> Printout:
        layout = replace(out.sheet.layout, own=out.sheet.layout.own | keys)
        return replace(out, sheet=replace(out.sheet, layout=layout))

    return change


def _all(*kinds: Callable) -> Callable[[Printout, Chance], Printout]:
    def change(out: Printout, chance: Chance) -> Printout:
        for kind in kinds:
            out = kind(out, chance)
        return out

    return change


NOISES: dict[str, tuple[Callable[[Printout, Chance], Printout], Iterable[str]]] = {
    "split_labels": (split_labels, FORMATS),
    "torn_rows": (torn_rows, FORMATS),
    "glued_digits": (glued_digits, FORMATS - {"pdf"}),
    "ocr_labels": (ocr_labels, FORMATS),
    "ocr_digits": (ocr_digits, FORMATS),
    "page_numbers": (page_numbers, FORMATS),
    "heads_repeated": (heads_repeated, FORMATS),
    "heads_missing": (heads_missing, FORMATS),
    "columns_named": (columns_named, FORMATS),
    "two_lines": (two_lines, FORMATS),
    "blank_columns": (blank_columns, FORMATS),
    "lost_headings": (lost_headings, FORMATS),
    "row_groups": (_own(), FORMATS),  # one drawn table a group of rows: done by the layout, see corpus.py
    "no_rules": (_own(rules="none"), {"pdf"}),
    "rules_between_rows": (_own(rules="rows"), {"pdf"}),
    "outer_rule": (_own(rules="outer"), {"pdf"}),
    "converter": (_all(torn_rows, page_numbers, heads_repeated, split_labels), {"markdown", "text"}),
    "photocopied": (_all(ocr_labels, ocr_digits, lost_headings), FORMATS),
}
