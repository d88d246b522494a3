"""Large snapshots: tables left in their files and sums kept of wide areas give the answers of small ones."""

import pandas as pd
import pytest

from dashboard.measures import all_measures
from dashboard.queries import compare, matrix, outliers, report, scopes, sums
from dashboard.queries.scope import EVERYWHERE, Scope
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard.test_pages import opened

SCOPES = [Scope(EVERYWHERE, 2019, 2025), Scope("990000", 2020, 2023), Scope("990000", 2019, 2025, ("dept", "town")),
          Scope("990100", 2021, 2021)]
CHOSEN = compare.Chosen("district", ("990100", "990121"), 2019, 2025)


@pytest.fixture(scope="module")
def stores(demo_root):
    """The same snapshot as a small one, and as one in which every table and area is large."""
    held = [Store(current(demo_root)), Store(current(demo_root), held=0, wide=1)]
    yield held
    for store in held:
        store.close()


def both(stores, query, *args) -> pd.DataFrame:
    small, large = (query(store, *args) for store in stores)
    pd.testing.assert_frame_equal(small, large)
    return large


def test_one_keeps_its_tables_the_other_leaves_them_in_their_files(stores):
    small, large = stores
    assert not small.is_wide(EVERYWHERE) and large.is_wide("990000") and large.are_parts(("990100",))
    assert not large.are_parts((EVERYWHERE,))
    views = "SELECT view_name FROM duckdb_views() WHERE NOT internal"
    views = [{name for (name,) in store._con.cursor().execute(views).fetchall()} for store in stores]
    tables = {"reports", "mart_agencies", "agencies"}
    assert not tables & views[0] and tables <= views[1]


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize("by", ["scope", "district", "agency"])
def test_the_sums_are_the_same(stores, scope, by):
    assert len(both(stores, sums.amounts, scope, "requests/new/total", by))
    both(stores, sums.amounts, scope, ("disclosure/rules/issued", "disclosure/rules/repealed"), by)
    both(stores, sums.amounts, scope, "disclosure/fees/amount", by)
    both(stores, sums.amounts, scope, "requests/new/business", by)
    assert len(both(stores, sums.rates, scope, "rate_disclosed", by))
    both(stores, sums.rates, scope, "rate_corrected", by)
    both(stores, sums.paired, scope, "requests/new/total", scope.last_year, by)
    assert len(both(stores, sums.outcomes, scope, by))
    both(stores, sums.outcomes, scope, by, "business")
    assert len(both(stores, sums.outcome_parts, scope, "refused", by))
    both(stores, sums.outcome_parts, scope, "other", by, "business")
    assert set(both(stores, sums.disputes, scope, by)["route"]) == set(sums.ROUTES)
    both(stores, scopes.finding_counts, scope, by)
    both(stores, scopes.coverage, scope, by)


@pytest.mark.parametrize("chosen", [CHOSEN, compare.Chosen("district", ("990121",), 2023, 2024, ("dept",))], ids=str)
def test_chosen_districts_have_the_same_sums(stores, chosen):
    assert len(both(stores, compare.amounts, chosen, "requests/new/total"))
    assert len(both(stores, compare.rates, chosen, "rate_disclosed"))


@pytest.mark.parametrize("kinds", [(), ("dept",)], ids=str)
def test_chosen_agencies_have_the_same_numbers(stores, kinds):
    """Out of the columns that a large store holds by agency; one that is none has no row."""
    ids = tuple(stores[0].ask("report/bodies", district="990121")["agency_id"])
    chosen = compare.Chosen("agency", (*ids[::-1], "990121-00000000"), 2020, 2025, kinds)
    assert stores[0].columns is None and set(ids).intersection(stores[1].columns.agencies)
    for address in ("requests/new/total", "disclosure/fees/amount", "requests/new/business"):
        both(stores, compare.amounts, chosen, address)
    assert kinds or len(both(stores, compare.amounts, chosen, "requests/new/total"))
    for measure_id in all_measures():
        both(stores, compare.rates, chosen, measure_id)
    assert not len(both(stores, compare.amounts, compare.Chosen("agency", ("x",), 2020, 2025), "requests/new/total"))


@pytest.mark.parametrize("measure_id", [m.id for m in all_measures().values() if m.outliers])
def test_everyone_is_judged_by_the_same_counts(stores, measure_id):
    assert len(both(stores, outliers.counts, measure_id, 2024)) > 50


def test_columns_are_let_go_in_turn(stores, monkeypatch):
    monkeypatch.setattr("dashboard.columns.KEPT", 2)
    held = stores[1].columns
    first = held.column("requests__new__total")
    assert held.column("requests__new__total") is first and len(first) == len(held.years) == held.starts[-1]
    for name in ("requests__granted__total", "disclosure__fees__amount"):
        held.column(name)
    assert len(held._kept) == 2 and held.column("requests__new__total").equals(first)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_lists_and_choices_are_the_same(stores, scope):
    for by in ("district", "agency"):
        assert len(both(stores, scopes.units, scope, by))
    for choice in (scopes.years, scopes.kinds, scopes.districts, report.places):
        assert len(both(stores, choice))
    agencies = both(stores, matrix.agencies, scope, 30)
    both(stores, matrix.cells, scope, tuple(agencies["agency_id"]))
    both(stores, outliers.units, scope.last_year)
    assert len(both(stores, report.documents_of, agencies["agency_id"][0]))


def test_what_is_kept_is_worked_out_once_and_let_go_in_turn(stores, monkeypatch):
    large = stores[1]
    monkeypatch.setattr("dashboard.store.KEPT", 2)
    first = large.kept("wide/outcomes")["kept"]
    assert large.kept("wide/outcomes")["kept"] is first
    for route in sums.ROUTES:
        large.kept("wide/disputes", {"route": route})
    assert len(large._kept) == 2
    again = large.kept("wide/outcomes")["kept"]
    assert again is not first and len(again) == len(first)  # their order is left open


def test_the_country_is_not_divided_into_a_hundred_thousand_agencies(shown, demo_root, monkeypatch):
    shown(demo_root)
    at = opened("overview", d=EVERYWHERE)
    assert "b" in {box.key for box in at.selectbox}
    monkeypatch.setattr("dashboard.filters.MOST_BY_AGENCY", 100)
    at = at.run()
    assert not at.exception and "b" not in {box.key for box in at.selectbox}
