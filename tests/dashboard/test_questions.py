"""统计异常 and 从哪看起: counts recomputed in pandas, a planted outlier found and told, every state of the tabs."""

import io
from datetime import datetime

import numpy as np
import openpyxl
import pandas as pd
import pytest

from dashboard import export, outliers, questions
from dashboard.filters.scope import Scope
from dashboard.labels import listed, say
from dashboard.measures import all_measures, measure
from dashboard.queries import outliers as ask
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard.drilled import given, opened, words
from tests.dashboard.test_sums import side_of

QUESTIONS, FIRST = say("anomalies.tab.questions"), say("anomalies.tab.first_look")
WAY = listed("questions.way")


@pytest.fixture(scope="module")
def store(demo_root):
    held = Store(current(demo_root))
    yield held
    held.close()


@pytest.fixture(scope="module")
def years(store) -> pd.DataFrame:
    return store._con.execute("FROM agency_years").df()


@pytest.mark.parametrize("which", [m for m in all_measures().values() if m.outliers], ids=lambda m: m.id)
def test_the_counts_are_those_of_the_reports(store, years, which):
    known = questions.known(store, 2025, (which.id,))
    units = known.units["unit_id"]
    lately = years[years["year"].between(2021, 2025)]
    assert list(units) == sorted(lately["agency_id"].unique()) and known.counts.years == (2021, 2022, 2023, 2024, 2025)
    above, below = (side_of(lately, which, side).astype(float) for side in ("numerator", "denominator"))
    both = above.notna() & below.notna()
    for i, year in enumerate(known.counts.years):
        for found, values in ((known.counts.numerators, above), (known.counts.denominators, below)):
            here = both & (lately["year"] == year)
            want = pd.Series(values[here].to_numpy(), lately.loc[here, "agency_id"]).reindex(units)
            pd.testing.assert_series_equal(pd.Series(found[which.id][:, i], units), want, check_names=False,
                                           check_dtype=False)


@pytest.mark.parametrize("scope", [Scope("990000", 2019, 2025), Scope("990100", 2019, 2025, ("dept",)),
                                   Scope("000000", 2019, 2025)], ids=str)
def test_members_are_the_agencies_of_the_scope(store, years, scope):
    units = ask.units(store, scope.last_year)["unit_id"]
    lately = years[years["year"].between(2021, 2025)]
    stem = scope.district.rstrip("0")
    inside = lately["district_id"].str.startswith(stem)
    inside &= lately["kind"].isin(scope.kinds) if scope.kinds else True
    assert set(units[ask.members(store, scope)]) == set(lately.loc[inside, "agency_id"])


def test_mixes_are_the_printed_parts(store, years):
    units = questions.known(store, 2025, ()).units
    for mix in questions.mixes(store, 2025, units).values():
        assert mix.years == (2022, 2023, 2024, 2025)
        for i, year in enumerate(mix.years):
            rows = years[years["year"] == year].set_index("agency_id").reindex(mix.units)
            want = rows[[f"requests__{part}__total" for part in mix.parts]].astype(float)
            want[want.isna().any(axis=1)] = float("nan")  # a mix with a hole is none
            np.testing.assert_array_equal(mix.counts[:, i], want)
        assert all(say(f"questions.part.{part}") for part in mix.parts)


def test_half_counts_what_the_scope_prints(store, years):
    scope = Scope("990100", 2020, 2024)
    rows = ask.half(store, scope, ("requests/refused/total",), "requests/outcome_total/total").set_index("unit_id")
    here = years[years["year"].between(2020, 2024) & years["district_id"].str.startswith("9901")]
    want = here.groupby("agency_id")[["requests__refused__total", "requests__outcome_total__total"]].sum(min_count=1)
    pd.testing.assert_frame_equal(rows[["count", "base"]], want.astype(float).set_axis(["count", "base"], axis=1),
                                  check_names=False)


def test_a_planted_outlier_is_listed_first_drawn_and_told(shown, planted_root):
    root, agency = planted_root
    shown(root)
    at = opened("anomalies", t=QUESTIONS)
    listed_rows = next(t for t in given(at, "spark_table") if t["label"] == say("questions.list.label"))["rows"]
    assert listed_rows[0]["id"].startswith(agency)
    mine = next(r for r in listed_rows if r["id"] == f"{agency} rate_denied")
    assert mine["cells"][0]["tone"] in ("verify", "watch")
    ask = measure("rate_denied").outliers.ask
    assert mine["cells"][1]["small"].endswith(f"问：{ask}")
    at.selectbox(key="oa").set_value(f"{agency} rate_denied").run()
    assert not at.exception
    (letter,) = at.code
    assert "：2023–2025 年合并不予公开率为 100.0%（" in letter.value and letter.value.endswith(f"请问：{ask}")
    for each in (mine["cells"][2]["small"], mine["cells"][3]["text"], "个可比，合起来是"):  # n/N, expected range, peers
        assert each in letter.value
    assert words(at).count("共检验") == 1 and "只凭偶然约有" in words(at)
    assert len(at.get("plotly_chart")) == 2


def test_the_planted_agency_differs_from_its_own_past_and_in_its_mix(shown, planted_root):
    root, agency = planted_root
    shown(root)
    place = {"t": QUESTIONS, "y1": "2023"}
    for way, label in (("past", "questions.past.label"), ("mix", "questions.mix.label")):
        at = opened("anomalies", ov=WAY[way], **place)
        rows = next(t for t in given(at, "spark_table") if t["label"] == say(label))["rows"]
        mine = [r for r in rows if r["id"].startswith(agency)]
        assert all("\n问：" in r["cells"][1]["small"] for r in rows)
        assert mine and mine[0]["href"] == f"agency?a={agency}", way
        assert any(r["cells"][0]["text"] == say("questions.mark.watch") for r in mine), way


def test_the_files_of_changes_and_mixes_hold_what_is_listed(planted_root, monkeypatch):
    from dashboard.parts.anomalies.questions import computed
    from dashboard.parts.anomalies.questions.past_file import frame

    root, agency = planted_root
    store, scope = Store(current(root)), Scope("990000", 2021, 2023)
    choice = computed.Choice(2023, 3, questions.USUAL_TRAITS, questions.usual())
    units = ask.units(store, 2023)
    monkeypatch.setattr(computed, "known", lambda *what: questions.known(store, *what))
    monkeypatch.setattr(computed, "members", lambda what: ask.members(store, what))
    for rows, _ in (computed._changed(store, scope, choice), computed._moved(store, scope)):
        out = frame(rows, units, 2023)
        assert list(out.columns) == list(listed("questions.past_column")) and len(out) == len(rows) > 0
        mine = out[out["agency"] == units.set_index("unit_id")["label"][agency]]
        assert len(mine) and set(mine["year"]) == {2023} and mine["ask"].str.endswith("？").all()
        assert list(out["now_n"]) == list(rows["now_n"])
    assert frame(pd.DataFrame(), units, 2023).empty
    store.close()


def test_tier_measure_and_peers_are_in_the_link(shown, planted_root):
    root, agency = planted_root
    shown(root)
    names = list(listed("questions.tier").values())
    at = opened("anomalies", t=QUESTIONS, ot=names[2], og=["层级", "同省"], ow=listed("questions.window")["1"])
    rows = [r for t in given(at, "spark_table") if t["label"] == say("questions.list.label") for r in t["rows"]]
    assert all(r["cells"][0]["text"] == say("questions.mark.note") for r in rows)
    assert at.multiselect(key="og").value == ["level", "province"] and at.selectbox(key="ow").value == "1"
    everybody = opened("anomalies", t=QUESTIONS)
    usual = words(everybody)
    everybody.multiselect(key="og").set_value(["level", "kind"]).run()
    assert given(everybody, "spark_table") == given(opened("anomalies", t=QUESTIONS), "spark_table"), "the usual ones"
    everybody.multiselect(key="og").set_value(["everybody"]).run()
    assert not everybody.exception and say("questions.everybody") in words(everybody) != usual
    again = opened("anomalies", t=QUESTIONS, og=[listed("questions.trait")["everybody"]])
    assert given(again, "spark_table") == given(everybody, "spark_table"), "in the link, too"


@pytest.mark.parametrize("root", ["single_root", "empty_root", "demo_root"])
@pytest.mark.parametrize("link", [{"t": QUESTIONS}, *({"t": QUESTIONS, "ov": WAY[w]} for w in ("past", "mix")),
                                  {"t": FIRST}], ids=str)
def test_every_tab_stands_with_much_little_and_nothing(shown, request, root, link):
    shown(request.getfixturevalue(root))
    at = opened("anomalies", **link)
    text = words(at)
    if root == "empty_root":
        assert say("look.nothing_yet.title") in text
    elif root == "single_root" and link["t"] == QUESTIONS:
        assert "没有" in text and not at.get("plotly_chart")


def test_first_look_adds_up(shown, demo_root, years):
    shown(demo_root)
    at = opened("anomalies", t=FIRST)
    each = next(t for t in given(at, "spark_table") if t["label"] == say("first_look.each.label"))["rows"]
    assert len(each) == len(listed("first_look.item"))
    refused = years.groupby("agency_id")["requests__refused__total"].sum(min_count=1).sort_values(ascending=False)
    leading = next(t for t in given(at, "spark_table") if "最多的机关" in t["label"])["rows"]
    assert leading[0]["cells"][1]["sort"] == refused.iloc[0]
    n_half = int((refused.cumsum() < refused.sum() / 2).sum()) + 1
    assert f"<b>{n_half} 个机关</b>" in words(at)
    picked = opened("anomalies", t=FIRST, fi=listed("first_look.item")["corrected"])
    assert listed("first_look.item")["corrected"] in words(picked)


def test_the_file_holds_the_flags_the_method_and_who_was_not_judged(shown, planted_root):
    from dashboard.parts.anomalies.questions import computed, told
    from dashboard.parts.anomalies.questions.peers_file import COLUMNS, frame

    root, agency = planted_root
    shown(root)
    opened("anomalies", t=QUESTIONS)
    choice = computed.Choice(2025, 3, questions.USUAL_TRAITS, questions.usual())
    store = Store(current(root))
    what = questions.known(store, 2025, choice.measures)
    peers = outliers.Peers.by(what.units, choice.traits)
    tests = outliers.test_all(what.counts, questions.asked(choice.measures), peers, choice.settings)
    verdict = outliers.conclude(what.counts, tests, choice.settings)
    found = computed.Compared(what, peers, tests)
    groups = {(s, g): told.say("questions.everybody") for s, g in zip(verdict.flags["step"], verdict.flags["group"])}
    rows = frame(found, verdict, choice, verdict.flags, groups)
    assert list(rows.columns) == list(COLUMNS) == list(listed("questions.column"))
    assert len(rows) == len(verdict.flags) + sum(n for why in verdict.excluded.values() for n in why.values())
    beyond = rows[rows["tier"].isin([say("questions.mark.verify"), say("questions.mark.watch")])]
    assert ((beyond["rate"] > beyond["high"]) | (beyond["rate"] < beyond["low"])).all()
    about = export.About("x", store.snapshot, True)
    fields = [export.Field(c, c) for c in COLUMNS]
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx(rows, fields, about, datetime(2026, 1, 1)))).worksheets[0]
    assert sheet.max_row > len(rows)
    store.close()
