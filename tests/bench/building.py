"""Building: the seconds of `disclosure build` on the corpus, first and again, as a user runs it.

In:   a rendered corpus. Out: seconds, documents, bytes of the snapshot.
"""

import subprocess
import sys
import time
from pathlib import Path

from tests.bench.markdown import table as markdown


def measure(folder: Path) -> dict[str, float]:
    """Wall seconds of the first and of the second build with two workers; bytes a report of the snapshot."""
    command = [str(Path(sys.executable).with_name("disclosure")), "build", "--data", str(folder), "--workers", "2"]
    seconds = []
    for _ in range(2):
        started = time.perf_counter()
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - started)
    snapshot = folder / "warehouse" / (folder / "warehouse" / "current").read_text("utf-8").strip()
    n_documents = sum(1 for path in (folder / "reports").rglob("*") if path.is_file())
    n_bytes = sum(path.stat().st_size for path in snapshot.iterdir())
    return {"documents": n_documents, "first": seconds[0], "again": seconds[1], "bytes": n_bytes}


def table(figures: dict[str, float]) -> str:
    return markdown(
        ["建库", "数"],
        [
            ["文件", figures["documents"]],
            ["首次（秒，两个进程）", figures["first"]],
            ["文件未变，再来一次（秒）", figures["again"]],
            ["数据版本（字节）", figures["bytes"]],
        ],
    )
