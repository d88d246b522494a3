"""Faults planted into a copy of published figures: each kind changes what it says, and is caught."""

import json

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from loaders.demo.chance import Chance
from loaders.selftest import run
from loaders.selftest.shapes import SHAPES
from loaders.selftest.sheet import Sheet
from loaders.warehouse import Stored, current
from tests.dashboard.worlds import full


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return full(tmp_path_factory.mktemp("selftest") / "root", 40)


@pytest.fixture(scope="module")
def sheet(root):
    return Sheet.of(Stored(current(root)), 100, Chance.of("test"))


def test_every_arithmetic_fault_is_found_and_nothing_else_is_told(root):
    results = {r.kind: r for r in run(current(root)) if r.tier == "arithmetic"}
    assert sum(r.n_planted for r in results.values()) > 150
    for result in results.values():
        assert result.n_found == result.n_planted > 5, result
        assert result.n_right == result.n_told >= result.n_found, result


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
