"""SQLite and chdb: SQLite holds the narrow columns with an index for each question, chdb reads the same Parquet files.

In:   the narrow rows (chdb: as a Parquet file), the paths of the figures, the choices.
Out:  with_sqlite(), with_chdb(): task -> function, as in ours.py. The 300 wide columns are poured into SQLite for at
      most `limit` seconds; where that is not enough, it is not asked about them, and wide() says how far it came.
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


def wide(files: list[str], folder: Path, asked: Asked, limit: float) -> tuple[dict[str, Callable[[], int]], str]:
    """SQLite with every figure of every report, indexed by agency; what became of it."""
    db, until, n_rows = sqlite3.connect(folder / "wide.sqlite"), time.monotonic() + limit, 0
    names = ["agency_id", *(a.name for a in addresses())]
    db.execute(f"CREATE TABLE figures ({', '.join(names)})")
    for path in reversed(files):
        for batch in pq.ParquetFile(path).iter_batches(4_096, columns=names):
            if time.monotonic() > until:
                db.close()
                return {}, f"SQLite 灌入宽列 {limit:,.0f} 秒只到 {n_rows:,} 份报告，未问用到宽列的两问。"
            lists = [c.cast(pa.float64()) if pa.types.is_decimal(c.type) else c for c in batch.columns]
            db.executemany(f"INSERT INTO figures VALUES ({', '.join('?' * len(names))})",
                           zip(*(c.to_pylist() for c in lists)))
            n_rows += len(batch)
    db.execute("CREATE INDEX by_agency ON figures (agency_id)")
    db.commit()

    def profile() -> int:
        rows = db.execute("SELECT * FROM figures WHERE agency_id = ?", (asked.agency,)).fetchall()
        return sum(value is not None for row in rows for value in row[1:])
    return {"profile": profile, "identities": lambda: db.execute(f"SELECT {broken()} FROM figures").fetchone()[0]}, \
        f"SQLite 存有全部宽列（{n_rows:,} 份报告）。"


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
