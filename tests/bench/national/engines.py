"""SQLite and chdb: SQLite holds the narrow columns with an index for each question, chdb reads the same Parquet files.

In:   the narrow rows (chdb: as a Parquet file), the paths of the figures, the choices.
Out:  with_sqlite(), with_chdb(): task -> function, as in ours.py. SQLite is asked nothing of the 300 wide columns: its
      load alone takes minutes, and its scan over ten seconds.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from tests.bench.national.tasks import ITEM, NARROW, Asked, broken

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


def with_chdb(narrow: Path, files: str, asked: Asked) -> dict[str, Callable[[], int]]:
    from chdb.session import Session

    session = Session()

    def run(text: str) -> Callable[[], int]:
        return lambda: pa.ipc.open_file(pa.BufferReader(session.query(text, "Arrow").bytes())).read_all().num_rows

    def checked() -> int:
        return int(str(session.query(f"SELECT {broken()} FROM file('{files}', Parquet)", "CSV")).strip().strip('"'))

    texts = _texts(asked, f"file('{narrow}', Parquet)", "substring")
    texts["profile"] = f"SELECT * EXCEPT (marks) FROM file('{files}', Parquet) WHERE agency_id = '{asked.agency}'"
    return {task: run(text) for task, text in texts.items()} | {"identities": checked}
