"""Measure the pages; print tables, write build/speed.json.

In:   nothing but this checkout; a demonstration is rendered and built into build/bench-speed. Words name the parts to
      measure (pages first_chart crowd soak), all without words; the others keep what stands in build/speed.json.
Out:  on stdout Markdown tables; in build/speed.json the same figures, with date, commit and machine.
Promise: the figures of one run; CPU is of the serving process alone. Seconds are this machine's: read ratios.
"""

import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from loaders import demo
from loaders.warehouse import current
from tests.bench.speed import crowd, first_chart, pages, soak
from tests.bench.speed.published import told

ROOT = Path(__file__).resolve().parents[3]
AGENCIES, YEARS = 60, range(2019, 2026)
PARTS = {"pages": pages, "first_chart": first_chart, "crowd": crowd, "soak": soak}


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def main(wanted: list[str]) -> None:
    folder, kept = ROOT / "build" / "bench-speed", ROOT / "build" / "speed.json"
    if not (folder / "DEMO").is_file():
        demo.render(folder, AGENCIES, YEARS, None)
    command = [str(Path(sys.executable).with_name("disclosure")), "build", "--data", str(folder), "--workers", "2"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    assert current(folder)
    figures = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    figures |= {"date": datetime.now(UTC).isoformat(timespec="seconds"),
                "commit": _git("rev-parse", "--short=10", "HEAD"),
                "is_dirty": bool(_git("status", "--porcelain", "--untracked-files=no", "--", "dashboard", "tests")),
                "machine": f"{platform.machine()}, Python {platform.python_version()}"}
    for name in wanted or PARTS:
        print(f"{name} …", file=sys.stderr)
        figures[name] = PARTS[name].measure(folder)
        kept.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(told(figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
