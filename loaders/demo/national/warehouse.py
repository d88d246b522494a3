"""The invented country as a data root: a warehouse written straight as Parquet, without documents.

In:   a folder, a number of agencies, years, a seed.
Out:  write_country().
Promise: the schema, the code tables, the checks and the marts are those of a built warehouse; what would need documents
(evidence, sections, statements, similarities) is there without rows. The folder appears whole or not at all; the same
arguments give the same figures.
"""

import csv
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
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
from loaders.warehouse.files import file_name, to_schema, write
from loaders.warehouse.marts import marts
from loaders.warehouse.snapshots import MANIFEST, point_to

ID = "national"  # of the snapshot: one a root, no time of day, so that two runs give the same bytes
_AT_ONCE = 40_000  # agencies whose reports of all years are checked together: about 1 GB


def write_country(out: Path, n_agencies: int, years: range, progress: Callable[[int, int], None] | None = None,
                  seed: int = SEED) -> None:
    """Write the country into `out`, a new or a demonstration folder. progress(done, of all): years, then checks.

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
        _Writing(folder, census(n_agencies, seed), years, progress or (lambda done, total: None)).run(seed)
        _register(part / "reference", folder)
        point_to(part / "warehouse", ID)
        (part / "DEMO").write_text(words("layouts")["demo"]["mark"], "utf-8")
        if out.exists():
            shutil.rmtree(out)
        os.rename(part, out)
    finally:
        shutil.rmtree(part, ignore_errors=True)


class _Writing:
    def __init__(self, folder: Path, who: Census, years: range, progress: Callable[[int, int], None]):
        self.folder, self.who, self.years, self.progress = folder, who, years, progress
        self.files: dict[str, dict] = {}
        ids = who.agencies["agency_id"].to_pylist()
        codes = [i[:2] for i in ids]
        self.groups, first = [], 0  # whole provinces, so that members and their sum are checked together
        for i in range(1, len(codes) + 1):
            if i == len(codes) or (codes[i] != codes[i - 1] and i - first >= _AT_ONCE):
                self.groups.append((codes[first], codes[i - 1]))
                first = i
        self.steps, self.done = len(years) + len(self.groups) + 1, 0

    def step(self) -> None:
        self.done += 1
        self.progress(self.done, self.steps)

    def put(self, name: str, rows: pa.Table, year: int | None = None) -> None:
        file = file_name(TABLES[name], year)
        self.files[file] = write(rows, TABLES[name], self.folder / file)

    def run(self, seed: int) -> None:
        country = Country(self.who.mood, self.who.makes_rules, np.random.default_rng([seed, 2]))
        tables: dict[str, list[pa.Table]] = {"reports": [], "documents": [], "spoilt": []}
        for year in self.years:
            edition_id = [e.id for e in editions() if e.first_year <= year][-1]
            one = filed(self.who, year, edition_id, country.year(edition_id), np.random.default_rng([seed, 3, year]))
            self.put("figures", one.figures, year)
            for name in ("evidence", "sections", "statements"):
                self.put(name, TABLES[name].schema.empty_table(), year)
            for name, rows in tables.items():
                new = getattr(one, name)
                rows.append(new if name == "spoilt" else to_schema(new, TABLES[name]))
            self.step()
        reports, documents, spoilt = (pa.concat_tables(rows) for rows in tables.values())
        pa.parquet.write_table(spoilt, self.folder.parent.parent / "spoilt.parquet", compression="zstd")
        self._rest(reports, documents)

    def _rest(self, reports: pa.Table, documents: pa.Table) -> None:
        found = [self._checked(first, last, reports) for first, last in self.groups]
        findings, counts = (pa.concat_tables([getattr(one, name) for one in found]) for name in ("findings", "counts"))
        place = pc.index_in(reports["sha256"], value_set=counts["sha256"].combine_chunks())
        for name in ("n_identities", "n_untested"):
            at = reports.column_names.index(name)
            reports = reports.set_column(at, name, counts[name].take(place))
        self.put("reports", reports)
        self.put("documents", documents)
        self.put("findings", findings)
        self.put("agencies", self.who.agencies)
        self.put("divisions", self.who.divisions)
        for name, rows in (("items", code_tables.items()), ("form_cells", code_tables.form_cells()),
                           ("checks", checks.catalogue()),
                           ("similarities", TABLES["similarities"].schema.empty_table())):
            self.put(name, rows)
        n_rows = {"documents": len(documents), "reports": len(reports), "findings": len(findings)}
        del documents, findings
        files = sorted(self.folder.glob("figures_*.parquet"))
        for name, rows in marts(files, reports=reports, agencies=self.who.agencies, counts=counts):
            self.put(name, rows)
            del rows  # before the next one is made
        self.step()
        self._describe(n_rows)

    def _checked(self, first: str, last: str, reports: pa.Table) -> checks.Checked:
        """The checks over all years of the provinces from `first` to `last`."""
        is_inside = (pc.field("district_id") >= first) & (pc.field("district_id") <= f"{last}9999")
        figures = ds.dataset(sorted(self.folder.glob("figures_*.parquet")), schema=TABLES["figures"].schema)
        found = checks.run(figures.to_table(filter=is_inside), reports.filter(is_inside),
                           self.who.agencies.filter(is_inside), divisions=self.who.divisions)
        self.step()
        return found

    def _describe(self, n_rows: dict[str, int]) -> None:
        told = {"schema_version": SCHEMA_VERSION, "snapshot": ID, "created": f"{self.years[-1] + 1}-07-01T00:00:00Z",
                "extractor": "demo", "inputs": "", "is_demo": True, "counts": n_rows, "years": list(self.years),
                "corrected": {}, "placed": {}, "leads": {}, "compared": "", "files": self.files}
        (self.folder / MANIFEST).write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def _register(reference: Path, folder: Path) -> None:
    """divisions.csv and agencies.csv as `disclosure build` reads them."""
    reference.mkdir()
    for name in ("divisions", "agencies"):
        rows = pa.parquet.read_table(folder / f"{name}.parquet").to_pylist()
        with (reference / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            names = [n for n in rows[0] if n != "is_registered"]
            writer = csv.DictWriter(file, names, lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows({n: ";".join(v) if isinstance(v, list) else "" if v is None else v
                              for n, v in row.items() if n in names} for row in rows)
