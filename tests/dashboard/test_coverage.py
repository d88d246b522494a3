"""覆盖: the state of each agency and year recomputed from the files; refused files, gaps, pages, nothing at all."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from dashboard.filters.scope import Scope
from dashboard.labels import say
from dashboard.queries import matrix as ask
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard import worlds
from tests.dashboard.drilled import given, opened, words
from tests.dashboard.test_anomalies import read

ALL = Scope("990000", 2019, 2025)


@pytest.fixture(scope="module")
def gaps_root(tmp_path_factory):
    """44 agencies, so that the matrix has a second page; no report of 2021, none of the first agency after 2022."""
    root = tmp_path_factory.mktemp("gaps") / "root"
    first = []

    def keep(report) -> bool:
        year = report.identity.year
        first[:] = first or [report.identity.agency_id]
        return year != 2021 and not (report.identity.agency_id == first[0] and year > 2022)

    return worlds.full(root, 44, range(2019, 2026), keep)


def states(folder, scope: Scope) -> dict[tuple[str, int], str]:
    """(agency, year) -> state, from the files."""
    reports, agencies = read(folder, "reports"), read(folder, "agencies")
    held = reports[reports["is_current"]].set_index(["agency_id", "year"])
    out = {}
    for a in agencies[agencies["is_registered"]].itertuples():
        for year in range(scope.first_year, scope.last_year + 1):
            due = (pd.isna(a.first_year) or year >= a.first_year) and (pd.isna(a.last_year) or year <= a.last_year)
            if (a.agency_id, year) in held.index:
                rows = held.loc[[(a.agency_id, year)]]
                whole = rows["n_read"].sum() + rows["n_doubtful"].sum() >= rows["n_expected"].sum()
                out[a.agency_id, year] = ("complete" if (rows["status"] == "complete").any() else
                                          "doubtful" if whole else "missing")
            elif due:
                out[a.agency_id, year] = "none"
    return out


@pytest.mark.parametrize("years", [(2019, 2025), (2021, 2021), (2023, 2025)])
def test_cells(gaps_root, years):
    folder, scope = current(gaps_root), Scope("990000", *years)
    store = Store(folder)
    agencies = ask.agencies(store, scope, 1000)
    answer = ask.cells(store, scope, tuple(agencies["agency_id"]))
    store.close()
    want = states(folder, scope)
    assert {(a, y): s for a, y, s in answer[["agency_id", "year", "state"]].itertuples(index=False)} == want
    by_agency = pd.Series(want)
    assert dict(zip(agencies["agency_id"], agencies["n_none"])) == {
        a: sum(s == "none" for (b, _), s in by_agency.items() if b == a) for a in agencies["agency_id"]}
    assert agencies["n_none"].is_monotonic_decreasing


def test_incomplete(gaps_root):
    folder = current(gaps_root)
    store = Store(folder)
    pages = [ask.incomplete(store, ALL, 7, skip) for skip in range(0, 2000, 7)]
    store.close()
    reports = read(folder, "reports")
    want = reports[reports["is_current"] & (reports["status"] == "incomplete") & reports["year"].between(2019, 2025)]
    assert sorted(pd.concat(pages)["report_id"]) == sorted(want["report_id"])


def lines(at) -> list[dict]:
    return given(at, "matrix")[0]["rows"]


def test_the_page_shows_the_states_and_links_what_is_there(shown, gaps_root):
    shown(gaps_root)
    at = opened("coverage")
    want = states(current(gaps_root), ALL)
    assert len(lines(at)) == 40
    for line in lines(at):
        agency = line["href"].partition("agency?a=")[2]
        for year, square in zip(range(2019, 2026), line["squares"]):
            assert (square and square["state"]) == want.get((agency, year))
            assert square is None or (square["href"] is None) == (square["state"] in ("none", "refused"))
            assert square is None or (square["sign"] == "") == (square["state"] == "complete")
    missing = sum(s == "none" for s in want.values())
    assert f"<b>还缺 {missing} 份</b>" in words(at)
    assert len(lines(opened("coverage", mp="2"))) == len({a for a, _ in want}) - 40


def test_another_filter_on_the_second_page_starts_at_the_first(shown, gaps_root):
    shown(gaps_root)
    at = opened("coverage", mp="2")
    at.selectbox(key="y0").set_value(2022).run()
    assert not at.exception and at.session_state["mp"] == 1 and len(lines(at)) == 40


def test_refused_and_twin_files_have_their_reasons(shown, tmp_path):
    root, command = tmp_path / "root", str(Path(sys.executable).with_name("disclosure"))
    subprocess.run([command, "demo", "--out", root, "--agencies", "1", "--years", "2024-2024"], check=True)
    (root / "reports" / "无字.pdf").write_bytes(b"")
    subprocess.run([command, "build", "--data", root], check=True)
    documents = read(current(root), "documents")
    refused, twins = (documents[documents["status"] == s] for s in ("refused", "duplicate"))
    assert "无字.pdf" in set(refused["name"])
    shown(root)
    at = opened("coverage")
    told = {t["label"]: {tuple(c["text"] for c in r["cells"]) for r in t["rows"]} for t in given(at, "spark_table")}
    assert told[say("coverage.refused.label")] == set(zip(refused["name"], refused["reason"]))
    assert told.get(say("coverage.duplicate.label"), set()) == set(zip(twins["name"], twins["reason"]))
    assert f"{len(refused)} 个文件没有读成" in words(at)


def test_one_report_and_nobody_registered(shown, single_root):
    shown(single_root)
    at = opened("coverage")
    assert "不知道还缺多少" in words(at)
    assert len(lines(at)) == 1 and lines(at)[0]["squares"][0]["href"].startswith("report?r=")


def test_nothing_loaded(shown, empty_root):
    shown(empty_root)
    at = opened("coverage")
    assert say("look.nothing_yet.title") in words(at) and not given(at, "matrix")
