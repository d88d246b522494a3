"""A snapshot that the program before this one wrote, as this one keeps it: nothing is read from documents again.

In:   a data root whose snapshot in use has the schema version BEFORE.
Out:  upgrade(): a snapshot of this version with the same rows; everything that stayed as it was is shared.
Promise: what was extracted is kept, also of documents whose bytes are gone. The next publish derives everything anew.
Killed at any moment, the snapshot before stays in use.

From 1.3 to 2.0: figures lost report_id and sha256, and they, reports and mart_agencies got an ordinal.
"""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from loaders.warehouse.files import told_by
from loaders.warehouse.ordinals import ranked
from loaders.warehouse.publish import Snapshot
from loaders.warehouse.snapshots import current, warehouse
from loaders.warehouse.stored import Stored

BEFORE = "1.3"
_CHANGED = ("figures", "reports", "mart_agencies")
_KEPT = ("extractor", "is_demo", "corrected", "placed", "replaced", "compared")


def upgrade(root: Path) -> Path | None:
    """The folder of the new snapshot; None where the one in use needs none, or there is none. Only for the holder of
    the build lock."""
    before = Stored(current(root), BEFORE)
    if before.folder is None:
        return None
    paths = before.paths("reports")
    reports = pa.concat_tables([pq.read_table(path, columns=["sha256", "agency_id", "year"]) for path in paths])
    ordinals = ranked(reports)
    further = pc.greater(ordinals, 0)  # few
    known, ordinals = reports["sha256"].filter(further).combine_chunks(), ordinals.filter(further)
    del reports
    snapshot = Snapshot(warehouse(root), before, True)
    for name in [name for name in before.manifest["files"] if told_by(name)[0] in _CHANGED]:
        rows = pq.read_table(before.folder / name)
        ordinal = pc.fill_null(ordinals.take(pc.index_in(rows["sha256"], value_set=known)), 0)
        snapshot.parts.exchange(name, rows.append_column("ordinal", ordinal))
    return snapshot.finish({name: before.manifest[name] for name in _KEPT} | {"inputs": ""})
