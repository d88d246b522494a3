"""From requests to reviews to suits: the steps are the printed counts, the shares those of the step before."""

import pandas as pd

from dashboard import charts, labels, look
from dashboard.parts.disputes import flow
from loaders.warehouse import current
from tests.dashboard.drilled import opened, words

TOKENS = look._themes()["light"]


def test_the_page_shows_the_flow_of_its_last_year(demo_root, shown):
    frame = pd.read_parquet(sorted(current(demo_root).glob("mart_agencies*.parquet")))
    last = frame[(frame["scope"] != "aggregate") & (frame["year"] == frame["year"].max())]
    closed, review = (int(last[c].astype(float).sum()) for c in ("requests__outcome_total__total",
                                                                 "disputes__review__total"))
    shown(demo_root)
    at = opened("disputes")
    assert labels.say("disputes.flow.title", share=f"{100 * review / closed:.1f}") in words(at)
    (chart,) = [e for e in at.get("plotly_chart") if "flow" in e.proto.id]
    assert f'"{closed:,}","{review:,}"' in chart.proto.spec.replace(" ", "")


def routes(**cases) -> pd.DataFrame:
    return pd.DataFrame([{"year": 2024, "route": route, "cases": n} for route, n in cases.items()])


def test_what_no_report_prints_is_not_nought_and_has_no_share():
    closed = pd.DataFrame([{"unit_id": "1", "year": 2024, "value": 200}])
    counts = flow.steps(closed, routes(review=10, suit_direct=float("nan"), suit_after_review=0), 2024)
    assert counts == {"closed": 200, "review": 10, "suit_after_review": 0, "suit_direct": None}
    assert flow.said("review", counts) == "每百件办结 5.0 件（10/200）"
    assert flow.said("suit_after_review", counts) == "每百件复议 0.0 件（0/10）"
    assert flow.said("suit_direct", counts) == "" and flow.said("closed", counts) == ""
    assert flow.said("suit_after_review", counts | {"review": 0}) == ""


def test_a_step_that_is_not_known_has_no_bar_and_says_so():
    figure = charts.flow(TOKENS, ["甲", "<b>乙</b>"], [12, None], ["", ""], "缺")
    (bars,) = figure["data"]
    assert bars["x"] == [12, None] and bars["text"] == ["12", "缺"]
    assert "<b>" not in figure["layout"]["yaxis"]["ticktext"][1]
    assert charts.flow(TOKENS, ["甲"], [None], [""], "缺") == {"data": [], "layout": {}}
