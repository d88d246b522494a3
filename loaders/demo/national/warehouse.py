"""The invented country as a data root: a warehouse written straight as Parquet, without documents.

In:   a folder, a number of agencies, years, a seed.
Out:  write_country().
Promise: the schema, the code tables, the checks and the marts are those of a built warehouse, made by the same code, so
that a build can go on from it; what would need documents (evidence, sections, statements, similarities) is there
without rows. The folder appears whole or not at all; the same arguments give the same figures.
"""

import csv
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from loaders import checks
from loaders.demo.names import words
from loaders.demo.national.census import Census, census
from loaders.demo.national.figures import Country
from loaders.demo.national.filed import filed
from loaders.demo.province import SEED
from loaders.errors import StoreUnusable
from loaders.form import editions
from loaders.tables import SCHEMA_VERSION, TABLES
from loaders.warehouse import code_tables
from loaders.warehouse.derive import Deriving
from loaders.warehouse.parts import Parts
from loaders.warehouse.snapshots import MANIFEST, point_to

ID = "national"  # of the snapshot: one a root, no time of day, so that two runs give the same bytes
Progress = Callable[[int, int], None]


def write_country(out: Path, n_agencies: int, years: range, progress: Progress | None = None, seed: int = SEED,
                  inputs: Callable[[Path], str] = lambda reference: "") -> None:
    """Write the country into `out`, a new or a demonstration folder. progress(done, of all): years, then what is
    derived. `inputs`: gives a build's fingerprint of programs and reference files, so that the next one knows what
    stands.

    Raises StoreUnusable when `out` holds anything else, ValueError when the country has not that many agencies.
    """
    out = Path(out)
    if out.exists() and any(out.iterdir()) and not (out / "DEMO").is_file():
        raise StoreUnusable(f"{out} 里已有不是演示资料的文件，没有写入。请换一个文件夹，或先清空它。")
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part-{os.getpid()}")
    try:
        folder = part / "warehouse" / ID
        folder.mkdir(parents=True)
        who = census(n_agencies, seed)
        _register(part / "reference", who)
        parts = Parts(folder)
        _file_all(parts, who, years, seed, part / "spoilt.parquet", progress or (lambda done, total: None))
        _describe(folder, parts, years, inputs(part / "reference"))
        point_to(part / "warehouse", ID)
        (part / "DEMO").write_text(words("layouts")["demo"]["mark"], "utf-8")
        if out.exists():
            shutil.rmtree(out)
        os.rename(part, out)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _file_all(parts: Parts, who: Census, years: range, seed: int, spoilt_path: Path, progress: Progress) -> None:
    """Every year's reports, then what follows from them; one year at a time is held."""
    country, spoilt = Country(who.mood, who.makes_rules, np.random.default_rng([seed, 2])), []
    for done, year in enumerate(years, 1):
        edition_id = [e.id for e in editions() if e.first_year <= year][-1]
        one = filed(who, year, edition_id, country.year(edition_id), np.random.default_rng([seed, 3, year]))
        parts.edit("figures", one.figures, year=year)
        parts.edit("reports", one.reports)
        parts.edit("documents", one.documents)
        spoilt.append(one.spoilt)
        progress(done, 2 * len(years))
    pa.parquet.write_table(pa.concat_tables(spoilt), spoilt_path, compression="zstd")
    del country, one, spoilt
    for name, rows in (("agencies", who.agencies), ("divisions", who.divisions), ("items", code_tables.items()),
                       ("form_cells", code_tables.form_cells()), ("checks", checks.catalogue())):
        parts.edit(name, rows)
    told = len(years)

    def step(done: int, total: int) -> None:
        """As many steps as years, however many there are, so that the whole is known from the first."""
        nonlocal told
        while told < len(years) + done * len(years) // total:
            told += 1
            progress(told, 2 * len(years))

    Deriving(parts, who.agencies, who.divisions).everything(step)


def _describe(folder: Path, parts: Parts, years: range, inputs: str) -> None:
    told = {"schema_version": SCHEMA_VERSION, "snapshot": ID, "created": f"{years[-1] + 1}-07-01T00:00:00Z",
            "extractor": "demo", "inputs": inputs, "is_demo": True, "corrected": {}, "placed": {}, "replaced": [],
            "compared": "", "counts": {name: parts.n_rows(name) for name in TABLES}, "years": list(years),
            "written": parts.n_bytes_written, "files": parts.link()}
    (folder / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def _register(reference: Path, who: Census) -> None:
    """divisions.csv and agencies.csv as `disclosure build` reads them."""
    reference.mkdir()
    for name in ("divisions", "agencies"):
        rows = getattr(who, name).to_pylist()
        with (reference / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            names = [n for n in rows[0] if n != "is_registered"]
            writer = csv.DictWriter(file, names, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows({n: ";".join(v) if isinstance(v, list) else "" if v is None else v
                              for n, v in row.items() if n in names} for row in rows)
