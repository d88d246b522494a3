"""研判 of questions: beside the funnel or several at once; kept for other peers, asked again for other counts."""

import json
import shutil
from dataclasses import replace

import pytest

from dashboard.components import spark_table
from dashboard.labels import listed, say
from dashboard.verdicts import Ledger
from tests.dashboard import planted
from tests.dashboard.drilled import given, opened, words

TAB = {"t": say("anomalies.tab.questions")}


@pytest.fixture
def root(tmp_path, planted_root, shown):
    """A copy of the province with one agency far out, shown; and that agency."""
    folder, agency = planted_root
    return shown(shutil.copytree(folder, tmp_path / "root")), agency


def rows_of(at, words_of: str) -> dict:
    """row id -> texts of the cells, in order."""
    tables = [t for t in given(at, "spark_table") if t["label"] == say(f"questions.{words_of}.label")]
    return {r["id"]: [c["text"] for c in r["cells"]] for t in tables for r in t["rows"]}


def judged(at, mark: str, who: str = "张三"):
    at.text_input(key="judge_name").set_value(who)
    at.button(key=f"judge_{mark}").click().run()
    assert not at.exception
    return at


def test_one_is_judged_beside_its_funnel_and_keeps_it_for_other_peers(root):
    folder, agency = root
    key = f"{agency} rate_denied"
    at = judged(opened("anomalies", oa=key, **TAB), "explained")
    (event,) = Ledger("", folder).current("outlier")
    assert event.id == f"peers/{agency}/rate_denied/2025-3" and event.mark == "explained"
    kept, about = json.loads(event.figures), json.loads(event.about)
    assert kept["numerator"] == kept["denominator"] > 0
    assert about["agency_id"] == agency and about["place"] == "不予公开率" and about["year"] == 2025
    listed_rows = rows_of(at, "list")
    assert listed_rows[key][-1] == say("judging.verdict.explained") and list(listed_rows)[-1] == key
    others = opened("anomalies", og=["层级"], **TAB)
    assert rows_of(others, "list")[key][-1] == say("judging.verdict.explained")
    one_year = opened("anomalies", ow=listed("questions.window")["1"], **TAB)
    assert rows_of(one_year, "list")[key][-1] == say("judging.verdict.open"), "other counts are another question"
    only = opened("anomalies", v=say("judging.verdict.explained"), **TAB)
    assert list(rows_of(only, "list")) == [key]
    none = opened("anomalies", v=say("judging.verdict.misread"), **TAB)
    assert not rows_of(none, "list") and say("questions.verdict.why_none") in words(none)
    only.text_input(key="judge_name").set_value("张三")
    only.button(key="judge_undo").click().run()
    assert not only.exception and Ledger("", folder).current("outlier") == []


@pytest.mark.parametrize("way", ["past", "mix"])
def test_several_are_judged_alike(root, monkeypatch, way):
    folder, agency = root
    link = {**TAB, "y1": "2023", "ov": listed("questions.way")[way]}
    before = rows_of(opened("anomalies", **link), way)
    ticked = list(before)[:2]
    monkeypatch.setattr(spark_table, "chosen", lambda key: ticked)
    at = opened("anomalies", **link)
    at.text_input(key="judge_name").set_value("李四")
    at.button(key=f"bulk_questions_{way}_ignored").click().run()
    assert not at.exception
    monkeypatch.undo()
    events = Ledger("", folder).current("outlier")
    assert {e.id for e in events} == {f"{way}/{key.replace(' ', '/')}/2023" for key in ticked}
    monkeypatch.setenv("DISCLOSURE_DATA", str(folder))
    after = rows_of(opened("anomalies", **link), way)
    assert {k for k, cells in after.items() if cells[-1] == say("judging.verdict.ignored")} == set(ticked)
    assert set(after) == set(before) and list(after)[-len(ticked):] == ticked, "what is judged stands last"


def test_other_counts_ask_again(root, shown):
    folder, agency = root
    key = f"{agency} rate_denied"
    judged(opened("anomalies", oa=key, **TAB), "confirmed")

    def more(report):
        if report.identity.year != 2025:
            return report
        cells = {("requests", "refused_internal", "total"), ("requests", "outcome_total", "total")}
        return replace(report, figures=tuple(
            replace(c, value=c.value + 5) if (c.table, c.item, c.column) in cells else c for c in report.figures))

    planted.again(folder, agency, more)
    shown(folder)
    at = opened("anomalies", oa=key, **TAB)
    assert next(iter(rows_of(at, "list").items())) == (key, rows_of(at, "list")[key]), "to be judged again: first"
    assert rows_of(at, "list")[key][-1] == say("judging.verdict.changed")
    assert say("questions.verdict.reopened", n=1) in words(at)
    told = {line["label"]: line["value"] for part in given(at, "lines") for line in part["lines"]}
    then, now = told[say("questions.column.numerator")].replace(",", "").split(" → ")
    assert int(now) == int(then) + 5


def test_without_a_store_the_questions_stand(root, monkeypatch, shown):
    monkeypatch.setenv("DISCLOSURE_VERDICTS", "postgresql://clerk:geheim@127.0.0.1:1/judged")
    shown(root[0])
    for way in listed("questions.way").values():
        at = opened("anomalies", ov=way, **TAB)
        assert "PostgreSQL 127.0.0.1:1/judged" in words(at) and "geheim" not in words(at)
        assert not any((b.key or "").startswith(("judge_", "bulk_")) for b in at.button)
