"""Faults planted into a copy of published figures: each kind changes what it says, and is caught."""

import json
import re

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from loaders.demo.chance import Chance
from loaders.selftest import run
from loaders.selftest.copies import copy_of
from loaders.selftest.shapes import SHAPES
from loaders.selftest.sheet import Sheet
from loaders.similar import Section
from loaders.warehouse import Stored, current
from tests.dashboard.worlds import full


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return full(tmp_path_factory.mktemp("selftest") / "root", 40)


@pytest.fixture(scope="module")
def sheet(root):
    return Sheet.of(Stored(current(root)), 100, Chance.of("test"))


@pytest.fixture(scope="module")
def told(root):
    return list(run(current(root)))


def test_every_arithmetic_fault_is_found_and_nothing_else_is_told(told):
    results = {r.kind: r for r in told if r.tier == "arithmetic"}
    assert sum(r.n_planted for r in results.values()) > 150
    for result in results.values():
        assert result.n_found == result.n_planted > 5, result
        assert result.n_right == result.n_told >= result.n_found, result


def test_a_fault_of_one_cell_is_offered_its_true_number_and_first_where_two_equations_name_it(told):
    by_kind = {r.kind: r for r in told}
    digit, dispute = by_kind["digit_changed"], by_kind["dispute_digit"]
    assert digit.n_first == digit.n_offered == digit.n_single == digit.n_found > 5, digit
    assert dispute.n_offered == dispute.n_single == dispute.n_found > 5, dispute  # of one equation: several would do
    assert dispute.n_first >= dispute.n_single / 4
    assert not by_kind["cell_swap"].n_single


def test_planted_copies_of_text_are_found_and_nothing_else_is_told(told):
    results = {r.kind: r for r in told if r.tier == "copied"}
    assert set(results) == {"copied_peer", "copied_peer_numbers", "copied_peer_most", "copied_own"}
    for result in results.values():
        assert result.n_planted > 50, result
        assert result.n_found >= 0.98 * result.n_planted and result.n_right >= 0.98 * result.n_told > 0, result


def part(text: str, agency: str = "甲局") -> Section:
    return Section(f"{agency}-2023-own", "", agency, None, 2023, 5, 5, "own", agency, text)


@pytest.mark.parametrize(("rule", "text"), [
    ({"share": 1, "numbers": False}, "本局依法公开。甲局办了12件；增加3件。"),
    ({"share": 0.5, "numbers": False}, "我们自己写的一句话在这里。甲局办了12件；增加3件。")])
def test_a_copy_takes_whole_sentences_and_puts_its_own_name(rule, text):
    one, other = part("开头。我们自己写的一句话在这里。"), part("本局依法公开。乙局办了12件；增加3件。", "乙局")
    assert copy_of(one, other, rule, Chance.of("test")) == text


def test_changed_numbers_are_other_numbers():
    one, other = part("开头。"), part("乙局办了12件；增加3件。", "乙局")
    copy = copy_of(one, other, {"share": 1, "numbers": True}, Chance.of("test"))
    assert re.sub(r"\d+", "#", copy) == "甲局办了#件；增加#件。" and "12" not in copy and "3件" not in copy


def test_what_the_prose_says_wrongly_is_found_and_nothing_else_is_told(told):
    results = {r.kind: r for r in told if r.tier == "statement"}
    assert len(results) == 7 and sum(r.n_planted for r in results.values()) > 100
    for result in results.values():
        assert result.n_right == result.n_told >= result.n_found, result
        assert result.n_found >= 0.75 * result.n_planted > 0, result


def test_copied_numbers_and_mistaken_units_are_told_without_a_false_one(told):
    """Small tables may be alike by chance and are left alone; whatever is told is right."""
    copied, unit = ({r.kind: r for r in told}[kind] for kind in ("copied_figures", "unit_mistaken"))
    assert copied.n_right == copied.n_told >= copied.n_found >= copied.n_planted / 5 > 2, copied
    assert unit.n_right == unit.n_told >= unit.n_found >= 0.9 * unit.n_planted > 5, unit


def test_the_same_seed_plants_the_same_and_another_does_not(root):
    one, again, other = (list(run(current(root), seed, agencies=15)) for seed in (3, 3, 4))
    assert one == again != other


@pytest.mark.parametrize(("shape", "rule"), [
    ("swap", {"table": "requests"}), ("split", {"table": "requests"}), ("digit", {"table": "disputes"}),
    ("shift_columns", {"table": "requests"}), ("shift_rows", {"table": "requests"})])
def test_a_fault_keeps_to_cells_that_were_read_and_changes_them(sheet, shape, rule):
    made = [SHAPES[shape](sheet, row, rule, Chance.of(shape, row)) for row in range(sheet.n_rows)]
    assert any(made)
    for change in filter(None, made):
        for (row, name), value in change.items():
            assert value is not None and sheet.value(row, name) is not None and value != sheet.value(row, name)
            assert name.startswith(rule["table"])


def test_a_swap_keeps_the_numbers_and_a_split_their_digits(sheet):
    for row in range(sheet.n_rows):
        if change := SHAPES["swap"](sheet, row, {"table": "requests"}, Chance.of(row)):
            assert sorted(change.values()) == sorted(sheet.value(*key) for key in change)
    rows = [row for row in range(sheet.n_rows) if SHAPES["split"](sheet, row, {"table": "requests"}, Chance.of(row))]
    assert rows
    for row in rows:
        change = SHAPES["split"](sheet, row, {"table": "requests"}, Chance.of(row))
        torn = max(sheet.value(*key) for key in change)
        assert str(torn).startswith(str(next(iter(change.values()))))


def test_nothing_is_written_and_the_published_figures_stay(root, sheet):
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    list(run(current(root), agencies=5))
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
    name = "requests__new__total"
    changed = sheet.changed({(0, name): 12345})
    assert changed[name][0].as_py() == 12345 != sheet.figures[name][0].as_py()


def test_the_command_tells_people_and_programs(root, tmp_path):
    def selftest(*words):
        return CliRunner().invoke(main, ["selftest", *map(str, words)])

    done = selftest("--data", root, "--agencies", 4)
    assert done.exit_code == 0 and "两格互换：植入后找到" in done.stdout
    assert "一年突变（自己的数据）：植入 4；关注以上 找到 " in done.stdout and "重抽的数据" in done.stderr
    told = json.loads(selftest("--data", root, "--agencies", 4, "--json").stdout)
    assert all({"kind", "label", "tier", "n_planted", "n_found", "recall", "precision"} <= set(r) for r in told)
    assert {r.get("world") for r in told} == {None, "own", "redrawn"}
    empty = selftest("--data", tmp_path)
    assert empty.exit_code == 13 and "disclosure build" in empty.stderr
