"""What the reports of a district break: counted by identity, and the first of them in full."""

import pandas as pd

from dashboard.briefing.district.asked import Asked
from dashboard.briefing.findings import case
from dashboard.briefing.model import Block, Column, Heading, Table, Words
from dashboard.labels import say
from dashboard.labels.numbers import full
from dashboard.queries import anomalies, report

MOST = 20


def blocks(asked: Asked) -> list[Block]:
    """What was tested, the table by check, then the cases."""
    tested = anomalies.tested(asked.store, asked.scope)
    said = {"tested": full(tested["n_identities"]), "untested": full(tested["n_untested"])}
    if not tested["n_identities"]:
        return [Words(say("briefing.findings.untested", **asked.said))]
    counts = anomalies.counts(asked.store, asked.scope, "check")
    n = int(counts["n_findings"].sum())
    if not n:
        return [Words(say("briefing.findings.none", **said, **asked.said))]
    rows = report.records(anomalies.listed(asked.store, asked.scope, anomalies.Choice(), MOST, 0, asked.judged))
    off = [Words(say("briefing.findings.verdicts_off", why=asked.judged.error), True)] if asked.judged.error else []
    cut = [Words(say("briefing.findings.cases_cut", n=full(n), shown=MOST), True)] if n > MOST else []
    return [Words(say("briefing.findings.intro", **said, **asked.said)), _table(asked, counts), *off,
            Heading(say("briefing.findings.cases_title"), is_small=True), *cut, *map(case, rows)]


def _table(asked: Asked, counts: pd.DataFrame) -> Table:
    names = anomalies.checks(asked.store).set_index("check_id")["label"]
    added = counts.groupby("group_id").agg(n=("n_findings", "sum"), reports=("n_reports", "sum"),
                                           largest=("largest", "max")).sort_values("n", ascending=False)
    rows = tuple((str(names.get(check, check)), full(row["n"]), full(row["reports"]), full(row["largest"], 2))
                 for check, row in added.iterrows())
    heads = (("check", 4), ("n", 1), ("reports", 1), ("largest", 1))
    return Table(say("briefing.findings.table_title"), say("briefing.findings.table_sub"),
                 tuple(Column(say(f"briefing.findings.{h}"), share, h != "check") for h, share in heads), rows)
