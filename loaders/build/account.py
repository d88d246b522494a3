"""Which documents a build has to look at: of two million the few that can be told otherwise now.

In:   the snapshot in use; the documents met; what people decided; touched.sql.
Out:  Account: the rows and the sightings of those documents, for a Ledger; counts of all others.
Promise: the Ledger of an Account says of its documents what one of all documents would say, and of no other would that
one say anything new (a test holds the two together). What stands is never turned into Python.
"""

from collections import Counter
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from loaders.build.sources import Met, Sources
from loaders.readers import convert
from loaders.tables import TABLES
from loaders.warehouse import Stored
from loaders.withdrawals import REASON_ID

_SQL = Path(__file__).with_name("sql")


class Account:
    """`decided`: sha256 of documents that people said something new of.

    touched: sha256 of the documents that may be told otherwise; before: their rows, and all others of their names; met:
    their sightings, and those without bytes. must_read: no row of the snapshot can be used as it is. standing: how many
    rows of each status are of other documents; refused: (name, reason) of those among them that were met."""

    def __init__(self, stored: Stored, met: Met, sources: Sources, version: str, is_whole: bool,
                 decided: frozenset[str] = frozenset()):
        self.must_read = bool(stored.other)
        with duckdb.connect(":memory:", config={"memory_limit": "1GB"}) as db:
            if stored.other or not stored.folder:
                db.register("documents", stored.document_rows())
            else:
                db.read_parquet([str(path) for path in stored.paths("documents")]).create_view("documents")
            db.register("met", met.rows)
            is_any_stale = self._asked(db, "any_stale", version=version)["is_any"][0].as_py()
            db.register("kept", stored.document_rows().select(["sha256"]) if self.must_read else pa.table(
                {"sha256": sources.listed() if is_any_stale else pa.array([], pa.string())}))
            for name, rows in (("here", self._asked(db, "stale", version=version)),
                               ("asked", _column("name", met.asked)), ("replaced", _column("sha256", stored.replaced)),
                               ("decided", _column("sha256", decided))):
                db.register(name, rows)
            touched = self._asked(db, "touched", version=version, is_whole=is_whole, lacking=convert.LACKING,
                                  can_convert=convert.is_installed(), withdrawn=REASON_ID)
            self.touched = frozenset(touched["sha256"].to_pylist())
            db.register("touched", touched)
            db.register("named", self._asked(db, "named"))
            before, self.met = self._asked(db, "opened"), self._asked(db, "sighted").to_pylist()
            self.before = before.cast(TABLES["documents"].schema).to_pylist()
            self.asked, self.n_files = set(met.asked), len(pc.unique(met.rows["name"]))
            looked_at = Counter(row["status"] for row in self.before if row["sha256"] in self.touched)
            self.standing = Counter(dict(db.execute(_text("standing")).fetchall())) - looked_at
            self.refused = db.execute(_text("standing_refused")).fetchall()

    @staticmethod
    def _asked(db: duckdb.DuckDBPyConnection, name: str, **params) -> pa.Table:
        return db.sql(_text(name), params=params or None).to_arrow_table()


def _text(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf-8")


def _column(name: str, values: frozenset[str]) -> pa.Table:
    return pa.table({name: pa.array(sorted(values), pa.string())})
