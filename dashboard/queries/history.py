"""An agency's reports as years and heads of columns, the same for its page and for its dossier."""

from collections.abc import Sequence

from dashboard.labels import say

KEY_ITEMS = ("requests/new/total", "requests/outcome_total/total", "requests/carried_out/total",
             "disputes/review/total", "disputes/suit_direct/total", "disputes/suit_after_review/total",
             "disclosure/normative_documents/in_force", "disclosure/licensing/decisions",
             "disclosure/penalties/decisions", "disclosure/fees/amount")
KEY_MEASURES = ("rate_disclosed", "rate_denied", "rate_unable", "rate_carry", "rate_corrected")
OUTCOMES = ("granted", "partial", "refused", "unable", "unprocessed", "other")


def years_of(documents: Sequence[dict], due: tuple | None) -> list[int]:
    """From the first year due or read to the last read; a year between without a report is a gap."""
    read = [d["year"] for d in documents if d["year"]]
    if not read:
        return []
    first = due[0] if due else None
    return list(range(min(first, *read) if first else min(read), max(read) + 1))


def heads_of(current: Sequence[dict]) -> dict[str, str]:
    """report_id -> the head of its column, oldest first."""
    return {d["report_id"]: report_head(d) for d in reversed(current) if d["year"]}


def report_head(d: dict) -> str:
    """The year of a report, with its scope where that is not the agency alone."""
    year = say("report.year", year=d["year"]) if d["year"] else say("report.no_year")
    scope = say(f"report.scope.{d['scope']}")
    return year if d["scope"] == "own" else say("report.year_scope", year=year, scope=scope)


def status(d: dict) -> str:
    """Complete or not, and whether another report of the year counts."""
    words = [say(f"agency.is_{d['status']}"), "" if d["is_current"] else say("report.not_current")]
    return say("filters.kinds_joiner").join(filter(None, words))
