"""A build goes on from a country of figures only: its reports stand though there is nothing to read them from."""

import pytest

from loaders.build import build
from loaders.build.version import everything
from loaders.demo.national import write_country
from loaders.register import Register
from loaders.warehouse import Stored, current, manifest
from loaders.warehouse.derive import Deriving
from tests.bench import scale
from tests.loaders.build.documents import page, put

YEARS = range(2023, 2026)


@pytest.fixture
def country(tmp_path):
    write_country(tmp_path / "root", 90, YEARS, inputs=everything)
    return tmp_path / "root"


def test_documents_are_added_to_what_stands(country, monkeypatch):
    before, held = current(country), Stored(current(country))
    agency = held.rows("agencies").to_pylist()[50]
    new, old = YEARS[-1] + 1, YEARS[-1]
    put(country, "新.html", page(agency["label"], new, 3))
    put(country, "旧.html", page(agency["label"], old, 3))
    monkeypatch.setattr(Deriving, "everything", None)  # only what the change reaches
    done = build(country)
    after = Stored(done.snapshot)
    n = {name: len(rows.rows("reports")) for name, rows in (("before", held), ("after", after))}
    assert n["after"] == n["before"] + 2 == done.n_loaded and done.n_read == 2 and not done.refused
    rows = [r for r in after.rows("reports").to_pylist() if r["agency_id"] == agency["agency_id"]]
    assert [sum(r["is_current"] for r in rows if r["year"] == year) for year in (old, new)] == [1, 1]
    assert [r["extractor"] for r in held.rows("reports").to_pylist()] == ["demo"] * n["before"]
    shared = [name for name in manifest(before)["files"] if (done.snapshot / name).exists()
              and (done.snapshot / name).samefile(before / name)]
    assert f"figures_{YEARS[0]}.parquet" in shared
    assert build(country).is_new is False


def test_the_bench_of_growth_runs_on_it(country, monkeypatch):
    monkeypatch.setattr(scale, "NEW", 3)
    n, megabytes, each, of_figures = scale.sizes(country)
    assert n > 200 and megabytes > 1 and each > of_figures > 30
    split = scale.by_column(country)
    assert {"ordinal", "各数", "marks"} <= set(split) and 0 < sum(split.values()) < of_figures
    seconds, publishing, peak, written, fresh = scale.more(country)
    assert 0 < publishing < seconds and peak > 100 and written > 0 and fresh > 3
    assert scale.sizes(country)[0] == n + 3


def test_its_register_can_be_loaded_and_knows_every_agency_by_its_name(country):
    register = Register.load(country / "reference")
    assert len(register.agencies) == 90
    assert all(register.resolve(a.label, YEARS[-1]).agency == a for a in register.agencies)


def test_another_register_leaves_its_reports(country):
    agencies = country / "reference" / "agencies.csv"
    lines = agencies.read_text("utf-8").splitlines()
    gone = lines[-1].split(",")[0]
    agencies.write_text("\n".join(lines[:-1]) + "\n", "utf-8")
    before = Stored(current(country)).rows("reports")
    done = build(country)
    after = Stored(done.snapshot)
    assert done.is_new and after.rows("reports").equals(before)
    told = {row["agency_id"]: row for row in after.rows("agencies").to_pylist()}
    assert gone in before["agency_id"].to_pylist() and told[gone]["is_registered"] is False
    assert sum(row["is_registered"] for row in told.values()) == len(lines) - 2
