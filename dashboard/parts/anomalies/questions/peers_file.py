"""The table one takes home: every flag with its sentence and room for a reply, then who was not judged and why.

In:   what was compared and judged, the flags as listed, the words of their peer groups.
Out:  frame(); flags(), the part of it that is asked about.
Promise: calls no Streamlit (it is made when a file is asked for). Rates are as divided: 0.25, not 25.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.labels import listed, say
from dashboard.labels.numbers import span
from dashboard.measures import measure
from dashboard.outliers import Judgement
from dashboard.parts.anomalies.questions import told
from dashboard.parts.anomalies.questions.computed import Choice, Compared
from dashboard.parts.anomalies.questions.verdicts import in_words

COLUMNS = ("tier", "agency", "district", "measure", "period", "numerator", "denominator", "rate", "side", "peers",
           "n_peers", "mean", "low", "high", "p", "p_adjusted", "n_years", "n_same", "sentence", "verdict", "who",
           "made_at", "note", "reply")


def frame(found: Compared, judgement: Judgement, choice: Choice, rows: pd.DataFrame,
          groups: Mapping[tuple[int, int], str]) -> pd.DataFrame:
    """Columns of labels/zh/questions.toml [column]; one row a flag, then one a unit and measure not judged."""
    period = span(choice.years[0], choice.years[-1])
    out = [flags(found, choice, rows, groups), *_unjudged(found, judgement)]
    whole = pd.concat([part for part in out if len(part)] or [pd.DataFrame(columns=COLUMNS)], ignore_index=True)
    return whole.assign(period=period, reply="").reindex(columns=COLUMNS)


def flags(found: Compared, choice: Choice, rows: pd.DataFrame, groups: Mapping[tuple[int, int], str]) -> pd.DataFrame:
    if not len(rows):
        return pd.DataFrame()
    at = rows["unit_id"].map(found.known.at)
    agencies = found.known.units["label"].take(at).tolist()
    low, high = told.bounds(rows, told.OUTER)
    inner = told.bounds(rows, told.INNER)
    said, peers, n_peers = [], [], []
    for i, row in enumerate(rows.to_dict("records")):
        which = int(row["step"]), int(row["group"])
        limits = (inner[0][i], inner[1][i]) if row["tier"] == "note" else (low[i], high[i])
        said.append(told.sentence(found, choice, row, agencies[i], groups[which], *limits))
        peers.append(groups[which])
        n_peers.append(found.tests[row["measure_id"]].fits[which].n_peers)
    return rows.assign(
        **in_words(rows), tier=rows["tier"].map(listed("questions.mark")), agency=agencies,
        district=found.known.units["district_id"].take(at).tolist(),
        measure=[measure(m).label for m in rows["measure_id"]], side=[told.side(h) for h in rows["is_high"]],
        peers=peers, n_peers=n_peers, low=low, high=high, sentence=said)


def _unjudged(found: Compared, judgement: Judgement) -> list[pd.DataFrame]:
    out = []
    for measure_id, one in found.tests.items():
        for reason, those in one.why_not().items():
            at = np.flatnonzero(judgement.units & those)
            out.append(pd.DataFrame({
                "tier": say(f"questions.why_not.{reason}"), "agency": found.known.units["label"].take(at).tolist(),
                "district": found.known.units["district_id"].take(at).tolist(), "measure": measure(measure_id).label,
                "numerator": one.n[at], "denominator": one.total[at]}))
    return out
