"""总览 the usual way: Streamlit with its default settings, pandas and plotly express, cached as its own guide says.

In:   environment USUAL_SNAPSHOT, a snapshot folder.
Out:  the same filters, numbers, charts and table as the dashboard's overview; the yardstick of tests/bench/speed.
"""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

FOLDER = Path(os.environ["USUAL_SNAPSHOT"])
DISPUTES = [f"disputes__{route}__" for route in ("review", "suit_direct", "suit_after_review")]


@st.cache_data
def load(name: str) -> pd.DataFrame:
    return pd.concat([pd.read_parquet(path) for path in sorted(FOLDER.glob(f"{name}*.parquet"))], ignore_index=True)


@st.cache_data
def of_district(name: str, district: str, first: int, last: int, kinds: list[str]) -> pd.DataFrame:
    rows, divisions = load(name), load("divisions").set_index("district_id")
    below = {district}
    for _ in range(4):
        below |= set(divisions.index[divisions["parent_id"].isin(below)])
    rows = rows[rows["district_id"].isin(below) & rows["year"].between(first, last)]
    rows = rows[rows["kind"].isin(kinds)] if kinds else rows
    unit = rows["district_id"].map(lambda d: d if d == district or divisions["parent_id"].get(d) == district
                                   else divisions["parent_id"].get(d, d))
    return rows.assign(unit=unit.map(divisions["label"]))


@st.cache_data
def summed(district: str, first: int, last: int, kinds: list[str], by: list[str]) -> pd.DataFrame:
    rows = of_district("mart_agencies", district, first, last, kinds)
    rows = rows[rows["scope"] != "aggregate"]
    rows = rows.assign(
        requests=rows["requests__new__total"],
        disclosed=rows["requests__granted__total"] + rows["requests__partial__total"],
        ended=rows["requests__outcome_total__total"],
        corrected=sum(rows[f"{d}corrected"] for d in DISPUTES),
        decided=sum(rows[f"{d}{r}"] for d in DISPUTES for r in ("upheld", "corrected", "other")))
    out = rows.groupby(by, as_index=False)[["requests", "disclosed", "ended", "corrected", "decided"]].sum()
    return out.assign(disclosed_rate=out["disclosed"] / out["ended"], corrected_rate=out["corrected"] / out["decided"])


st.set_page_config(page_title="年报", layout="wide")
divisions, agencies = load("divisions"), load("mart_agencies")
years = sorted(int(y) for y in agencies["year"].unique())
bar = st.columns(4)
district = bar[0].selectbox("行政区划", divisions["district_id"], key="d", format_func=divisions.set_index(
    "district_id")["label"].get)
first = bar[1].selectbox("起始年度", years, key="y0")
last = bar[2].selectbox("截止年度", years, index=len(years) - 1, key="y1")
kinds = bar[3].multiselect("机关类别", sorted(agencies["kind"].dropna().unique()), key="k")
first, last = min(first, last), max(first, last)
total = summed(district, first, last, kinds, ["year"])
units = summed(district, first, last, kinds, ["unit", "year"])
findings = of_district("mart_findings", district, first, last, kinds)
coverage = of_district("mart_coverage", district, first, last, kinds)
found = findings.groupby(["unit", "year"], as_index=False)[["n_arithmetic", "n_reporting"]].sum()

st.title("各地依申请公开办得怎样？")
now = total.iloc[-1]
cards = st.columns(4)
cards[0].metric("收到申请", f"{now['requests']:,.0f} 件", chart_data=total["requests"].tolist(), border=True)
cards[1].metric("实质公开率", f"{now['disclosed_rate']:.1%}", chart_data=total["disclosed_rate"].tolist(), border=True)
cards[2].metric("纠错率", f"{now['corrected_rate']:.1%}", chart_data=total["corrected_rate"].tolist(), border=True)
cards[3].metric("核查发现", f"{(found['n_arithmetic'] + found['n_reporting']).sum():,.0f} 条", border=True)
left, right = st.columns(2)
left.subheader("申请")
left.plotly_chart(px.line(units, x="year", y="requests", color="unit", markers=True), key="requests")
right.subheader("公开率")
right.plotly_chart(px.line(units, x="year", y="disclosed_rate", color="unit", markers=True), key="disclosed")
left, right = st.columns(2)
table = units[units["year"] == last].merge(found[found["year"] == last], on=["unit", "year"], how="left")
shapes = units.groupby("unit")["requests"].agg(list).rename("shape")
left.subheader("各地")
left.dataframe(table.merge(shapes, on="unit"), hide_index=True, column_config={
    "shape": st.column_config.LineChartColumn("历年"),
    "disclosed_rate": st.column_config.NumberColumn("公开率", format="percent")})
right.subheader("覆盖")
missing = coverage.assign(missing=coverage["n_expected"] - coverage["n_read"] + coverage["n_beyond"])
right.plotly_chart(px.imshow(missing.pivot_table(index="unit", columns="year", values="missing", aggfunc="sum"),
                             text_auto=True), key="coverage")
csv = table.to_csv(index=False).encode("utf-8-sig")
st.download_button("下载 CSV", csv, "总览.csv", "text/csv")
