"""A region of aligned writing -> the cells of its table.

In:   the rows of one table without rules.
Out:  its cells: labels left, numbers in columns, heads above.
Promise: a cell without a number is there, blank, where its column has numbers in other rows or a head.
"""

import re
from bisect import bisect_right
from collections import Counter
from itertools import groupby

from loaders.document import Cell
from loaders.form.labels import bare
from loaders.locate import vocabulary
from loaders.readers.pdf.aligned import clusters, share
from loaders.readers.pdf.rows import Row, is_whole
from loaders.readers.pdf.writing import Written
from loaders.readers.table import squeeze

_ROOM = 0.5  # of the size: what a label keeps free before the first number
_SAME = 0.8  # of the size: left edges that are one edge
_STACKED = 1.7  # of the size: lines of one label stand no further apart
_NUMBERED = re.compile(r"\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十]、")
_REST = -1  # in place of a data row: lines above the first one
_BAND, _NUMBERS = 100, 20  # rows kept free above each data row for heads; columns kept free for labels


def assemble(region: list[Row]) -> tuple[Cell, ...]:
    """The cells of one table; rows and columns are counted from 0 without gaps."""
    return squeeze(sorted(_Assembly(region).cells(), key=lambda c: (c.row, c.col)))


def _middle(word: Written) -> float:
    return (word.top + word.bottom) / 2


class _Assembly:
    """Data row i stands in row _BAND * i + _BAND - 1, its heads in rows before; numbers begin at column _NUMBERS."""

    def __init__(self, region: list[Row]):
        self.data = [row for row in region if row.is_data]
        self.ys = [row.y for row in self.data]
        self.size = max(row.size for row in self.data)
        numbers = clusters([(n.left, n.right) for row in self.data for n in row.numbers])
        own = [w.right for row in self.data for w in row.words if w.right < numbers[0][0] and is_whole(w.text)]
        self.first = max([numbers[0][0] - _ROOM * self.size, *own])  # no label reaches further
        inner = [w.right for row in self.data for w in row.words if w.right <= self.first]
        self.edge = max(inner, default=self.first)  # labels end here
        self.heads: dict[int, list[Written]] = {}  # data row -> the words of the heads above it
        self.labels: list[Written] = [w for row in self.data for w in row.words if w.right <= self.edge]
        for below, between in groupby((row for row in region if not row.is_data), key=self._next_data_row):
            self._sort_out(list(between), below)
        self.columns = numbers + self._columns_of_heads(numbers)
        self.columns.sort()

    def _next_data_row(self, row: Row) -> int:
        return bisect_right(self.ys, row.y)

    def _sort_out(self, between: list[Row], below: int) -> None:
        """The lines above one data row: heads, with all that stands at their height, or further lines of labels."""
        heads = [row for row in between if any(w.left > self.edge or w.right > self.first for w in row.words)]
        if not heads or below == len(self.data):
            self.labels.extend(w for row in between for w in row.words)
            return
        low, high = heads[0].y - self.size, heads[-1].y + self.size
        for row in between:
            words = self.heads.setdefault(below, []) if low < row.y < high else self.labels
            words.extend(row.words)

    def _columns_of_heads(self, numbers: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Columns that hold no number anywhere, but have a head of their own beside the others'."""
        words = [(w.left, w.right) for words in self.heads.values() for w in words if w.left > self.edge]
        free = [(start, end) for start, end in words if all(end < a or b < start for a, b in numbers)]
        blocked = [span for span in words if span not in free]
        return [span for span in clusters(free) if sum(a < span[1] and span[0] < b for a, b in blocked) < 2]

    def cells(self) -> list[Cell]:
        found = []
        for at, row in enumerate(self.data):
            texts: dict[int, str] = {}
            for word in row.words:
                if word.right > self.edge:
                    column = self._columns_of(word)[0]
                    texts[column] = " ".join(filter(None, (texts.get(column), word.text)))
            top, bottom = min(w.top for w in row.words), max(w.bottom for w in row.words)
            found.extend(Cell(_BAND * at + _BAND - 1, _NUMBERS + c, texts.get(c, ""), box=(left, top, right, bottom))
                         for c, (left, right) in enumerate(self.columns))
        for at, words in self.heads.items():
            found.extend(self._head_cells(at, words))
        return found + self._label_cells()

    def _columns_of(self, word: Written) -> list[int]:
        """The columns a word stands over: those whose middle it covers, else the nearest."""
        middles = [(start + end) / 2 for start, end in self.columns]
        over = [c for c, x in enumerate(middles) if word.left - 0.3 * word.size <= x <= word.right + 0.3 * word.size]
        middle = (word.left + word.right) / 2
        return over or [min(range(len(middles)), key=lambda c: abs(middles[c] - middle))]

    def _head_cells(self, at: int, words: list[Written]) -> list[Cell]:
        """The heads above one data row: those over several columns in rows of their own, the others stacked."""
        found, stacks, corner = [], {}, []
        tops: dict[float, int] = {}
        for word in sorted(words, key=lambda w: (_middle(w), w.left)):
            if word.left < self.edge and word.right <= self.first:
                corner.append(word.text)
                continue
            columns = self._columns_of(word)
            if len(columns) == 1:
                stacks.setdefault(columns[0], []).append(word.text)
            else:
                row = tops.setdefault(round(_middle(word)), min(len(tops), _BAND - 3))
                found.append(Cell(_BAND * at + row, _NUMBERS + columns[0], word.text, 1, len(columns)))
        last = _BAND * at + _BAND - 2
        found.extend(Cell(last, _NUMBERS + column, "\n".join(texts)) for column, texts in stacks.items())
        if corner:
            found.append(Cell(last, 0, "\n".join(corner), 1, _NUMBERS))
        return found

    def _label_cells(self) -> list[Cell]:
        """Labels of single rows, and the labels of groups of rows that stand left of them."""
        nearest = [max((w for w in row.words if w.right <= self.edge), key=lambda w: w.right, default=None)
                   for row in self.data]
        lefts = Counter(round(w.left) for w in nearest if w is not None)
        leaf = max(lefts, key=lambda x: (sum(n for other, n in lefts.items() if abs(other - x) <= 1), x), default=0)
        slack = _SAME * self.size
        groups = [w for w in self.labels if w.right <= leaf + 0.3 * self.size]
        columns = clusters([(w.left, w.right) for w in groups])
        starts = [c[0] for c in columns] + [leaf]
        own = sorted((w for w in self.labels if w not in groups), key=_middle)
        if sum(w in groups for w in nearest) > len(nearest) / 2 or len(columns) > 3:
            columns, starts, own, groups = [], [leaf], sorted(self.labels, key=_middle), []
        found, begins = [], [len(columns)] * len(self.data)
        shares = self._shared(own)
        for at, words in shares.items():
            left = min(w.left for w in words)
            if at == _REST:
                found.append(Cell(0, len(columns), "\n".join(w.text for w in words)))
                continue
            begins[at] = next((c for c, x in enumerate(starts) if left <= x + slack), len(columns))
            text = "\n".join(w.text for w in words)
            found.append(Cell(_BAND * at + _BAND - 1, begins[at], text, 1, len(columns) + 1 - begins[at]))
        for column, (start, end) in enumerate(columns):
            stacks = self._stacked([w for w in groups if start <= w.left <= end])
            rows = [at for at in range(len(self.data)) if begins[at] > column]
            found.extend(self._group_cells(column, stacks, rows))
        return found

    def _shared(self, labels: list[Written]) -> dict[int, list[Written]]:
        """Data row -> its label's lines. Cells are centred, or begin or end at the numbers' height: whichever makes
        more labels that the form has."""
        rows = {id(w): at for at, row in enumerate(self.data) for w in row.words}
        begins = [_NUMBERED.match(w.text) is not None for w in labels]
        first = begins.index(True) if True in begins else 0
        if first and rows.get(id(labels[first])) == 0:  # what stands above is the rest of a label of the page before
            return {_REST: labels[:first]} | self._shared(labels[first:])
        middles, fixed = [_middle(w) for w in labels], [rows.get(id(w)) for w in labels]
        best, most = {}, -1
        for starts, lean in ((starts, lean) for starts in (begins, ()) for lean in (0.5, 0.0, 1.0)):
            found: dict[int, list[Written]] = {}
            for word, at in zip(labels, share(middles, self.ys, _STACKED * self.size, fixed, lean, starts)):
                found.setdefault(at, []).append(word)
            n_known = sum(vocabulary.is_known(bare("".join(w.text for w in words))) for words in found.values())
            if n_known > most:
                best, most = found, n_known
            if len(labels) == len(found) or n_known == len(self.data):
                break
        return best

    def _stacked(self, words: list[Written]) -> list[list[Written]]:
        stacks: list[list[Written]] = []
        for word in sorted(words, key=lambda w: (_middle(w), w.left)):
            if stacks and _middle(word) - _middle(stacks[-1][-1]) <= _STACKED * self.size:
                stacks[-1].append(word)
            else:
                stacks.append([word])
        return stacks

    def _group_cells(self, column: int, stacks: list[list[Written]], rows: list[int]) -> list[Cell]:
        """Each group label over the rows it is centred on; rows between which other rows stand stay apart."""
        middles = [(_middle(stack[0]) + _middle(stack[-1])) / 2 for stack in stacks]
        found = []
        owners = share([self.ys[row] for row in rows], middles, float("inf"))
        for which, stack in enumerate(stacks):
            own = [row for row, owner in zip(rows, owners) if owner == which]
            if not own:
                own = [min(range(len(self.ys)), key=lambda row: abs(self.ys[row] - middles[which]))]
            last = own[0]
            while last + 1 in own and last + 1 not in self.heads:
                last += 1
            text = "\n".join(word.text for word in stack)
            found.append(Cell(_BAND * own[0] + _BAND - 1, column, text, _BAND * (last - own[0]) + 1))
        return found
