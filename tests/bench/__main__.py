"""Measure reading, accuracy and building; print tables, write build/bench.json. Serving: tests/bench/speed.

In:   nothing but this checkout; the corpora are rendered into build/bench/ or in memory. `--readme` measures nothing:
      it puts the last run, and that of tests/bench/speed, into README.md.
Out:  on stdout Markdown tables; in build/bench.json the same figures, with date, commit and machine.
Promise: every figure is measured in one run. Seconds are this machine's: read ratios.
"""

import json
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from loaders import demo
from tests.bench import accuracy, building, copied, published, reading, selftest

ROOT = Path(__file__).resolve().parents[2]
AGENCIES, YEARS = 60, range(2019, 2026)


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def main() -> None:
    if "--readme" in sys.argv[1:]:
        published.into_readme(ROOT)
        return
    folder = ROOT / "build" / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    demo.render(folder, AGENCIES, YEARS, None)
    figures = {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _git("rev-parse", "--short=10", "HEAD"),
        "is_dirty": bool(_git("status", "--porcelain", "--untracked-files=no", "--", "loaders", "dashboard", "tests")),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
    }
    for part in (reading, accuracy, building, copied, selftest):
        name = part.__name__.rsplit(".", 1)[-1]
        print(f"{name} …", file=sys.stderr)
        figures[name] = part.measure() if part is accuracy else part.measure(folder)
    (ROOT / "build" / "bench.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(published.told(figures))


if __name__ == "__main__":
    sys.exit(main())
