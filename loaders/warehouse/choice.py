"""Which of several documents speaks for an agency and year.

In:   rows of reports; when each document was first seen; which ones a newer file of the same name replaced.
Out:  choose(): is_current and choice for each row; several(): which documents compete.
Promise: nothing is dropped; exactly one report an agency, year and scope is current, and every choice says why.
A report of unknown scope competes with the agency's own one, so that no agency counts twice. Agencies that nobody
could tell (unknown-…) may be namesakes (鼓楼区人民政府 of two cities): none of their reports shuts out another.
"""

from datetime import date, datetime

import pandas as pd
import pyarrow as pa

_REASONS = ("没有被同名的新文件替换", "更完整", "读清的格更多", "公布日期更晚", "读到的时间更晚",
            "各方面相同，按校验码选定")
_UNKNOWN_YEAR = "报告年度未能认出，未采用"


def several(reports: pa.Table) -> list[str]:
    """The documents that share an agency, year and scope with another."""
    frame = _competing(reports)
    return frame["sha256"][frame["is_several"]].tolist()


def _competing(reports: pa.Table) -> pd.DataFrame:
    frame = reports.select(["sha256", "agency_id", "year", "scope"]).to_pandas()
    frame["is_aggregate"] = frame["scope"] == "aggregate"
    told = frame["year"].notna() & ~frame["agency_id"].str.startswith("unknown-")
    frame["is_several"] = told & frame.duplicated(["agency_id", "year", "is_aggregate"], keep=False)
    return frame


def choose(reports: pa.Table, first_seen: dict[str, datetime], replaced: frozenset[str]) -> pa.Table:
    """`reports` with is_current and choice filled in; the other columns as they are."""
    frame = _competing(reports)
    is_current = frame["year"].notna().tolist()
    choice: list[str | None] = [None if year_is_known else _UNKNOWN_YEAR for year_is_known in is_current]
    for _, group in frame[frame["is_several"]].groupby(["agency_id", "year", "is_aggregate"]):
        places = group.index.tolist()
        ranked = sorted(
            ((merit(row, first_seen, replaced), place, row)
             for place, row in zip(places, reports.take(pa.array(places)).to_pylist())),
            key=lambda entry: entry[0], reverse=True,
        )
        best, told = ranked[0][0], f"同一机关同一年度有 {len(ranked)} 份文件，采用了"
        choice[ranked[0][1]] = f"{told}这一份：{_first_difference(best, ranked[1][0])}"
        for other, place, _ in ranked[1:]:
            is_current[place] = False
            choice[place] = f"{told}另一份：那一份{_first_difference(best, other)}"
    names = reports.column_names
    return reports.set_column(names.index("is_current"), "is_current", pa.array(is_current, pa.bool_())).set_column(
        names.index("choice"), "choice", pa.array(choice, pa.string()))


def merit(row: dict, first_seen: dict[str, datetime], replaced: frozenset[str]) -> tuple:
    """What is compared, the weightiest first; one entry for each of the reasons."""
    key = row["sha256"]
    return (key not in replaced, row["status"] == "complete", row["n_read"] or 0, row["published_on"] or date.min,
            first_seen.get(key, datetime.min), key)


def _first_difference(better: tuple, other: tuple) -> str:
    return next(reason for reason, a, b in zip(_REASONS, better, other) if a != b)
