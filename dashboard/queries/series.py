"""Frames of unit and year -> lists along the years, as charts take them.

In:   frames of queries.sums and queries.scopes.
Out:  along, latest, at, plain.
Promise: NULL, NaN and a year without a row all become None; nothing is filled in.
"""

from collections.abc import Sequence

import pandas as pd


def plain(value) -> float | None:
    """A number or None, whatever pandas calls missing."""
    return None if value is None or value is pd.NA or value != value else float(value)


def along(rows: pd.DataFrame, years: Sequence[int], column: str) -> dict[str, list[float | None]]:
    """unit_id -> its values of `column`, one a year."""
    found: dict[str, dict[int, float | None]] = {}
    for unit, year, value in zip(rows["unit_id"], rows["year"], rows[column]):
        found.setdefault(unit, {})[int(year)] = plain(value)
    return {unit: [values.get(y) for y in years] for unit, values in found.items()}


def whole(rows: pd.DataFrame, years: Sequence[int], column: str) -> list[float | None]:
    """The values of a frame with one unit (by = scope), one a year."""
    return next(iter(along(rows, years, column).values()), [None] * len(years))


def mostly_printed(rows: pd.DataFrame) -> pd.DataFrame:
    """The amounts, with those that fewer than half of the year's reports print taken out: a few late users of an old
    form do not make a sum of the year."""
    return rows.assign(value=rows["value"].where(rows["n_used"] * 2 >= rows["n_reports"]))


def at(rows: pd.DataFrame, year: int) -> dict[str, dict]:
    """unit_id -> its row of that year, numbers as float or None."""
    held = {name: rows[name].tolist() for name in rows.columns}
    return {unit: {name: v if isinstance(v := values[i], str) else plain(v) for name, values in held.items()}
            for i, unit in enumerate(held["unit_id"]) if held["year"][i] == year}


def pooled(rows: pd.DataFrame) -> pd.DataFrame:
    """Numerators and denominators added over the years: unit_id -> numerator, denominator, n_used, n_reports."""
    return rows.groupby("unit_id", as_index=False)[["numerator", "denominator", "n_used", "n_reports"]].sum(min_count=1)


def quantiles(rows: pd.DataFrame, years: Sequence[int], least: int) -> dict[str, list[float | None]]:
    """p10 … p90 of the units' rates by year, over units with a denominator of `least` or more; None under ten units."""
    judged = rows[rows["denominator"].fillna(0) >= least]
    by_year = {int(year): part["rate"].dropna() for year, part in judged.groupby("year")}
    return {f"p{p}": [float(by_year[y].quantile(p / 100)) if y in by_year and len(by_year[y]) >= 10 else None
                      for y in years] for p in (10, 25, 50, 75, 90)}


def last_year(rows: pd.DataFrame, otherwise: int) -> int:
    """The last year that has a row (a report)."""
    return int(rows["year"].max()) if len(rows) else otherwise


def only(rows: pd.DataFrame, year: int) -> dict:
    """The one row of that year of a frame with one unit; empty where there is none."""
    return next(iter(at(rows, year).values()), {})


def driver(rows: pd.DataFrame) -> tuple[str | None, float]:
    """Of the rows of sums.paired: the unit that moved most in the direction of the whole, and by how much."""
    moved = {r.unit_id: r.value - r.before for r in rows.itertuples()}
    way = 1 if sum(moved.values()) > 0 else -1
    lead = max(moved, key=lambda u: way * moved[u], default=None)
    return lead, moved.get(lead, 0)


def cells(rows: pd.DataFrame, years: Sequence[int]) -> dict[str, list[dict | None]]:
    """unit_id -> its rows, one a year; None where a year has none."""
    found: dict[str, dict[int, dict]] = {}
    for row in rows.to_dict("records"):
        found.setdefault(row["unit_id"], {})[int(row["year"])] = {
            k: v if isinstance(v, str) else plain(v) for k, v in row.items()}
    return {unit: [held.get(y) for y in years] for unit, held in found.items()}


def unread(line: Sequence[dict | None]) -> float:
    """How much of a unit's coverage needs a look: reports missing, then incomplete ones."""
    held = [c for c in line if c]
    return sum(max(0, (c["n_expected"] or 0) - c["n_read"]) + .01 * c["n_incomplete"] for c in held)


def missing(cell: dict) -> float:
    """How many of the reports due were not read."""
    return max(0, (cell["n_expected"] or 0) - cell["n_read"] + cell["n_beyond"])


def coverage_share(cell: dict | None) -> str | None:
    """none | most | some | few | complete (charts.coverage_shares): how large a share of a unit's year is missing or
    incomplete: half or more, a tenth or more, less, nothing; None where no report is due."""
    if cell is None:
        return None
    if not cell["n_read"]:
        return "none"
    lacking = missing(cell) + cell["n_incomplete"]
    share = lacking / max(cell["n_expected"] or 0, cell["n_read"])
    return "complete" if not lacking else "most" if share >= .5 else "some" if share >= .1 else "few"


def run(values: Sequence[float | None]) -> int:
    """How many years in a row the value has risen (or, negative, fallen) up to the last one."""
    known = values[next((i for i in range(len(values)) if None not in values[i:]), len(values)):]
    steps = [b - a for a, b in zip(known, known[1:])]
    n = 0
    for step in reversed(steps):
        if step * steps[-1] <= 0:
            break
        n += 1
    return n if steps and steps[-1] > 0 else -n


def ends(rows: pd.DataFrame) -> tuple[dict, dict] | None:
    """The first and the last row that have an interval, of a frame of one unit; None when there are not two."""
    rated = rows[rows["low"].notna()].sort_values("year").to_dict("records")
    return (rated[0], rated[-1]) if len(rated) > 1 else None


def parted(phases: dict[str, list[float | None]], years: Sequence[int]) -> list[float | None]:
    """The values for a spark, which is one line: the last phase alone, so that two meanings are never joined."""
    return list(phases)[-1:] and phases[list(phases)[-1]] or [None] * len(years)


def added(rows: pd.DataFrame, years: Sequence[int], column: str) -> dict[str, list[float | None]]:
    """As along(), rows of the same unit and year added up; None where none of them holds a number."""
    if rows.empty:
        return {}
    return along(rows.groupby(["unit_id", "year"], as_index=False)[column].sum(min_count=1), years, column)
