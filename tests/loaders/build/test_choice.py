"""Several documents for one agency and year: one speaks, the choice says why, nothing is dropped."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from loaders.report import BLANK, DOUBTFUL, Figure, Identity, Report
from loaders.tables import TABLES
from loaders.warehouse.choice import choose
from loaders.warehouse.rows import rows

PLAIN = Report("a.html", "a" * 64, "html", None, "2021",
               Identity("教育局", "990101-edu", "990101", 2023, "own", None, date(2024, 1, 20)),
               figures=(Figure("disclosure", "rules", "issued", BLANK, None, ""),), n_expected=1, status="complete")
OTHER = replace(PLAIN, name="b.html", sha256="b" * 64)


def chosen(*reports, first_seen=None, replaced=frozenset()):
    """sha256's first letter -> (is_current, choice)."""
    table = pa.Table.from_pylist([rows(r, {}, "")["reports"][0] for r in reports], schema=TABLES["reports"].schema)
    told = choose(table, first_seen or {}, replaced).to_pylist()
    return {row["sha256"][0]: (row["is_current"], row["choice"]) for row in told}


def identity(report, **changes):
    return replace(report, identity=replace(report.identity, **changes))


@pytest.mark.parametrize(("other", "reason"), [
    (replace(OTHER, status="incomplete"), "更完整"),
    (replace(OTHER, figures=(replace(PLAIN.figures[0], state=DOUBTFUL),)), "读清的格更多"),
    (identity(OTHER, published_on=date(2024, 1, 19)), "公布日期更晚"),
    (identity(OTHER, published_on=None), "公布日期更晚"),
    (identity(OTHER, scope="unknown", published_on=None), "公布日期更晚"),
])
def test_the_better_document_speaks_and_both_say_why(other, reason):
    told = chosen(other, PLAIN)
    assert told["a"][0] is True and told["b"][0] is False
    assert reason in told["a"][1] and reason in told["b"][1]


def test_the_newest_speaks_when_all_else_is_equal():
    told = chosen(PLAIN, OTHER, first_seen={PLAIN.sha256: datetime(2026, 2, 1), OTHER.sha256: datetime(2026, 1, 1)})
    assert told["a"][0] is True and "读到的时间更晚" in told["a"][1]


def test_a_replaced_file_never_speaks_against_its_successor():
    told = chosen(PLAIN, replace(OTHER, status="incomplete"), replaced=frozenset({PLAIN.sha256}))
    assert told["b"][0] is True and "同名的新文件" in told["a"][1]


def test_own_and_aggregate_years_and_agencies_do_not_compete():
    told = chosen(PLAIN, identity(replace(OTHER, sha256="c" * 64), scope="aggregate"),
                  identity(replace(OTHER, sha256="d" * 64), year=2022),
                  identity(replace(OTHER, sha256="e" * 64), agency_id="990101-law"))
    assert all(is_current and choice is None for is_current, choice in told.values())


def test_a_report_of_no_known_year_is_kept_but_not_current():
    told = chosen(identity(PLAIN, year=None), identity(OTHER, year=None))
    assert [is_current for is_current, _ in told.values()] == [False, False]
    assert "年度未能认出" in told["a"][1]


def test_namesakes_that_nobody_could_place_do_not_shut_each_other_out():
    """鼓楼区人民政府 of two cities: both unknown, both kept in use, each report with an id of its own."""
    one, two = (identity(r, agency="鼓楼区人民政府", agency_id=None, district=None) for r in (PLAIN, OTHER))
    assert [told[0] for told in chosen(one, two).values()] == [True, True]
    assert len({rows(r, {}, "")["reports"][0]["report_id"] for r in (one, two)}) == 2


def test_money_of_another_unit_is_not_added_up_as_the_forms_unit():
    """12000元 where the form says 万元: the column stays empty, the cell keeps its number and its unit."""
    fee = Figure("disclosure", "fees", "amount", "number", Decimal(12000), "12000元", unit="元")
    row = rows(replace(PLAIN, figures=(fee,)), {}, "")["figures"][0]
    assert row["disclosure__fees__amount"] is None
    assert [(m["value"], m["unit"]) for m in row["marks"]] == [(Decimal(12000), "元")]
    same = replace(fee, raw="1.2万元", value=Decimal("1.2"), unit="万元")
    assert rows(replace(PLAIN, figures=(same,)), {}, "")["figures"][0]["disclosure__fees__amount"] == Decimal("1.2")
