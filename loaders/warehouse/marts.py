"""The marts: narrow figures, sums and counts, so that no page reads the wide figures.

In:   rows of figures, reports, findings, agencies and checks; the .sql files beside this one, and profiles.py.
Out:  each mart as a pyarrow table.
Promise: current reports only; they hold figures and sums, never rates; a sum over no number is NULL.
"""

from pathlib import Path

import duckdb
import pyarrow as pa

from loaders.warehouse import code_tables
from loaders.warehouse.profiles import profiles

# What a row of a mart is made of says when it must be made anew.
OF_FIGURES = ("mart_agencies",)  # one report's figures
OF_HISTORIES = ("mart_profiles",)  # the same, under the report's id alone: a sha256 a row would double its size
OF_FINDINGS = ("mart_findings",)  # one report's findings and counts
OF_DISTRICTS = ("mart_districts",)  # the figures of all reports of a district and year
OF_YEARS = ("mart_coverage",)  # all reports of a year, and the register


def mart(name: str, **tables: pa.Table) -> pa.Table:
    """One mart of the rows given. `tables`: figures, reports, findings, agencies, checks, years, as its .sql file names
    them. For a mart of districts the figures must be those of whole districts and years, for one of years the reports.
    """
    if name == "mart_profiles":
        return profiles(tables["figures"], tables["reports"])
    with duckdb.connect(":memory:") as db:
        for table, rows in ({"items": code_tables.items()} | tables).items():
            db.register(table, rows)
        return db.sql(Path(__file__).with_name(f"{name}.sql").read_text("utf-8")).to_arrow_table()
