"""Numbers that stand apart from their labels: taken in order where everything bears it out, else left in doubt."""

from dataclasses import replace

import pytest

from loaders.document import Document, Line
from loaders.extract import extract
from loaders.report import BLANK, DOUBTFUL, NUMBER
from tests.noise.score import score
from tests.resaved import typeset
from tests.resaved.documents import filings
from tests.resaved.places import places

HEADS = ["三、收到和处理政府信息公开申请情况", "申请人情况", "自然人", "法人或其他组织", "商业企业", "科研机构",
         "社会公益组织", "法律服务机构", "其他", "总计"]


def table_of(filing):
    return next(t for t in filing.tables() if t.id == "requests")


def busy(edition_id: str):
    """A report without blanks or planted faults, with enough applications to prove something."""
    return next(f for f in filings() if f.edition == edition_id and not f.faults
                and all(figure.state == NUMBER and figure.raw.isdigit() for figure in f.figures()
                        if figure.table == "requests")
                and sum(figure.value > 0 for figure in f.figures() if figure.table == "requests") > 40)


def rows_of(filing) -> list[tuple[str, list[str]]]:
    table = table_of(filing)
    first = min(c.col for c in table.cells if c.key)
    return [("".join(row[:first][-1:] if row[first - 1] else [c for c in row[:first] if c][-1:]), row[first:])
            for row in places(table)[table.n_head:]]


def judged(filing, lines: list[str], heads: list[str] = HEADS) -> set[str]:
    figures = extract(Document("text", tuple(map(Line, [*heads, *lines, "五、存在的主要问题及改进情况"])))).figures
    truth = {(f.table, f.item, f.column): (f.state, f.value) for f in filing.figures() if f.table == "requests"}
    return set(score({(f.table, f.item, f.column): (f.state, f.value) for f in figures
                      if f.table == "requests"}, truth).values())


@pytest.mark.parametrize("edition_id", ["2019", "2021"])
def test_labels_printed_after_the_numbers_of_their_rows(edition_id):
    filing = busy(edition_id)
    rows = rows_of(filing)
    lines = [line for n, (label, numbers) in enumerate(rows) for line in [*([] if n in (2, 3) else [label]), *numbers]]
    late = 1 + lines.index(rows[8][0]) + len(rows[8][1])
    assert judged(filing, [*lines[:late], rows[2][0], rows[3][0], *lines[late:]]) == {"right"}


@pytest.mark.parametrize("edition_id", ["2019", "2021"])
def test_labels_of_tall_cells_stand_below_their_own_numbers(edition_id):
    """The first row's numbers then follow the heads, the last of which, 其他, is a row of its own as well."""
    filing = busy(edition_id)
    lines = [line for n, (label, numbers) in enumerate(rows_of(filing))
             for line in ([*numbers, label] if n % 4 < 2 else [label, *numbers])]
    assert judged(filing, lines, [*HEADS[:-2], "总计", "其他"]) == {"right"}


@pytest.mark.parametrize("edition_id", ["2019", "2021"])
def test_numbers_printed_column_by_column(edition_id):
    filing = busy(edition_id)
    rows = rows_of(filing)
    parts = [rows[:11], rows[11:]]  # two pages
    lines = [line for part in parts for line in [*(label for label, _ in part),
                                                 *(row[c] for c in range(7) for _, row in part)]]
    assert judged(filing, lines) == {"right"}


@pytest.mark.parametrize("edition_id", ["2019", "2021"])
def test_numbers_in_no_order_are_given_to_nobody(edition_id):
    filing = busy(edition_id)
    rows = rows_of(filing)
    turned = [*rows[5:], *rows[:5]]
    numbers = [n for _, row in turned for n in row]
    assert "right" not in judged(filing, [label for label, _ in rows] + numbers)
    assert "wrong" not in judged(filing, [label for label, _ in rows] + numbers)
    shifted = [line for (label, _), (_, row) in zip(rows, turned) for line in (label, *row)]
    lost = [line for line in shifted if line != rows[3][0]]
    assert "wrong" not in judged(filing, lost)


KEPT = ("new", "carried_in", "outcome_total")


def without_totals(table, is_nought: bool):
    """The table with the totals of most rows left blank; of noughts throughout if `is_nought`."""
    def text(cell) -> str:
        if cell.key and cell.key[2] == "total" and cell.key[1] not in KEPT:
            return ""
        return "0" if cell.key and is_nought else cell.text

    return replace(table, cells=tuple(replace(c, text=text(c)) for c in table.cells))


@pytest.mark.parametrize("lay", ["spaced", "raw"])
@pytest.mark.parametrize("is_nought", [False, True])
def test_row_totals_left_blank_throughout_are_found_by_the_sums(lay, is_nought):
    table = without_totals(table_of(busy("2021")), is_nought)
    lines = [*HEADS[:1], *typeset.TABLES[lay](table), "五、存在的主要问题及改进情况"]
    figures = {f.item: f for f in extract(Document("text", tuple(map(Line, lines)))).figures
               if f.table == "requests" and f.column == "total"}
    for item, figure in figures.items():
        wanted = NUMBER if item in KEPT else DOUBTFUL if is_nought else BLANK
        assert figure.state == wanted or item == "carried_out", item
    assert len(figures) > 20
