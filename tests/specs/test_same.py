"""Tables alike in every cell; and what other years tell where no identity binds them."""

import math

import pyarrow as pa
import pytest

from loaders.checks import vectors
from tests.specs.whole import PRESCRIBED, agency, broken, case, findings, report, who

# Numbers that chance does not print twice, for each table.
MUCH = {
    "disclosure": ("2021", {"disclosure/licensing/decisions": "12345", "disclosure/penalties/decisions": "5678"}),
    "requests": ("2021", {f"requests/{i}/{c}": n for c in ("natural_person", "total") for i, n in (
        ("new", "15000"), ("granted", "12345"), ("unable_not_held", "2655"), ("outcome_total", "15000"))}),
    "disputes": ("2021", {"disputes/review/upheld": "12345", "disputes/review/pending": "7890",
                          "disputes/review/total": "20235"}),
    "activity": ("2014", {"activity/information_disclosed/count": "12345", "activity/channel_website/count": "6789"}),
}


@pytest.mark.parametrize("told", [
    case(check="disclosure.same_as_last_year"), case(check="requests.same_as_last_year"),
    case(check="disputes.same_as_last_year"), case(check="activity.same_as_last_year")], ids=lambda d: d["check"])
def test_a_table_of_last_year_once_more(told):
    edition, much = MUCH[told["check"].partition(".")[0]]
    year, little = PRESCRIBED[edition], {cell: str(len(number)) for cell, number in much.items()}
    changed = much | {next(iter(much)): "12346"}
    pairs = {"same": (much, much), "chance": (little, little), "other": (much, changed)}
    reports = [report(name, year - 1 + n, edition, cells=cells)
               for name, pair in pairs.items() for n, cells in enumerate(pair)]
    assert broken(*reports, report("gap", year - 2, edition, cells=much), report("gap", year, edition, cells=much),
                  **told) == [("same", year)]


@pytest.mark.parametrize("told", [
    case(check="disclosure.same_as_other"), case(check="requests.same_as_other"),
    case(check="disputes.same_as_other"), case(check="activity.same_as_other")], ids=lambda d: d["check"])
def test_a_table_of_another_agency(told):
    edition, much = MUCH[told["check"].partition(".")[0]]
    year, little = PRESCRIBED[edition], {cell: str(len(number)) for cell, number in much.items()}
    printed = [("a", year, much), ("b", year, much), ("c", year - 1, much), ("d", year, little), ("e", year, little)]
    assert who(*(report(name, y, edition, cells=cells) for name, y, cells in printed), **told) == ["a", "b"]


def test_a_government_and_its_office_may_print_one_report_together():
    (edition, cells), register = MUCH["requests"], [agency("a", "gov"), agency("b", "gov_office")]
    found = findings(*(report(name, edition=edition, cells=cells) for name in "ab"), check="requests.same_as_other",
                     agencies=register)
    assert [(f["severity"], "合印" in f["explained"]) for f in found] == [("I", True)] * 2


def test_across_years_that_lack_the_chain_is_only_told():
    out, carried = "requests/carried_out/total", {"other": "2", "same": "3", "blank": ""}
    reports = [one for name, text in carried.items() for one in (
        report(name, 2022, cells={out: "3"}), report(name, 2025, cells={"requests/carried_in/total": text}))]
    found = findings(*reports, report("next", 2022, cells={out: "3"}), report("next", 2023),
                     check="requests.carry_over_gap")
    assert [(f["agency_id"], f["year"], f["severity"]) for f in found] == [("other", 2025, "I")]


def test_the_change_of_the_form_is_only_told():
    item, reports = "disclosure/normative_documents/", []
    for name, in_force in (("right", "11"), ("more", "12"), ("blank", "")):
        reports += [report(name, 2020, "2019", cells={item + "disclosed_total": "9"}),
                    report(name, 2021, cells={item + "issued": "2", item + "in_force": in_force})]
    assert who(*reports, check="disclosure.form_change") == ["more"]


def test_noughts_beside_a_year_of_many_requests():
    cells = MUCH["requests"][1]
    few = dict.fromkeys(("requests/new/total", "requests/outcome_total/total"), "19")
    printed = {"nothing": ({}, cells), "before": (cells, {}), "few": (few, {}), "some": (cells, few)}
    reports = [report(name, 2023 + n, cells=c) for name, pair in printed.items() for n, c in enumerate(pair)]
    assert broken(*reports, check="requests.nothing_beside_much") == [("before", 2024), ("nothing", 2023)]


def test_noughts_beside_a_year_of_many_decisions():
    printed = {"much": "100", "few": "99", "unread": "100"}
    reports = [report(name, 2023, cells={"disclosure/penalties/decisions": n}) for name, n in printed.items()]
    reports += [report("much"), report("few"), report("unread", tables=("requests", "disputes"))]
    assert broken(*reports, check="disclosure.nothing_beside_much") == [("much", 2024)]


def test_an_amount_ten_thousand_times_as_large():
    amounts = {
        "one": {2022: "12.5", 2023: "125000", 2024: "13"},
        "two": {2023: "12.5", 2024: "118000"},                # of two the later is asked about
        "grown": {2022: "12.5", 2023: "1250", 2024: "13"},    # a hundredfold is no unit
        "nothing": {2022: "0", 2023: "125000"},
        "told": {2022: "12.5", 2023: "125000元", 2024: "13"},  # the cell says its unit itself
    }
    reports = [report(name, year, cells={"disclosure/fees/amount": text})
               for name, each in amounts.items() for year, text in each.items()]
    assert broken(*reports, check="figures.amount_scale") == [("one", 2023), ("two", 2024)]


def test_a_cell_that_prints_another_unit():
    printed = {"yuan": "12000元", "form": "1.2万元", "plain": "1.2", "blank": ""}
    reports = [report(name, cells={"disclosure/fees/amount": text}) for name, text in printed.items()]
    [finding] = findings(*reports, check="figures.printed_unit")
    assert finding["agency_id"] == "yuan" and "12000元" in finding["equation"]


def test_what_a_count_says_is_the_chance_of_counting_it_again():
    """Against the binomial coefficients of the formula that vectors.py gives."""
    for v in (1, 2, 5, 40, 300):
        exact = -math.log2(math.comb(2 * v, v)) + 2 * v + 1
        [told, nothing] = vectors.bits(pa.table({"a": [v, None], "b": [0, None]}), ["a", "b"])
        assert abs(told - exact) < 0.02 and nothing == 0
