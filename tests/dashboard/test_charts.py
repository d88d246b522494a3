"""Figures are plain dicts that tell a gap from a zero, keep editions apart, and let no name become markup."""

import json

import pytest

from dashboard import charts
from dashboard.charts.base import gaps, isolated, spread, ticks
from dashboard.look import _themes

YEARS = list(range(2019, 2026))
THEMES = _themes().values()
NASTY = '<b onclick="x">甲</b><a href="javascript:1">局</a>'


@pytest.fixture(params=THEMES, ids=lambda t: t["theme"])
def t(request):
    return request.param


def lines(figure, shown=None):
    return [d for d in figure["data"] if d["type"] == "scatter" and (shown is None or d.get("name") == shown)]


def texts(figure):
    return [a["text"] for a in figure["layout"]["annotations"]]


def funnel_of(name, tier="verify"):
    """Points, curves and floor of a small funnel."""
    points = [charts.Point("a", name, 9, 12, tier), charts.Point("b", "乙", 30, 100), charts.Point("c", "丙", 0, 4)]
    outer, inner = ([0, 0.1, 0.15], [0.7, 0.5, 0.45]), ([0.1, 0.18, 0.2], [0.55, 0.45, 0.4])
    curves = charts.Curves([10, 50, 110], 0.3, outer, inner)
    return points, curves, 10


def every(t):
    """One figure of each kind, with a gap, a zero, and a name that tries to be markup."""
    dot = charts.Dot(NASTY, 0.1, 0.2, 0.3, 2, 10)
    shares = [0.1, None, 0, 0.3, 0.4, 0.5, 0.6]
    bands = {f"p{p}": [p / 100] * 7 for p in (10, 25, 50, 75, 90)}
    return {
        "trend": charts.trend(
            t, YEARS, {"a": [1, None, 3, 0, 5, 6, 7], "b": [2] * 7}, "a", labels={"a": NASTY, "b": "乙"}
        ),
        "bars": charts.bars_of_parts(
            t,
            [NASTY, "乙", "丙"],
            [[1, 2], [0, 0], [None, None]],
            [3, 0, None],
            ["是", NASTY],
            unit="件",
            nothing="无",
            missing="缺",
        ),
        "dots": charts.dots(t, [dot], 0.5, NASTY, 5),
        "multiples": charts.multiples(t, YEARS, {"a": shares, "b": shares}, {"a": NASTY, "b": "乙"}),
        "deciles": charts.deciles(t, YEARS, bands, shares, NASTY),
        "funnel": charts.funnel(t, *funnel_of(NASTY), "a"),
        "strip": charts.strip(
            t,
            [charts.Year(2023, 3, 10, 0.1, 0.6), charts.Year(2024, None, None), charts.Year(2025, 0, 8, 0, 0.7)],
            0.3,
            NASTY,
        ),
        "coverage": charts.coverage(
            t, [NASTY], YEARS, [["none", "missing", "doubtful", "complete", None, "none", "none"]]
        ),
    }


@pytest.mark.parametrize("kind", every(_themes()["light"]))
def test_a_figure_is_plain_data_and_its_names_are_escaped(t, kind):
    figure = every(t)[kind]
    assert set(figure) == {"data", "layout"} and type(figure) is dict
    text = json.dumps(figure, ensure_ascii=False, allow_nan=False)
    assert "<a href" not in text and "onclick=" not in text.replace("onclick=&quot;", "") and "&lt;b" in text


def test_a_missing_year_is_a_gap_with_a_word_and_a_zero_is_a_point(t):
    figure = charts.trend(t, YEARS, {"a": [4, None, 6, 0, 5, 6, 7], "b": [2] * 7}, "a")
    line = lines(figure, "a")[0]
    assert line["y"] == [4, None, 6, 0, 5, 6, 7] and line["connectgaps"] is False
    words = [a for a in figure["layout"]["annotations"] if a["text"] == "缺报"]
    assert [(a["x"], a["y"]) for a in words] == [(2020, 5)]


def test_more_than_two_gaps_are_left_to_the_note(t):
    figure = charts.trend(t, YEARS, {"a": [4, None, 6, None, 5, None, 7], "b": [2] * 7}, "a")
    assert "缺报" not in texts(figure)


def test_an_item_that_ends_with_its_edition_is_no_gap_and_joins_nothing(t):
    figure = charts.trend(t, YEARS, {"old": [3, 4, *[None] * 5], "new": [None, None, 5, 6, 7, 8, 9]}, {"old", "new"})
    assert "缺报" not in texts(figure)
    assert len(lines(figure)) == 2 and all(line["connectgaps"] is False for line in lines(figure))
    ends = {a["text"]: a["x"] for a in figure["layout"]["annotations"]}
    assert ends["<b>old</b>"] == 2020 and ends["<b>new</b>"] == 2025


def test_the_change_of_edition_is_marked_where_the_years_run_over_it(t):
    mark = charts.trend(t, YEARS, {"a": [1] * 7})["layout"]["shapes"]
    assert [(s["x0"], s["line"]["dash"]) for s in mark] == [(2020.5, "4px,3px")]
    assert charts.trend(t, [2021, 2022], {"a": [1, 2]})["layout"]["shapes"] == []


@pytest.mark.parametrize("n", range(1, 30))
def test_at_most_seven_ticks_the_last_year_among_them(n):
    years = list(range(2000, 2000 + n))
    assert len(ticks(years)) <= 7 and ticks(years)[-1] == years[-1] and set(ticks(years)) <= set(years)


def test_labels_keep_their_order_and_their_distance():
    heights = [5.0, 5.1, 4.9, 20.0, 0.0, 5.05]
    moved = spread(heights, 2, 0)
    order = sorted(range(6), key=heights.__getitem__)
    assert order == sorted(range(6), key=moved.__getitem__) and min(moved) >= 0
    assert all(moved[b] - moved[a] >= 2 - 0.01 for a, b in zip(order, order[1:]))


def test_gaps_and_isolated_points():
    assert gaps([None, 1, None, 2, None]) == [2] and gaps([None, None]) == []
    assert isolated([1, None, 2, 3, None, 4]) == [0, 5]


def test_a_total_of_zero_has_no_bar_and_is_not_a_missing_one(t):
    figure = charts.bars_of_parts(
        t,
        ["甲", "乙", "丙"],
        [[3, 1], [0, 0], [None, None]],
        [4, 0, None],
        ["是", "否"],
        unit="件",
        nothing="无办结",
        missing="缺数",
    )
    assert [d["x"] for d in figure["data"]] == [[0.75, None, None], [0.25, None, None]]
    assert texts(figure) == ["4 件", "无办结", "缺数"]


def test_parts_that_exceed_a_faulty_total_stay_in_the_picture(t):
    figure = charts.bars_of_parts(t, ["甲"], [[6, 6]], [10], ["是", "否"], unit="件", nothing="", missing="")
    assert figure["layout"]["xaxis"]["range"][1] == pytest.approx(1.2)


def test_two_units_of_one_name_keep_a_bar_each(t):
    figure = charts.bars_of_parts(
        t, ["教育局", "教育局"], [[1], [2]], [1, 2], ["是"], unit="件", nothing="", missing=""
    )
    assert figure["data"][0]["y"] == [0, 1] and figure["layout"]["yaxis"]["ticktext"] == ["教育局", "教育局"]


def test_dots_are_filled_where_the_interval_misses_the_middle(t):
    rows = [
        charts.Dot("高", 0.6, 0.7, 0.8, 7, 10),
        charts.Dot("中", 0.4, 0.5, 0.6, 5, 10),
        charts.Dot("低", 0.1, 0.2, 0.3, 2, 10),
    ]
    figure = charts.dots(t, rows, 0.5, "合并", 5)
    points = figure["data"][-1]["marker"]
    assert points["color"] == [t["accent"], t["paper"], t["accent"]]
    assert {"7/10", "70.0%", "合并 50.0%"} <= set(texts(figure))


def test_panels_share_one_scale(t):
    figure = charts.multiples(t, YEARS, {"a": [0.5] * 7, "b": [0.9] * 7}, {"a": "甲", "b": "乙"})
    ranges = [v["range"] for k, v in figure["layout"].items() if k.startswith("yaxis")]
    assert ranges[0] == ranges[1] and ranges[0][0] <= 0.5 and ranges[0][1] >= 0.9


def test_a_band_has_no_fill_over_years_without_it(t):
    bands = {f"p{p}": [0.1 + p / 200 if i != 3 else None for i in range(7)] for p in (10, 25, 50, 75, 90)}
    fills = [d for d in charts.deciles(t, YEARS, bands, [0.5] * 7, "甲")["data"] if d.get("fill")]
    assert [d["x"] for d in fills] == [[2019, 2020, 2021], [2023, 2024, 2025]] * 2


def test_coverage_tells_no_report_from_none_due(t):
    figure = charts.coverage(t, ["甲"], [2023, 2024, 2025], [["none", None, "complete"]])
    none, due, complete = figure["data"][0]["z"][0]
    assert due is None and none < complete
    assert texts(figure) == ["×"] and len(figure["layout"]["shapes"]) == 1


def test_nothing_to_draw_is_no_data_so_that_the_page_can_say_it(t):
    words = {"unit": "件", "nothing": "", "missing": ""}
    assert charts.trend(t, YEARS, {"a": [None] * 7})["data"] == []
    assert charts.trend(t, YEARS, {})["data"] == []
    assert charts.dots(t, [], None, "合并", 5)["data"] == []
    assert charts.multiples(t, YEARS, {}, {})["data"] == []
    assert charts.bars_of_parts(t, ["甲"], [[None]], [None], ["是"], **words)["data"] == []


def test_a_handful_of_cases_is_never_said_to_differ(t):
    few, enough = charts.Dot("少", 0.21, 1, 1, 1, 1), charts.Dot("多", 0.21, 1, 1, 12, 12)
    points = charts.dots(t, [few, enough], 0.1, "合并", 5)["data"][-1]["marker"]["color"]
    assert points == [t["paper"], t["accent"]]


def test_a_funnel_names_what_is_flagged_and_tells_tiers_by_shape(t):
    for tier, symbol in (("verify", "diamond"), ("watch", "triangle-up"), ("note", "circle-open")):
        figure = charts.funnel(t, *funnel_of("甲", tier))
        shown = [d for d in figure["data"] if d["mode"] == "markers" and d["marker"]["symbol"] == symbol]
        assert shown[0]["customdata"] == [["甲", "9", "12", "75.0%"]]
        assert any("甲" in text for text in texts(figure)) == (tier != "note")
    assert any("甲" in text for text in texts(charts.funnel(t, *funnel_of("甲", "note"), "a")))  # it is in question


def test_a_funnel_judges_nothing_below_its_floor(t):
    figure = charts.funnel(t, *funnel_of("甲"))
    zone = figure["layout"]["shapes"][0]
    assert (zone["x1"], zone["fillcolor"]) == (10, t["surface"])
    lines = [d for d in figure["data"] if d["mode"] == "lines" and len(d["x"]) == 3]
    assert len(lines) == 4 and all(min(d["x"]) == 10 for d in lines)


def test_a_ratio_of_two_counts_is_drawn_per_hundred(t):
    points = [charts.Point("a", "甲", 30, 20)]
    curves = charts.Curves([10, 30], 0.5, ([0, 0], [1.2, 1.1]), ([0, 0], [0.9, 0.8]))
    figure = charts.funnel(t, points, curves, 10, share=False)
    assert [150] in [d["y"] for d in figure["data"]]
    assert figure["layout"]["yaxis"]["range"][1] > 150


def test_a_funnel_or_strip_without_cases_is_no_figure(t):
    curves = funnel_of("甲")[1]
    assert charts.funnel(t, [charts.Point("a", "甲", 0, 0)], curves, 10)["data"] == []
    assert charts.strip(t, [charts.Year(2024, None, None), charts.Year(2025, 0, 0)], 0.3, "甲")["data"] == []


def test_a_strip_leaves_a_gap_and_draws_a_zero(t):
    line = every(t)["strip"]["data"][-1]
    assert line["y"] == [0.3, None, 0] and line["connectgaps"] is False
