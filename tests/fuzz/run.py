"""Mutated documents through the real worker processes, counted.

In:   how many documents, a seed, how many workers.
Out:  run(), a Summary.
Promise: nothing is caught that a build would not catch; a document that kills or hangs its worker, or that the
reading program itself fails on, is kept by name in the summary and can be made again from seed and number.
"""

import hashlib
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from reportlab import rl_config

from loaders.demo.chance import Chance
from loaders.demo.layout import layouts
from loaders.demo.writers import write
from loaders.reading.pool import read_all
from loaders.reading.spool import Outcome, Task, from_json
from loaders.register import Register
from tests.fuzz.mutate import mutated
from tests.fuzz.structure import STRUCTURES
from tests.fuzz.watch import Watch
from tests.noise.corpus import filings, printout
from tests.noise.score import score

SECONDS = 20.0  # of one document; the slowest honest one takes about two


@dataclass(frozen=True, slots=True)
class Mutant:
    """`truth` is None where nobody can say what the bytes print."""

    name: str
    kind: str
    data: bytes
    truth: dict | None


@dataclass(slots=True)
class Summary:
    documents: int = 0
    read: int = 0
    refused: Counter = field(default_factory=Counter)  # by kind of refusal
    crashes: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)  # an exception of ours, caught by the worker
    cells: Counter = field(default_factory=Counter)  # verdicts, where the truth is known
    wrong: dict[str, list] = field(default_factory=dict)
    seconds: float = 0.0
    peak: int = 0  # bytes, of the largest worker


@lru_cache(maxsize=512)
def _sound(layout: str, n: int, compressed: bool) -> bytes:
    rl_config.pageCompression = int(compressed)  # uncompressed, a changed byte changes what a PDF draws
    return write(printout(filings()[n], _layout(layout)).sheet)


@lru_cache(maxsize=64)
def _layout(name: str):
    return next(x for x in layouts() if x.id == name)


def mutants(n: int, seed: int, first: int = 0) -> Iterator[Mutant]:
    """Documents first..first+n-1 of that seed: every second one mutated before it was written, the others after."""
    names = [x.id for x in layouts()]
    for i in range(first, first + n):
        chance = Chance.of("fuzz", seed, i)
        layout = names[i // 2 % len(names)]
        form = _layout(layout).format
        if i % 2:
            out, kinds = printout(chance.one(filings()), _layout(layout)), []
            for _ in range(chance.randint(1, 2)):
                kinds.append(chance.one([*STRUCTURES]))
                out = STRUCTURES[kinds[-1]](out, chance)
            rl_config.pageCompression = 1
            yield Mutant(f"{seed}-{i}-{layout}", "+".join(kinds), write(out.sheet), out.truth)
        else:
            data, other = (_sound(name, chance.randrange(12), chance.happens(0.5))
                           for name in (layout, chance.one(names)))
            kind, data = mutated(data, other, chance)
            yield Mutant(f"{seed}-{i}-{layout}", f"{form}: {kind}", data, None)


def run(n: int, seed: int, workers: int = 2, first: int = 0) -> Summary:
    """Read them all; the files live only as long as they are read."""
    found, waiting = Summary(), {}
    with tempfile.TemporaryDirectory() as folder, Watch() as watch:
        def tasks() -> Iterator[Task]:
            for mutant in mutants(n, seed, first):
                path = Path(folder) / mutant.name
                path.write_bytes(mutant.data)
                waiting[mutant.name] = mutant
                yield Task(mutant.name, hashlib.sha256(mutant.data).hexdigest(), path)

        began = time.monotonic()
        for task, outcome in read_all(tasks(), Register(), workers, SECONDS):
            task.path.unlink()
            _count(found, waiting.pop(task.name), outcome)
        found.seconds, found.peak = time.monotonic() - began, watch.peak
    return found


def _count(found: Summary, mutant: Mutant, outcome: Outcome) -> None:
    found.documents += 1
    body, told = json.loads(outcome.body), f"{mutant.name} ({mutant.kind})"
    read = {}
    if refused := body.get("refused"):
        kind = refused["kind"]
        found.refused[kind] += 1
        told += f": {refused['reason'][:200]}"
        worst = {"timeout": found.hangs, "crashed": found.crashes, "killed": found.crashes, "failed": found.failed}
        worst.get(kind, []).append(told)
        if not refused["reason"].endswith("。"):
            found.failed.append(told)
    else:
        found.read += 1
        read = {(f.table, f.item, f.column): (f.state, f.value) for f in from_json(body["report"]).figures}
    if mutant.truth is not None:
        verdicts = score(read, mutant.truth)
        found.cells.update(verdicts.values())
        if wrong := [key for key, verdict in verdicts.items() if verdict == "wrong"]:
            found.wrong[told] = [("/".join(k), str(mutant.truth.get(k)), str(read.get(k))) for k in wrong]
