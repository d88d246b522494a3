"""An agency's figures out of the packed rows are those of its documents, and those of the wide figures."""

import json
import shutil

import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboard.queries import agency as ask
from dashboard.queries import compare
from dashboard.store import Store
from loaders.form import addresses
from loaders.tables import TABLES
from loaders.warehouse import current
from loaders.warehouse.profiles import profiles

CELL = ["report_id", "year", "table_id", "item_id", "column_id", "state", "value", "corrected_from"]


@pytest.fixture(scope="module")
def store(demo_root):
    held = Store(current(demo_root), held=0, wide=1)
    yield held
    held.close()


def told(rows: pd.DataFrame) -> set[tuple]:
    plain = rows[CELL].astype(object)
    return set(plain.where(plain.notna(), None).itertuples(index=False, name=None))


def test_every_cell_of_every_agency_is_as_the_evidence_has_it(store):
    with store._con.cursor() as cursor:
        rows = cursor.sql("""SELECT agency_id, report_id, year::INTEGER AS year, unnest(cells, recursive := true)
                             FROM evidence WHERE is_current""").df()
    assert {"number", "blank", "dash"} <= set(rows["state"])
    for agency, expected in rows.groupby("agency_id"):
        found = ask.cells(store, agency)
        assert len(found) == len(expected) and told(found) == told(expected), agency


def test_the_numbers_are_those_of_the_wide_figures(store):
    """Recomputed by pandas from the wide files, as an agency's profile was read before."""
    agency = store.ask("report/first")["report_id"][0].rsplit("-", 2)[0]
    with store._con.cursor() as cursor:
        wide = cursor.execute("""SELECT f.* EXCLUDE (marks), r.report_id
                                 FROM figures f JOIN reports r USING (agency_id, year, ordinal)
                                 WHERE f.is_current AND f.agency_id = $a""", {"a": agency}).df()
    names = {a.name: a.key for a in addresses()}
    long = wide.melt(["report_id", "year"], list(names)).dropna(subset="value")
    found = ask.cells(store, agency).query("state == 'number'")
    keys = zip(found["table_id"], found["item_id"], found["column_id"])
    assert len(long) > 300 and set(zip(long["report_id"], long["year"], map(names.get, long["variable"]),
                                       long["value"].astype(float))) == set(
        zip(found["report_id"], found["year"], keys, found["value"].astype(float)))


def test_marks_of_chosen_agencies_are_those_of_the_wide_figures(store):
    with store._con.cursor() as cursor:
        rows = cursor.sql("""SELECT agency_id, year::INTEGER AS year, unnest(marks, recursive := true)
                             FROM figures JOIN agency_years USING (agency_id, year, ordinal)""").df()
    chosen = compare.Chosen("agency", tuple(rows["agency_id"].unique()), 2019, 2025)
    rows = rows[rows["year"].between(2019, 2025)]
    rows["place"] = list(zip(rows["agency_id"], rows["year"],
                             rows["table_id"] + "/" + rows["item_id"] + "/" + rows["column_id"]))
    other = rows[rows["state"] != "number"]
    found = compare.marks(store, chosen)
    assert found.signs == dict(zip(other["place"], other["state"])) and found.signs
    old = rows.dropna(subset="corrected_from")
    assert found.old == dict(zip(old["place"], old["corrected_from"]))


def test_no_report_gives_no_row():
    figures, reports = (TABLES[name].schema.empty_table() for name in ("figures", "reports"))
    assert profiles(figures, reports).schema == TABLES["mart_profiles"].schema


def test_of_several_files_only_those_that_may_hold_the_agency_are_read(demo_root, tmp_path):
    """The same rows out of a snapshot whose profiles lie in three files; an agency beyond all of them has none."""
    folder = tmp_path / "snapshot"
    shutil.copytree(current(demo_root), folder)
    rows = pq.read_table(folder / "mart_profiles.parquet")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    third = -(-len(rows) // 3)
    for i, name in enumerate(("mart_profiles.parquet", "mart_profiles-1.parquet", "mart_profiles-2.parquet")):
        part = rows.slice(i * third, third)
        pq.write_table(part, folder / name)
        manifest["files"][name] = {"rows": len(part)}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    whole, parted = Store(current(demo_root)), Store(folder)
    agencies = sorted(set(rows["agency_id"].to_pylist()))
    assert len(agencies) > 3
    for agency in agencies:
        assert 0 < len(parted._profiles_of(agency)) < 3
        pd.testing.assert_frame_equal(ask.cells(whole, agency), ask.cells(parted, agency))
    assert not len(ask.cells(parted, "zzz")) and not parted._profiles_of("zzz")
    for store in (whole, parted):
        store.close()
