"""A build opens the documents that can be told otherwise now, and says of them what one that opens all would say."""

import random
from collections import Counter
from dataclasses import astuple, replace
from datetime import datetime, timedelta

import pyarrow as pa
import pytest

from loaders.build.account import Account
from loaders.build.ledger import Ledger
from loaders.build.listing import File
from loaders.build.memory import SIGHTING
from loaders.build.sources import Met, Sighting, Sources
from loaders.placements import Placements
from loaders.reading.spool import Spool, Task, refusal
from loaders.tables import TABLES
from loaders.warehouse import Stored
from loaders.withdrawals import Withdrawal, Withdrawals

NAMES = [f"{n}.html" for n in range(14)]
BYTES = [f"{n:064x}" for n in range(1, 22)]
EMPTY = TABLES["documents"].schema.empty_table()


class Documents(Stored):
    """A snapshot of which only the documents matter."""

    def __init__(self, rows, replaced):
        super().__init__(None)
        self._rows, self._replaced = pa.Table.from_pylist(rows, EMPTY.schema), replaced

    replaced = property(lambda self: self._replaced)

    def document_rows(self):
        return self._rows


class Everything(Account):
    """An account that opens every document."""

    def __init__(self, stored, met, *given):
        super().__init__(stored, met, *given)
        self.before, self.met = stored.document_rows().to_pylist(), met.rows.to_pylist()
        self.touched = frozenset(row["sha256"] for row in (*self.before, *self.met)) - {""}


def told(kind, world, account_of):
    """One build: (rows by key, replaced, what is read) as the whole ledger then has them."""
    stored, met, sources, version, is_whole, decided, withdrawals, register, day = world
    account = account_of(stored, met, sources, version, is_whole, decided | withdrawals.documents)
    ledger = Ledger(account, sources, version, is_whole, decided, withdrawals)
    ledger.now = day
    spool = Spool(sources.folder.parent / kind, version)
    with spool:
        for task in ledger.to_read(spool, set(met.asked)):
            spool.add(Task(task.name, task.sha256, task.path), refusal("spoilt", f"读不了 {task.sha256[-2:]}。"))
    rows = ledger.rows(spool, register, Placements())
    stands = [row for row in stored.document_rows().to_pylist() if row["sha256"] and row["sha256"] not in ledger.names]
    replaced = stored.replaced - account.touched | ledger.replaced
    spool.clear()
    return sorted(map(repr, (*rows, *stands))), rows + stands, replaced, sorted(ledger.fresh), account


def build(dice, files, before, replaced, n, home, register):
    """Change some files, build with an Account and with all; gives what both say."""
    sources = Sources(home)
    for name in dice.sample(NAMES, dice.choice((0, 1, 4))):
        files[name] = dice.choice(BYTES)
    for name in dice.sample(sorted(files), min(len(files), dice.choice((0, 0, 1, 3)))):
        files[dice.choice(NAMES)] = files.pop(name)  # moved, or onto another
    for name in dice.sample(sorted(files), min(len(files), dice.choice((0, 0, 1)))):
        del files[name]
    is_whole = dice.random() < 0.7
    met = sorted(files.items()) if is_whole else dice.sample(sorted(files.items()), min(len(files), 3))
    seen = [Sighting(name, sha256, 7) for name, sha256 in met]
    if seen and dice.random() < 0.2:
        seen[0] = replace(seen[0], sha256="", reason="文件打不开（x）。", kind="unreadable")
    for _, sha256 in met:
        (sources.folder / sha256).write_text("x")
    for sha256 in dice.sample(BYTES, 2):  # bytes that somebody lost
        if sha256 not in files.values():
            (sources.folder / sha256).unlink(missing_ok=True)
    asked = frozenset(dice.sample([s.name for s in seen], min(len(seen), dice.choice((0, 0, 1)))))
    rows = pa.Table.from_pylist([dict(zip(SIGHTING.names, astuple(s))) for s in seen], SIGHTING)
    out = Withdrawals([Withdrawal("", sha256, "误放", "") for sha256 in dice.sample(BYTES, dice.choice((0, 0, 2)))])
    known = sorted({row["sha256"] for row in before if row["status"] == "loaded"})
    decided = frozenset(dice.sample(known, min(len(known), dice.choice((0, 0, 1)))))
    version = "x" if dice.random() < 0.8 else f"y{n}"
    world = (Documents(before, replaced), Met(rows, asked), sources, version, is_whole, decided, out, register,
             datetime(2026, 1, 1) + timedelta(days=n))
    both = told("few", world, Account), told("all", world, Everything)
    for one in seen:
        sources.memory.keep(File(one.name, home, one.bytes, n), n, [astuple(one)] if one.sha256 else [])
    sources.memory.remember()
    return both


@pytest.mark.parametrize("seed", range(3))
def test_what_is_opened_is_told_as_if_all_were_and_nothing_else_changes(seed, tmp_path, register):
    dice, files, before, replaced = random.Random(seed), {}, [], frozenset()
    opened = known = 0
    for n in range(12):
        few, whole = build(dice, files, before, replaced, n, tmp_path, register)
        assert few[0] == whole[0], n
        assert few[2] == whole[2] and few[3] == whole[3], n
        opened += len(few[4].touched & whole[4].touched)
        known += len(whole[4].touched)
        before, replaced = few[1], few[2]
        copied = Counter(row["sha256"] for row in before)  # half of what lies there once is sound
        before = [row | {"status": "loaded", "reason": None, "reason_id": None, "report_id": row["sha256"][-4:]}
                  if row["reason_id"] == "spoilt" and int(row["sha256"], 16) % 2 and copied[row["sha256"]] == 1 else row
                  for row in before]
    assert 0 < opened < known
