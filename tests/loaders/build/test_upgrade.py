"""A snapshot of the schema before (1.3) becomes one of this program without its documents: nothing is lost."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.build import build
from loaders.build.version import everything
from loaders.demo.national import write_country
from loaders.tables import TABLES
from loaders.warehouse import Stored, current, manifest, warehouse
from loaders.warehouse.files import sha256, told_by
from loaders.warehouse.ordinals import with_reports
from loaders.warehouse.upgrade import BEFORE, upgrade
from tests.loaders.build.documents import page, put

LEAD = ["report_id", "sha256", "agency_id", "district_id", "year", "is_current"]


def as_before(folder):
    """Make a snapshot what the program before would have written of the same reports: figures with a report_id and a
    sha256 a row, no ordinal anywhere."""
    reports, told = Stored(folder).rows("reports"), manifest(folder)
    for name, entry in told["files"].items():
        rows, of = pq.read_table(folder / name), told_by(name)[0]
        if of == "figures":
            rows = with_reports(rows, reports)
            rows = rows.select([*LEAD, *(c for c in rows.column_names if c not in (*LEAD, "ordinal"))])
            rows = rows.sort_by([(c, "ascending") for c in ("district_id", "agency_id", "report_id", "sha256")])
        elif "ordinal" in rows.column_names:
            rows = rows.drop_columns("ordinal")
        else:
            continue
        (folder / name).unlink()  # it may be shared
        pq.write_table(rows, folder / name, compression="zstd")
        entry |= {"sha256": sha256(folder / name), "bytes": (folder / name).stat().st_size}
    (folder / "manifest.json").write_text(json.dumps(told | {"schema_version": BEFORE}), "utf-8")


def rows_of(folder) -> dict[str, list[str]]:
    stored = Stored(folder)
    return {name: sorted(map(repr, pa.concat_tables(
        [stored.rows(name, year) for year in ([None, *manifest(folder)["years"]] if table.by_year else [None])]
    ).to_pylist())) for name, table in TABLES.items()}


@pytest.fixture
def several(root):
    """Two documents of one agency and year, a namesake that nobody can place, one without a year."""
    build(root)
    put(root, "溪山区/教育局2023.html", page("云麓市溪山区教育局", 2023, 9))
    put(root, "局.html", page("教育局", 2023, 1))
    put(root, "又一局.html", page("教育局", 2023, 2))
    put(root, "水利局.html", page("云麓市溪山区水利局", 2023).replace("2023年", ""))
    assert build(root).n_loaded == 6
    return root


def test_what_was_read_is_kept_without_reading(several):
    folder = current(several)
    before = rows_of(folder)
    assert sorted(Stored(folder).rows("reports")["ordinal"].to_pylist()) == [0, 0, 0, 0, 1, 1]
    as_before(folder)
    for kept in (warehouse(several) / "sources").iterdir():
        kept.unlink()  # nothing to read from
    for file in (several / "reports").rglob("*.html"):
        file.unlink()
    done = build(several)
    assert (done.is_new, done.n_read, done.n_loaded, done.refused) == (True, 0, 6, ())
    assert rows_of(done.snapshot) == before
    assert manifest(folder)["schema_version"] == BEFORE  # to go back to with the program before
    assert build(several).is_new is False


def test_a_country_of_figures_alone_is_kept(tmp_path):
    write_country(tmp_path / "root", 90, range(2024, 2026), inputs=everything)
    folder = current(tmp_path / "root")
    before = rows_of(folder)
    as_before(folder)
    after = upgrade(tmp_path / "root")
    assert rows_of(after) == before and current(tmp_path / "root") == after
    told, was = manifest(after), manifest(folder)
    assert told["counts"] == was["counts"] and told["years"] == was["years"] and told["inputs"] == ""
    assert (after / "documents.parquet").samefile(folder / "documents.parquet")
    assert upgrade(tmp_path / "root") is None
