"""The process that opens hostile documents, one after another, within limits.

In:   (name, path) over a pipe; the register.
Out:  over the same pipe b"ready" once, then for each document its outcome: the kind, a tab, the JSON.
Promise: the kernel ends it when a document takes too long, even when its parent is gone; it never writes a file.
"""

import resource
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from loaders import readers
from loaders.errors import Refused
from loaders.readers import scan
from loaders.reading import read_report
from loaders.reading.spool import Outcome, refusal, to_json
from loaders.register import Register

SECONDS = 60  # of one document; the slowest honest one takes about two
SCAN_SECONDS = 900  # of one scanned document; each page has its own limit, which the reader watches
MEMORY = 2 << 30  # address space; a 60-page PDF takes 0.3 GB
GRACE = 5
SCAN = "scan"  # the outcome of a document that only the process for scans reads


def serve(pipe: Connection, register: Register, seconds: float = SECONDS, memory: int = MEMORY,
          reads_scans: bool = True) -> None:
    """Read documents until the pipe closes. Where not `reads_scans`, a scan comes back at once as SCAN, unread."""
    if not reads_scans:
        scan.leave_to_another()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit_memory(memory)
    pipe.send_bytes(b"ready")
    while True:
        try:
            name, path = pipe.recv()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, seconds)
        outcome = _read(name, Path(path), register)
        signal.setitimer(signal.ITIMER_REAL, 0)
        pipe.send_bytes(outcome)


def limit_memory(memory: int) -> None:
    """From now on this process has no more address space, where the system knows such a limit."""
    with suppress(ValueError, OSError):  # macOS knows no such limit; the time limit still holds
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _read(name: str, path: Path, register: Register) -> bytes:
    data = b""
    try:
        data = path.read_bytes()
        report = read_report(data, name, register)
        outcome = Outcome("loaded" if report.status == "complete" else "incomplete", to_json(report))
    except Refused as refused:
        if refused.kind == scan.POSTPONED:
            return f"{SCAN}\t".encode()
        outcome = refusal(refused.kind, refused.reason, _format(data, name))
    except FileNotFoundError:
        outcome = refusal("missing", "没有这个文件的副本（超过 200 MB 的不保存，或副本被删）。请精简后重新放入。")
    except MemoryError:
        outcome = refusal("too_large", "读这个文件需要的内存超过上限。请拆分或精简后再试。")
    except Exception as error:
        # A fault of ours must cost one document; the reason carries what a maintainer needs.
        reason = f"读取程序出错（{type(error).__name__}: {str(error)[:300]}）。请把此文件交给维护人员。"
        outcome = refusal("failed", reason, _format(data, name))
    return f"{outcome.kind}\t{outcome.body}".encode("utf-8", "replace")


def _format(data: bytes, name: str) -> str:
    try:
        return readers.detect(data, name)
    except Refused:
        return "unknown"
