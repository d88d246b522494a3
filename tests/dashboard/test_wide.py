"""Large snapshots: tables left in their files and sums kept of wide areas give the answers of small ones."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dashboard import questions
from dashboard.measures import all_measures
from dashboard.queries import agency, compare, matrix, outliers, report, scopes, sums
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
    assert stores[0].columns is None and set(ids).intersection(stores[1].columns.agencies.to_pylist())
    for address in ("requests/new/total", "disclosure/fees/amount", "requests/new/business"):
        both(stores, compare.amounts, chosen, address)
    assert kinds or len(both(stores, compare.amounts, chosen, "requests/new/total"))
    for measure_id in all_measures():
        both(stores, compare.rates, chosen, measure_id)
    assert not len(both(stores, compare.amounts, compare.Chosen("agency", ("x",), 2020, 2025), "requests/new/total"))


@pytest.mark.parametrize("last_year", [2024, 2020, 2026])
def test_everyone_is_judged_by_the_same_counts(stores, last_year):
    measures = tuple(questions.askable())
    small, large = (questions.known(store, last_year, measures) for store in stores)
    pd.testing.assert_frame_equal(small.units, large.units)
    assert len(small.units) > 20 and small.at == large.at
    for side in ("numerators", "denominators"):
        for measure_id in measures:
            np.testing.assert_array_equal(getattr(small.counts, side)[measure_id],
                                          getattr(large.counts, side)[measure_id])
    for (name, one), other in zip(questions.mixes(stores[0], last_year, small.units).items(),
                                  questions.mixes(stores[1], last_year, large.units).values(), strict=True):
        np.testing.assert_array_equal(one.counts, other.counts)
        assert (name, one.parts, one.years) == (name, other.parts, other.years)
    for scope in SCOPES:
        scope = replace(scope, last_year=last_year)
        members = outliers.members(stores[0], scope)
        assert members.any() and (members == outliers.members(stores[1], scope)).all()


def test_columns_and_sums_are_let_go_in_turn(demo_root, monkeypatch):
    """Shelves with room for two columns, and for the sums of two items."""
    monkeypatch.setattr("dashboard.columns.matrices.ROOM", 750)
    monkeypatch.setattr("dashboard.columns.sums.ROOM", 4_000)
    store = Store(current(demo_root), held=0, wide=1)
    held, addresses = store.columns, ("requests/new/total", "requests/granted/total", "requests/partial/total")
    first, factor = held.column("requests__new__total")
    assert held.column("requests__new__total")[0] is first and factor == 1
    assert 2 * first.nbytes <= 750 < 3 * first.nbytes  # a larger demonstration wants larger shelves
    answers = [sums.amounts(store, SCOPES[0], address, "district") for address in addresses]
    assert len(held._kept) == 2 and 0 < len(held._sums._kept) < 3
    assert held.column("requests__new__total")[0] is not first
    for address, answer in zip(addresses, answers):
        pd.testing.assert_frame_equal(sums.amounts(store, SCOPES[0], address, "district"), answer)
    store.close()


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_lists_and_choices_are_the_same(stores, scope):
    for by in ("district", "agency"):
        assert len(both(stores, scopes.units, scope, by))
    for choice in (scopes.years, scopes.kinds, scopes.districts, report.places):
        assert len(both(stores, choice))
    agencies = both(stores, matrix.agencies, scope, 30)
    both(stores, matrix.cells, scope, tuple(agencies["agency_id"]))
    assert len(both(stores, report.documents_of, agencies["agency_id"][0]))


def test_what_is_kept_is_worked_out_once_and_let_go_in_turn(stores, monkeypatch):
    large = stores[1]
    monkeypatch.setattr("dashboard.store.KEPT", 2)
    names = {"source": "figure_years", "item": ("requests__new__business",)}
    first = large.kept("wide/item", names)["kept"]
    assert large.kept("wide/item", names)["kept"] is first
    for applicant in ("research", "legal_service", "natural_person"):
        large.kept("wide/item", names | {"item": (f"requests__new__{applicant}",)})
    assert len(large._kept) == 2
    again = large.kept("wide/item", names)["kept"]
    assert again is not first and len(again) == len(first)  # their order is left open


def test_the_country_is_not_divided_into_a_hundred_thousand_agencies(shown, demo_root, monkeypatch):
    shown(demo_root)
    at = opened("overview", d=EVERYWHERE)
    assert "b" in {box.key for box in at.selectbox}
    monkeypatch.setattr("dashboard.filters.MOST_BY_AGENCY", 100)
    at = at.run()
    assert not at.exception and "b" not in {box.key for box in at.selectbox}


@pytest.mark.parametrize(("level", "kind"), [("county", "dept"), ("city", None), (None, None), ("town", "gov_office")])
def test_the_spread_among_like_agencies_is_the_same(stores, level, kind):
    for measure_id in all_measures():
        rows = both(stores, agency.deciles, level, kind, measure_id, 2019, 2024, 5)
        assert level == "town" or len(rows)


def test_a_cell_over_the_years_is_that_of_the_wide_figures(stores):
    """Recomputed by pandas from the wide files, as it was read before: the cell most often marked, a sum of money."""
    with stores[1]._con.cursor() as cursor:
        wide = cursor.sql("""SELECT f.*, r.report_id FROM figures f JOIN reports r USING (agency_id, year, ordinal)
                             WHERE f.is_current ORDER BY f.year, r.report_id""").df()
    marked = [{**mark, "report_id": r} for r, marks in zip(wide["report_id"], wide["marks"]) for mark in marks]
    counted = pd.DataFrame(marked).groupby(["table_id", "item_id", "column_id"]).size()
    for address in (counted.idxmax(), ("disclosure", "fees", "amount")):
        told = {m["report_id"]: (m["state"], m["corrected_from"]) for m in marked
                if (m["table_id"], m["item_id"], m["column_id"]) == address}
        for who, rows in wide.groupby("agency_id"):
            expected = [(r, y, None if pd.isna(v) else float(v), *told.get(r, (None, None))) for r, y, v in
                        zip(rows["report_id"], rows["year"], rows["__".join(address)])]
            assert expected == [(r["report_id"], r["year"], r["value"], r["state"], r["corrected_from"])
                                for r in report.cell_years(stores[1], who, address)]
            assert report.cell_years(stores[1], who, (*address[:2], "nobody")) == []
