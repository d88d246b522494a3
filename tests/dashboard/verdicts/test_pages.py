"""研判 on the pages: marking, undoing, what a rebuild keeps and what it opens again, no store at all."""

import dataclasses
import shutil
import time
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters.scope import Scope
from dashboard.labels import say
from dashboard.queries import anomalies as ask
from dashboard.queries import verdicts as judge
from dashboard.store import Store
from dashboard.verdicts import Ledger
from loaders.demo.province import province
from loaders.register import Register
from loaders.warehouse import current, publish
from tests.dashboard.drilled import given, opened, words

ALL = Scope("000000", 2019, 2025)


@pytest.fixture
def root(tmp_path, demo_root, shown):
    """A copy of the demonstration, shown; no verdict on it yet."""
    return shown(shutil.copytree(demo_root, tmp_path / "root"))


def listed(root, choice=None, judged=judge.NOTHING):
    store = Store(current(root))
    rows = ask.listed(store, ALL, choice or ask.Choice(), 1000, 0, judged)
    store.close()
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


def report_of(row: dict) -> AppTest:
    return opened("report", r=row["report_id"], finding=row["finding_id"])


def named(at: AppTest, who: str = "张三") -> AppTest:
    at.text_input(key="judge_name").set_value(who)
    return at


def badge(at: AppTest) -> str:
    return next(e.proto.body for e in at.get("html") if '<span class="verdict' in e.proto.body)


def marked(at: AppTest, mark: str, note: str = "") -> AppTest:
    if note:
        at.text_area[0].set_value(note)
    at.button(key=f"judge_{mark}").click().run()
    assert not at.exception, at.exception
    return at


def test_marking_and_undoing_on_the_page_of_a_report(root):
    first = listed(root)[0]
    at = named(report_of(first))
    assert 'class="verdict open"' in badge(at)
    marked(at, "explained", "<b>口径</b>不同")
    assert 'class="verdict explained"' in badge(at) and "张三" in badge(at)
    assert "<b>口径</b>不同" in [t.value for t in at.text], "a note is shown as it was typed, as text"
    (event,) = Ledger("", root).current("finding")
    assert (event.id, event.mark) == (first["finding_id"], "explained")
    assert (event.who, event.note) == ("张三", "<b>口径</b>不同")
    assert first["report_id"] in event.about and '"operands"' in event.figures
    marked(at, "misread")
    assert 'class="verdict misread"' in badge(at) and [e.label for e in at.expander] == ["历次研判（2）"]
    at.button(key="judge_undo").click().run()
    assert 'class="verdict explained"' in badge(at)
    assert 'class="verdict explained"' in badge(report_of(first)), "another session sees it too"


def test_without_a_name_nothing_is_written_and_it_is_said(root):
    at = marked(report_of(listed(root)[0]), "confirmed")
    assert say("verdicts.no_name") in words(at) and 'class="verdict open"' in badge(at)
    assert Ledger("", root).events() == []
    assert 'class="verdict confirmed"' in badge(marked(named(at), "confirmed"))
    assert say("verdicts.no_name") not in words(at)


def test_who_was_quicker_is_said_and_stands(root):
    first = listed(root)[0]
    mine, other = named(report_of(first), "甲"), named(report_of(first), "乙")
    marked(other, "confirmed")
    marked(mine, "ignored")
    assert "乙 已把它标为“属实”" in words(mine) and 'class="verdict confirmed"' in badge(mine)
    assert 'class="verdict ignored"' in badge(marked(mine, "ignored")), "having seen it, one may say otherwise"


def test_the_list_has_the_open_ones_first_and_filters_by_verdict(root):
    rows = listed(root)
    marked(named(report_of(rows[0])), "ignored")
    at = opened("anomalies")
    table = next(t for t in given(at, "spark_table") if t["label"] == say("anomalies.list.label"))
    assert table["rows"][0]["id"] == rows[1]["finding_id"]
    verdicts = next(t for t in given(at, "spark_table") if t["label"] == say("anomalies.verdicts.label"))
    counts = [("open", str(len(rows) - 1)), ("ignored", "1")]
    assert [(r["id"], r["cells"][1]["text"]) for r in verdicts["rows"]] == counts
    for verdict, n in (("ignored", 1), ("open", len(rows) - 1)):
        at = opened("anomalies", v=say(f"judging.verdict.{verdict}"))
        assert f"<b>{n} 条</b>" in words(at)
        ids = [r["id"] for r in next(t for t in given(at, "spark_table")
                                     if t["label"] == say("anomalies.list.label"))["rows"]]
        assert (rows[0]["finding_id"] in ids) == (verdict == "ignored")
    assert say("anomalies.list.why_no_verdict") in words(opened("anomalies", v="解析有误"))


@cache
def own_reports(agency_id: str) -> list:
    return [r for r in province(24, range(2019, 2026)).reports() if r.identity.agency_id == agency_id]


def rebuilt(root, row: dict, change=lambda report: report) -> None:
    """The reports of a finding's agency published anew, each as `change` leaves it."""
    publish(root, map(change, own_reports(row["agency_id"])), Register.load(root / "reference"))


def other_figures(row: dict):
    """The report of a finding with one term of it larger by 7, so that it breaks the identity by another amount."""
    address = (row["table_id"], row["item_id"], row["column_id"])

    def change(report):
        if (report.identity.agency_id, report.identity.year) != (row["agency_id"], row["year"]):
            return report
        return dataclasses.replace(report, figures=tuple(
            dataclasses.replace(f, value=f.value + 7, raw=str(f.value + 7))
            if (f.table, f.item, f.column) == address else f for f in report.figures))

    return change


def one_of_balance(root) -> dict:
    store = Store(current(root))
    for row in listed(root):
        if row["check_id"] == "requests.balance":
            found = store.ask("report/findings", report=row["report_id"], sha256=row["sha256"])
            operand = found[found["finding_id"] == row["finding_id"]]["operands"].iloc[0][0]
            store.close()
            return row | {name: operand[name] for name in ("table_id", "item_id", "column_id")}
    raise AssertionError("the demonstration plants a broken balance")


def test_a_rebuild_keeps_verdicts_and_other_figures_open_them_again(root, shown):
    row = one_of_balance(root)
    marked(named(report_of(row)), "confirmed", "已电话核实")
    rebuilt(root, row)
    shown(root)
    assert 'class="verdict confirmed"' in badge(report_of(row))
    rebuilt(root, row, other_figures(row))
    shown(root)
    at = report_of(row)
    assert 'class="verdict changed"' in badge(at) and say("judging.changed", mark="属实") in words(at)
    told = [line["value"] for part in given(at, "lines") for line in part["lines"]]
    now = next(r for r in listed(root) if r["finding_id"] == row["finding_id"])
    then = f"{row['difference']:g}", f"{now['difference']:g}"
    assert then[0] != then[1] and f"{then[0]} → {then[1]}" in told
    at = opened("anomalies")
    again = next(t for t in given(at, "spark_table") if t["label"] == say("anomalies.reopened.label"))
    assert [r["id"] for r in again["rows"]] == [row["finding_id"]]
    first = next(t for t in given(at, "spark_table") if t["label"] == say("anomalies.list.label"))["rows"][0]
    assert first["id"] == row["finding_id"], "what is to be judged again stands first"
    marked(named(report_of(row)), "confirmed")
    assert 'class="verdict confirmed"' in badge(report_of(row))
    nothing_read = lambda report: dataclasses.replace(report, figures=())  # noqa: E731
    rebuilt(root, row, nothing_read)
    shown(root)
    assert row["finding_id"] not in {r["finding_id"] for r in listed(root)}
    opened("anomalies")
    rebuilt(root, row, other_figures(row))
    shown(root)
    assert 'class="verdict confirmed"' in badge(report_of(row)), "gone for a while, it has its verdict when it returns"


def test_without_a_store_the_pages_stand_and_say_why(root, monkeypatch, shown):
    monkeypatch.setenv("DISCLOSURE_VERDICTS", "postgresql://clerk:geheim@127.0.0.1:1/judged")
    shown(root)
    rows = listed(root)
    for at in (opened("anomalies"), report_of(rows[0])):
        assert "PostgreSQL 127.0.0.1:1/judged" in words(at) and "geheim" not in words(at)
        assert not any((b.key or "").startswith(("judge_", "bulk_")) for b in at.button)
    assert f"<b>{len(rows)} 条</b>" in words(opened("anomalies"))
    monkeypatch.setenv("DISCLOSURE_VERDICTS", "mysql://x")
    shown(root)
    assert "认不出是哪种数据库" in words(opened("anomalies"))


def test_the_proxy_says_who_it_is_where_a_setting_names_its_header(root, monkeypatch):
    monkeypatch.setenv("DISCLOSURE_USER_HEADER", "X-Forwarded-User")
    at = report_of(listed(root)[0])
    assert not at.text_input and say("judging.no_header") in [c.value for c in at.caption]
    assert say("verdicts.no_name") in words(marked(at, "confirmed"))
    assert Ledger("", root).events() == []


def test_verdicts_of_many_findings_are_joined_quickly(root):
    store = Store(current(root))
    ids = [r["finding_id"] for r in listed(root)]
    ledger = Ledger("", root)
    ledger.mark(list(judge.subjects(store, ids).values()), "explained", "甲")
    events = {e.id: e for e in ledger.current("finding")}
    events |= {f"gone{n}": dataclasses.replace(next(iter(events.values())), id=f"gone{n}") for n in range(20_000)}
    begun = time.process_time()
    frame = judge.judged(store, events)
    assert len(frame) == len(ids) and set(frame["verdict"]) == {"explained"}
    assert time.process_time() - begun < 5
    store.close()
