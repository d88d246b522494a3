"""What a report lacks, and the years and days that it states."""

from collections import defaultdict
from datetime import date

import pytest

from loaders.checks.reference import Deadline, Reference
from tests.specs.whole import agency, case, filled, findings, report, who

JANUARY = Deadline(2, "", "", "", "", 2019, None, 1, 31, "第四十九条")
MARCH = Deadline(3, "", "gov", "", "", 2019, None, 3, 31, "第四十九条")


def test_the_edition_of_the_year():
    used = {"right21": (2024, "2021", ()), "right19": (2020, "2019", ()), "right14": (2016, "2014", ()),
            "old": (2021, "2019", ()), "early": (2020, "2021", ()),
            "doubt": (2021, "2019", ("year_conflict",))}  # nobody is accused of a year that is in doubt
    reports = [report(name, year, edition, doubts=doubts) for name, (year, edition, doubts) in used.items()]
    assert who(*reports, check="reports.edition") == ["early", "old"]


def test_parts_that_lack():
    headed = {"all": (1, 2, 3, 4, 5, 6), "sixth": (1, 2, 3, 4, 5), "first": (2, 3, 4, 6),
              "tables": (1, 5, 6),  # parts with a table are told by their table
              "few": (1, 2), "none": ()}  # too few were made out to say that one lacks
    found = findings(*(report(name, sections=numbers) for name, numbers in headed.items()), check="reports.sections")
    parts = {f["agency_id"]: f["message"] for f in found}
    assert set(parts) == {"sixth", "first"} and "第六部分" in parts["sixth"] and "第一部分" in parts["first"]


def test_tables_that_lack():
    held = {"two": ("disclosure", "requests"), "one": ("requests",), "all": ("disclosure", "requests", "disputes")}
    found = findings(*(report(name, tables=tables) for name, tables in held.items()), check="reports.tables")
    assert {(f["agency_id"], f["table_id"]) for f in found} == {
        ("two", "disputes"), ("one", "disclosure"), ("one", "disputes")}


def blank(table: str, *columns: str) -> dict[str, str]:
    """Every cell of a table, or of some columns of it, empty."""
    return {"/".join(key): "" for key in filled("2021") if key[0] == table and (not columns or key[2] in columns)}


RULES = [f"disclosure/rules/{c}" for c in ("issued", "repealed", "in_force")]
BLANKS = {
    "table2": blank("disclosure") | dict.fromkeys(RULES, "/"), "cell2": {"disclosure/penalties/decisions": ""},
    "rules": dict.fromkeys(RULES, ""),  # who has no power to make rules may leave them blank
    "table3": blank("requests"), "columns3": blank("requests", "research", "business"),
    "cells3": blank("requests", "business") | {"requests/carried_in/research": ""},
    "table4": blank("disputes"), "cell4": {"disputes/review/other": ""},
    "nothing": blank("disclosure") | blank("requests") | blank("disputes"),  # nobody filled it in: no list of blanks
}


@pytest.mark.parametrize("told", [
    case(check="disclosure.blank_table", by=["table2"]), case(check="disclosure.blank_cells", by=["cell2"]),
    case(check="requests.blank_table", by=["table3"]),
    case(check="requests.blank_columns", by=["cells3", "columns3"]),
    case(check="requests.blank_cells", by=["cells3"]),
    case(check="disputes.blank_table", by=["table4"]), case(check="disputes.blank_cells", by=["cell4"]),
], ids=lambda told: told["check"])
def test_blanks_are_told_at_their_extent(told):
    found = findings(*(report(name, cells=cells) for name, cells in BLANKS.items()), check=told["check"])
    assert sorted(f["agency_id"] for f in found) == told["by"]
    assert {(f["table_id"], f["item_id"], f["column_id"]) for f in found} == {
        (told["check"].partition(".")[0], None, None)}


def test_the_year_in_title_and_period():
    said = {"title": ("标题", "2023"), "period": ("统计期限", "2023"), "right": ("标题", "2024"),
            "signed": ("落款", "2025"), "name": ("文件名", "2023")}
    reports = [report(name, said=[("year", year, source, f"{year}年")]) for name, (source, year) in said.items()]
    assert who(*reports, check="reports.year_stated") == ["period", "title"]


def test_nobody_publishes_before_the_year_is_over():
    days = {"early": date(2024, 12, 20), "right": date(2025, 1, 5), "older": date(2023, 5, 1), "none": None}
    assert who(*(report(name, published=day) for name, day in days.items()), check="reports.early") == ["early"]


def test_after_the_day_it_was_due():
    days = {"late": ("dept", date(2025, 2, 3)), "right": ("dept", date(2025, 1, 31)),
            "gov": ("gov", date(2025, 2, 3)), "late_gov": ("gov", date(2025, 4, 1)),  # the more particular rule counts
            "before": ("dept", date(2024, 12, 30)), "undated": ("dept", None), "twice": ("dept", date(2025, 2, 3))}
    said = defaultdict(tuple, twice=[("published_on", "2025-01-30", "落款", "")])  # the day that speaks for it counts
    reports = [report(name, published=day, said=said[name]) for name, (_, day) in days.items()]
    reports.append(report("unregistered", published=date(2025, 2, 3)))  # nobody knows whose day it was
    register = [agency(name, kind) for name, (kind, _) in days.items()]
    rules = Reference(deadlines=(JANUARY, MARCH))
    assert who(*reports, check="reports.late", agencies=register, reference=rules) == ["late", "late_gov"]
    assert not who(*reports, check="reports.late", agencies=register)


def test_a_page_without_a_day():
    kept = {"page": (None, "html"), "dated": (date(2025, 1, 5), "html"), "pdf": (None, "pdf"), "word": (None, "docx")}
    reports = [report(name, published=day, kept_as=kept_as) for name, (day, kept_as) in kept.items()]
    told = case(check="reports.undated", reference=Reference(deadlines=(JANUARY,)))
    assert who(*reports, agencies=[agency(name) for name in kept], **told) == ["page"]
    assert not who(*reports, **told)  # no day was due that anybody knows of
