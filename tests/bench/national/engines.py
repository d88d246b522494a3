"""SQLite and chdb: SQLite holds the narrow columns with an index for each question, chdb reads the same Parquet files.

In:   the narrow rows (chdb: as a Parquet file), the paths of the figures, the choices.
Out:  with_sqlite(), wide(), with_chdb(): task -> function, as in ours.py. The 300 wide columns lie in a file of their
      own, which takes minutes to pour: it is kept beside the country it holds.
"""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from loaders.form import addresses
from tests.bench.national.tasks import ITEM, NARROW, Asked, broken, n_figures

_SUMS = f"sum({ITEM}), count({ITEM}), count(*)"


def _texts(asked: Asked, table: str, part: str) -> dict[str, str]:
    fifty = ", ".join(f"'{a}'" for a in asked.fifty)
    return {
        "trend": f"SELECT year, {_SUMS} FROM {table} GROUP BY year ORDER BY year",
        "cities": f"SELECT {part}(district_id, 1, 4) AS d, {_SUMS} FROM {table} WHERE year = {asked.year}"
                  " AND district_id NOT LIKE '%0000' GROUP BY d ORDER BY d",
        "counties": f"SELECT district_id AS d, {_SUMS} FROM {table} WHERE year = {asked.year}"
                    " AND district_id NOT LIKE '%00' GROUP BY d ORDER BY d",
        "fifty": f"SELECT agency_id, year, {_SUMS} FROM {table} WHERE agency_id IN ({fifty}) GROUP BY agency_id, year",
        "carry_over": f"SELECT a.agency_id, a.year FROM {table} a JOIN {table} b ON b.agency_id = a.agency_id"
                      " AND b.year = a.year - 1 WHERE a.requests__carried_in__total <> b.requests__carried_out__total"}


def with_sqlite(narrow: pa.Table, folder: Path, asked: Asked) -> dict[str, Callable[[], int]]:
    db = sqlite3.connect(folder / "narrow.sqlite")
    db.execute("DROP TABLE IF EXISTS narrow")
    db.execute(f"CREATE TABLE narrow ({', '.join(NARROW)})")
    for rows in narrow.to_batches(max_chunksize=100_000):
        db.executemany(f"INSERT INTO narrow VALUES ({', '.join('?' * len(NARROW))})", zip(*rows.to_pydict().values()))
    db.execute("CREATE INDEX by_agency ON narrow (agency_id, year)")
    db.execute("CREATE INDEX by_place ON narrow (year, district_id)")
    db.execute("ANALYZE")
    db.commit()
    return {task: lambda text=text: len(db.execute(text).fetchall())
            for task, text in _texts(asked, "narrow", "substr").items()}


def wide(files: list[str], path: Path, asked: Asked) -> tuple[dict[str, Callable[[], int]], str]:
    """SQLite with every figure of every report, indexed by agency: made once, kept in `path`; what it took."""
    if not path.is_file():
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        _pour(files, unfinished)
        unfinished.rename(path)
    db = sqlite3.connect(path)
    n_rows, seconds = db.execute("SELECT n_rows, seconds FROM made").fetchone()

    def profile() -> int:
        rows = db.execute("SELECT * FROM figures WHERE agency_id = ?", (asked.agency,)).fetchall()
        return sum(value is not None for row in rows for value in row[1:])
    return {"profile": profile, "identities": lambda: db.execute(f"SELECT {broken()} FROM figures").fetchone()[0]}, (
        f"SQLite 的宽表（{n_rows:,} 份报告，{path.stat().st_size / 2**20:,.0f} MB）预先灌好，用了 {seconds:,.0f} 秒，"
        "不计入任何一问。")


def _pour(files: list[str], path: Path) -> None:
    db, began, n_rows = sqlite3.connect(path, isolation_level=None), time.monotonic(), 0
    names = ["agency_id", *(a.name for a in addresses())]
    for setting in ("journal_mode = OFF", "synchronous = OFF"):
        db.execute(f"PRAGMA {setting}")
    db.execute(f"CREATE TABLE figures ({', '.join(names)})")
    db.execute("BEGIN")
    for name in files:
        for batch in pq.ParquetFile(name).iter_batches(4_096, columns=names):
            lists = [c.cast(pa.float64()) if pa.types.is_decimal(c.type) else c for c in batch.columns]
            db.executemany(f"INSERT INTO figures VALUES ({', '.join('?' * len(names))})",
                           zip(*(c.to_pylist() for c in lists)))
            n_rows += len(batch)
    db.execute("CREATE INDEX by_agency ON figures (agency_id)")
    db.execute("CREATE TABLE made (n_rows, seconds)")
    db.execute("INSERT INTO made VALUES (?, ?)", (n_rows, time.monotonic() - began))
    db.execute("COMMIT")
    db.close()


def with_chdb(narrow: Path, files: str, asked: Asked) -> dict[str, Callable[[], int]]:
    from chdb.session import Session

    session = Session()

    def run(text: str) -> Callable[[], int]:
        return lambda: pa.ipc.open_file(pa.BufferReader(session.query(text, "Arrow").bytes())).read_all().num_rows

    def profile() -> int:
        text = f"SELECT * EXCEPT (marks) FROM file('{files}', Parquet) WHERE agency_id = '{asked.agency}'"
        return n_figures(pa.ipc.open_file(pa.BufferReader(session.query(text, "Arrow").bytes())).read_all())

    def checked() -> int:
        return int(str(session.query(f"SELECT {broken()} FROM file('{files}', Parquet)", "CSV")).strip().strip('"'))

    texts = _texts(asked, f"file('{narrow}', Parquet)", "substring")
    return {task: run(text) for task, text in texts.items()} | {"identities": checked, "profile": profile}
