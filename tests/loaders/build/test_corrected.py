"""Corrections through the whole build: applied without reading again, kept, taken back, and refused when stale."""

import pytest

from loaders.build import build
from loaders.errors import BadForm, StaleCorrection
from loaders.warehouse import Stored, current
from tests.loaders.build.documents import page, put


def reports(root):
    return Stored(current(root)).rows("reports").to_pylist()


HEADS = "report_id,table_id,item_id,column_id,from_value,to_value,reason,source,added_on\n"


def correct(root, *lines):
    (root / "reference/corrections.csv").write_text(HEADS + "".join(line + "\n" for line in lines), "utf-8")


def cell(root, agency, key):
    (report,) = [r for r in reports(root) if r["agency_label"] == agency]
    (evidence,) = Stored(current(root)).rows("evidence", 2023, [report["sha256"]]).to_pylist()
    (found,) = [c for c in evidence["cells"] if (c["table_id"], c["item_id"], c["column_id"]) == key]
    return found


def test_a_correction_applies_keeps_what_was_printed_and_can_be_taken_back(root):
    build(root)
    agency, key = "云麓市溪山区教育局", ("disclosure", "rules", "issued")
    (report_id,) = [r["report_id"] for r in reports(root) if r["agency_label"] == agency]
    correct(root, f"{report_id},{','.join(key)},7,8,印错,机关来函,2026-11-01")
    assert build(root).n_read == 0, "what is stored is enough to correct"
    found = cell(root, agency, key)
    assert (found["value"], found["corrected_from"], found["raw"]) == (8, "7", "7")
    assert "印错" in found["note"]
    (wide,) = [r for r in Stored(current(root)).figures(2023).to_pylist() if r["report_id"] == report_id]
    assert wide["disclosure__rules__issued"] == 8
    put(root, "新.html", page("云麓市溪山区水利局", 2023))
    build(root)
    assert cell(root, agency, key)["corrected_from"] == "7", "it holds in the next snapshot"
    correct(root, f"{report_id},{','.join(key)},7,空,印错,机关来函,2026-11-01")
    build(root)
    assert (cell(root, agency, key)["state"], cell(root, agency, key)["value"]) == ("blank", None)
    correct(root)
    build(root)
    assert (cell(root, agency, key)["value"], cell(root, agency, key)["corrected_from"]) == (7, None)


def test_a_stale_correction_stops_with_its_line_and_leaves_the_data(root):
    before = build(root).snapshot
    report_id = reports(root)[0]["report_id"]
    correct(root, f"{report_id},disclosure,rules,issued,99,8,印错,来函,2026-11-01",
            "990101-none-2023-own,disclosure,rules,issued,1,8,印错,来函,2026-11-01")
    with pytest.raises(StaleCorrection, match="第 2 行(.|\n)*第 3 行"):
        build(root)
    assert current(root) == before


def test_a_correction_of_an_unknown_address_is_a_bad_file(root):
    correct(root, "x,disclosure,nothing,issued,1,8,印错,来函,2026-11-01")
    with pytest.raises(BadForm, match="第 2 行"):
        build(root)
