"""对比: the pivot against the figures recomputed in pandas, its signs, its file, its link."""

import io
import json
import zipfile
from datetime import datetime

import pandas as pd
import pytest

from dashboard import export, labels
from dashboard.components import pivot
from dashboard.measures import all_measures
from dashboard.queries import compare as ask
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard.drilled import given, opened, words

YEARS = (2019, 2025)


@pytest.fixture(scope="session")
def store(demo_root):
    return Store(current(demo_root))


@pytest.fixture(scope="session")
def marts(demo_root) -> pd.DataFrame:
    """mart_agencies as published, read without the dashboard; only reports that are not 汇总."""
    frame = pd.read_parquet(current(demo_root) / "mart_agencies.parquet")
    return frame[frame["scope"] != "aggregate"]


@pytest.fixture(scope="session")
def agencies(marts) -> tuple[str, ...]:
    return tuple(sorted(marts["agency_id"].unique())[:6])


def test_an_agency_has_the_value_it_printed(store, marts, agencies):
    rows = ask.amounts(store, ask.Chosen("agency", agencies, *YEARS), "requests/new/total")
    printed = marts.set_index(["agency_id", "year"])["requests__new__total"]
    assert len(rows) == marts["agency_id"].isin(agencies).sum()
    for r in rows.itertuples():
        expected = printed[r.unit_id, r.year]
        assert (pd.isna(expected) and pd.isna(r.value)) or r.value == expected


def test_a_district_is_the_sum_of_all_within_it(store, marts):
    divisions = store.ask("districts")
    province = divisions.loc[divisions["level"] == "province", "district_id"].iloc[0]
    rows = ask.amounts(store, ask.Chosen("district", (province,), *YEARS), "requests/new/total")
    expected = marts.groupby("year")["requests__new__total"].sum(min_count=1)
    assert dict(zip(rows["year"], rows["value"])) == expected.to_dict()


def test_kinds_narrow_a_district(store, marts):
    province = store.ask("districts").query("level == 'province'")["district_id"].iloc[0]
    rows = ask.amounts(store, ask.Chosen("district", (province,), *YEARS, ("dept",)), "requests/new/total")
    assert rows["n_reports"].sum() == (marts["kind"] == "dept").sum()


def test_a_rate_is_divided_from_the_reports_that_print_both(store, marts, agencies):
    rows = ask.rates(store, ask.Chosen("agency", agencies, *YEARS), "rate_carry").set_index(["unit_id", "year"])
    for r in marts[marts["agency_id"].isin(agencies)].itertuples():
        parts = (r.requests__carried_out__total, r.requests__new__total, r.requests__carried_in__total)
        got = rows.loc[(r.agency_id, r.year), "rate"]
        if any(pd.isna(p) for p in parts) or not parts[1] + parts[2]:
            assert pd.isna(got)
        else:
            assert got == pytest.approx(parts[0] / (parts[1] + parts[2]))


def test_every_measure_and_an_applicants_column_can_be_asked(store, agencies):
    chosen = ask.Chosen("agency", agencies, *YEARS)
    assert all(len(ask.rates(store, chosen, m)) for m in all_measures())
    assert ask.amounts(store, chosen, "requests/new/business")["value"].notna().any()


def test_signs_are_the_marks_of_the_figures(store, agencies, demo_root):
    frames = [pd.read_parquet(p) for p in sorted(current(demo_root).glob("figures_*.parquet"))]
    marked = {(r.agency_id, r.year, "/".join((m["table_id"], m["item_id"], m["column_id"]))): m["state"]
              for frame in frames for r in frame.itertuples() if r.agency_id in agencies and r.is_current
              for m in r.marks if m["state"] != "number"}
    assert ask.marks(store, ask.Chosen("agency", agencies, *YEARS)).signs == marked


def test_sources_are_the_documents_of_the_rows(store, marts, agencies):
    found = ask.sources(store, ask.Chosen("agency", agencies, 2020, 2021))
    mine = marts[marts["agency_id"].isin(agencies) & marts["year"].between(2020, 2021)]
    assert sorted(found["sha256"]) == sorted(mine["sha256"])
    assert found["name"].str.len().gt(0).all()


def pick() -> pivot.Pick:
    held = {("a", 2020): {"value": 0.0, "n_used": 1, "n_reports": 1}, ("a", 2021): {"value": None}}
    return pivot.Pick("requests/new/total", "新收申请", "count", held, {("a", 2021): "blank", ("b", 2020): "aggregate"})


def test_a_number_a_blank_an_absent_cell_and_a_missing_report_stay_apart():
    p = pick()
    p.rows["a", 2022] = {"value": None}
    assert [p.cell(("a", y)).text for y in (2020, 2021, 2022, 2023)] == ["0", "—", "无", "缺"]
    assert [p.export(("a", y), "value") for y in (2020, 2021, 2022, 2023)] == [0, None, "无", "缺"]
    assert p.cell(("b", 2020)).text == "汇总"
    assert [p.cell(("a", y)).sort for y in (2020, 2021)] == [0, None]


def test_a_rate_is_never_alone():
    rate = pivot.Pick("rate_disclosed", "实质公开率", "share",
                      {("a", 2020): {"rate": 0.25, "numerator": 1, "denominator": 4},
                       ("a", 2021): {"rate": None, "numerator": 0, "denominator": 0}}, {}, "blank")
    assert [(c.text, c.small) for c in map(rate.cell, (("a", 2020), ("a", 2021)))] == [("25.0%", "1/4"), ("—", "")]
    assert [part for part, _, _ in rate.exports()] == ["value", "numerator", "denominator"]


def test_a_sum_over_part_of_the_reports_says_so():
    p = pick()
    p.rows["c", 2020] = {"value": 7.0, "n_used": 5, "n_reports": 6}
    assert p.cell(("c", 2020)).small == "5/6 份"


def table(at) -> dict:
    return given(at, "wide_table")[0]


def test_the_page_compares_the_districts_below_the_scope(demo_root, shown, store):
    shown(demo_root)
    at = opened("compare")
    places = store.ask("districts")
    province = places.loc[places["level"] == "province", "district_id"].iloc[0]
    names = set(places.loc[places["parent_id"] == province, "label"])
    assert {r["name"] for r in table(at)["rows"]} == names
    assert {c["group"] for c in table(at)["heads"][1:]} == {"新收申请", "实质公开率"}
    assert [b.proto.disabled for b in at.get("download_button")] == [False] * 3


def test_a_link_of_codes_alone_finds_its_agencies(demo_root, shown, agencies):
    shown(demo_root)
    at = opened("compare", cb=labels.say("compare.by.agency"), ca=list(agencies[:2]), co=labels.say(
        "compare.orientation.down"))
    rows = table(at)["rows"]
    assert {r["id"] for r in rows} == {*agencies[:2], None} and len(rows) == 2 * 7
    assert [r["cells"][0]["text"] for r in rows] == [str(y) for y in range(2019, 2026)] * 2
    assert set(at.multiselect(key="ca").value) == set(agencies[:2])


def test_a_click_on_nothing_picked_shows_every_agency_of_the_scope(demo_root, shown, marts):
    shown(demo_root)
    at = opened("compare", cb=labels.say("compare.by.agency"))
    assert {r["id"] for r in table(at)["rows"]} == set(marts["agency_id"])


def test_nothing_to_compare_is_said(demo_root, shown):
    shown(demo_root)
    at = opened("compare")
    at.multiselect(key="cm").set_value([]).run()
    assert not at.exception and labels.say("compare.no_picks") in words(at)


def test_the_empty_warehouse_and_one_report(empty_root, single_root, shown):
    shown(empty_root)
    assert labels.say("look.nothing_yet.title") in words(opened("compare"))
    shown(single_root)
    assert json.dumps(table(opened("compare")))


def test_a_workbook_is_a_workbook():
    data = export.xlsx(pd.DataFrame(), [], export.About("空", "s", True), datetime.now())
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
