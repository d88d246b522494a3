"""对比 as a table builder: its order and pages against pandas, what stands beside the numbers, its files, its link."""

import io

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboard import labels
from dashboard.components.compared import Base, Compared
from dashboard.components.pivot import Pick
from dashboard.export import About, streamed
from dashboard.measures import measure
from dashboard.outliers.ranks import ranked
from dashboard.parts.compare import reading
from dashboard.queries import compare as ask
from dashboard.queries import listing as lists
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard.drilled import given, opened, words

NEW, RATE = "requests/new/total", "rate_disclosed"
EVERY = lists.Listing("agency", None, 2019, 2025)


@pytest.fixture(scope="module")
def store(demo_root):
    with_store = Store(current(demo_root))
    yield with_store
    with_store.close()


@pytest.fixture(scope="module")
def units(store) -> tuple[str, ...]:
    return tuple(lists.ordered(store, EVERY, lists.Order(), (), 0, 1000)["unit_id"])


def values(store, units, pick, year) -> pd.Series:
    """unit -> number of a year, by the queries that draw the cells."""
    chosen = ask.Chosen("agency", units, year, year)
    if pick == RATE:
        return ask.rates(store, chosen, pick).set_index("unit_id")["rate"].dropna()
    return ask.amounts(store, chosen, pick).set_index("unit_id")["value"].dropna()


@pytest.mark.parametrize("pick", [NEW, RATE])
@pytest.mark.parametrize("down", [True, False])
def test_the_order_is_that_of_the_numbers_and_what_has_none_stands_last(store, units, pick, down):
    rows = lists.ordered(store, EVERY, lists.Order(pick, 2025, down), (), 0, 1000)
    known = rows["sort_key"].dropna()
    assert known.is_monotonic_decreasing if down else known.is_monotonic_increasing
    assert rows["sort_key"].isna().iloc[len(known):].all()
    held = values(store, units, pick, 2025)
    assert dict(zip(rows["unit_id"], known)) == pytest.approx(held.to_dict())


def test_the_order_by_a_change_is_that_of_the_differences(store, units):
    rows = lists.ordered(store, EVERY, lists.Order(NEW, 2025, True, "difference", 2020), (), 0, 1000)
    change = (values(store, units, NEW, 2025) - values(store, units, NEW, 2020)).dropna()
    assert dict(zip(rows["unit_id"], rows["sort_key"].dropna())) == change.to_dict()


def test_pages_hold_every_unit_once_and_what_is_pinned_on_none(store, units):
    pinned, order = units[3:5], lists.Order(NEW, 2024, True)
    pages = [lists.ordered(store, EVERY, order, pinned, skip, 7) for skip in range(0, len(units), 7)]
    assert sorted(pd.concat(pages)["unit_id"]) == sorted(set(units) - set(pinned))
    assert lists.counted(store, EVERY, pinned) == {"n_units": len(units), "n_rest": len(units) - 2, "n_missing": 0}


def test_a_list_is_narrowed_by_words_and_keeps_units_without_a_report(store, units):
    name = lists.ordered(store, EVERY, lists.Order(), (), 0, 1)["label"][0]
    found = lists.ordered(store, lists.Listing("agency", None, 2019, 2025, words=name), lists.Order(), (), 0, 9)
    assert name in set(found["label"])
    picked = lists.Listing("agency", (units[0], "999999-none"), 2019, 2025)
    assert lists.counted(store, picked, ()) == {"n_units": 2, "n_rest": 2, "n_missing": 1}


def test_a_pasted_list_is_known_by_code_and_by_name(store, units):
    name = lists.ordered(store, EVERY, lists.Order(), (), 0, 1)["label"][0]
    found = lists.matched(store, "agency", (units[1], name, "没有这个局"))
    assert set(found["line"]) == {units[1], name} and units[1] in set(found["unit_id"])


def test_ranks_are_counted_over_the_whole_list(store, units):
    rows = ranked(lists.spread(store, EVERY, RATE, 2025), True)
    held = values(store, units, RATE, 2025)
    assert rows["n_units"].sum() == len(held)
    rates = (rows["numerator"] / rows["denominator"]).round(9)
    assert dict(zip(rates, rows["rank"])) == pytest.approx(
        held.round(9).rank(ascending=False, method="min").pipe(lambda r: dict(zip(held.round(9), r))))


def pick(kind: str = "count") -> Pick:
    if kind == "share":
        held = {("a", 2020): (1, 4), ("a", 2021): (3, 4), ("b", 2021): (1, 2)}
        rows = {at: {"rate": n / of, "numerator": n, "denominator": of} for at, (n, of) in held.items()}
        return Pick(RATE, "实质公开率", "share", rows, {}, "blank")
    held = {("a", 2020): 10.0, ("a", 2021): 15.0, ("b", 2020): 0.0, ("b", 2021): 4.0}
    return Pick(NEW, "新收申请", "count", {at: {"value": v} for at, v in held.items()}, {("c", 2021): "dash"})


@pytest.mark.parametrize(("base", "unit", "expected"), [
    (Base(year=2020, label="2020"), "a", ["+5", "+50.0%"]),
    (Base(label="上一年"), "a", ["+5", "+50.0%"]),
    (Base(unit="b", label="乙"), "a", ["+11", "+275.0%"]),
    (Base(year=2020), "b", ["+4", "—"]),      # nothing to be divided by
    (Base(year=2020), "c", ["/", "/"]),       # the reason stands, no number
    (Base(year=2019), "a", ["缺", "缺"]),
])
def test_a_number_is_set_against_another(base, unit, expected):
    table = Compared([pick()], [2021], parts=("difference", "ratio"), base=base)
    cells = [table.cell(c, (unit, 2021)) for c in table.columns()[1:]]
    assert [c.text for c in cells] == expected
    assert all(bool(c.hint) == (c.text in "—/缺") for c in cells)


def test_a_change_of_a_rate_is_told_in_points_and_its_rank_with_a_range():
    ranks = {(RATE, 2021): {(3, 4): (1, 1, 9, 12)}}
    table = Compared([pick("share")], [2021], parts=("difference", "ratio", "rank"), base=Base(year=2020), ranks=ranks)
    assert [c.part for c in table.columns()] == ["value", "difference", "rank"]
    _, change, rank = table.row("a")[0][1]
    assert (change.text, rank.text, rank.small) == ("+50.0", "1/12", "1–9 名")
    assert table.row("b")[0][1][2].text == "—"


@pytest.mark.parametrize("down", [False, True])
def test_page_and_files_hold_the_same_cells(down):
    base = Base(year=2020, label="2020")
    table = Compared([pick(), pick("share")], [2020, 2021], down, ("shape", "difference"), base)
    units, about = {"a": "甲局", "c": "=丙局"}, About("表", "s", False)
    fields, rows = table.fields("机关", "年度", False), list(table.file(units, False))
    assert len(rows) == (4 if down else 2) and {len(r) for r in rows} == {len(fields)}
    sheet = openpyxl.load_workbook(io.BytesIO(streamed.xlsx(rows, fields, about, pd.Timestamp(0)))).worksheets[0]
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=2)] == rows
    assert {c.data_type for row in sheet.iter_rows() for c in row if c.value is not None} <= {"s", "n"}
    text = streamed.csv(rows, fields).decode("utf-8-sig").splitlines()
    assert len(text) == len(rows) + 1 and "'=丙局" in text[-1]
    lines = [line.split("\t") for line in streamed.tabs(rows, fields).split("\n")]
    assert lines[0] == [f.label for f in fields] and lines[-1][1] == "'=丙局"
    assert float(lines[1][[f.name for f in fields].index(f"{RATE} value" + ("" if down else " 2020"))]) == 0.25
    got = pq.read_table(io.BytesIO(streamed.parquet(rows, fields, about)))
    numbers = f"{NEW} value" + ("" if down else " 2021")
    assert got[numbers].to_pylist()[-1] is None and got[f"{numbers} state"].to_pylist()[-1] == "/"
    assert got.schema.field(numbers).metadata[b"description"].decode() == fields[3].label
    assert got["unit"].to_pylist()[-1] == "=丙局"


def test_the_file_of_the_whole_list_has_its_rows_in_order(store):
    order = lists.Order(NEW, 2025, True)
    wanted = reading.Wanted(EVERY, order, (), (NEW, RATE), (2024, 2025), False, ("rank",), None)
    asks = reading.Straight(store)
    rows = list(reading.rows(asks, wanted, False))
    fields = reading.compared(asks, wanted, (), reading.addresses(asks)).fields("机关", "年度", False)
    assert [r[0] for r in rows] == list(lists.ordered(store, EVERY, order, (), 0, 1000)["unit_id"])
    assert {len(r) for r in rows} == {len(fields)}
    names = [f.name for f in fields]
    assert [r[names.index(f"{NEW} rank 2025")] for r in rows if r[names.index(f"{NEW} value 2025")] is not None][0] == 1
    told = reading.about(asks, store, wanted, ())
    assert {label for label, _ in told.definitions} >= {measure(RATE).label} and len(told.sources)


def table(at) -> dict:
    return given(at, "wide_table")[0]


def test_the_link_says_everything(demo_root, shown, units):
    shown(demo_root)
    at = opened("compare", cb=labels.say("compare.by.agency"), ct=units[5], cs=f"-{NEW}@2025", cy=["2021", "2025"],
                cr=labels.say("compare.base.pinned"), cx=labels.say("compare.part.rank"))
    found = table(at)
    assert (found["by"], found["down"]) == (f"{NEW}@2025", True)
    assert [r["id"] for r in found["rows"] if r["pinned"]] == [units[5]] == [found["rows"][0]["id"]]
    assert [h["title"] for h in found["heads"] if h["group"] == "新收申请"][:2] == ["2021", "2025"]
    assert found["rows"][0]["cells"][2]["text"] == "0"  # against itself
    assert found["copied"].count("\n") == len(found["rows"])


def test_a_link_that_asks_for_what_is_not_there_is_met_with_the_usual_order(demo_root, shown):
    shown(demo_root)
    for said in ("-nothing@2025", f"{NEW}@1999", f"{NEW}@2025:difference", "@", f"{NEW}@2025:drop", "name:x"):
        assert table(opened("compare", cs=said))["by"] == "name"


def test_words_that_nobody_bears_are_told(demo_root, shown):
    shown(demo_root)
    assert labels.say("compare.no_words") in words(opened("compare", cq="不存在的名字"))
