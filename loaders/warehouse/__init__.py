"""The warehouse: snapshots of everything read, each an immutable folder, and one pointer to the one in use.

In:   Report objects, the register, the form.
Out:  <root>/warehouse/<id>/*.parquet with manifest.json; the pointer <root>/warehouse/current; sources/<sha256>.
Promise: a snapshot is complete before the pointer names it and never changes afterwards; whoever resolved
the pointer keeps a consistent view until `prune`.
"""

from loaders.warehouse.prune import Pruned, prune
from loaders.warehouse.publish import publish
from loaders.warehouse.rows import document_rows
from loaders.warehouse.snapshots import current, manifest, snapshots, use, warehouse
from loaders.warehouse.stored import Stored
from loaders.warehouse.upgrade import upgrade

__all__ = ["Pruned", "Stored", "current", "document_rows", "manifest", "prune", "publish", "snapshots", "upgrade",
           "use", "warehouse"]
