"""Reports -> Parquet -> reports, and the marts recomputed in pandas."""

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.form import addresses, edition
from loaders.report import BLANK, DASH, DOUBTFUL, NUMBER, TEXT, Figure, Identity, Report
from loaders.tables import SCHEMA_VERSION, TABLES
from loaders.warehouse import Stored, manifest, publish
from loaders.warehouse.rows import rows


@pytest.fixture(scope="module")
def published(whole, register, tmp_path_factory):
    root = tmp_path_factory.mktemp("data")
    return publish(root, whole.reports(), register)


def table(folder, name):
    return pd.concat([pq.read_table(p).to_pandas() for p in sorted(folder.glob(f"{name}_*.parquet"))]) if TABLES[
        name].by_year else pq.read_table(folder / f"{name}.parquet").to_pandas()


def test_what_was_published_comes_back_equal(whole, published):
    sent = {r.sha256: replace(r, metadata={}) for r in whole.reports()}
    assert {r.sha256: r for r in Stored(published).reports()} == sent


def test_a_snapshot_holds_every_table_of_the_contract(published):
    told = manifest(published)
    files = {p.name for p in published.glob("*.parquet")}
    assert files == set(told["files"]) and told["schema_version"] == SCHEMA_VERSION
    for name, contract in TABLES.items():
        (path, *_) = published.glob(f"{name}_*.parquet" if contract.by_year else f"{name}.parquet")
        schema = pq.read_schema(path)
        assert schema.names == contract.schema.names
        for ours, promised in zip(schema, contract.schema):
            # Parquet knows no seconds: a timestamp comes back in milliseconds.
            assert ours.type == promised.type or pa.types.is_timestamp(promised.type), f"{name}.{ours.name}"
        assert all(field.metadata[b"description"] for field in schema)
        assert schema.metadata[b"schema_version"].decode() == SCHEMA_VERSION


def test_files_are_sorted_and_keys_unique(published):
    for name, contract in TABLES.items():
        for path in published.glob(f"{name}_*.parquet" if contract.by_year else f"{name}.parquet"):
            keys = pq.read_table(path, columns=list(contract.key)).to_pylist()
            assert len({tuple(map(str, key.values())) for key in keys}) == len(keys), f"{path.name}: key not unique"
            order = [tuple("" if v is None else v for v in row.values())
                     for row in pq.read_table(path, columns=list(contract.order)).to_pylist()]
            assert order == sorted(order), f"{path.name}: not sorted"


def test_district_sums_are_those_of_the_current_own_reports(published):
    figures, reports, agencies = (table(published, n) for n in ("figures", "reports", "agencies"))
    mart = table(published, "mart_districts")
    chosen = reports[reports.is_current & (reports["scope"] != "aggregate")].merge(
        agencies[["agency_id", "kind", "level"]], on="agency_id")
    names = [a.name for a in addresses()]
    key = ["agency_id", "year", "ordinal"]
    wide = chosen[[*key, "district_id", "level", "kind", "edition"]].merge(figures[[*key, *names]], on=key)
    by = ["district_id", "year", "level", "kind", "edition"]
    expected = wide.groupby(by, dropna=False)[names].agg(lambda c: c.dropna().sum() if c.notna().any() else None)
    mart = mart.set_index(by).sort_index()
    assert len(mart) == len(expected) > 0
    for name in names:
        ours = [None if pd.isna(v) else Decimal(v) for v in mart[name]]
        theirs = [None if pd.isna(v) else Decimal(v) for v in expected.sort_index()[name]]
        assert ours == theirs, name
    assert mart["disclosure__procurement__amount"].isna().any(), "an edition without the item must give NULL, not 0"


def test_agency_mart_keeps_figures_as_they_are(published):
    key = ["agency_id", "year", "ordinal"]
    figures, mart = table(published, "figures").set_index(key), table(published, "mart_agencies")
    groups = {f"requests__{group}__total" for group in ("refused", "unable", "unprocessed", "other")}
    names = [f.name for f in TABLES["mart_agencies"].schema if "__" in f.name and f.name not in groups]
    assert len(mart) == len(figures)  # the groups are sums of their parts: tests/dashboard/test_sums.py
    pd.testing.assert_frame_equal(mart.set_index(key)[names].sort_index(), figures[names].sort_index())


STATES = st.sampled_from([BLANK, DASH, TEXT, DOUBTFUL])
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-10**20, max_value=10**20)
CELLS = st.lists(st.one_of(
    st.tuples(st.just(NUMBER), NUMBERS, st.sampled_from([None, "万元", "件"])),
    st.tuples(STATES, st.none(), st.none())), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(CELLS)
def test_any_figures_become_rows_that_lose_nothing(cells):
    keys = edition("2021").expected()
    figures = tuple(Figure(*key, state, value, "原文", 1, 2, 3, unit)
                    for key, (state, value, unit) in zip(keys, cells))
    made = rows(Report("a", "00", "text", None, "2021", Identity(agency_id="x-1", year=2023), figures), {}, "v")
    (wide,), (evidence,) = made["figures"], made["evidence"]
    marks = {(m["table_id"], m["item_id"], m["column_id"]): m for m in wide["marks"]}
    for figure, cell in zip(figures, evidence["cells"]):
        key = figure.table, figure.item, figure.column
        held = wide.get("__".join(key))
        if figure.value is not None and abs(figure.value) >= 10**18:
            assert cell["state"] == DOUBTFUL and cell["value"] is None and held is None and key in marks
            continue
        assert (cell["state"], cell["value"]) == (figure.state, figure.value)
        if held is None:
            assert key in marks, "what the wide row cannot hold must be marked"
        else:
            assert held == figure.value
        assert (key in marks) == (held is None or figure.unit is not None)
