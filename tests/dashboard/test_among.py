"""An agency among its like: the bands recomputed, who the like are, and what is not judged."""

import pandas as pd
import pytest

from dashboard import labels
from dashboard.measures import measure
from dashboard.parts.agency import among
from dashboard.queries import agency as ask
from dashboard.queries.history import KEY_MEASURES
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard.drilled import opened, words

YEARS = range(2019, 2026)


@pytest.fixture(scope="session")
def store(demo_root):
    return Store(current(demo_root))


@pytest.fixture(scope="session")
def reports(demo_root):
    """Every report that counts and is no 汇总 one."""
    frame = pd.read_parquet(sorted(current(demo_root).glob("mart_agencies*.parquet")))
    return frame[frame["scope"] != "aggregate"]


def side(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    total = 0
    for name in columns:
        total = total + frame[name.lstrip("-")].astype(float) * (-1 if name[0] == "-" else 1)
    return total


@pytest.mark.parametrize("group", [("county", "dept"), ("county", None), (None, None)],
                         ids=["level and kind", "level", "everybody"])
@pytest.mark.parametrize("measure_id", KEY_MEASURES)
def test_the_bands_are_those_of_pandas(store, reports, measure_id, group):
    which, least = measure(measure_id), 3
    level, kind = group
    own = reports[(reports["level"] == level) if level else reports["level"].notna() | True]
    own = own[own["kind"] == kind] if kind else own
    own = own.assign(n=side(own, which.numerator_columns), total=side(own, which.denominator_columns))
    rows = ask.deciles(store, level, kind, measure_id, YEARS[0], YEARS[-1], least).set_index("year")
    assert list(rows.index) == sorted(own["year"].unique())
    for year, part in own.groupby("year"):
        judged = part[part["n"].notna() & (part["total"] >= least)]
        assert (rows.loc[year, "n_judged"], rows.loc[year, "n_reports"]) == (len(judged), len(part))
        for p in (10, 25, 50, 75, 90) if len(judged) else ():
            assert rows.loc[year, f"p{p}"] == pytest.approx((judged["n"] / judged["total"]).quantile(p / 100))


def test_an_agency_is_like_those_of_its_level_and_kind(store, reports):
    row = reports[reports["kind"] == "dept"].iloc[0]
    assert ask.group(store, row["agency_id"]) == (row["level"], "dept")
    assert ask.group(store, "unknown-00000000") is None


def band(n_judged: int) -> dict:
    return {"n_judged": n_judged, "n_reports": 20, "p10": .1, "p25": .2, "p50": .4, "p75": .6, "p90": .8}


@pytest.mark.parametrize(("rate", "place"), [(.05, "p10"), (.1, "p25"), (.2, "p50"), (.4, "same"), (.41, "p75"),
                                             (.6, "p90"), (.79, "p90"), (.8, "top"), (1, "top")])
def test_where_it_stands_is_told_by_the_edges(rate, place):
    assert among.where(rate, band(12)) == place


@pytest.mark.parametrize(("n", "total", "n_judged", "told"), [
    (6, 12, 12, "在同类中间一半，中位数以上"), (2, 4, 12, "件数太少，不作比较"), (6, 12, 9, "不足 10 个，不作比较")])
def test_a_heading_judges_no_few_cases_and_no_few_peers(n, total, n_judged, told):
    held = [{"rate": n / total, "numerator": n, "denominator": total}]
    title, sub = among.heading(measure("rate_disclosed"), [2024], held, ("county", "dept"), {2024: band(n_judged)})
    assert told in title and f"{n}/{total}" in sub and f"{n_judged}/20" in sub and "县级工作部门" in sub


def test_the_page_says_who_the_like_are_and_how_many(demo_root, shown, reports):
    busiest = reports.groupby("agency_id")["requests__outcome_total__total"].sum().astype(float).idxmax()
    shown(demo_root)
    at = opened("agency", a=busiest)
    said = words(at)
    assert labels.say("agency.among.title") in said
    drawn = [e.proto.id for e in at.get("plotly_chart") if "deciles_" in e.proto.id]
    assert drawn and ("同类：" in said) and "可比的同类（分母不少于 10 件）" in said


def test_an_agency_of_unknown_kind_is_compared_with_nobody(single_root, shown):
    shown(single_root)
    assert labels.say("agency.among.unlike") in words(opened("agency"))
