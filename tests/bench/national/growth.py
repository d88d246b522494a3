"""How opening and asking grow with the number of reports: `python -m tests.bench.national.growth ROOT…`.

In:   figures-only data roots of several sizes.
Out:  Markdown on stdout: a row a root, and the exponent of each column, fitted to the logarithms.
Promise: each root in a process of its own; processor time, since machines are shared.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil

from dashboard.queries import agency, compare, sums
from dashboard.queries.scope import EVERYWHERE, Scope
from dashboard.store import Store
from loaders.warehouse import current
from tests.bench.markdown import table
from tests.bench.national.tasks import asked

HEADS = ["报告数", "数据版本（MB）", "打开（毫秒）", "全国历年，首次", "再问", "一年各县",
         "一个机关每一个数", "五十个机关", "内存（MB）"]


def one(root: Path) -> list[float]:
    """A row of HEADS for one root; milliseconds of processor time, the median of five but for what is asked first."""
    def spent(ask) -> float:
        began = time.process_time()
        ask()
        return (time.process_time() - began) * 1e3

    def median(ask) -> float:
        return float(np.median([spent(ask) for _ in range(5)]))

    held: list[Store] = []
    opened = spent(lambda: held.append(Store(current(root))))
    store = held[0]
    chosen = asked(store)
    whole, last = Scope(EVERYWHERE, *chosen.years), (chosen.year, chosen.year)
    item = "requests/new/total"
    first = spent(lambda: sums.amounts(store, whole, item, "scope"))
    return [float(store.ask("years")["n_reports"].sum()),
            sum(f.stat().st_size for f in current(root).iterdir()) / 1e6, opened, first,
            median(lambda: sums.amounts(store, whole, item, "scope")),
            median(lambda: compare.amounts(store, compare.Chosen("district", chosen.counties, *last), item)),
            median(lambda: agency.cells(store, chosen.agency)),
            median(lambda: compare.amounts(store, compare.Chosen("agency", chosen.fifty, *chosen.years), item)),
            psutil.Process().memory_info().rss / 2**20]


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(Path(sys.argv[2]))))
        return
    rows = sorted(json.loads(subprocess.run([sys.executable, "-m", __spec__.name, "--one", root], check=True,
                                            capture_output=True, text=True).stdout) for root in sys.argv[1:])
    logs = np.log(np.array(rows))
    fitted = [f"{np.polyfit(logs[:, 0], logs[:, i], 1)[0]:.2f}" for i in range(1, len(HEADS))]
    print(table(HEADS, [*([f"{row[0]:,.0f}", *(f"{v:,.3g}" for v in row[1:])] for row in rows), ["指数", *fitted]]))


if __name__ == "__main__":
    main()
