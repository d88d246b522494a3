"""What people decided is told wherever it counts: corrected figures, and reports that wait for a person."""

import io
import json
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from dashboard import export
from dashboard.components import pivot
from dashboard.components.compared import Compared
from dashboard.export import streamed
from dashboard.queries import compare, matrix, scopes
from dashboard.store import Store
from loaders.correct import Corrections
from loaders.demo import province
from loaders.report import Evidence
from loaders.warehouse import publish
from loaders.warehouse.rows import identify_row
from tests.dashboard import worlds
from tests.dashboard.drilled import opened

KEY = ("requests", "new", "total")
HEADS = "report_id,table_id,item_id,column_id,from_value,to_value,reason,source,added_on\n"


def said_by(at) -> str:
    """Everything that stands on the page as HTML or in a component."""
    data = [json.loads(e.proto.json) for e in at.get("bidi_component")]
    return "\n".join(e.proto.body for e in at.get("html")) + json.dumps(data, ensure_ascii=False)


@pytest.fixture(scope="module")
def decided(tmp_path_factory):
    """(root, the corrected report, what it prints): one figure corrected, one cell corrected to nothing, and one report
    of a district that could be two, with a hostile name."""
    root = tmp_path_factory.mktemp("decided") / "root"
    world = province(8, range(2022, 2025))
    register = worlds.write_reference(root, world)
    first, other, *rest = [r for r in world.reports() if r.identity.scope != "aggregate"]
    who = replace(other.identity, agency="<b>溪山区教育局</b>", agency_id="unknown-abc", district=None,
                  doubts=("name_ambiguous", "year_conflict"), candidates=("990101 甲市溪山区", "990201 乙市溪山区"),
                  evidence=(Evidence("year", "2023", "统计期限（与采用的年度不同）", "2023年1月1日至12月31日"),))
    report_id = identify_row(first)["report_id"]
    values = {(f.table, f.item, f.column): f for f in first.figures}
    old = values[KEY].value
    path = root / "reference" / "corrections.csv"
    path.write_text(HEADS + f"{report_id},{','.join(KEY)},{old},{old + 7},印错,机关来函,2026-11-01\n"
                    f"{report_id},disputes,review,total,{values['disputes', 'review', 'total'].value},空,印错,来函,\n",
                    "utf-8")
    publish(root, [first, replace(other, identity=who), *rest], register, corrections=Corrections.load(path))
    return root, first, old


@pytest.fixture(scope="module")
def held(decided):
    root, *_ = decided
    return Store(next((root / "warehouse").glob("*/manifest.json")).parent)


def test_the_questions_list_every_corrected_cell(decided, held):
    _, report, old = decided
    who = report.identity
    chosen = compare.Chosen("agency", (who.agency_id,), 2022, 2024)
    rows = compare.corrections(held, chosen)
    assert set(rows["address"]) == {"/".join(KEY), "disputes/review/total"}
    assert compare.marks(held, chosen).old[who.agency_id, who.year, "/".join(KEY)] == str(old)
    by_district = compare.corrections(held, replace(chosen, by="district", units=("990000",)))
    assert by_district.equals(rows)

    class Everywhere:
        def params(self):
            return {"district": "000000", "first_year": 2022, "last_year": 2024, "kinds": None}

    assert scopes.corrections(held, Everywhere()).equals(rows)
    assert compare.corrections(held, replace(chosen, first_year=who.year + 1, last_year=who.year + 1)).empty


@pytest.mark.parametrize("page", ["agency", "compare", "report"])
def test_the_pages_mark_it(decided, shown, page):
    root, report, old = decided
    shown(root)
    who = report.identity
    link = {"agency": {"a": who.agency_id}, "report": {"r": identify_row(report)["report_id"], "t": "requests"},
            "compare": {"cb": "比机关", "ca": who.agency_id, "cm": "/".join(KEY), "y0": "2022", "y1": "2024"}}[page]
    said = said_by(opened(page, **link))
    assert "更正" in said and (f"原 {old}" in said or f"原读作 {old}" in said)


def test_a_workbook_lists_the_corrections_and_marks_their_rows(decided, held):
    _, report, old = decided
    chosen = compare.Chosen("agency", (report.identity.agency_id,), 2022, 2024)
    _, at = compare.marks(held, chosen).of("/".join(KEY))
    pick = pivot.Pick("/".join(KEY), "新收", "count", pivot.rows_of(compare.amounts(held, chosen, "/".join(KEY))), {},
                      corrected=at)
    table = Compared([pick], chosen.years)
    fields, rows = table.fields("机关", "年度", True), list(table.file({report.identity.agency_id: "甲"}, True))
    assert f"原 {old}" in rows[0][-1] and fields[-1].label == "更正"
    about = export.About("表", "s", False, corrections=compare.corrections(held, chosen))
    book = openpyxl.load_workbook(io.BytesIO(streamed.xlsx(rows, fields, about, datetime(2026, 1, 1))))
    told = ["".join(str(c.value or "") for c in row) for row in book.worksheets[1].iter_rows()]
    assert any("经人更正的数（2 格）" in line for line in told)
    assert any(f"原读作 {old}，更正为 {old + 7:,}" in line and "机关来函" in line for line in told)
    assert any("更正为 空白" in line for line in told)


def test_the_queue_tells_doubts_candidates_and_evidence(decided, held, shown):
    root, *_ = decided
    (row,) = matrix.unplaced(held).to_dict("records")
    assert list(row["doubts"]) == ["name_ambiguous", "year_conflict"] and len(row["candidates"]) == 2
    assert [e["field"] for e in row["evidence"]] == ["year"]
    shown(root)
    said = said_by(opened("coverage"))
    assert "名称对应多个区划" in said and "990201 乙市溪山区" in said and "disclosure place" in said
    assert "统计期限（与采用的年度不同）：2023" in said
