"""pandas and polars: the narrow columns held in memory as frames; the wide figures read from their Parquet files.

In:   the narrow rows, the paths of the figures, the choices.
Out:  with_pandas(), with_polars(): task -> function, as in ours.py.
"""

from collections.abc import Callable

import pandas as pd
import pyarrow as pa

from tests.bench.national.tasks import ITEM, Asked, identities, n_figures


def with_pandas(narrow: pa.Table, files: list[str], asked: Asked) -> dict[str, Callable[[], int]]:
    held = narrow.to_pandas()

    def summed(rows: pd.DataFrame, *by) -> int:
        return len(rows.groupby(list(by), sort=True)[ITEM].agg(["sum", "count", "size"]))

    def places(digits: int, below: str) -> int:
        rows = held[(held["year"] == asked.year) & ~held["district_id"].str.endswith(below)]
        return summed(rows, rows["district_id"].str.slice(0, digits))

    def carry_over() -> int:
        keys, last = ["agency_id", "year"], "requests__carried_out__total"
        before = held[[*keys, last]].assign(year=held["year"] + 1)
        both = held[[*keys, "requests__carried_in__total"]].merge(before, on=keys).dropna()
        return int((both["requests__carried_in__total"] != both[last]).sum())

    def checked() -> int:
        names = sorted({n.lstrip("-") for sides in identities() for side in sides for n in side})
        found = 0
        for path in files:
            rows = pd.read_parquet(path, columns=names).astype(float)
            for left, right in identities():
                gap = sum(rows[n.lstrip("-")] * (-1 if n[0] == "-" else 1) for n in left) - \
                    sum(rows[n.lstrip("-")] * (-1 if n[0] == "-" else 1) for n in right)
                found += int((gap.notna() & (gap != 0)).sum())
        return found

    return {"trend": lambda: summed(held, "year"), "cities": lambda: places(4, "0000"),
            "counties": lambda: places(6, "00"),
            "profile": lambda: sum(n_figures(pa.Table.from_pandas(
                pd.read_parquet(f, filters=[("agency_id", "=", asked.agency)]).drop(columns="marks"))) for f in files),
            "fifty": lambda: summed(held[held["agency_id"].isin(asked.fifty)], "agency_id", "year"),
            "carry_over": carry_over, "identities": checked}


def with_polars(narrow: pa.Table, files: list[str], asked: Asked) -> dict[str, Callable[[], int]]:
    import polars as pl

    held = pl.from_arrow(narrow)
    sums = (pl.col(ITEM).sum(), pl.col(ITEM).count().alias("n_used"), pl.len().alias("n_reports"))

    def places(digits: int, below: str) -> int:
        rows = held.lazy().filter((pl.col("year") == asked.year) & ~pl.col("district_id").str.ends_with(below))
        return rows.group_by(pl.col("district_id").str.slice(0, digits)).agg(*sums).sort("district_id").collect().height

    def carry_over() -> int:
        before = held.lazy().select("agency_id", pl.col("year") + 1, last=pl.col("requests__carried_out__total"))
        both = held.lazy().join(before, on=["agency_id", "year"])
        wrong = pl.col("requests__carried_in__total") != pl.col("last")
        return both.filter(wrong).select("agency_id", "year").collect().height

    def side(names: list[str]):
        return sum(((-1 if n[0] == "-" else 1) * pl.col(n.lstrip("-")).cast(pl.Float64) for n in names), pl.lit(0.0))

    def checked() -> int:
        told = [(side(left) != side(right)).sum().alias(f"b{i}") for i, (left, right) in enumerate(identities())]
        return int(sum(pl.scan_parquet(files).select(told).collect().row(0)))

    return {"trend": lambda: held.lazy().group_by("year").agg(*sums).sort("year").collect().height,
            "cities": lambda: places(4, "0000"), "counties": lambda: places(6, "00"),
            "profile": lambda: n_figures(pl.scan_parquet(files).filter(
                pl.col("agency_id") == asked.agency).drop("marks").collect().to_arrow()),
            "fifty": lambda: held.lazy().filter(pl.col("agency_id").is_in(asked.fifty))
            .group_by("agency_id", "year").agg(*sums).collect().height,
            "carry_over": carry_over, "identities": checked}
