"""Find the statutory tables of a document by their labels, wherever they start.

In:   a Document.
Out:  Located: the printed rows of each table, parts that continue over pages or stand in several grids joined.
Promise: only labels decide; neither place, year nor count of numbers does. A row that names no table belongs to the
table it stands in. A table printed twice is reported, not mixed.
"""

from dataclasses import dataclass, field

from loaders.document import Document, Grid, Line
from loaders.form.labels import bare
from loaders.locate import vocabulary
from loaders.locate.flat import flat_rows
from loaders.locate.running import running_lines
from loaders.locate.spots import GRID, PrintedRow, Spot, grid_rows, is_furniture

__all__ = ["Located", "PrintedRow", "Spot", "locate"]
_ENOUGH = 3  # labels that only this table has; a passing mention of one or two is not the table


@dataclass(slots=True)
class Located:
    """One table as printed. `labels`: the distinct labels that told it; `n_copies`: how often the document prints
    it.
    """

    table: str
    rows: list[PrintedRow] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    row_labels: set[str] = field(default_factory=set)
    n_copies: int = 1
    is_titled: bool = False  # told by the heading above a grid without labels

    @property
    def is_grid(self) -> bool:
        """Drawn, but for a heading among its rows."""
        return 2 * sum(row.kind == GRID for row in self.rows) > len(self.rows)


def locate(document: Document) -> dict[str, Located]:
    """Table id -> where it is printed: in grids if there, else in lines laid flat."""
    found = _choose(_runs(_grid_stream(document)))
    if not vocabulary.is_whole(found):
        flat = _choose(_runs(_flat_stream(document)))
        for table, located in flat.items():
            if table not in found or len(located.labels) > 2 * len(found[table].labels):
                found[table] = located
    return found


def _grid_stream(document: Document) -> list[PrintedRow | str | None]:
    """Rows of grids; a bare line where lines between grids may name a table; None where prose parts them."""
    stream: list[PrintedRow | str | None] = []
    running = running_lines(document.blocks)
    for source, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            stream += grid_rows(block, source)
        elif source not in running and not is_furniture(block.text):
            text = bare(block.text)
            stream.append(text if vocabulary.is_known(text) else None)
    return stream


def _flat_stream(document: Document) -> list[PrintedRow | str | None]:
    stream: list[PrintedRow | str | None] = []
    lines: list[tuple[int, Line]] = []
    running = running_lines(document.blocks)
    for source, block in enumerate((*document.blocks, Grid(()))):
        if isinstance(block, Line):
            if source not in running:
                lines.append((source, block))
        elif lines:
            stream += [*flat_rows(lines), None]
            lines = []
    return stream


def _named(row: PrintedRow) -> tuple[str | None, list[str]]:
    """The table that a row's labels name most often, and those labels."""
    votes: dict[str, list[str]] = {}
    spots = list(row.distinct())
    texts = [s.bare for s in spots]
    if row.kind != GRID and len(spots) > 1:
        texts.append(bare("".join(s.text for s in spots)))
    for text in texts:
        if text and (table := vocabulary.table_of(text)):
            votes.setdefault(table, []).append(text)
    if not votes:
        return None, []
    table = max(votes, key=lambda t: len(votes[t]))
    return table, votes[table]


def _runs(stream: list[PrintedRow | str | None]) -> list[Located]:
    """Consecutive rows of one table. Rows without a name follow the row before them in the same grid, else the row
    after.
    """
    runs: list[Located] = []
    current: Located | None = None
    waiting: list[PrintedRow] = []  # nameless rows at the head of a grid: theirs is the next name
    source = title = None
    for row in stream:
        if row is None or isinstance(row, str):
            table = row and vocabulary.table_of(row)
            title = table if row and vocabulary.is_title(row) else title if row else None
            if current is not None and table != current.table:
                current, waiting = None, []
            continue
        texts = [s.bare for s in row.distinct() if not s.is_blank]
        if (row.kind != GRID or len(texts) == 1) and any(map(vocabulary.is_other_heading, texts)):
            current, waiting = None, []
            continue
        table, labels = _named(row)
        is_inside = row.kind == GRID and row.source == source and current is not None
        if is_inside and table != current.table and not _is_start(table, labels):
            table = None
        if table is None:
            if current is None and title is not None:
                current = Located(title, is_titled=True)
                runs.append(current)
            if current is not None and (row.kind != GRID or row.source == source or not waiting):
                current.rows.append(row)
            else:
                waiting.append(row)
        else:
            if current is None or current.table != table:
                current = Located(table)
                runs.append(current)
                if waiting and waiting[0].source == row.source:
                    current.rows += waiting
            waiting = []
            current.rows.append(row)
            current.labels.update(labels)
            current.row_labels.update(t for t in labels if _tells_row(t, table))
        source, title = row.source, None
    return runs


def _tells_row(text: str, table: str) -> bool:
    """Whether a label stands before one row for certain: 其他 is a head as well, 小计 stands before several,
    and both in both parts of a torn table."""
    parts = vocabulary.parts(text, table)
    return "row" in parts and "column" not in parts and not vocabulary.is_repeated(text, table)


def _is_start(table: str | None, labels: list[str]) -> bool:
    """Whether labels in the middle of a grid begin another table: one head alone may be a torn piece of something else
    (本年新 is the lost half of 本年新制作数量, and the torn half of 本年新收政府信息公开申请数量).
    """
    return table is not None and (len(labels) > 1 or vocabulary.parts(labels[0], table) != {"column"})


def _choose(runs: list[Located]) -> dict[str, Located]:
    """Joins the runs of a table that print different rows of it; of two prints of one table the fuller counts."""
    copies: dict[str, list[Located]] = {}
    for run in runs:
        if not run.rows:
            continue
        known = copies.setdefault(run.table, [])
        last = known[-1] if known else None
        if last is not None and not (last.row_labels & run.row_labels) and not (_is_strip(run) and _is_strip(last)):
            last.rows += run.rows
            last.labels |= run.labels
            last.row_labels |= run.row_labels
        else:
            known.append(run)
    found = {}
    for table, known in copies.items():
        known = [r for r in known if len(r.labels) >= _ENOUGH] or [r for r in known if r.is_titled]
        if known:
            best = max(known, key=lambda run: len(run.labels))
            best.n_copies = len(known)
            found[table] = best
    return found


def _is_strip(run: Located) -> bool:
    """A table without row labels that already holds its numbers: a second one is a second print."""
    return not run.row_labels and len(run.rows) > 3
