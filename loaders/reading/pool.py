"""Many documents read at once, each in a process that may die of it.

In:   tasks, the register, the number of workers.
Out:  read_all(), each task with its outcome as it comes.
Promise: a document that crashes, hangs or swallows memory costs itself alone; its worker is replaced.
concurrent.futures will not do: one dead worker breaks the whole pool.
"""

import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from types import ModuleType

from loaders.reading import worker
from loaders.reading.spool import Outcome, Task, refusal
from loaders.register import Register

_RENEW = 500  # documents; what a PDF library leaks goes with its process
_LARGEST = 256 << 20  # of one outcome


class _Lane:
    """Documents that wait for one kind of process, and how many of it there may be."""

    def __init__(self, coming: Iterable[Task], most: int, seconds: float, reads_scans: bool):
        self.coming, self.most, self.seconds, self.reads_scans = iter(coming), most, seconds, reads_scans
        self.waiting: deque[Task] = deque()

    def next(self) -> Task | None:
        """A task is asked for only when a process is free for it."""
        return self.waiting.popleft() if self.waiting else next(self.coming, None)


@contextmanager
def _nobodys_main():
    """A new process imports the program that started it; a reader needs nothing of it, and its limits leave no room:
    beside a dashboard page every reader once held Streamlit and SciPy, and went beyond its memory on the first file."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class _Worker:
    """One reading process and the task it has in hand."""

    def __init__(self, context, lane: _Lane, register: Register, memory: int):
        self.lane = lane
        self.pipe, theirs = context.Pipe()
        settings = (theirs, register, lane.seconds, memory, lane.reads_scans)
        self.process = context.Process(target=worker.serve, args=settings, daemon=True)
        with _nobodys_main():
            self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.deadline, self.left = float("inf"), _RENEW
        try:
            self.pipe.recv_bytes()
        except EOFError:
            self.process.join()
            raise RuntimeError(f"读取进程无法启动（退出码 {self.process.exitcode}）") from None

    def give(self, task: Task) -> None:
        self.task, self.deadline = task, time.monotonic() + self.lane.seconds + worker.GRACE
        self.left -= 1
        self.pipe.send((task.name, str(task.path)))

    def result(self) -> Outcome | None:
        """The outcome, None when the worker died of the task."""
        try:
            kind, _, body = self.pipe.recv_bytes(_LARGEST).decode().partition("\t")
            return Outcome(kind, body)
        except (EOFError, OSError):
            return None

    def end(self) -> int | None:
        self.pipe.close()
        self.process.join(worker.GRACE if self.task is None else 0.2)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        return self.process.exitcode


def read_all(tasks: Iterable[Task], register: Register, workers: int = 1, seconds: float = worker.SECONDS,
             memory: int = worker.MEMORY) -> Iterator[tuple[Task, Outcome]]:
    """Each task once, in the order they finish. Scans go to one process of their own: what recognises them is large
    and slow, and the others are not held up."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["loaders.reading.worker"])
    plain = _Lane(tasks, workers, seconds, reads_scans=False)
    scans = _Lane([], 1, max(seconds, worker.SCAN_SECONDS), reads_scans=True)
    pool: list[_Worker] = []
    try:
        while True:
            for lane in (plain, scans):
                while sum(w.lane is lane for w in pool) < lane.most and (task := lane.next()):
                    pool.append(_Worker(context, lane, register, memory))
                    pool[-1].give(task)
            if not pool:
                return
            ready = wait([w.pipe for w in pool], timeout=max(0, min(w.deadline for w in pool) - time.monotonic()))
            for w in [w for w in pool if w.pipe in ready or w.deadline < time.monotonic()]:
                task, outcome = w.task, w.result() if w.pipe in ready else None
                w.task = None if outcome else w.task
                if outcome and outcome.kind == worker.SCAN:
                    scans.waiting.append(task)
                following = w.lane.next() if outcome and w.left else None
                if following:
                    w.give(following)
                else:
                    pool.remove(w)
                    code = w.end()
                    outcome = outcome or _died(code if w.pipe in ready else -signal.SIGALRM, w.lane.seconds)
                if outcome.kind != worker.SCAN:
                    yield task, outcome
    finally:
        for w in pool:
            w.process.kill()
            w.process.join()
            w.pipe.close()


def _died(code: int | None, seconds: float) -> Outcome:
    if code == -signal.SIGALRM:
        return refusal("timeout", f"读了 {seconds:g} 秒还没有读完，已放弃。请另存为较简单的版本（如 docx）再试。")
    if code == -signal.SIGKILL:
        return refusal("killed", "读这个文件时读取进程被系统终止，多半是内存不足。请精简文件，或减少 --workers 再试。")
    return refusal("crashed", f"读这个文件时读取程序崩溃（退出码 {code}）。文件可能已损坏，请重新下载或另存后再试。")
