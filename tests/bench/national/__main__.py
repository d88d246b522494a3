"""Measure a national snapshot: every question of tasks.py, all engines in one run, interleaved; a Markdown report.

In:   --agencies N --years A-B --times K --out FILE; or --root, a figures-only root that is there already.
Out:  the report on stdout and in docs/bench-national.md (or FILE).
Promise: engines that are not installed are said to be missing; an answer with another number of rows ends the run.
"""

import argparse
import sys
from pathlib import Path

from tests.bench.national import measured
from tests.bench.national.world import ROOT, world


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--agencies", type=int, default=120_000)
    options.add_argument("--years", default="2008-2025")
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--root", type=Path)
    options.add_argument("--out", type=Path, default=ROOT / "docs" / "bench-national.md")
    given = options.parse_args()
    first, last = map(int, given.years.split("-"))
    root = given.root or world(given.agencies, range(first, last + 1))
    text = measured.report(root, given.times)
    given.out.parent.mkdir(exist_ok=True)
    given.out.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    sys.exit(main())
