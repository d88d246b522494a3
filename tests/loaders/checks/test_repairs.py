"""The single-cell changes offered: what each finding offers, in which order, and that each makes the equation hold."""

from decimal import Decimal

import pyarrow as pa
import pytest

from loaders import checks
from loaders.checks.repair import MOST
from loaders.checks.slips import slip
from loaders.demo.province import province
from tests.loaders.checks.worlds import given
from tests.specs.conftest import tables, wide_row


def run(*rows) -> list[dict]:
    return checks.run(*tables(list(rows))).findings.to_pylist()


def disputes(upheld, corrected, other, pending, total) -> dict[str, Decimal]:
    return {f"disputes__review__{c}": Decimal(v) for c, v in (
        ("upheld", upheld), ("corrected", corrected), ("other", other), ("pending", pending), ("total", total))}


def offered(finding: dict) -> list[tuple]:
    return [("/".join((r["item_id"], r["column_id"])), r["year"], r["printed"], r["value"]) for r in finding["repairs"]]


@pytest.mark.parametrize(("cells", "first", "n"), [
    ((10, 1, 0, 0, 0), ("review/total", 2023, 0, 11), 1),      # a part would have to be below nought
    ((12, 3, 0, 0, 24), ("review/upheld", 2023, 12, 21), 5),   # two digits changed places
    ((3, 1, 0, 2, 8), ("review/total", 2023, 8, 6), 5),        # nothing tells: the total
    ((3, 1, 0, 52, 9), ("review/pending", 2023, 52, 5), 2),    # a digit too many
])
def test_the_likeliest_change_stands_first(cells, first, n):
    [finding] = run(wide_row("a", 2023, disputes(*cells), "2021"))
    assert offered(finding)[0] == first and finding["n_repairs"] == len(finding["repairs"]) == n


def table(**changed) -> dict[str, Decimal]:
    """A balanced 表三: two applicants, two outcomes; `changed`: item__column=value."""
    cells = {f"requests__{item}__{column}": Decimal(0)
             for item in ("new", "carried_in", "granted", "partial", "refused_state_secret", "refused_other_law",
                          "refused_security", "refused_third_party", "refused_internal", "refused_process",
                          "refused_case_file", "refused_query", "unable_not_held", "unable_to_create",
                          "unable_unclear", "unprocessed_petition", "unprocessed_repeat", "unprocessed_publication",
                          "unprocessed_excessive", "unprocessed_reissue", "other_no_correction", "other_no_fee",
                          "other_rest", "outcome_total", "carried_out")
             for column in ("natural_person", "business", "research", "public_welfare", "legal_service",
                            "other_organisation", "total")}
    for column, value in (("natural_person", 20), ("business", 5), ("total", 25)):
        for item in ("new", "granted", "outcome_total"):
            cells[f"requests__{item}__{column}"] = Decimal(value)
    return cells | {f"requests__{name}": Decimal(value) for name, value in changed.items()}


def test_a_cell_of_two_broken_equations_is_the_only_change_offered_of_both():
    row, column = run(wide_row("a", 2023, table(granted__business=6), "2021"))
    assert {row["check_id"], column["check_id"]} == {"requests.row_total", "requests.outcome_total"}
    for finding in (row, column):
        assert offered(finding) == [("granted/business", 2023, 6, 5)]
        assert finding["repairs"][0]["n_mended"] == 2 and finding["repairs"][0]["breaks"] == []
        assert finding["repairs_text"] == "如将表三“予以公开（商业企业）”由 6 改为 5，则本处及另外 1 处均相符。"


def test_two_faults_in_one_row_leave_each_column_its_own_change():
    found = run(wide_row("a", 2023, table(granted__business=6, granted__natural_person=22), "2021"))
    columns = [f for f in found if f["check_id"] == "requests.outcome_total"]
    assert [offered(f) for f in columns] == [[("granted/natural_person", 2023, 22, 20)],
                                             [("granted/business", 2023, 6, 5)]]
    assert all(f["repairs"][0]["n_left"] == 1 and f["repair"] is None for f in columns)
    assert "该格所在的另外 1 处仍不相符" in columns[0]["repairs_text"]


def test_where_every_change_breaks_another_equation_it_says_which():
    """Numbers that slid one row down: the columns still add up, the rows do not."""
    found = run(wide_row("a", 2023, table(granted__business=2, partial__business=3), "2021"))
    assert [f["item_id"] for f in found] == ["granted", "partial"]
    for finding in found:
        assert finding["repair"] is None and all(r["breaks"] for r in finding["repairs"])
        assert finding["repairs_text"].startswith("没有只改一格而不影响其他等式的改法。如将表三“")
        assert "但“办理结果各项之和等于总计”（表三「" in finding["repairs_text"]


def test_the_year_before_may_be_the_one_to_change_and_is_named():
    before = wide_row("a", 2023, {"requests__carried_out__total": Decimal(13)}, "2021")
    now = wide_row("a", 2024, {"requests__carried_in__total": Decimal(31)}, "2021")
    [finding] = run(before, now)
    assert offered(finding) == [("carried_in/total", 2024, 31, 13), ("carried_out/total", 2023, 13, 31)]
    assert finding["repairs_text"] == ("如将表三“上年结转”由 31 改为 13，或将 2023 年度表三“结转下年度”由 13 改为 31，"
                                       "则相符。")


def test_a_change_that_would_tear_the_next_year_off_is_not_offered():
    balance = {"requests__new__total": 9, "requests__carried_in__total": 0, "requests__outcome_total__total": 5,
               "requests__carried_out__total": 3}
    now = wide_row("a", 2023, {n: Decimal(v) for n, v in balance.items()}, "2021")
    after = wide_row("a", 2024, {"requests__carried_in__total": Decimal(3)}, "2021")
    [alone], [followed] = run(now), run(now, after)
    assert "carried_out/total" in [o[0] for o in offered(alone)]
    assert [o[0] for o in offered(followed)] == ["outcome_total/total", "new/total"]


@pytest.mark.parametrize(("value", "others", "first"), [
    (Decimal(-3), {}, 3),                                        # the minus slipped in
    (Decimal("12.5"), {}, 12),
    (Decimal("12.5"), {"carried_in": 0, "outcome_total": 14, "carried_out": 0}, 14),  # what the balance asks for
])
def test_a_number_out_of_bounds_is_offered_what_its_equations_ask_for_or_what_lies_beside_it(value, others, first):
    cells = {f"requests__{item}__total": Decimal(v) for item, v in others.items()} | {"requests__new__total": value}
    [finding] = [f for f in run(wide_row("a", 2023, cells, "2021")) if f["check_id"] == "figures.count"]
    assert finding["repairs"][0]["value"] == first and finding["repairs"][0]["printed"] == value


def test_a_column_with_many_ways_lists_some_and_counts_all():
    cells = {name: v for name, v in table().items() if name.endswith("__total")}
    cells |= {f"requests__{item}__total": Decimal(26) for item in ("new", "outcome_total")}
    [finding] = run(wide_row("a", 2023, cells, "2021"))
    assert (len(finding["repairs"]), finding["n_repairs"]) == (MOST, 21)
    assert f"（另有 {21 - 3} 格，改其中任一格亦可）" in finding["repairs_text"]
    assert offered(finding)[0] == ("granted/total", 2023, 25, 26)  # the total would tear the balance


@pytest.mark.parametrize(("printed", "right", "seen"), [
    (0, 7, "nought"), (21, 12, "swapped"), (3, 7, None), (17, 12, "other_digit"), (17, 1, "digit"), (17, 170, "digit"),
    (17, 29, None), (Decimal("7.50"), Decimal("75.0"), None)])
def test_slips_of_the_pen(printed, right, seen):
    assert slip(printed, right) == seen


@pytest.fixture(scope="module")
def world():
    """Figures, reports and agencies only: an agency's change then touches no other agency."""
    whole = given(province(40, range(2020, 2025)))
    return {name: whole[name] for name in ("figures", "reports", "agencies")}


def changed(figures: pa.Table, repairs: list[tuple[dict, dict]]) -> pa.Table:
    """The figures with the offered changes (finding, repair), each of the report it names."""
    rows = {key: row for row, key in enumerate(zip(*(figures[n].to_pylist() for n in ("agency_id", "year",
                                                                                     "is_current")))) if key[2]}
    for finding, repair in repairs:
        name = "__".join(repair[part] for part in ("table_id", "item_id", "column_id"))
        column, place = figures[name].to_pylist(), figures.column_names.index(name)
        kind = figures.schema.field(place).type
        column[rows[finding["agency_id"], repair["year"], True]] = (
            repair["value"] if pa.types.is_decimal(kind) else int(repair["value"]))
        figures = figures.set_column(place, figures.schema.field(place), pa.array(column, kind))
    return figures


def test_every_change_offered_makes_its_equation_hold_and_breaks_what_it_says_and_nothing_else(world):
    found = checks.run(**world).findings.to_pylist()
    assert all(f["repairs"] == [] and f["repairs_text"] is None for f in found if f["class"] != "arithmetic")
    arithmetic = [f for f in found if f["class"] == "arithmetic"]
    assert len(arithmetic) > 30 and all(f["repairs"] and f["n_repairs"] >= len(f["repairs"]) for f in arithmetic)
    known, of_agency = {f["finding_id"] for f in arithmetic}, {}
    for finding in arithmetic:
        of_agency.setdefault(finding["agency_id"], []).extend((finding, r) for r in finding["repairs"])
    for at in range(5):  # one change an agency at a time, so that what it does is its own
        tried = [offers[at % len(offers)] for offers in of_agency.values()]
        after = checks.run(**world | {"figures": changed(world["figures"], tried)}).findings.to_pylist()
        still = {f["finding_id"]: f["agency_id"] for f in after if f["class"] == "arithmetic"}
        for finding, repair in tried:
            assert finding["finding_id"] not in still, (finding["equation"], repair)
            new = [i for i, agency in still.items() if i not in known and agency == finding["agency_id"]]
            assert len(new) == len(repair["breaks"]), (finding["equation"], repair, new)
