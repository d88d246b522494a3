"""A district's briefing against the snapshot's own Parquet files, worked out anew in pandas."""

from datetime import datetime

import pandas as pd
import pytest

from dashboard.briefing.district import district
from dashboard.briefing.model import Case, Heading, Lines, Parts, Picture, texts
from dashboard.briefing.questions import Compared
from dashboard.labels import say
from dashboard.labels.numbers import full, of, percent
from dashboard.queries import anomalies
from dashboard.queries.scope import Scope
from dashboard.queries.verdicts import Judged
from dashboard.store import EmptyStore, Store
from loaders.warehouse import current
from tests.dashboard.briefing.reading import table

MADE = datetime(2026, 11, 25, 9, 30)
PROVINCE = Scope("990000", 2019, 2025)


@pytest.fixture(scope="module")
def briefing(store):
    return district(store, PROVINCE, MADE)


@pytest.fixture(scope="module")
def figures(demo_root):
    """The figures of the reports in use that are no 汇总."""
    folder = current(demo_root)
    reports = pd.read_parquet(folder / "reports.parquet")
    reports = reports[reports["is_current"] & (reports["scope"] != "aggregate")]
    rows = pd.concat(map(pd.read_parquet, sorted(folder.glob("figures_*.parquet"))), ignore_index=True)
    return rows.merge(reports[["agency_id", "year", "ordinal", "sha256"]])


def pictures(briefing) -> list[Picture]:
    return [b for b in briefing.blocks if isinstance(b, Picture)]


def test_the_sections_stand_in_order_and_are_numbered(briefing):
    heads = [b.text for b in briefing.blocks if isinstance(b, Heading) and not b.is_small]
    assert [h[:2] for h in heads] == [f"{d}、" for d in say("components.digits")[:len(heads)]] and len(heads) >= 8
    assert say("briefing.section.key") in heads[0] and say("briefing.section.closing") in heads[-1]


def test_the_years_table_adds_up_the_figures(briefing, figures):
    held = table(briefing, say("briefing.requests.table_title"))
    for row in held.rows:
        of_year = figures[figures["year"] == int(row[0])]
        for at, address in ((1, "new"), (2, "carried_in"), (10, "carried_out")):
            assert row[at] == full(of_year[f"requests__{address}__total"].sum(min_count=1)), (row[0], address)
    assert len(held.rows) == 7


def test_the_key_table_gives_rates_with_both_sides_and_their_change_in_points(briefing, figures):
    held = table(briefing, say("briefing.key.title", year=2025))
    (row,) = [r for r in held.rows if r[0] == "实质公开率"]
    sides = []
    for year in (2025, 2024):
        part = figures[figures["year"] == year]
        parts = part[[f"requests__{i}__total" for i in ("granted", "partial", "outcome_total")]].dropna()
        sides.append((parts.iloc[:, :2].to_numpy().sum(), parts.iloc[:, 2].sum()))
    (n, total), (n_before, total_before) = sides
    assert row[1:5] == (percent(n / total), of(n, total), percent(n_before / total_before), of(n_before, total_before))
    points = f"{100 * (n / total - n_before / total_before):+.1f}".replace("-", "−")
    assert row[5] == say("briefing.key.points", n=points.lstrip("+−") if points[1:] == "0.0" else points)


def test_the_charts_hold_what_the_tables_say(briefing):
    trend, outcomes, *_ = (p.chart for p in pictures(briefing))
    held = table(briefing, say("briefing.requests.table_title"))
    assert isinstance(trend, Lines) and isinstance(outcomes, Parts)
    (values,) = trend.series.values()
    assert [full(v) for v in values] == [row[1] for row in held.rows]
    assert [tuple(map(full, c)) for c in outcomes.counts] == [row[4:10] for row in held.rows]


def test_every_finding_that_is_listed_is_whole_and_no_more_are_left_unsaid(briefing, store):
    cases = [b for b in briefing.blocks if isinstance(b, Case)]
    rows = anomalies.listed(store, PROVINCE, anomalies.Choice(), 20)
    assert len(cases) == len(rows) > 0
    for case, row in zip(cases, rows.to_dict("records")):
        assert row["agency"] in case.head and any(row["equation"] in line for line in case.lines)
    total = anomalies.counts(store, PROVINCE, "scope")["n_findings"].sum()
    said = say("briefing.findings.cases_cut", n=full(total), shown=20)
    assert (said in list(texts(briefing))) == (total > 20)


def test_a_verdict_stands_with_its_finding(store):
    first = anomalies.listed(store, PROVINCE, anomalies.Choice(), 1).iloc[0]["finding_id"]
    rows = pd.DataFrame([{"id": first, "verdict": "changed", "mark": "explained", "who": "<张三>",
                          "made_at": "", "note": "口径不同"}], dtype="str")
    said = list(texts(district(store, PROVINCE, MADE, Judged("k", rows))))
    assert any(say("briefing.findings.changed", mark=say("verdicts.mark.explained"), who="<张三>") == t for t in said)


def test_verdicts_that_cannot_be_had_are_said(store):
    off = Judged("", anomalies.NOTHING.frame, "打不开")
    assert say("briefing.findings.verdicts_off", why="打不开") in list(texts(district(store, PROVINCE, MADE, off)))


def test_a_sum_over_nothing_is_a_dash(store):
    """2019 has no 2021 items; a year before the first report has nothing at all."""
    held = table(district(store, Scope("990000", 2017, 2019), MADE), say("briefing.requests.table_title"))
    assert held.rows[0][1:4] == ("—", "—", "—") and held.rows[-1][1] != "—"
    items = table(district(store, PROVINCE, MADE), say("briefing.disclosure.title"))
    (stock,) = [r for r in items.rows if "2021 年起" in r[0] and "规范性文件存量" in r[0]]
    assert stock[1:3] == ("—", "—") and "—" not in stock[3:]


@pytest.mark.parametrize("scope", [Scope("990000", 2008, 2009), Scope("990000", 2019, 2025, ("authorised",)),
                                   Scope("123456", 2019, 2025)])
def test_a_scope_without_a_report_says_so(store, scope):
    found = district(store, scope, MADE)
    assert found.answer == say("briefing.answer.none") and not pictures(found)
    assert found.is_demo and say("export.demo") in found.running


def test_before_the_first_build_there_is_a_document_too():
    assert district(EmptyStore(), Scope(), MADE).answer == say("briefing.answer.none")


def test_a_users_first_report_is_enough(single_root):
    store = Store(current(single_root))
    found = district(store, Scope("000000", 2023, 2023), MADE)
    assert "2023" in found.answer and not found.is_demo and say("export.demo") not in found.running
    store.close()


def test_questions_are_told_with_how_many_were_asked_and_what_chance_gives(briefing, store):
    found = Compared.of(store, 2025)
    judged = found.judged()
    said = [t for t in texts(briefing) if t.startswith(say("briefing.questions.intro", place="", units="", tests="",
                                                            note="", watch="", span="")[:8])]
    assert len(said) == 1 and f" {full(judged.n_tests)} 次" in said[0]
    tables = [b for b in briefing.blocks if getattr(b, "title", "") == say("briefing.questions.title",
                                                                           n=full(len(judged.flags)))]
    assert len(tables) == (len(judged.flags) > 0)
    for held in tables:
        assert [row[4] for row in held.rows] == [of(f.numerator, f.denominator)
                                                 for f in judged.flags.head(15).itertuples()]


def test_sources_are_listed_while_they_fit_and_counted_where_not(store, figures):
    for scope in (Scope("990000", 2025, 2025), PROVINCE):
        held = figures[figures["year"].between(scope.first_year, scope.last_year)]
        said = list(texts(district(store, scope, MADE)))
        many = say("briefing.closing.sources_many", n=full(len(held)))
        assert (many in said) == (len(held) > 120)
        assert all(sha256[:12] in said for sha256 in held["sha256"]) or many in said
