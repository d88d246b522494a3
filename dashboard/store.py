"""Open one snapshot in an in-memory DuckDB, locked down, and answer the questions of dashboard/sql.

In:   a snapshot folder (Parquet files and manifest.json), or nothing: EmptyStore has the same tables without rows.
Out:  Store.ask(name, **params) -> DataFrame.
Promise: nothing is ever written, and no file outside the snapshot can be reached. Tables of up to HELD cells live in
memory; larger ones, and the wide and nested ones always, stay in their Parquet files, of which DuckDB reads the columns
and the row groups that a question needs: a snapshot of the whole country opens as fast as one of a county.
A cursor of its own for every call, so that threads may ask at once.

Values reach SQL as `$name` parameters. Column names cannot be parameters: a question may hold `{name}` places, filled
from `columns=` with names that this store knows (every column of its tables, the form's items and columns, its own
tables). Several names become their sum, `-name` is subtracted, and a sum is NULL as soon as one part is NULL; of
a Largest they become the largest.
Anything else raises ValueError before DuckDB sees it.

`COPY … TO` inside the snapshot folder would still be possible to SQL of ours; no SQL comes from outside this package.
"""

import json
import re
from collections import OrderedDict
from functools import cache
from pathlib import Path
from threading import Lock

import duckdb
import pandas as pd
import pyarrow as pa

from dashboard.columns import Columns
from dashboard.labels import say, spoken
from dashboard.measures import Largest

SCHEMA = (2, 0)  # what the questions of dashboard/sql need; a test holds it to the data contract
SQL = Path(__file__).parent / "sql"
KEPT = 32  # questions of sql/wide, the latest
HELD = 10_000_000  # cells: the 250 million of the whole country's marts would take 3 GB and 20 seconds at every start
SMALL = ("documents", "reports", "findings", "agencies", "divisions", "items", "form_cells", "checks",
         "mart_agencies", "mart_coverage", "mart_findings")
ON_DISK = ("mart_districts", "mart_profiles", "figures", "evidence", "sections", "statements", "similarities")
WIDE = 20_000  # reports: what an area with more has is added up once and kept (sql/wide), about 3 MB a question
LOADED = ("lineage", "agency_years", "report_counts", "wide", "figure_years", "finding_figures", "finding_reports",
          "agency_readings", "pairs")
_PROFILES = "mart_profiles"
_PLACE = re.compile(r"\{([a-z_]+)\}")
_NAME = re.compile(r"-?[a-z][a-z0-9_]*")


class Unusable(Exception):
    """The warehouse cannot be shown; the message is Chinese and says what to do."""


@cache
def question(name: str) -> str:
    """The text of dashboard/sql/<name>.sql. Raises ValueError for a name that is no plain path inside that folder."""
    if not re.fullmatch(r"[a-z0-9_]+(/[a-z0-9_]+)?", name):
        raise ValueError(f"no question is called {name!r}")
    return (SQL / f"{name}.sql").read_text("utf-8")


class Store:
    """One snapshot, open. `snapshot` is its id, `manifest` its manifest.json."""

    is_empty = False

    def __init__(self, folder: Path, memory: str = "1GB", held: int = HELD, wide: int = WIDE):
        self.folder = Path(folder).resolve()
        self.snapshot = self.folder.name
        self.manifest = _manifest(self.folder)
        self._open(memory)
        self._least, self._held = wide, set()
        files = self.manifest["files"]
        for name in (*SMALL, *ON_DISK):
            try:
                paths = self._paths(files, name)
                rows = self._con.read_parquet(paths)
                n_rows = sum(files[Path(path).name].get("rows", 0) for path in paths)
                if name in SMALL and n_rows * len(rows.columns) <= held:
                    rows.create(name)
                    self._held.add(name)
                else:
                    rows.create_view(name)
            except duckdb.Error as error:  # a file gone or torn since the manifest was written
                raise Unusable(say("store.no_table", snapshot=self.snapshot, table=name)) from error
        self._profiles = self._paths(files, _PROFILES)
        self._finish([str(self.folder)])

    @property
    def is_demo(self) -> bool:
        return bool(self.manifest.get("is_demo"))

    @property
    def corrected(self) -> tuple[str, ...]:
        """sha256 of the documents in which a person has corrected a figure; few, whatever the size of the snapshot."""
        return tuple(self.manifest.get("corrected", {}))

    def _paths(self, files: dict, name: str) -> list[str]:
        """The files of one table by the manifest's own list; a name that leaves the folder is not one of them."""
        found = [str(self.folder / f) for f in sorted(files) if re.fullmatch(rf"{name}(_\d+)?(-\d+)?\.parquet", f)]
        if not found:
            raise Unusable(say("store.no_table", snapshot=self.snapshot, table=name))
        return found

    def _open(self, memory: str) -> None:
        self._con = duckdb.connect(":memory:", config={
            "threads": 2, "memory_limit": memory, "autoinstall_known_extensions": False,
            "autoload_known_extensions": False, "allow_community_extensions": False})
        # The files of a snapshot never change. GLOBAL: else a cursor reads every footer again, 20 ms a question.
        self._con.execute("SET GLOBAL parquet_metadata_cache = true")

    def _finish(self, folders: list[str]) -> None:
        """Build what every question stands on, then close every door; the order of the settings matters."""
        for name in LOADED:
            self._con.execute(question(f"load/{name}"), {"least": self._least} if name == "wide" else {})
        self._wide, self._parts = (frozenset(v for (v,) in self._con.execute(question(f"load/{name}")).fetchall())
                                   for name in ("wide_areas", "wide_parts"))
        self._kept: OrderedDict[str, pa.Table] = OrderedDict()
        self._lock, self._making, self._columns, self._ranges = Lock(), Lock(), None, None
        self._names = {str(v) for (v,) in self._con.execute(question("load/names")).fetchall()}
        self._con.execute("SET allowed_directories = $folders", {"folders": folders})
        self._con.execute("SET enable_external_access = false")
        self._con.execute("SET python_enable_replacements = false")
        self._con.execute("SET lock_configuration = true")

    def has(self, column: str) -> bool:
        """Whether agency_years has this column; what it lacks, figure_years reads from the wide figures."""
        return f"agency_years.{column}" in self._names

    def is_wide(self, district: str) -> bool:
        """Whether an area has so many reports that its sums are kept."""
        return district in self._wide

    def are_parts(self, districts: tuple[str, ...]) -> bool:
        """Whether each of them is a child of a wide area, so that its sums are kept."""
        return self._parts.issuperset(districts)

    def kept(self, name: str, columns: dict[str, str | tuple[str, ...]] | None = None) -> dict[str, pa.Table]:
        """The rows of a question of sql/wide, worked out once for these columns: `tables` of the one about them."""
        text = self.text(name, columns)
        with self._lock:
            rows = self._kept.pop(text, None)
        if rows is None:
            with self._con.cursor() as cursor:
                rows = cursor.sql(text).to_arrow_table().combine_chunks()
            for i, column in enumerate(rows.schema):
                if column.type == pa.string():  # a few words, many times over
                    rows = rows.set_column(i, column.name, rows[i].dictionary_encode())
        with self._lock:
            self._kept[text] = rows
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return {"kept": rows}

    @property
    def columns(self) -> Columns | None:
        """agency_years by agency, read when they are first asked for; None where they are in memory as they are."""
        if "mart_agencies" in self._held:
            return None
        with self._making:
            if self._columns is None:
                self._columns = Columns(self._column)
        return self._columns

    def _column(self, name: str, column: str | None) -> pa.Table:
        with self._con.cursor() as cursor:
            return cursor.sql(self.text(name, {"column": column})).to_arrow_table().combine_chunks()

    def ask(self, name: str, /, columns: dict[str, str | tuple[str, ...]] | None = None,
            tables: dict[str, pd.DataFrame | pa.Table] | None = None, **params) -> pd.DataFrame:
        """Run one question. `columns` fills its `{places}`; every `$name` it does not use is left out. `tables` are
        frames it may join by these names, seen by this question alone. The loaders' own words are answered in the
        language of the reader.

        Raises ValueError for a column name this store does not know, duckdb.Error for a wrong parameter.
        """
        text = self.text(name, columns)
        if "agency" in params and _PROFILES in text and (held := self._profiles_of(params["agency"])):
            text, params = text.replace(_PROFILES, "read_parquet($profiles)"), params | {"profiles": held}
        used = {k: v for k, v in params.items() if re.search(rf"\${k}\b", text)}
        with self._con.cursor() as cursor:
            for table, frame in (tables or {}).items():
                cursor.register(table, frame)
            return spoken.frame(name, cursor.execute(text, used).df())

    def _profiles_of(self, agency: str) -> list[str]:
        """Of several files by agency those that may hold this one: to open sixteen takes as long as to read one."""
        if len(self._profiles) < 2:
            return []
        with self._making:
            if self._ranges is None:
                with self._con.cursor() as cursor:
                    self._ranges = cursor.execute(question("load/profile_ranges"), {"files": self._profiles}).fetchall()
        return [path for path, first, last in self._ranges if first <= agency <= last]

    def text(self, name: str, columns: dict[str, str | tuple[str, ...]] | None = None) -> str:
        """The SQL of a question with its `{places}` filled. Raises ValueError for a column name this store lacks."""
        return _PLACE.sub(lambda m: self._expression((columns or {})[m[1]]), question(name))

    def _expression(self, names: str | tuple[str, ...]) -> str:
        """Allow-listed names as one identifier, or as a sum (of Largest the largest) that is NULL when a part is."""
        parts = (names,) if isinstance(names, str) else tuple(names)
        for part in parts:
            if not _NAME.fullmatch(part) or part.lstrip("-") not in self._names:
                raise ValueError(f"{part!r} is no column of this snapshot")
        if isinstance(names, Largest):
            return f"(greatest({', '.join(parts)}) + 0 * ({' + '.join(parts)}))"  # greatest alone passes over NULL
        signed = "".join(f" - {p[1:]}" if p.startswith("-") else f" + {p}" for p in parts)
        return parts[0] if len(parts) == 1 and parts[0][0] != "-" else f"({signed.removeprefix(' + ')})"

    def close(self) -> None:
        self._con.close()


class EmptyStore(Store):
    """No snapshot yet: every table of the contract, no rows, so that every page runs the same questions.

    The tables come from sql/load/empty.sql, a text that a test holds equal to the data contract: the dashboard may not
    import the loaders, and a text can be reviewed where an empty Parquet file cannot.
    """

    is_empty = True

    def __init__(self):
        self.folder, self.snapshot, self.manifest, self._least = None, "", {}, WIDE
        self._held, self._profiles = set(SMALL), []
        self._open("256MB")
        self._con.execute(question("load/empty"))
        self._finish([])


def _manifest(folder: Path) -> dict:
    """The manifest. Raises Unusable when it is missing, torn, of another major schema version or an older minor one."""
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text("utf-8"))
        version, _ = str(manifest["schema_version"]), manifest["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(say("store.no_manifest", snapshot=folder.name)) from error
    major, minor = (int(part) if part.isdigit() else -1 for part in (version.split(".") + ["0"])[:2])
    if major != SCHEMA[0]:
        raise Unusable(say("store.other_version", snapshot=folder.name, seen=version, expected=f"{SCHEMA[0]}.x"))
    if minor < SCHEMA[1]:
        raise Unusable(say("store.older_version", snapshot=folder.name, seen=version,
                           expected=f"{SCHEMA[0]}.{SCHEMA[1]}"))
    return manifest
