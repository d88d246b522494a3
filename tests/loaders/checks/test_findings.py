"""What a finding says, when none is due, and what becomes of a checks.toml that is wrong."""

import json
from decimal import Decimal

import pyarrow as pa
import pytest

from loaders import checks
from loaders.checks import specs
from loaders.errors import BadForm
from loaders.form import FOLDER, edition
from loaders.tables import TABLES
from tests.conftest import shared_reports
from tests.specs.conftest import tables, wide_row

# 洪泽 2023 prints 10 1 0 0 0 | 0 0 0 0 0 | 5 0 0 0 0 in table 4: two totals of 0 that its page image shows too.
HONGZE_2023 = {"review": (10, 1, 0, 0, 0), "suit_direct": (0, 0, 0, 0, 0), "suit_after_review": (5, 0, 0, 0, 0)}


def disputes(groups: dict[str, tuple[int, ...]]) -> dict[str, Decimal]:
    return {f"disputes__{item}__{column}": Decimal(value) for item, values in groups.items()
            for column, value in zip(("upheld", "corrected", "other", "pending", "total"), values)}


def run(*rows, agencies=None) -> list[dict]:
    return checks.run(*tables(list(rows)), agencies).findings.to_pylist()


def test_totals_typed_as_zero_are_the_two_findings_of_hongze_2023():
    found = run(wide_row("320813-a", 2023, disputes(HONGZE_2023), "2021"))
    assert [(f["check_id"], f["item_id"], f["left"], f["right"]) for f in found] == [
        ("disputes.total", "review", 11, 0), ("disputes.total", "suit_after_review", 5, 0)]


def test_a_finding_writes_its_equation_its_sentence_and_its_repair():
    review, _ = run(wide_row("320813-a", 2023, disputes(HONGZE_2023), "2021"))
    assert review["place"] == "表四「行政复议」"
    assert review["equation"] == "结果维持 10 + 结果纠正 1 + 其他结果 0 + 尚未审结 0 = 11，总计印作 0"
    assert review["message"] == ("表四「行政复议」中，四种结果之和为 11 件（结果维持 10 + 结果纠正 1 + 其他结果 0 + "
                                 "尚未审结 0），总计印作 0 件，按表式两者应当相等，现相差 11 件，"
                                 "请予核实，如系填报差错请更正。")
    assert review["difference"] == 11
    assert review["repair"] == {"table_id": "disputes", "item_id": "review", "column_id": "total", "value": Decimal(11),
                                "text": "若“行政复议总计”为 11，则相关各式均相等。"}
    assert [(o["column_id"], o["side"], o["sign"], o["value"]) for o in review["operands"]] == [
        ("upheld", "left", 1, 10), ("corrected", "left", 1, 1), ("other", "left", 1, 0), ("pending", "left", 1, 0),
        ("total", "right", 1, 0)]


def test_two_repairs_that_do_as_well_are_none():
    _, suit = run(wide_row("320813-a", 2023, disputes(HONGZE_2023), "2021"))
    assert suit["repair"] is None  # 结果维持 0, or 总计 5


def test_a_long_sum_names_only_what_is_not_zero():
    cells = {f"requests__{item}__total": Decimal(0) for item, column in specs.cells(edition("2021"), "requests")
             if column == "total" and item not in ("refused", "unable", "unprocessed", "other", "new", "carried_out")}
    cells |= {"requests__granted__total": Decimal(5), "requests__outcome_total__total": Decimal(7)}
    [finding] = run(wide_row("a", 2023, cells, "2021"))
    assert finding["equation"] == "予以公开 5（其余 20 项均印作 0） = 5，办理结果总计印作 7"


def test_two_years_are_named_in_equation_and_sentence():
    before = wide_row("a", 2023, {"disclosure__rules__in_force": Decimal(5)}, "2021")
    now = wide_row("a", 2024, {f"disclosure__rules__{c}": Decimal(v)
                               for c, v in (("issued", 3), ("repealed", 1), ("in_force", 8))}, "2021")
    [finding] = run(before, now)
    assert finding["year"] == 2024 and finding["repair"] is None
    assert finding["equation"] == ("2023 年度现行有效件数 5 + 2024 年度本年制发件数 3 − 2024 年度本年废止件数 1 = 7，"
                                   "2024 年度现行有效件数印作 8")
    assert [(o["year"], o["column_id"], o["sign"]) for o in finding["operands"]] == [
        (2024, "in_force", 1), (2023, "in_force", 1), (2024, "issued", 1), (2024, "repealed", -1)]


CARRIED = ({"requests__carried_out__total": Decimal(3)}, {"requests__carried_in__total": Decimal(2)})


@pytest.mark.parametrize(("first", "second", "agency", "scopes", "n"), [
    (2023, 2024, "a", ("own", "own"), 1),
    (2023, 2024, "a", ("own", "unknown"), 1),        # a report of unknown scope stands for the agency's own
    (2023, 2024, "a", ("aggregate", "aggregate"), 1),
    (2023, 2024, "a", ("aggregate", "own"), 0),
    (2023, 2024, "unknown-1f", ("own", "own"), 0),   # may be two namesakes
])
def test_only_consecutive_years_of_one_agency_and_scope_are_compared(first, second, agency, scopes, n):
    before, now = (wide_row(agency, year, cells, "2021", scope)
                   for year, cells, scope in zip((first, second), CARRIED, scopes))
    assert len(run(before, now)) == n


def test_across_a_missing_year_the_chain_is_told_to_lack_one_not_to_be_broken():
    [finding] = run(wide_row("a", 2022, CARRIED[0], "2021"), wide_row("a", 2025, CARRIED[1], "2021"))
    assert (finding["check_id"], finding["severity"], finding["class"]) == ("requests.carry_over_gap", "I", "reporting")
    assert "没有收到 2023、2024 年度报告" in finding["message"] and "为 3 件" in finding["message"]


def test_a_report_that_is_not_current_is_not_compared_over_years_but_tested_within():
    before = wide_row("a", 2023, CARRIED[0], "2021")
    now = wide_row("a", 2024, CARRIED[1] | disputes(HONGZE_2023), "2021")
    for row in now:
        row["is_current"] = False
    assert {f["check_id"] for f in run(before, now)} == {"disputes.total"}


def test_two_documents_of_one_year_have_ids_of_their_own():
    first, second = (wide_row("a", 2024, disputes(HONGZE_2023), "2021") for _ in range(2))
    for row in second:
        row.update(is_current=False, sha256="another")
    ids = [f["finding_id"] for f in run(first, second)]
    assert len(set(ids)) == 4
    assert {f["finding_id"] for f in run(first)} < set(ids)


def test_the_id_of_a_finding_does_not_change_with_its_numbers():
    [one], [other] = (run(wide_row("a", 2024, disputes({"review": (n, 0, 0, 0, 0)}), "2021")) for n in (3, 4))
    assert one["finding_id"] == other["finding_id"] and one["left"] != other["left"]


def test_carry_over_crosses_the_editions_but_stocks_do_not():
    before = wide_row("a", 2020, CARRIED[0] | {"disclosure__rules__disclosed_total": Decimal(9)}, "2019")
    now = wide_row("a", 2021, CARRIED[1] | {f"disclosure__rules__{c}": Decimal(1)
                                            for c in ("issued", "repealed", "in_force")}, "2021")
    assert [f["check_id"] for f in run(before, now)] == ["requests.carry_over"]


def test_sums_do_not_overflow():
    cells = {f"requests__new__{c}": Decimal(2**31 - 1)
             for c in ("natural_person", "business", "research", "public_welfare", "legal_service",
                       "other_organisation", "total")}
    [finding] = run(wide_row("a", 2024, cells, "2021"))
    assert finding["left"] == 6 * (2**31 - 1)


def test_a_report_without_an_edition_is_counted_with_no_identity():
    figures, reports = tables([wide_row("a", 2024, {}, "2021")])
    reports = reports.set_column(reports.column_names.index("edition"), "edition", pa.nulls(1, pa.string()))
    [counts] = checks.run(figures, reports).counts.to_pylist()
    assert (counts["n_identities"], counts["n_untested"]) == (0, 0)


def test_no_report_gives_no_row():
    empty = checks.run(TABLES["figures"].schema.empty_table(), TABLES["reports"].schema.empty_table(),
                       TABLES["agencies"].schema.empty_table())
    assert (len(empty.findings), len(empty.counts)) == (0, 0)


def test_a_blank_form_is_untested_throughout():
    figures, reports = tables([wide_row("a", 2024, {}, "2021")])
    checked = checks.run(figures, reports)
    [counts] = checked.counts.to_pylist()
    assert counts["n_identities"] == counts["n_untested"] > 40 and len(checked.findings) == 0


def test_rules_are_not_assessed_without_the_register():
    row = wide_row("a", 2024, {"disclosure__rules__issued": Decimal(1)}, "2021")
    unregistered = pa.Table.from_pylist([{"agency_id": "a", "kind": "dept", "level": "city", "is_registered": False}],
                                        schema=TABLES["agencies"].schema)
    assert run(row) == [] and run(row, agencies=unregistered) == []


@pytest.mark.parametrize("path", shared_reports("*.expected.json"), ids=lambda path: path.stem)
def test_real_reports_break_only_what_is_known(path):
    expected = json.loads(path.read_text("utf-8"))
    cells = {name.replace("/", "__"): Decimal(str(value)) for name, value in expected["figures"].items()
             if value is not None}
    assert run(wide_row("a", expected["year"] or 2024, cells, expected["edition"])) == []


def test_the_catalogue_lists_every_check_once():
    rows = checks.catalogue().to_pylist()
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    assert len({row["check_id"] for row in rows}) == len(rows) >= 15
    assert all(row["basis"] and row["exceptions"] and row["label"] for row in rows)


@pytest.mark.parametrize(("old", "new", "place"), [
    ('left = ["new", "carried_in"]', 'left = ["newest", "carried_in"]', "newest"),
    ('relation = "="', 'relation = "<>"', "relation"),
    ('shape = "sum"\ntable', 'shape = "product"\ntable', "shape"),
    ('severity = "E"\n', "", "severity"),
    ('id = "requests.balance"', 'id = "disputes.total"', "disputes.total"),
])
def test_a_wrong_block_is_refused_with_its_place(tmp_path, old, new, place):
    text = (FOLDER / "checks.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "checks.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadForm, match=place):
        specs.read_checks(tmp_path / "checks.toml")
