"""The SQL answers, worked out anew in pandas from the snapshot's Parquet figures."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.filters.scope import Scope
from dashboard.measures import all_measures, column
from dashboard.queries import disclosure, scopes, sums
from dashboard.store import Store
from loaders.form import addresses, edition
from loaders.warehouse import current

GROUPS = ("refused", "unable", "unprocessed", "other")
PROVINCE = Scope("990000", 2019, 2025)
SCOPES = [
    PROVINCE,
    Scope("990200", 2020, 2024),
    Scope("990201", 2019, 2025),
    Scope("990000", 2021, 2025, ("dept", "town")),
    Scope("000000", 2023, 2023),
]


@pytest.fixture(scope="module")
def folder(demo_root):
    return current(demo_root)


@pytest.fixture(scope="module")
def store(folder):
    held = Store(folder)
    yield held
    held.close()


def table(folder: Path, name: str) -> pd.DataFrame:
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    return pd.concat(
        [pd.read_parquet(folder / f) for f in sorted(files) if f.split(".")[0].rstrip("0123456789_") == name],
        ignore_index=True,
    )


@pytest.fixture(scope="module")
def figures(folder):
    """The figures of every report in use that is no 汇总, with its kind and the groups worked out cell by cell."""
    rows = table(folder, "figures").drop(columns=["marks"])
    key = ["agency_id", "year", "ordinal"]
    rows = rows.join(table(folder, "reports").set_index(key)[["edition", "scope"]], on=key)
    rows = rows[rows["is_current"] & (rows["scope"] != "aggregate")]
    agencies = table(folder, "agencies").set_index("agency_id")["kind"]
    rows = rows.assign(kind=rows["agency_id"].map(agencies))
    numbers = [a.name for a in addresses()]
    rows[numbers] = rows[numbers].astype(object).map(lambda v: np.nan if v is None else float(v)).astype(float)
    for group in GROUPS:
        for applicant in ("total", "natural_person"):
            rows[f"requests__{group}__{applicant}"] = [worked_out(r, group, applicant) for r in rows.to_dict("records")]
    return rows


def worked_out(row: dict, group: str, applicant: str) -> float:
    """A group of one report: Σ of the parts its edition prints, else its printed row; NaN as soon as a part lacks."""
    parts = [
        i
        for t, i, c in edition(row["edition"]).expected()
        if t == "requests" and c == applicant and i.startswith(f"{group}_")
    ]
    values = [row[f"requests__{i}__{applicant}"] for i in parts]
    total = sum(values) if parts else np.nan
    return total if not np.isnan(total) else row[f"requests__{group}__{applicant}"]


def within(figures: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    held = figures[figures["year"].between(scope.first_year, scope.last_year)]
    stem = scope.district.rstrip("0") if scope.district != "000000" else ""
    held = held[held["district_id"].str.startswith(stem)]
    return held[held["kind"].isin(scope.kinds)] if scope.kinds else held


def unit(rows: pd.DataFrame, scope: Scope, by: str) -> pd.Series:
    """The unit of each report, told from the code alone: 99 00 00, 99 02 00, 99 02 01."""
    if by == "scope":
        return pd.Series(scope.district, rows.index)
    if by == "agency":
        return rows["agency_id"]
    size = 2 if scope.district == "000000" else min(6, len(scope.district.rstrip("0")) + 2)
    return rows["district_id"].str[:size].str.ljust(6, "0")


def side_of(held: pd.DataFrame, which, side: str) -> pd.Series:
    """One side of a measure by report: its terms added, subtracted where they begin with -, or the largest of them."""
    terms = pd.concat([held[column(a.lstrip("-"))] * (-1 if a[0] == "-" else 1) for a in getattr(which, side)], axis=1)
    if side == "numerator" and which.take == "largest":
        return terms.max(axis=1, skipna=False)
    return terms.sum(axis=1, skipna=False)


@pytest.mark.parametrize("by", ["scope", "district", "agency"])
@pytest.mark.parametrize("scope", SCOPES, ids=lambda s: f"{s.district}-{s.first_year}-{len(s.kinds)}")
@pytest.mark.parametrize("which", list(all_measures().values()), ids=lambda m: m.id)
def test_rates(store, figures, which, scope, by):
    held = within(figures, scope)
    above, below = (side_of(held, which, side) for side in ("numerator", "denominator"))
    both = above.notna() & below.notna()
    frame = pd.DataFrame(
        {
            "unit_id": unit(held, scope, by),
            "year": held["year"].astype(int),
            "numerator": above.where(both),
            "denominator": below.where(both),
            "n_used": both.astype(int),
            "n_reports": 1,
        }
    )
    expected = frame.groupby(["unit_id", "year"]).agg(
        numerator=("numerator", lambda s: s.sum(min_count=1)),
        denominator=("denominator", lambda s: s.sum(min_count=1)),
        n_used=("n_used", "sum"),
        n_reports=("n_reports", "sum"),
    )
    found = sums.rates(store, scope, which.id, by).set_index(["unit_id", "year"]).sort_index()
    pd.testing.assert_frame_equal(
        found[list(expected)].astype(float), expected.astype(float), check_names=False, check_index_type=False
    )
    divided = expected["numerator"] / expected["denominator"].where(expected["denominator"] > 0)
    np.testing.assert_allclose(found["rate"].astype(float), divided.astype(float), equal_nan=True)


@pytest.mark.parametrize("applicant", ["total", "natural_person"])
@pytest.mark.parametrize("scope", SCOPES, ids=lambda s: f"{s.district}-{s.first_year}-{len(s.kinds)}")
def test_outcomes(store, figures, scope, applicant):
    held = within(figures, scope)
    names = ["granted", "partial", *GROUPS, "total"]
    cells = held[[f"requests__{'outcome_total' if n == 'total' else n}__{applicant}" for n in names]].set_axis(
        names, axis=1
    )
    whole = cells.notna().all(axis=1)
    expected = cells[whole].assign(year=held["year"].astype(int)).groupby("year").sum()
    found = sums.outcomes(store, scope, "scope", applicant).set_index("year")
    pd.testing.assert_frame_equal(
        found.loc[expected.index, names].astype(float), expected, check_names=False, check_index_type=False
    )
    assert int(found["n_used"].sum()) == int(whole.sum()) and int(found["n_reports"].sum()) == len(held)


def test_disputes(store, figures):
    held = within(figures, PROVINCE)
    found = sums.disputes(store, PROVINCE, "scope").set_index(["route", "year"])
    for route in ("review", "suit_direct", "suit_after_review"):
        cells = held[[f"disputes__{route}__{c}" for c in ("upheld", "corrected", "other", "pending", "total")]]
        years, whole = held["year"].astype(int), cells.notna().all(axis=1)
        for year in range(2019, 2026):
            row = found.loc[(route, year)]
            assert row["cases"] == cells[years == year][f"disputes__{route}__total"].sum()
            assert row["corrected"] == cells[whole & (years == year)][f"disputes__{route}__corrected"].sum()
            assert row["n_used"] == int((whole & (years == year)).sum())


@pytest.mark.parametrize(
    "address",
    [
        "disclosure/normative_documents/in_force",
        "disclosure/fees/amount",
        "disclosure/licensing/decisions",
        "requests/new/legal_service",
    ],
)
def test_amounts(store, figures, address):
    held = within(figures, PROVINCE)
    keys = [unit(held, PROVINCE, "district"), held["year"].astype(int)]
    expected = held[column(address)].groupby(keys).sum(min_count=1)
    found = sums.amounts(store, PROVINCE, address, "district").set_index(["unit_id", "year"])["value"].sort_index()
    np.testing.assert_allclose(found.astype(float), expected.sort_index(), equal_nan=True, rtol=1e-9)


def test_an_item_no_report_of_a_year_prints_has_no_sum(store):
    found = sums.amounts(store, PROVINCE, "disclosure/fees/amount", "scope").set_index("year")
    assert np.isnan(found.loc[2019, "value"]) and found.loc[2019, "n_used"] == 0 and found.loc[2019, "n_reports"] > 0


def test_a_few_late_users_of_the_old_form_make_no_sum(store):
    raw = sums.amounts(store, PROVINCE, "disclosure/normative_documents/made", "scope").set_index("year")
    lines = disclosure.lines(store, PROVINCE, "normative_new", "scope")["990000"]
    assert raw.loc[2021, "n_used"] > 0, "the demonstration has agencies that used the old form once more"
    assert lines["before"][2:] == [None] * 5 and lines["after"][:2] == [None] * 2 and None not in lines["after"][2:]


def test_parts_of_a_place_add_up_to_the_place(store):
    whole = sums.amounts(store, PROVINCE, "requests/new/total", "scope").set_index("year")["value"]
    for by in ("district", "agency"):
        parts = sums.amounts(store, PROVINCE, "requests/new/total", by).groupby("year")["value"].sum()
        assert parts.to_dict() == whole.to_dict()


def test_an_aggregate_report_is_read_but_never_added(store, folder):
    reports = table(folder, "reports")
    whole = reports[reports["is_current"] & (reports["scope"] == "aggregate")]
    assert len(whole), "the demonstration has an aggregate report"
    added = store.ask("years")["n_reports"].sum()
    assert added == reports["is_current"].sum() - len(whole)
    read = scopes.coverage(store, PROVINCE)["n_read"].sum()
    assert read == reports["is_current"].sum()


def test_coverage_counts_the_register(store, folder):
    agencies, reports = table(folder, "agencies"), table(folder, "reports")
    found = scopes.coverage(store, Scope("990200", 2019, 2025)).set_index("year")
    due = agencies[agencies["is_registered"] & agencies["district_id"].str.startswith("9902")]
    for year in range(2019, 2026):
        expected = due[(due["first_year"] <= year) & (due["last_year"].fillna(9999) >= year)]
        held = reports[
            reports["is_current"] & (reports["year"] == year) & reports["district_id"].str.startswith("9902")
        ]
        assert found.loc[year, "n_expected"] == len(expected)
        assert found.loc[year, "n_read"] == held["agency_id"].nunique()


def test_nobody_registered_is_not_zero_expected(single_root):
    store = Store(current(single_root))
    found = scopes.coverage(store, Scope("000000", 2023, 2023))
    assert found["n_expected"].isna().all() and found["n_read"].tolist() == [1] and found["n_beyond"].tolist() == [1]


def test_finding_counts(store, folder):
    mart, years = table(folder, "mart_findings"), store.ask("years")
    found = scopes.finding_counts(store, PROVINCE, "scope").set_index("year")
    reports = table(folder, "reports").set_index("report_id")["scope"]
    mart = mart[mart["report_id"].map(reports) != "aggregate"]
    for year in years["year"]:
        held = mart[mart["year"] == year]
        assert found.loc[year, "n_arithmetic"] == held["n_arithmetic"].sum()
        assert found.loc[year, "n_affected"] == (held["n_arithmetic"] + held["n_reporting"] > 0).sum()


def test_units_are_named_in_pinyin_order_the_areas_own_first(store):
    found = scopes.units(store, PROVINCE, "district")
    assert found["is_own"].tolist()[0] and not found["is_own"][1:].any()
    assert found["label"].tolist()[1:] == ["沧岭市", "云麓市"], "by code or by character 云 comes first"


@pytest.mark.parametrize("by", ["scope", "district", "agency"])
def test_a_change_is_told_of_the_agencies_that_print_both_years(store, demo_root, by):
    """Recomputed from the mart: agencies missing in one of the years move nothing."""
    scope = Scope("990000", 2019, 2025)
    mart = pd.read_parquet(current(demo_root) / "mart_agencies.parquet")
    mart = mart[(mart["scope"] != "aggregate") & mart["requests__new__total"].notna()]
    year = {y: rows.set_index("agency_id")["requests__new__total"].astype(float) for y, rows in mart.groupby("year")}
    both = year[2024].index.intersection(year[2023].index)
    assert 0 < len(both) < len(year[2024].index.union(year[2023].index))
    found = sums.paired(store, scope, "requests/new/total", 2024, by)
    assert found["n_both"].sum() == len(both)
    assert found["value"].sum() == year[2024][both].sum() and found["before"].sum() == year[2023][both].sum()
