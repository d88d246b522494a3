"""The pieces of flattened text -> heads and data rows.

In:   printed rows (tabs or flow) of one table.
Out:  gather(): the heads in reading order, and a DataRow for each printed row.
Promise: a label torn over lines or parted by spaces is put together only when the whole reads as a label of the
table; values belong to the last label before them.
"""

import re
from collections.abc import Sequence

from loaders.extract.rows import DataRow, form_rows
from loaders.form import Table
from loaders.locate import PrintedRow, Spot, vocabulary
from loaders.locate.spots import TABS
from loaders.locate.vocabulary import readings
from loaders.numbers import is_value

_MOST_PIECES = 8  # a label of single letters parted by spaces: 法 律 服 务 机 构
_MOST_NUMBERINGS = 1  # between two labels: （三）不予公开, 1, 属于国家秘密
_UNSURE = "标签与数之间夹有认不出的文字"
_TOO_MANY = "别的行有比表更多的格，这一行开头的空格不能断定属于标签还是属于第一列"
_DAMAGED = re.compile(r"(?=[\dOoIl.,]*[A-Za-z])[\dA-Za-z.,]{1,6}")  # 1O, l2: a number read badly; labels are Chinese


def gather(printed: Sequence[PrintedRow], table: Table) -> tuple[list[Spot], list[DataRow]]:
    """Heads and rows. In a strip there are no row labels: every run of values is a row."""
    reader = _Reader(table)
    for row in printed:
        if row.kind == TABS:
            reader.take_cells(row)
        else:
            for spot in joined([s for s in row.spots if s is not None], table.id):
                reader.take(spot, row)
    reader.close()
    for row in reader.rows:
        row.has_values = any(not v.is_blank for v in row.values)
    n_columns = len(table.blocks[0].columns)
    if any(row.is_placed and len(row.values) > n_columns and not row.values[0].is_blank for row in reader.rows):
        for row in reader.merged:  # a blank column among the columns, not a label merged over two places
            if any(not v.is_blank for v in row.values[:-1]):
                row.doubt = row.doubt or _TOO_MANY
    return reader.heads, reader.rows


def joined(spots: list[Spot], table: str) -> list[Spot]:
    """Neighbouring pieces put together where only the whole is a label."""
    found: list[Spot] = []
    i = 0
    while i < len(spots):
        size = 1
        if not is_value(spots[i].text) and not vocabulary.parts(spots[i].bare, table):
            for n in range(2, min(_MOST_PIECES, len(spots) - i) + 1):
                if is_value(spots[i + n - 1].text):
                    break
                if vocabulary.parts(Spot("".join(s.text for s in spots[i:i + n]), None, 0, 0).bare, table):
                    size = n
                    break
        first, text = spots[i], "".join(s.text for s in spots[i:i + size])
        found.append(first if size == 1 else _whole(text, first, spots[i + size - 1]))
        i += size
    return found


def _whole(text: str, first: Spot, last: Spot) -> Spot:
    """One label of several pieces; it stands in one place only where they are on one line."""
    x = (first.x[0], last.x[1]) if first.row == last.row else (0, 0)
    return Spot(text, first.page, first.row, first.col, last.row + last.n_rows - first.row, x=x)


class _Reader:
    """Takes pieces in reading order. `run`: labels since the last value; `cells`: values since the last label."""

    def __init__(self, table: Table):
        self.table = table
        self.heads: list[Spot] = []
        self.rows: list[DataRow] = []
        self.run: list[Spot] = []
        self.cells: list[Spot] = []
        self.is_placed = False
        self.has_merged = False
        self.merged: list[DataRow] = []
        self.groups = {t for r in form_rows(table) for label in r.path[:-1] for t in readings(label)}
        self.first = {t for r in form_rows(table)[:1] for t in readings(r.path[-1])}
        self.leaves = {t for r in form_rows(table) for t in readings(r.path[-1])}
        self.children: dict[str, set[str]] = {}
        for r in form_rows(table):
            for group in readings(r.path[-2]) if len(r.path) > 1 else ():
                self.children.setdefault(group, set()).update(readings(r.path[-1]))

    def take_cells(self, row: PrintedRow) -> None:
        """A row of cells: labels up to the last known one, or else up to the first value; the rest are its values."""
        spots = [s for s in row.spots if s is not None]
        known = [i for i, s in enumerate(spots) if vocabulary.parts(s.bare, self.table.id)]
        first_value = next((i for i, s in enumerate(spots) if is_value(s.text)), len(spots))
        if known and sum(is_value(s.text) for s in spots[known[0]:known[-1]]) > _MOST_NUMBERINGS:
            for spot in spots:  # two printed rows on one line: the numbers before the last label have their own
                if not spot.is_blank:
                    self.take(spot, row)
            return
        end = known[-1] + 1 if known else 0
        n_columns = len(self.table.blocks[0].columns)
        while known and end < first_value and len(spots) - end > n_columns and not spots[end].is_blank:
            end += 1  # a piece of a label too many beside the known one: 不予处理, 1.信访
        n_merged = end
        while known and len(spots) - end > n_columns and spots[end].is_blank and not spots[-1].is_blank:
            end += 1  # the places of a label that is merged over several columns
        n_merged = end - n_merged
        if not known:
            texts = [i for i, s in enumerate(spots[:first_value]) if not s.is_blank]
            end = texts[-1] + 1 if texts else 0
        if end:
            if self.cells:
                self.close()
            self.run += [s for s in spots[:end] if not s.is_blank]
            self.cells, self.is_placed, self.has_merged = spots[end:], True, n_merged > 0
        elif not self.cells:
            self.cells, self.is_placed = spots, True
        elif any(not s.is_blank for s in spots):
            self.cells += spots
            self.is_placed = False

    def take(self, spot: Spot, row: PrintedRow) -> None:
        """A loose piece: a value, or (a piece of) a label."""
        if (is_value(spot.text) or _DAMAGED.fullmatch(spot.text)) and (self.run or self.rows or self.cells):
            if not self.cells:
                self.is_placed = False
            self.cells.append(spot)
            return
        if self.cells:
            self.close()
        self.run.append(spot)
        self.run[-_MOST_PIECES:] = joined(self.run[-_MOST_PIECES:], self.table.id)

    def close(self) -> None:
        """Ends the row whose values are gathered."""
        run, cells, is_placed, has_merged = self.run, self.cells, self.is_placed, self.has_merged
        self.run, self.cells, self.is_placed, self.has_merged = [], [], False, False
        if self.table.layout == "strip":
            self.heads += run
            if cells:
                self.rows.append(self._row([], cells, is_placed))
            return
        run = self._without_heads(run, any(not c.is_blank for c in cells))
        if run or cells:
            self._split(run, cells, is_placed)
        if has_merged:
            self.merged += self.rows[-1:]

    def _without_heads(self, run: list[Spot], has_values: bool) -> list[Spot]:
        """Takes the column heads out of a run of labels; the last label of a row with values is its own."""
        table = self.table.id
        if not self.rows and run and run[-1].bare in self.first:
            self.heads += run[:-1]  # also 其他, torn from its neighbours: above the first row there is none
            return run[-1:]
        last = max((i for i, s in enumerate(run) if {"column", "corner", "title"} & vocabulary.parts(s.bare, table)
                    and s.bare not in self.leaves), default=-1)
        if last < 0:
            return run
        end = last + 1
        while end < len(run) - (1 if has_values else 0) and "column" in vocabulary.parts(run[end].bare, table):
            end += 1
        self.heads += run[:end] if not self.rows else []
        return run[end:]

    def _split(self, run: list[Spot], cells: list[Spot], is_placed: bool) -> None:
        """Labels that follow one another without values are rows of blanks; the last one has the values."""
        groups: list[Spot] = []
        doubt = None
        for i, spot in enumerate(run):
            text, is_last = spot.bare, i == len(run) - 1
            if is_last:
                self.rows.append(self._row([*groups, spot], cells, is_placed, doubt))
                return
            after = run[i + 1].bare
            if text in self.groups and (text not in self.leaves or after in self.children.get(text, ())):
                groups.append(spot)
            elif text in self.leaves:
                if any(s.bare in self.leaves or s.bare in self.groups for s in run[i + 1:]) or not cells:
                    self.rows.append(self._row([*groups, spot], [], False))
                    groups = []
                else:
                    self.rows.append(self._row([*groups, spot], cells, is_placed, _UNSURE))
                    return
            elif text and cells:
                doubt = None
        if cells:
            self.rows.append(self._row([], cells, is_placed))

    def _row(self, labels: list[Spot], cells: list[Spot], is_placed: bool, doubt: str | None = None) -> DataRow:
        if not is_placed:  # pieces have no columns: a group counts for its own row only
            labels = [Spot(s.text, s.page, s.row, n, s.n_rows) for n, s in enumerate(labels, 1)]
        own = next(iter([*cells, *labels]), None)
        return DataRow(labels, list(cells), 0, own.page if own else None, own.row if own else None,
                       is_placed=is_placed, doubt=doubt)
