"""What the pages are measured against, served as their authors would: a script alone, with Streamlit's own settings.

In:   a script of this folder. Out: scripted(), cpu().
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.served import answers, free_port


@contextmanager
def scripted(name: str, snapshot: Path, wait: float = 60) -> Iterator[tuple[int, subprocess.Popen]]:
    """Yields (port, process). Raises with the server's own words when it does not come up."""
    port, script = free_port(), Path(__file__).with_name(f"{name}.py")
    with tempfile.TemporaryDirectory() as elsewhere:  # no .streamlit/config.toml of ours
        log = Path(elsewhere) / "log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.headless",
                 "true", "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"],
                cwd=elsewhere, stdout=out, stderr=out, env={**os.environ, "USUAL_SNAPSHOT": str(snapshot)})
        try:
            until = time.monotonic() + wait
            while not answers(f"http://127.0.0.1:{port}"):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"{name} did not come up: {log.read_text('utf-8')[-2000:]}")
                time.sleep(0.1)
            yield port, process
        finally:
            process.terminate()
            process.wait(60)



def cpu(pid: int) -> float:
    """CPU milliseconds that a process has used, by the kernel's clock of that process (Linux)."""
    return time.clock_gettime((~pid << 3) | 2) * 1000
