"""A walk through every page of a large snapshot: `python -m tests.bench.national.walk ROOT`.

In:   a data root.
Out:  Markdown on stdout: for each page its time when first opened for the whole country, after another first year was
      chosen (the agency, the report: opened again), the slowest question of each, and the memory of the process so far.
Promise: the pages as they are, run without a browser; seconds by the clock and of the processor. A page that fails ends
the walk.
"""

import os
import sys
import time
from pathlib import Path

import psutil

from dashboard.queries.scope import EVERYWHERE
from dashboard.store import Store
from loaders.warehouse import current
from tests.bench.markdown import table

PAGES = ("overview", "disclosure", "request_outcomes", "disputes", "compare", "anomalies", "coverage", "measures",
         "agency", "report")
APP = Path(__file__).resolve().parents[3] / "dashboard" / "app.py"


class Watch:
    """What the store was asked since the last look: (question, seconds, seconds of the processor of this thread)."""

    def __init__(self):
        self.asked: list[tuple[str, float, float]] = []
        for name in ("ask", "kept"):
            setattr(Store, name, self._watched(getattr(Store, name)))

    def _watched(self, method):
        def timed(store, question, *args, **more):
            began = time.perf_counter(), time.process_time()
            try:
                return method(store, question, *args, **more)
            finally:
                self.asked.append((question, time.perf_counter() - began[0], time.process_time() - began[1]))
        return timed

    def spent(self, run) -> list[str]:
        """Clock and processor time of run(), and of the slowest question in it, as cells of the table."""
        self.asked.clear()
        began = time.perf_counter(), time.process_time()
        run()
        wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
        name, slow, used = max(self.asked, key=lambda one: one[2], default=("—", 0, 0))
        return [f"{wall * 1e3:,.0f} / {cpu * 1e3:,.0f}", f"{name} {slow * 1e3:,.0f} / {used * 1e3:,.0f}"]


def walk(root: Path) -> str:
    """Every page once. Raises AssertionError where a page shows an exception."""
    from streamlit.testing.v1 import AppTest

    if current(root) is None:
        raise SystemExit(f"{root} 里没有数据版本")
    os.environ["DISCLOSURE_DATA"] = str(root)
    watch, rows = Watch(), []
    at = AppTest.from_file(APP, default_timeout=600)
    at.query_params["d"] = EVERYWHERE

    def run() -> None:
        at.run()
        assert not at.exception, at.exception[0].message

    for page in PAGES:
        if page != "overview":
            at.switch_page(f"app_pages/{page}.py")
        first = watch.spent(run)
        year = next((box for box in at.selectbox if box.key == "y0"), None)
        if year is not None:
            year.select_index(max(0, len(year.options) - 4))
        rows.append([page, *first, *watch.spent(run), f"{psutil.Process().memory_info().rss / 2**20:,.0f}"])
    heads = ["页面", "首次（毫秒，钟点/处理器）", "其中最慢的一问", "换年份之后", "其中最慢的一问", "内存（MB）"]
    return table(heads, rows)


if __name__ == "__main__":
    print(walk(Path(sys.argv[1])))
