"""What is said of a flag: its rate, its peers, its limits, a sentence for a letter.

In:   rows of Judgement.flags, the peers they were compared with.
Out:  words; the limits as rates.
Promise: a rate stands with its n/N; a share is a percentage, a ratio of two different counts is per hundred.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard import filters, outliers
from dashboard.components.spark_table import Cell
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, of, percent, span
from dashboard.measures import measure
from dashboard.parts.anomalies.questions.computed import Choice, Compared
from dashboard.queries import places

INNER, OUTER = 0.025, 0.001


def rate(measure_id: str, share: float) -> str:
    """A share in percent; a ratio of two counts per hundred, as the measure's name says."""
    return percent(share) if measure(measure_id).shape == "share" else f"{100 * share:,.1f}"


def side(is_high: bool) -> str:
    return say("questions.high" if is_high else "questions.low")


def when(choice: Choice) -> str:
    """Over which years the counts were added."""
    key = "questions.of_year" if choice.window == 1 else "questions.of_years"
    return say(key, span=span(choice.years[0], choice.years[-1]))


def peers(found: Compared, step: int, group: int) -> str:
    """The traits of a group in words: 县级、工作部门."""
    traits, values = found.peers.traits[step], found.peers.names[step][group]
    said = [places.trait_said(filters.places(), name, value) for name, value in zip(traits, values)]
    return say("questions.joiner").join(said) or say("questions.everybody")


def bounds(rows: pd.DataFrame, chance: float) -> tuple[np.ndarray, np.ndarray]:
    """The limits of each row for its own denominator, as rates."""
    low, high = np.empty(len(rows)), np.empty(len(rows))
    shapes = rows["measure_id"].map(lambda m: measure(m).shape).to_numpy()
    for shape in set(shapes):
        at = shapes == shape
        part = rows[at]
        below, above = outliers.limits(shape, part["denominator"], part["mean"], part["rho"], chance)
        low[at], high[at] = below / part["denominator"], above / part["denominator"]
    return low, high


def limits_said(measure_id: str, low: float, high: float) -> str:
    """0.0%–25.3%, or per hundred without the words."""
    if measure(measure_id).shape == "share":
        return say("questions.range", low=percent(low).rstrip("%"), high=percent(high))
    return say("questions.range", low=f"{100 * low:,.1f}", high=f"{100 * high:,.1f}")


def reason(found: Compared, row: Mapping) -> str:
    """The lines under an agency's name in the list: what is out, by which peers, and the question."""
    return say("questions.list.reason" if row["n_years"] > 1 else "questions.list.reason_once",
               measure=measure(row["measure_id"]).label, side=side(row["is_high"]),
               mean=rate(row["measure_id"], row["mean"]), years=full(row["n_years"]), same=full(row["n_same"]),
               wide=_wide(found, row), ask=measure(row["measure_id"]).outliers.ask)


def _wide(found: Compared, row: Mapping) -> str:
    """Said where too few are alike in all that was asked for."""
    if not row["step"]:
        return ""
    return say("questions.list.reason_wide", least=full(outliers.USUAL.least_peers),
               group=peers(found, int(row["step"]), int(row["group"])))


def level(row: Mapping) -> str:
    """The limit that a flag is beyond."""
    return "95%" if row["tier"] == "note" else "99.8%"


def sentence(found: Compared, choice: Choice, row: Mapping, agency: str, group: str, low: float, high: float) -> str:
    """For a letter: what, how far out, against whom; `group`: peers() in words; `low`, `high`: the limits of
    level(row)."""
    one = found.tests[row["measure_id"]].fits[int(row["step"]), int(row["group"])]
    pooled = say("questions.told.pooled", n=full(row["n_pooled"])) if row["n_pooled"] < choice.window else ""
    years = say("questions.told.years" if row["n_years"] > 1 else "questions.told.year", n=full(row["n_years"]),
                same=full(row["n_same"]), side=side(row["is_high"]))
    return say("questions.told.sentence", agency=agency, when=when(choice) + pooled,
               measure=measure(row["measure_id"]).label, rate=rate(row["measure_id"], row["rate"]),
               of=of(row["numerator"], row["denominator"]), side=side(row["is_high"]),
               peers=group, n=full(one.n_peers),
               mean=rate(row["measure_id"], row["mean"]), level=level(row),
               limits=limits_said(row["measure_id"], low, high), years=years,
               ask=measure(row["measure_id"]).outliers.ask)


def tier(name: str) -> Cell:
    """A cell with the mark of a tier; the surest sort first."""
    marks = listed("questions.mark")
    return Cell(marks[name], -list(marks).index(name), tone=name)
