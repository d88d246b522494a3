"""异常: every count recomputed in pandas from the snapshot; each state of the page as a reader finds it."""

import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboard.filters.scope import Scope
from dashboard.labels import listed, say
from dashboard.labels.numbers import full
from dashboard.queries import anomalies as ask
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard.drilled import given, opened, words

ALL = Scope("990000", 2019, 2025)
SCOPES = [ALL, Scope("000000", 2019, 2025), Scope("990100", 2020, 2023), Scope("990000", 2021, 2025, ("dept", "town")),
          Scope("990000", 2019, 2019)]


def read(folder, name: str) -> pd.DataFrame:
    return pd.concat([pq.read_table(p).to_pandas() for p in sorted(folder.glob(f"{name}*.parquet"))], ignore_index=True)


@pytest.fixture(scope="module")
def folder(demo_root):
    return current(demo_root)


@pytest.fixture(scope="module")
def store(folder):
    with_store = Store(folder)
    yield with_store
    with_store.close()


def expected(folder, scope: Scope, **more: str) -> pd.DataFrame:
    """The findings of the scope, from the files: those of reports in use, in that district or below, of those kinds."""
    reports = read(folder, "reports")[["report_id", "sha256", "is_current"]]
    found = read(folder, "findings").merge(reports, on=["report_id", "sha256"])
    found = found.merge(read(folder, "agencies")[["agency_id", "kind"]], on="agency_id", how="left")
    up = read(folder, "divisions").set_index("district_id")["parent_id"].to_dict()

    def inside(district) -> bool:
        while isinstance(district, str) and district not in (scope.district, ""):
            district = up.get(district)
        return scope.district == "000000" or district == scope.district

    keep = found["is_current"] & found["year"].between(scope.first_year, scope.last_year)
    keep &= found["district_id"].map(inside)
    if scope.kinds:
        keep &= found["kind"].fillna("unknown").isin(scope.kinds)
    for column, value in more.items():
        keep &= found[column] == value
    return found[keep]


@pytest.mark.parametrize("scope", SCOPES, ids=str)
@pytest.mark.parametrize("by,column", [("check", "check_id"), ("kind", "kind"), ("class", "class"),
                                       ("agency", "agency_id")])
def test_counts(store, folder, scope, by, column):
    answer = ask.counts(store, scope, by)[["group_id", "year", "n_findings", "n_reports"]]
    want = expected(folder, scope).groupby([column, "year"]).agg(n=("finding_id", "size"), r=("report_id", "nunique"))
    assert {(g, y): (n, r) for g, y, n, r in answer.itertuples(index=False)} == {
        key: tuple(row) for key, row in want.iterrows()}


@pytest.mark.parametrize("more", [{}, {"class": "arithmetic"}, {"check_id": "requests.balance"}], ids=str)
def test_the_list_holds_each_finding_once_the_largest_first(store, folder, more):
    choice = ask.Choice(more.get("class"), more.get("check_id"))
    pages = [ask.listed(store, ALL, choice, 10, skip) for skip in range(0, 200, 10)]
    rows = pd.concat([p for p in pages if len(p)])
    want = expected(folder, ALL, **more)
    assert sorted(rows["finding_id"]) == sorted(want["finding_id"])
    sizes = rows["difference"].abs()
    assert sizes.dropna().is_monotonic_decreasing and sizes.isna().sum() == want["difference"].isna().sum()
    assert not sizes.isna().to_numpy()[:sizes.notna().sum()].any()  # those without a difference stand last


def test_what_was_tested(store, folder):
    reports = read(folder, "reports")
    used = reports[reports["is_current"]]
    answer = ask.tested(store, ALL)
    assert answer["n_reports"] == len(used)
    assert answer["n_identities"] == used["n_identities"].sum() and answer["n_untested"] == used["n_untested"].sum()
    assert answer["n_affected"] == expected(folder, ALL)["report_id"].nunique()
    nothing = ask.tested(store, Scope("990999", 2019, 2025))
    assert nothing["n_reports"] == 0 and nothing["n_identities"] is None  # a sum over nothing is not 0


def rows(at) -> list[dict]:
    return next(t for t in given(at, "spark_table") if "一览" in t["label"])["rows"]


def test_the_page_says_what_the_files_say(shown, demo_root, folder):
    shown(demo_root)
    at = opened("anomalies")
    want = expected(folder, ALL)
    text = words(at)
    assert f"<b>{full(len(want))} 条</b>" in text and f"<b>{want['report_id'].nunique()} 份</b>" in text
    assert say("look.demo") in text
    assert len(rows(at)) == 25
    first = rows(at)[0]
    report = want.set_index("finding_id").loc[first["id"], "report_id"]
    assert first["href"] == f"report?r={report}&finding={first['id']}"


def test_the_last_page_of_the_list_and_a_page_that_is_not_there(shown, demo_root, folder):
    shown(demo_root)
    want = len(expected(folder, ALL))
    last = -(-want // 25)
    assert len(rows(opened("anomalies", p=str(last)))) == want - 25 * (last - 1)
    assert len(rows(opened("anomalies", p=str(last + 5)))) == 25


def test_another_filter_on_a_later_page_starts_at_the_first(shown, demo_root):
    shown(demo_root)
    at = opened("anomalies", p="2")
    assert at.session_state["p"] == 2
    at.selectbox(key="x").set_value("arithmetic").run()
    assert not at.exception and at.session_state["p"] == 1
    assert rows(at)[0]["id"] == rows(opened("anomalies", x=say("anomalies.class.arithmetic")))[0]["id"]


def test_one_check_alone(shown, demo_root, folder):
    shown(demo_root)
    at = opened("anomalies")
    at.selectbox(key="x").set_value("requests.balance").run()
    assert not at.exception
    want = expected(folder, ALL, check_id="requests.balance")
    assert f"<b>{len(want)} 条</b>" in words(at)
    divided = next(t for t in given(at, "spark_table") if t["label"] == say("anomalies.checks.label"))
    assert [r["id"] for r in divided["rows"]] == [None]  # the chosen one leads nowhere else


def test_agencies_are_links_where_they_are_what_the_scope_divides_into(shown, demo_root):
    shown(demo_root)
    at = opened("anomalies", b=say("filters.breakdown.agency"))
    units = next(t for t in given(at, "spark_table") if t["label"] == say("anomalies.units.label"))["rows"]
    assert units and all(r["href"] == f"agency?a={r['id']}" for r in units)


def test_a_scope_without_findings_is_not_a_scope_without_reports(shown, demo_root, folder):
    shown(demo_root)
    agencies, store = read(folder, "agencies"), Store(folder)
    scopes = (Scope(d, y, y, (kind,)) for d, kind in zip(agencies["district_id"], agencies["kind"])
              for y in range(2019, 2026))
    scope = next(s for s in scopes if expected(folder, s).empty and ask.tested(store, s)["n_reports"])
    store.close()
    [kind] = scope.kinds
    label = read(folder, "divisions").set_index("district_id").loc[scope.district, "label"]
    link = {"d": f"{scope.district} {label}", "y0": str(scope.first_year), "y1": str(scope.last_year),
            "k": [say(f"filters.kind.{kind}")]}
    text = words(opened("anomalies", **link))
    assert say("anomalies.list.why_none") in text and "核对了" in text
    assert say("anomalies.list.why_untested") not in text


def test_the_file_has_every_finding_and_room_for_a_reply(shown, demo_root, store, folder):
    listed = ask.listed(store, ALL, ask.Choice(), 150_000)
    assert len(listed) == len(expected(folder, ALL))
    assert listed["message"].str.len().min() > 10 and listed["document"].notna().all()
    shown(demo_root)
    labels = [b.proto.label for b in opened("anomalies").get("download_button")]
    assert labels == [say("export.button_csv"), say("export.button_xlsx"), say("checklist.button")]


def test_nothing_loaded(shown, empty_root):
    shown(empty_root)
    at = opened("anomalies")
    assert say("look.nothing_yet.title") in words(at) and not given(at, "spark_table")


def test_one_report(shown, single_root):
    shown(single_root)
    at = opened("anomalies")
    found = read(current(single_root), "findings")
    assert "核对了 1 份年报" in words(at)
    assert (say("anomalies.list.why_none") in words(at)) == found.empty


def test_a_tab_has_its_words_and_a_link_to_another_pages_tab_opens_the_first(shown, demo_root):
    from dashboard.parts import anomalies

    for words_of in ("anomalies.tab", "anomalies.tab_says"):
        assert set(anomalies.TABS) == set(listed(words_of))
    shown(demo_root)
    at = opened("anomalies", t=say("report.tab.prose"))
    assert say("anomalies.tab_says.findings") in words(at) and len(rows(at)) == 25
    with pytest.raises(ValueError, match="no tab"):
        anomalies.show("nothing", None)
