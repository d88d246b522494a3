"""Memory over 10,000 reruns: sessions come, read every page, change filters, and go.

In:   a data root with a snapshot; how many reruns.
Out:  the resident megabytes of the serving process at every tenth of them, and the growth from the first tenth on.
Promise: one real server; sessions overlap, each lives for LIFE reruns; none is told to forget anything.
"""

from itertools import cycle
from pathlib import Path

import psutil

from tests.bench.markdown import table as markdown
from tests.bench.speed.pages import PAGES
from tests.bench.speed.session import Session
from tests.served import served

RERUNS, AT_ONCE, LIFE = 10_000, 10, 100
FILTERED = ("", "disclosure", "requests", "disputes", "coverage")


def measure(folder: Path, reruns: int = RERUNS) -> dict:
    with served(folder) as (port, server):
        process = psutil.Process(server.pid)
        held, sessions, opened = [], [], 0
        choices = cycle([(str(a), str(b)) for a in range(2019, 2026) for b in range(a, 2026)])
        for turn in range(reruns):
            if turn % (LIFE // AT_ONCE) == 0:
                if len(sessions) == AT_ONCE:
                    sessions.pop(0).close()
                sessions.append(Session(port))
                opened += 1
            session, page = sessions[turn % len(sessions)], PAGES[turn // (2 * AT_ONCE) % len(PAGES)]
            if turn // AT_ONCE % 2 and page in FILTERED and session.page == page:
                session.rerun(page, choose=dict(zip(("y0", "y1"), next(choices))))
            else:
                session.rerun(page)
            if (turn + 1) % (reruns // 10) == 0:
                held.append(process.memory_info().rss / 2**20)
        for session in sessions:
            session.close()
    return {"reruns": reruns, "sessions": opened, "mb": held, "growth": held[-1] / held[0] - 1}


def table(found: dict) -> str:
    tenths = [f"{(i + 1) * found['reruns'] // 10:,} 次后（MB）" for i in range(10)]
    return markdown(["会话", *tenths, "此后增长"], [[found["sessions"], *found["mb"], f"{found['growth']:.1%}"]])
