"""Findings in full: where, the equation with its numbers, what would mend it, what officials said of it.

In:   rows of the questions about findings, as dicts.
Out:  case() -> Case.
Promise: only what is stored with the finding and in the ledger; nothing is judged here.
"""

from collections.abc import Mapping

from dashboard.briefing.model import Case
from dashboard.labels import has, say
from dashboard.queries.verdicts import CHANGED, OPEN


def case(row: Mapping) -> Case:
    """`row`: agency, year, check_label, place, equation, message, repairs, verdict, mark, who, note."""
    head = say("briefing.findings.head" if row["year"] else "briefing.findings.head_no_year", agency=row["agency"],
               year=row["year"], check=row["check_label"] or row["check_id"])
    lines = [say("briefing.findings.at", place=row["place"])] if row["place"] else []
    lines += [say("briefing.findings.equation", equation=row["equation"])] if row["equation"] else []
    lines += [say("briefing.findings.message", message=row["message"])] if row["message"] else []
    lines += [say("briefing.findings.repairs", text=row["repairs"])] if row["repairs"] else []
    if row["verdict"] not in (None, OPEN):
        mark = say(f"verdicts.mark.{row['mark']}") if has(f"verdicts.mark.{row['mark']}") else row["mark"]
        note = say("briefing.findings.judged_note", note=row["note"]) if row["note"] else ""
        lines.append(say("briefing.findings.changed" if row["verdict"] == CHANGED else "briefing.findings.judged",
                         mark=mark, who=row["who"], note=note))
    return Case(head, tuple(lines))
