"""`python -m tests.fuzz --documents 10000`: mutate, read, print a summary; exit 1 on a crash, a hang or a wrong cell.

In:   --documents, --seed, --first, --workers; --json FILE keeps the summary.
Out:  the summary on stdout, the progress on stderr.
"""

import argparse
import json
import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path

from tests.fuzz.run import Summary, run


def _told(s: Summary) -> str:
    rows = [
        f"documents {s.documents}, {s.seconds:.0f} s, {s.documents / max(s.seconds, 0.001):.1f} a second",
        f"read {s.read}; refused " + (", ".join(f"{k} {n}" for k, n in s.refused.most_common()) or "none"),
        f"crashes {len(s.crashes)}, hangs {len(s.hangs)}, faults of the reader {len(s.failed)}",
        f"largest worker {s.peak / 2**20:.0f} MB",
        "cells where the truth is known: " + ", ".join(f"{k} {n}" for k, n in s.cells.most_common()),
        *(f"  {word}: {line}" for word in ("crashes", "hangs", "failed") for line in getattr(s, word)[:20]),
    ]
    rows += [f"  wrong: {name}: {len(cells)} cells, {cells[:3]}" for name, cells in list(s.wrong.items())[:40]]
    by_kind = Counter(name.partition("-")[2].partition("-")[2] for name in s.wrong)
    rows += [f"  wrong documents {n}: {kind.partition(':')[0]}" for kind, n in by_kind.most_common(30)]
    return "\n".join(rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition(":")[2])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first document")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    summary = run(given.documents, given.seed, given.workers, given.first)
    print(_told(summary))
    if given.json:
        told = {field.name: getattr(summary, field.name) for field in fields(summary)}
        given.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return int(bool(summary.crashes or summary.hangs or summary.failed or summary.wrong))


if __name__ == "__main__":
    sys.exit(main())
