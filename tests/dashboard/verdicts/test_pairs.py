"""研判 of copied text: beside the two texts, in the list, kept over a rebuild, asked again when a text changed."""

import dataclasses
import shutil
from functools import cache

import pytest

from dashboard.filters.scope import Scope
from dashboard.labels import say
from dashboard.queries import copied as ask
from dashboard.queries.verdicts import COPIED
from dashboard.store import Store
from dashboard.verdicts import Ledger
from loaders.demo.province import province
from loaders.register import Register
from loaders.warehouse import current, publish
from tests.dashboard.drilled import given, opened, words
from tests.dashboard.verdicts.test_pages import badge, marked, named

ALL = Scope("000000", 2019, 2025)
TAB = {"t": say("anomalies.tab.copied")}


@pytest.fixture
def root(tmp_path, demo_root, shown):
    """A copy of the demonstration, shown; no verdict on it yet."""
    return shown(shutil.copytree(demo_root, tmp_path / "root"))


def listed(root, least: float = 0.6) -> list[dict]:
    store = Store(current(root))
    rows = ask.listed(store, ALL, ask.Choice(least=least), 1000)
    store.close()
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


def shown_list(at) -> list[dict]:
    return next(t for t in given(at, "spark_table") if t["label"] == say("copied.list.label"))["rows"]


def test_two_texts_are_judged_beside_them_and_filtered_by_it(root):
    rows = listed(root)
    at = named(opened("anomalies", **TAB, pair=rows[0]["pair_id"]))
    assert 'class="verdict open"' in badge(at)
    marked(at, "explained", "政府与办公室共用一份")
    assert 'class="verdict explained"' in badge(at)
    (event,) = Ledger("", root).current(COPIED)
    assert (event.id, event.mark, event.note) == (rows[0]["pair_id"], "explained", "政府与办公室共用一份")
    assert rows[0]["other_agency"] in event.about and rows[0]["report_id"] in event.about
    at = opened("anomalies", **TAB)
    assert rows[0]["pair_id"] not in [r["id"] for r in shown_list(at)], "what is judged stands last"
    for verdict, n in (("explained", 1), ("open", len(rows) - 1)):
        at = opened("anomalies", **TAB, v=say(f"judging.verdict.{verdict}"))
        assert f"<b>{n} 处</b>" in words(at)
        assert (rows[0]["pair_id"] in [r["id"] for r in shown_list(at)]) == (verdict == "explained")
    assert say("copied.list.why_no_verdict") in words(opened("anomalies", **TAB, v="解析有误"))


@cache
def reports_of(agency_id: str) -> list:
    return [r for r in province(24, range(2019, 2026)).reports() if r.identity.agency_id == agency_id]


def rebuilt(root, row: dict, change=lambda text: text) -> None:
    """The reports of a pair's agency published anew, that part of that year as `change` leaves it."""
    def other(report):
        if report.identity.year != row["year"]:
            return report
        return dataclasses.replace(report, sections=tuple(
            dataclasses.replace(s, text=change(s.text)) if s.number == row["section"] else s for s in report.sections))

    publish(root, map(other, reports_of(row["agency_id"])), Register.load(root / "reference"))


def test_a_rebuild_keeps_it_and_another_text_asks_again(root, shown):
    row = next(r for r in listed(root) if r["kind"] == "own")
    link = {**TAB, "pair": row["pair_id"]}
    marked(named(opened("anomalies", **link)), "confirmed")
    rebuilt(root, row, lambda text: text.replace("。", "。\n"))
    shown(root)
    assert 'class="verdict confirmed"' in badge(opened("anomalies", **link)), "broken into other lines, it is the same"
    rebuilt(root, row, lambda text: f"{text}今年另有新增安排。")
    shown(root)
    at = opened("anomalies", **link)
    assert 'class="verdict changed"' in badge(at)
    told = [line["label"] for part in given(at, "lines") for line in part["lines"]]
    assert say("copied.changed.text") in told and say("copied.changed.other") not in told
    assert shown_list(opened("anomalies", **TAB))[0]["id"] == row["pair_id"], "what is to be judged again stands first"
    marked(named(at), "ignored")
    assert 'class="verdict ignored"' in badge(opened("anomalies", **link))


def test_another_choice_of_filters_leads_back_to_the_list(root):
    at = opened("anomalies", **TAB, pair=listed(root)[0]["pair_id"])
    assert given(at, "side_by_side")
    at.selectbox(key="cs").set_value("90").run()
    assert not given(at, "side_by_side") and shown_list(at)
    assert "pair" not in at.query_params


def test_without_a_store_the_texts_stand_and_it_says_why(root, monkeypatch, shown):
    monkeypatch.setenv("DISCLOSURE_VERDICTS", "mysql://x")
    shown(root)
    rows = listed(root)
    for link in ({}, {"pair": rows[0]["pair_id"]}):
        at = opened("anomalies", **TAB, **link)
        assert "认不出是哪种数据库" in words(at)
        assert not any((b.key or "").startswith(("judge_", "bulk_")) for b in at.button)
    assert given(at, "side_by_side")
