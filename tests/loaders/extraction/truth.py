"""What must come back: the cell texts of a made report, and the comparison with what was read.

In:   an edition and a source of chance.
Out:  figures_of(): texts whose sums hold; expect(): the (state, value) of each text; check(): read against expected.
Promise: a doubtful figure is no error here, a wrong or a lost one always is.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from random import Random

from loaders.extract import Extraction, extract
from loaders.form import Edition, Row
from loaders.report import BLANK, DASH, DOUBTFUL, NUMBER
from tests.loaders.extraction.printing import Key, table


def figures_of(edition: Edition, rows: Iterable[Row], chance: Random, most: int = 40,
               noughts: float = 0.6) -> dict[Key, str]:
    """A text for each cell; table three balances in every column and row, table four in every block."""
    def some() -> int:
        return 0 if chance.random() < noughts else chance.randint(1, most)

    numbers: dict[Key, int] = {}
    for block in table(edition, "disclosure").blocks:
        numbers |= {("disclosure", r.id, c.id): some() * chance.choice((1, 1, 100))
                    for r in block.rows for c in block.columns}
    matrix, rows = table(edition, "requests"), list(rows)
    columns = [c.id for c in matrix.blocks[0].columns]
    outer = ("new", "carried_in", "outcome_total", "carried_out")
    parts = [r for r in rows if r.id not in outer]
    for column in columns[:-1]:
        own = {r.id: some() for r in parts if not r.optional or r.instead_of}
        for r in parts:
            if r.id not in own:
                own[r.id] = sum(v for k, v in own.items() if k.startswith(f"{r.id}_"))
        total = sum(own[r.id] for r in parts if not r.optional or r.instead_of)
        out = some()
        carried = chance.randint(0, total + out)
        own |= {"outcome_total": total, "carried_out": out, "carried_in": carried, "new": total + out - carried}
        numbers |= {("requests", item, column): value for item, value in own.items()}
    for item in {k[1] for k in numbers if k[0] == "requests"}:
        numbers["requests", item, columns[-1]] = sum(numbers["requests", item, c] for c in columns[:-1])
    strip = table(edition, "disputes").blocks[0].columns
    for item in dict.fromkeys(c.item for c in strip):
        own = {c.id: some() for c in strip if c.item == item}
        own["total"] = sum(v for k, v in own.items() if k != "total")
        numbers |= {("disputes", item, k): v for k, v in own.items()}
    return {key: str(value) for key, value in numbers.items()}


def expect(text: str) -> tuple[str, Decimal | None]:
    """Only texts that the makers above print."""
    if not text:
        return BLANK, None
    return (DASH, None) if text in "/-—" else (NUMBER, Decimal(text))


def wrong(extraction: Extraction, texts: Mapping[Key, str]) -> dict[Key, tuple]:
    """Addresses whose figure is neither what was printed nor doubtful, lost and invented ones included."""
    figures = {(f.table, f.item, f.column): f for f in extraction.figures}
    assert len(figures) == len(extraction.figures), "an address was read twice"
    found = {}
    for key in {*texts, *figures}:
        figure, printed = figures.get(key), texts.get(key)
        is_right = figure is not None and printed is not None and (figure.state, figure.value) == expect(printed)
        if not is_right and not (figure is not None and figure.state == DOUBTFUL):
            found[key] = (printed, figure)
    return found


def check(document, texts: Mapping[Key, str], edition: Edition, all_sure: bool = True) -> Extraction:
    """Reads a document: the edition must be known and no figure wrong; with `all_sure` none doubtful either."""
    extraction = extract(document)
    assert extraction.edition == edition.id
    assert not (bad := wrong(extraction, texts)), dict(list(bad.items())[:5])
    if all_sure:
        doubtful = [f for f in extraction.figures if f.state == DOUBTFUL]
        assert not doubtful, doubtful[:3]
    return extraction
