"""研判: what officials say of a finding, of copied text, of an outlier: 属实 解析有误 已说明 忽略; who, when, a note.

In:   a place to keep them: a SQLite file beside the warehouse, or PostgreSQL by one setting.
Out:  Ledger (mark, undo, read), Subject, Event, Current; Unreachable, Overtaken, Invalid; lines_of and taken_from.
Promise: nothing is ever changed or deleted; a mark and its undoing are rows. What has been confirmed to the reader is
on the disk. No rebuild, no snapshot and no correction touches this store.

A subject is (kind, id): `finding` and its finding_id; others bring a key of their own that outlives a rebuild.
"""

from dashboard.verdicts.errors import Invalid, Overtaken, Unreachable
from dashboard.verdicts.events import MARKS, UNDONE, Event, Subject
from dashboard.verdicts.ledger import Ledger
from dashboard.verdicts.moving import lines_of, taken_from

__all__ = ["MARKS", "UNDONE", "Event", "Invalid", "Ledger", "Overtaken", "Subject", "Unreachable", "lines_of",
           "taken_from"]
