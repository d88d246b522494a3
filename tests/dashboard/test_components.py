"""The printed form: its shape against the form's own, its cells against the report's."""

from decimal import Decimal

import pytest

from dashboard.components.form_model import Marks, plain, printed
from loaders.form import editions
from loaders.warehouse.code_tables import form_cells

CELLS = form_cells().to_pylist()
TABLES = [(e.id, t.id) for e in editions() for t in e.tables]


def form_rows(edition_id: str, table_id: str) -> list[dict]:
    """Rows of `form_cells` of one table, as a snapshot holds them."""
    return [r for r in CELLS if (r["edition"], r["table_id"]) == (edition_id, table_id)]


def cell(row: dict, state: str = "number", value: int | None = 1, raw: str = "1", **more) -> dict:
    return (
        {k: row[k] for k in ("table_id", "item_id", "column_id")}
        | {"state": state, "value": None if value is None else Decimal(value), "raw": raw, "corrected_from": None}
        | more
    )


def full(rows: list[dict], optional: bool = False) -> list[dict]:
    return [cell(r) for r in rows if optional or not r["is_optional"]]


def covered(form) -> list[int]:
    """How many columns each drawn row covers, row spans counted in; also that no two boxes overlap."""
    rows = [row for section in form.sections for row in section.rows]
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for box in row:
            while (y, x) in taken:
                x += 1
            for dy in range(box.down):
                for dx in range(box.across):
                    assert (y + dy, x + dx) not in taken, "two boxes on one place"
                    taken.add((y + dy, x + dx))
            x += box.across
    assert max(y for y, _ in taken) == len(rows) - 1, "a head runs past the last row"
    return [sum(1 for y, _ in taken if y == line) for line in range(len(rows))]


@pytest.mark.parametrize(("edition_id", "table_id"), TABLES)
def test_every_row_covers_the_whole_width(edition_id, table_id):
    rows = form_rows(edition_id, table_id)
    for cells in ([], full(rows), full(rows, optional=True)):
        assert len(set(covered(printed(rows, cells)))) == 1


@pytest.mark.parametrize(("edition_id", "table_id"), TABLES)
def test_every_address_of_the_edition_stands_once(edition_id, table_id):
    rows = form_rows(edition_id, table_id)
    table = next(t for e in editions() if e.id == edition_id for t in e.tables if t.id == table_id)
    drawn = [tuple(box.address.split("/")) for box in printed(rows, full(rows)).figures()]
    assert drawn == list(table.expected())


@pytest.mark.parametrize(("edition_id", "n_rows"), [("2019", 23), ("2021", 25)])
def test_table_three_has_its_rows_its_numbering_and_its_heads(edition_id, n_rows):
    rows = form_rows(edition_id, "requests")
    head, body = printed(rows, full(rows)).sections
    assert len(body.rows) == n_rows and len(head.rows) == 3
    assert [b.text for b in head.rows[0]][1:] == ["申请人情况"] and head.rows[0][0].down == 3
    assert [(b.text, b.across, b.down) for b in head.rows[1]] == [
        ("自然人", 1, 2),
        ("法人或其他组织", 5, 1),
        ("总计", 1, 2),
    ]
    group = body.rows[2][0]
    assert (group.text, group.down) == ("三、本年度办理结果", n_rows - 3)
    texts = [b.text for row in body.rows for b in row if not b.address]
    assert texts[:3] == ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "三、本年度办理结果"]
    assert {"（一）予以公开", "（三）不予公开", "1.属于国家秘密", "8.属于行政查询事项", "（七）总计"} <= set(texts)
    assert texts[-1] == "四、结转下年度继续办理"


@pytest.mark.parametrize("edition_id", ["2019", "2021"])
def test_table_four_is_one_row_of_fifteen_under_three_heads(edition_id):
    rows = form_rows(edition_id, "disputes")
    head, body = printed(rows, full(rows)).sections
    assert [len(row) for row in body.rows] == [15]
    assert [(b.text, b.across, b.down) for b in head.rows[0]] == [("行政复议", 5, 2), ("行政诉讼", 10, 1)]
    assert len(head.rows) == 3 and len(head.rows[2]) == 15


@pytest.mark.parametrize(("edition_id", "n_blocks", "n_cells"), [("2019", 5, 22), ("2021", 4, 10)])
def test_table_two_keeps_its_blocks_under_their_captions(edition_id, n_blocks, n_cells):
    rows = form_rows(edition_id, "disclosure")
    form = printed(rows, full(rows))
    assert len(form.sections) == n_blocks and len(form.figures()) == n_cells
    assert form.sections[0].rows[0][0].text == "第二十条第（一）项"


def test_other_printed_as_one_row_stands_for_its_three():
    rows = form_rows("2021", "requests")
    one = [
        cell(r)
        for r in rows
        if r["item_id"] == "other" or (not r["is_optional"] and not r["item_id"].startswith("other_"))
    ]
    form = printed(rows, one)
    assert len(form.sections[1].rows) == 23
    texts = [b.text for row in form.sections[1].rows for b in row if not b.address]
    assert "（六）其他处理" in texts and "（七）总计" in texts and not [t for t in texts if "逾期" in t]
    assert len(set(covered(form))) == 1


def test_a_subtotal_is_drawn_where_printed_and_takes_no_number():
    rows = form_rows("2021", "requests")
    form = printed(rows, full(rows) + [cell(r) for r in rows if r["item_id"] == "refused"])
    texts = [b.text for row in form.sections[1].rows for b in row if not b.address]
    assert len(form.sections[1].rows) == 26 and "小计" in texts and "1.本机关不掌握相关政府信息" in texts


def test_the_four_nothings_look_different_and_are_said():
    rows = form_rows("2021", "requests")[:7]
    cells = [
        cell(rows[0], value=0, raw="0"),
        cell(rows[1], "blank", None, ""),
        cell(rows[2], "dash", None, "/"),
        cell(rows[4], "doubtful", None, "1Z"),
        cell(rows[5], "text", None, "见附件"),
    ]
    boxes = printed(rows, cells).figures()
    assert [(b.text, b.kind.split()[-1]) for b in boxes[:6]] == [
        ("0", "zero"),
        ("", "blank"),
        ("/", "dash"),
        ("无", "absent"),
        ("1Z ?", "doubtful"),
        ("见附件", "text"),
    ]
    assert len({b.label.split("：")[1] for b in boxes[:6]}) == 6
    assert boxes[0].label.startswith("本年新收政府信息公开申请数量，申请人情况 自然人")


def test_a_correction_shows_the_corrected_number_and_says_the_old():
    rows = form_rows("2021", "requests")[:1]
    box = printed(rows, [cell(rows[0], value=9, raw="7", corrected_from="7")]).figures()[0]
    assert (box.text, box.kind) == ("9", "number corrected") and "7" in box.label


def test_marks_fall_on_the_cells_they_name():
    rows = form_rows("2021", "requests")
    marks = Marks(
        frozenset({("requests", "new", "business")}),
        frozenset({("requests", "new", "total")}),
        ("requests", "carried_in", "total"),
    )
    kinds = {b.address: b.kind.split() for b in printed(rows, full(rows), marks).figures()}
    assert "part" in kinds["requests/new/business"] and "breaking" in kinds["requests/new/total"]
    assert "picked" in kinds["requests/carried_in/total"]
    assert sum("part" in k or "breaking" in k for k in kinds.values()) == 2


@pytest.mark.parametrize(
    ("value", "text"), [("1204.000000", "1204"), ("12.500000", "12.5"), ("0", "0"), ("1E+3", "1000"), ("-2.0", "-2")]
)
def test_a_stored_decimal_reads_as_a_person_writes_it(value, text):
    assert plain(Decimal(value)) == text
