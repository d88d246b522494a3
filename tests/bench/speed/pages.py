"""What one rerun of each page costs the server: nothing changed; a choice seen before; a choice that nobody made yet.

In:   a data root with a snapshot.
Out:  by page and by kind of rerun: CPU milliseconds of the whole process (median, p95), wall milliseconds, bytes.
Promise: real servers in processes of their own, asked over their websockets as a browser does; CPU by the kernel's
clock of the process, so that what else the machine does is left out. The usual page (usual_page.py) is measured alike.
"""

import statistics
from pathlib import Path

import pyarrow.parquet as pq

from loaders.warehouse import current
from tests.bench.markdown import table as markdown
from tests.bench.speed.serving import cpu, scripted
from tests.bench.speed.session import Session
from tests.served import served

PAGES = ("", "disclosure", "requests", "disputes", "compare", "anomalies", "agency", "report", "coverage", "measures")
TURNS = 24
KINDS = ("same", "seen", "new")


def measure(folder: Path) -> dict[str, dict[str, dict[str, float]]]:
    """page -> same | seen | new -> cpu, cpu_p95, wall, bytes; `usual` is the same overview the usual way."""
    reports = pq.read_table(current(folder) / "reports.parquet", columns=["report_id", "agency_id"])
    links = {"agency": [f"a={i}" for i in dict.fromkeys(reports["agency_id"].to_pylist())],
             "report": [f"r={i}" for i in reports["report_id"].to_pylist()]}
    found = {}
    with served(folder) as (port, server):
        for page in PAGES:
            found[page or "overview"] = _page(port, server.pid, page, links.get(page))
    with scripted("usual_page", current(folder)) as (port, server):
        found["usual"] = _page(port, server.pid, "", None)
    return found


def _page(port: int, pid: int, page: str, links: list[str] | None) -> dict[str, dict[str, float]]:
    session = Session(port)
    for _ in range(3):
        session.rerun(page)
    if links:
        asks = [{"query": link} for link in links[1:TURNS + 1]]
    elif page == "measures":  # there is nothing to choose
        asks = []
    else:
        years = range(2019, 2026)
        asks = [{"choose": {"d": place, "y0": str(a), "y1": str(b)}} for place in session.options["d"][1:5]
                for a in years for b in years if a + 3 < b]
    rounds = {"same": [{}] * TURNS, "new": asks, "seen": asks}
    out = {kind: _round(session, pid, page, turns) for kind, turns in rounds.items() if turns}
    session.close()
    return out


def _round(session: Session, pid: int, page: str, asks: list[dict]) -> dict[str, float]:
    spent, walls, size = [], [], 0
    for ask in asks:
        before = cpu(pid)
        seconds, size = session.rerun(page, **ask)
        spent.append(cpu(pid) - before)
        walls.append(seconds * 1000)
    return {"cpu": statistics.median(spent), "cpu_p95": sorted(spent)[int(len(spent) * .95)],
            "wall": statistics.median(walls), "bytes": size}


def table(found: dict[str, dict]) -> str:
    """A row a page; the last one is the overview the usual way, and how many times as much it costs."""
    heads = ["页面", "不变", "p95", "选过的范围", "p95", "没人选过的范围", "p95", "传输（字节）"]
    rows = []
    for page, kinds in found.items():
        cells = [kinds.get(kind, {}).get(part) for kind in KINDS for part in ("cpu", "cpu_p95")]
        rows.append(["总览，惯常写法" if page == "usual" else page, *cells, kinds["same"]["bytes"]])
    times = [found["usual"][k][p] / found["overview"][k][p] for k in KINDS for p in ("cpu", "cpu_p95")]
    rows.append(["惯常写法是本页的几倍", *times, None])
    return markdown(heads, rows)
