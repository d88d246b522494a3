"""A dashboard served for a test: the real command in a process of its own, on a free port.

In:   a data root.
Out:  a context manager that yields the port; the process is ended with the context.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(address: str) -> bool:
    """Whether a dashboard is up at this address."""
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
            return answer.read() == b"ok"
    except OSError:
        return False


@contextmanager
def served(root: Path, *options: str, wait: float = 60):
    """Serve `root`; yields (port, process). Raises with the server's own words when it does not come up."""
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("disclosure")),
        "serve",
        "--port",
        str(port),
        "--data",
        str(root),
        *options,
    ]
    log = Path(root) / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=out, env={**os.environ, "DISPLAY": ""}, start_new_session=True
        )
    try:
        until = time.monotonic() + wait
        while time.monotonic() < until and process.poll() is None:
            if answers(f"http://127.0.0.1:{port}"):
                break
            time.sleep(0.1)
        else:
            raise RuntimeError(f"the dashboard did not come up: {log.read_text('utf-8')[-2000:]}")
        yield port, process
    finally:
        os.killpg(process.pid, 15)
        process.wait(60)
