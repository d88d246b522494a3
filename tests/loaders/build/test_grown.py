"""A warehouse that grew step by step holds, row for row, what one built at once holds."""

import random
from dataclasses import replace
from datetime import datetime

import pytest

from loaders.demo import province
from loaders.report import Report
from loaders.tables import TABLES
from loaders.warehouse import Stored, manifest, parts, publish, reach, staging
from loaders.warehouse.rows import document_rows, identify_row

SMALL = ((parts, "_ELSE", 24), (parts, "_MOST", {"evidence": 8, "sections": 20}), (staging, "_SPILL", 7),
         (staging, "_BATCH", 5), (reach, "AT_ONCE", 6))


@pytest.fixture(scope="module")
def world():
    """Reports of a province with aggregates of whole counties; and of agencies that no register knows."""
    whole = province(26, range(2021, 2023))
    return whole, list(whole.reports())


def registered(whole, folder, n):
    """A register of the province's divisions and some of its agencies."""
    import csv

    from loaders.register import Register
    folder.mkdir(parents=True)
    for name, found in (("divisions", [d.row() for d in whole.divisions]),
                        ("agencies", [a.row(whole.years) for a in whole.agencies[:n]])):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, found[0])
            writer.writeheader()
            writer.writerows(found)
    return Register.load(folder)


def changed(report: Report, dice: random.Random, n: int) -> Report:
    """Another document of the same agency: other numbers, another year, another name, or nothing but other bytes."""
    who, figures = report.identity, list(report.figures)
    for at in dice.sample(range(len(figures)), 3):
        if figures[at].value is not None:
            figures[at] = replace(figures[at], value=figures[at].value + dice.choice((0, 1, 9)))
    who = dice.choice((who, who, replace(who, year=dice.choice((2021, 2022, 2025))),
                       replace(who, year=None, doubts=("year_unknown",)), replace(who, agency=f"{who.agency}（筹）")))
    return replace(report, sha256=f"{n:064x}", identity=who, figures=tuple(figures))


def documents(reports):
    rows = document_rows(reports, datetime(2026, 1, 1), "x")
    return [row | {"first_seen": datetime(2026, 1, 1 + int(row["sha256"][-1], 16))} for row in rows]


def step(standing: dict[str, Report], waiting: list[Report], dice: random.Random, n: int):
    """(reports that come, sha256 that go) of one step."""
    come = [waiting.pop() for _ in range(min(len(waiting), dice.choice((12, 20))))]
    come += [changed(report, dice, 1000 * n + i) for i, report in enumerate(
        dice.sample(sorted(standing.values(), key=lambda r: r.sha256), min(len(standing), dice.choice((4, 6)))))]
    go = dice.sample(sorted(standing), min(len(standing), dice.choice((3, 5))))
    return come, frozenset(go)


def rows_of(folder, name):
    stored = Stored(folder)
    years = sorted({None, *manifest(folder)["years"]}, key=lambda y: y or 0) if TABLES[name].by_year else [None]
    return sorted(repr(row) for year in years for row in stored.rows(name, year).to_pylist())


def test_what_grew_is_what_is_built_at_once(world, tmp_path, monkeypatch):
    whole, reports = world
    dice, standing = random.Random(1), {}
    register = registered(whole, tmp_path / "grown" / "reference", 20)
    waiting = dice.sample(reports, len(reports))
    first = [waiting.pop() for _ in range(30)]
    given = {"extractor": "x", "inputs": "the same", "register": register}
    publish(tmp_path / "grown", first, documents=documents(first), **given)
    standing |= {report.sha256: report for report in first}
    for n in (1, 2):
        if n == 2:  # many small parts and groups, as a country has large ones
            for module, name, value in SMALL:
                monkeypatch.setattr(module, name, value)
        come, go = step(standing, waiting, dice, n)
        replaced = frozenset(dice.sample(sorted(standing), 6))
        left = [row | {"status": "refused", "report_id": None} for row in documents([standing.pop(key) for key in go])]
        standing |= {report.sha256: report for report in come}
        grown = publish(tmp_path / "grown", come, drop=go, documents=documents(come) + left, replaced=replaced, **given)
    registered(whole, tmp_path / "at_once" / "reference", 20)
    refused = [row for row in Stored(grown).documents if row["status"] == "refused"]
    at_once = publish(tmp_path / "at_once", standing.values(), replaced=replaced, **given,
                      documents=documents(standing.values()) + refused)
    assert {identify_row(r)["report_id"] for r in standing.values()} == set(
        Stored(grown).rows("reports")["report_id"].to_pylist())
    for name in TABLES:
        assert rows_of(grown, name) == rows_of(at_once, name), name
    assert manifest(grown)["counts"] == manifest(at_once)["counts"] and manifest(grown)["years"] == manifest(
        at_once)["years"]
    assert len(Stored(grown).rows("findings")) > 20


def test_of_more_reports_than_are_told_one_by_one_none_is_missed(world, tmp_path, monkeypatch):
    """Whose reports came is remembered of so many only: beyond that all must be derived, not the first of them."""
    monkeypatch.setattr(staging, "_MANY", 3)
    whole, reports = world
    given = {"register": registered(whole, tmp_path / "reference", 20), "inputs": "the same"}
    publish(tmp_path, reports[:8], documents=documents(reports[:8]), **given)
    folder = publish(tmp_path, reports[8:16], drop=frozenset(), documents=documents(reports[8:16]), **given)
    for name in ("reports", "mart_agencies", "mart_findings", "mart_profiles"):
        assert sorted(Stored(folder).rows(name)["report_id"].to_pylist()) == sorted(
            identify_row(report)["report_id"] for report in reports[:16]), name
