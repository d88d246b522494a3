"""Named faults planted into a copy of the user's own figures and texts, and how many of them are caught.

In:   a published snapshot; how many agencies to draw and how many faults of a kind to plant; a seed.
Out:  run(): one Result a kind of fault.
Promise: nothing is written. A fault is planted only where the report holds its own identities, one an agency, so that
every new finding can be told to be of a fault or not. The same seed gives the same faults.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyarrow as pa

from loaders import checks
from loaders.demo.chance import Chance
from loaders.selftest.copies import copied
from loaders.selftest.result import Result
from loaders.selftest.shapes import SHAPES
from loaders.selftest.sheet import Change, Sheet
from loaders.selftest.statements import misstated
from loaders.warehouse import Stored

AGENCIES, PLANTED = 400, 100
_NOT_OFFERED = 1_000_000


@cache
def _rules(name: str) -> tuple[dict, ...]:
    return tuple(tomllib.loads(Path(__file__).with_name("faults.toml").read_text("utf-8"))[name])


def run(folder: Path, seed: int = 1, agencies: int = AGENCIES, planted: int = PLANTED) -> Iterator[Result]:
    """A result a kind, in the order of faults.toml; a kind that no report gives room has n_planted 0."""
    stored = Stored(folder)
    sheet = Sheet.of(stored, agencies, Chance.of("selftest", seed))
    before = _checked(sheet, sheet.figures)
    sound = _sound(sheet, before)
    for rule in _rules("fault"):
        change = _planted(sheet, rule, sound, Chance.of("selftest", seed, rule["id"]), planted)
        yield _score(sheet, rule, change, before, _checked(sheet, sheet.changed(_together(change))))
    yield from misstated(stored, sheet, _rules("statement"), seed, planted)
    yield from copied(stored, _rules("copy"), seed, agencies, planted)


def _checked(sheet: Sheet, figures: pa.Table) -> checks.Checked:
    return checks.run(figures, sheet.reports, sheet.agencies)


def _sound(sheet: Sheet, checked: checks.Checked) -> list[int]:
    """The rows whose reports hold every identity that was tested, with the years beside them."""
    found = checked.findings
    broken = {report for report, kind in zip(found["report_id"].to_pylist(), found["class"].to_pylist())
              if kind == "arithmetic"}  # a blank cell or a late day is no reason to spare a report
    report = sheet.report_ids
    holds = [current and report[row] not in broken for row, current in enumerate(
        sheet.figures["is_current"].to_pylist())]
    return [row for row in range(sheet.n_rows) if holds[row] and sheet.editions[row]
            and all(holds[beside] for beside in (sheet.last.get(row), sheet.next.get(row)) if beside is not None)]


def _planted(sheet: Sheet, rule: dict, sound: list[int], chance: Chance, most: int) -> dict[int, Change]:
    """row -> its changed cells, one row an agency at most."""
    beside = {"last": sheet.last, "next": sheet.next}.get(rule.get("years", ""))
    agency, taken, found = sheet.figures["agency_id"].to_pylist(), set(), {}
    for row in chance.sample(sound, len(sound)):
        if len(found) == most:
            break
        if agency[row] in taken or beside is not None and not _is_comparable(sheet, row, beside):
            continue
        if change := SHAPES[rule["shape"]](sheet, row, rule, chance):
            found[row] = change
            taken.add(agency[row])
    return found


def _is_comparable(sheet: Sheet, row: int, beside: dict[int, int]) -> bool:
    return row in beside and sheet.editions[beside[row]] == sheet.editions[row]


def _together(planted: dict[int, Change]) -> Change:
    return {key: value for change in planted.values() for key, value in change.items()}


def _score(sheet: Sheet, rule: dict, planted: dict[int, Change], before: checks.Checked, after: checks.Checked
           ) -> Result:
    agency, told = sheet.figures["agency_id"].to_pylist(), rule.get("told", "finding")
    of_fault = {agency[row]: row for row in planted}
    if told == "untested":
        report = sheet.report_ids
        more, owner = _more_untested(before, after), dict(zip(report, agency))
        n_found = len(more & {report[row] for row in planted})
        return Result(rule["id"], rule["label"], told, rule["class"], len(planted), n_found, len(more),
                      sum(owner.get(name) in of_fault for name in more))
    known = set(before.findings["finding_id"].to_pylist())
    new = [f for f in after.findings.to_pylist() if f["finding_id"] not in known and f["class"] == rule["class"]]
    right = [f for f in new if f["agency_id"] in of_fault and _is_of(sheet, f, planted[of_fault[f["agency_id"]]])]
    found = {f["agency_id"] for f in right}
    return Result(rule["id"], rule["label"], told, rule["class"], len(planted), len(found), len(new), len(right),
                  *_repaired(sheet, right, {agency[row]: change for row, change in planted.items()}))


def _repaired(sheet: Sheet, right: list[dict], planted: dict[str, Change]) -> tuple[int, int, int]:
    """n_single, n_offered, n_first: what the findings of the faults of one cell offer."""
    year, ranks = sheet.figures["year"].to_pylist(), {}
    for finding in (f for f in right if f["class"] == "arithmetic" and len(planted[f["agency_id"]]) == 1):
        ((row, name),) = planted[finding["agency_id"]]
        true = (*name.split("__"), year[row], sheet.value(row, name))
        offers = [(r["table_id"], r["item_id"], r["column_id"], r["year"], r["value"]) for r in finding["repairs"]]
        rank = offers.index(true) if true in offers else _NOT_OFFERED
        ranks[finding["agency_id"]] = max(rank, ranks.get(finding["agency_id"], 0))
    return len(ranks), sum(rank < _NOT_OFFERED for rank in ranks.values()), sum(rank == 0 for rank in ranks.values())


def _is_of(sheet: Sheet, finding: dict, change: Change) -> bool:
    """Whether a finding names a changed cell; one without operands, whether it is of the changed report."""
    year, report = sheet.figures["year"].to_pylist(), sheet.report_ids
    if not finding["operands"]:
        return any(report[row] == finding["report_id"] for row, _ in change)
    cells = {(o["table_id"], o["item_id"], o["column_id"], o["year"]) for o in finding["operands"]}
    return any((*name.split("__"), year[row]) in cells for row, name in change)


def _more_untested(before: checks.Checked, after: checks.Checked) -> set[str]:
    was = dict(zip(before.counts["report_id"].to_pylist(), before.counts["n_untested"].to_pylist()))
    return {report for report, n in zip(after.counts["report_id"].to_pylist(), after.counts["n_untested"].to_pylist())
            if n > was.get(report, 0)}
