"""Corrections: a source's own error overruled by a person, with a reason.

In:   data/reference/corrections.csv; reports as their documents print them.
Out:  the corrected reports, and for each corrected address what stood there.
Promise: a correction applies only where the document still reads as it did when the correction was written; one
that meets nothing so stops the build with its line. The printed value stays in the evidence.

from_value and to_value hold a number, 空 (blank), / (dash) or words; from_value also ? (doubtful) or 无 (no such cell).
"""

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from loaders.errors import BadForm, StaleCorrection
from loaders.form import addresses
from loaders.reference_rows import read_rows
from loaders.report import ABSENT, BLANK, DASH, DOUBTFUL, NUMBER, TEXT, Figure, Report

STATE_MARKS = {BLANK: "空", DASH: "/", DOUBTFUL: "?", ABSENT: "无"}
COLUMNS = ("report_id", "table_id", "item_id", "column_id", "from_value", "to_value", "reason", "source", "added_on")
_STATES = {mark: state for state, mark in STATE_MARKS.items()}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file; `line` counts from 1, the heads included."""

    line: int
    report_id: str
    key: tuple[str, str, str]
    from_value: str
    to_value: str
    reason: str
    source: str = ""


def written(figure: Figure | None) -> str:
    """A figure as the file writes it."""
    if figure is None:
        return STATE_MARKS[ABSENT]
    if figure.state == NUMBER:
        return format(figure.value.normalize(), "f")
    return STATE_MARKS.get(figure.state, figure.raw)


def read_value(text: str) -> tuple[str, Decimal | None]:
    """(state, value) of what the file writes."""
    if text in _STATES:
        return _STATES[text], None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return TEXT, None
    return (NUMBER, value) if value.is_finite() else (TEXT, None)


class Corrections:
    """All corrections of a data root; an object is good for one publish."""

    def __init__(self, corrections: tuple[Correction, ...] = ()):
        self.by_report: dict[str, list[Correction]] = {}
        for correction in corrections:
            self.by_report.setdefault(correction.report_id, []).append(correction)
        self.met: set[int] = set()
        self.seen: dict[int, str] = {}

    @classmethod
    def load(cls, path: Path) -> "Corrections":
        """No file means no corrections. Raises BadForm naming the line."""
        return cls(tuple(_correction(path.name, line, row) for line, row in read_rows(path, COLUMNS)))

    def fingerprint(self, report_id: str) -> str:
        """Changes with the corrections of that report; "" where it has none."""
        said = [(c.key, c.from_value, c.to_value, c.reason, c.source) for c in self.by_report.get(report_id, ())]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16] if said else ""

    def stand(self, report_id: str) -> None:
        """The report was published with these very corrections and has not changed since: they hold."""
        self.met |= {c.line for c in self.by_report.get(report_id, ())}

    def apply(self, report: Report, report_id: str) -> tuple[Report, dict[tuple[str, str, str], str]]:
        """The report with its corrections, and what stood at each corrected address."""
        corrections = self.by_report.get(report_id, ())
        figures = {(f.table, f.item, f.column): f for f in report.figures}
        before: dict[tuple[str, str, str], str] = {}
        for correction in corrections:
            printed = written(figures.get(correction.key))
            if printed != correction.from_value:
                self.seen.setdefault(correction.line, printed)
                continue
            self.met.add(correction.line)
            before[correction.key] = printed
            figures[correction.key] = _corrected(figures.get(correction.key), correction)
        return (replace(report, figures=tuple(figures.values())), before) if before else (report, {})

    def settle(self) -> None:
        """Raises StaleCorrection, with every line that met no document reading as it says."""
        stale = [c for several in self.by_report.values() for c in several if c.line not in self.met]
        if stale:
            raise StaleCorrection("\n".join(self._stale(c) for c in sorted(stale, key=lambda c: c.line)))

    def _stale(self, c: Correction) -> str:
        seen = f"原件现在是“{self.seen[c.line]}”" if c.line in self.seen else "没有读到这份报告"
        return (f"corrections.csv 第 {c.line} 行：{c.report_id} 的 {'/'.join(c.key)} 应为“{c.from_value}”，{seen}。"
                "请核对原件后改正或删去这一行；本次没有发布，原有数据照常可看。")


def _correction(name: str, line: int, text: dict[str, str]) -> Correction:
    key = text["table_id"], text["item_id"], text["column_id"]
    if key not in {a.key for a in addresses()}:
        raise BadForm(f"{name} 第 {line} 行：表式中没有 {'/'.join(key)} 这个地址。请对照 data/README.md 改正。")
    if not text["reason"] or not text["source"]:
        raise BadForm(f"{name} 第 {line} 行：每条更正都要写明原因（reason）和依据（source）。")
    if _STATES.get(text["to_value"]) in (ABSENT, DOUBTFUL):
        raise BadForm(f"{name} 第 {line} 行：to_value 不能是“{text['to_value']}”；应为数字、空、/ 或文字。")
    state, value = read_value(text["from_value"])
    from_value = format(value.normalize(), "f") if state == NUMBER else text["from_value"] or STATE_MARKS[BLANK]
    return Correction(line, text["report_id"], key, from_value, text["to_value"] or STATE_MARKS[BLANK], text["reason"],
                      text["source"])


def _corrected(printed: Figure | None, correction: Correction) -> Figure:
    state, value = read_value(correction.to_value)
    printed = printed or Figure(*correction.key, state, value, "")
    source = f"；依据：{correction.source}" if correction.source else ""
    note = f"已由“{correction.from_value}”更正为“{correction.to_value}”：{correction.reason}{source}"
    return replace(printed, state=state, value=value, note=note)
