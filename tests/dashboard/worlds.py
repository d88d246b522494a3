"""Data roots for the dashboard's tests: the demonstration, one report, nothing.

In:   a folder; a province of the demo.
Out:  the folder, holding reference/ and a published warehouse/ (none for the empty one).
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from loaders.demo.province import Province, province
from loaders.register import Register
from loaders.register.rows import AGENCY_COLUMNS, DIVISION_COLUMNS
from loaders.report import Report
from loaders.warehouse import publish


def write_reference(root: Path, world: Province) -> Register:
    """The province's divisions.csv and agencies.csv, read back as the register."""
    folder = root / "reference"
    folder.mkdir(parents=True)
    for name, columns, rows in (("divisions", DIVISION_COLUMNS, [d.row() for d in world.divisions]),
                                ("agencies", AGENCY_COLUMNS, [a.row(world.years) for a in world.agencies])):
        lines = [",".join(columns), *(",".join(str(row[c]) for c in columns) for row in rows)]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return Register.load(folder)


def full(root: Path, n_agencies: int = 60, years: range = range(2019, 2026),
         keep: Callable[[Report], bool] = lambda report: True) -> Path:
    """A published demonstration: every report of the province that `keep` lets through."""
    world = province(n_agencies, years)
    register = write_reference(root, world)
    (root / "DEMO").write_text("", "utf-8")
    publish(root, filter(keep, world.reports()), register)
    return root


def single(root: Path) -> Path:
    """A user's first report: one document, no register of agencies, no demonstration mark."""
    world = province(4, range(2023, 2024))
    root.mkdir(parents=True, exist_ok=True)
    publish(root, [next(world.reports())], Register())
    return root


def empty(root: Path) -> Path:
    """A data root before the first build."""
    (root / "reports").mkdir(parents=True)
    return root


def serve_from(root: Path) -> dict[str, str]:
    """The environment of a process that shows this root."""
    return {**os.environ, "DISCLOSURE_DATA": str(root)}


if __name__ == "__main__":
    full(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
