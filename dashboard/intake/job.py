"""One `disclosure` command run beside the page, its lines heard as they come.

In:   the words of the command.
Out:  Job: the lines of stdout so far, the last line of stderr, the exit code once it has ended.
Promise: the page never waits for it; it ends with stop(), and with the server. The environment and the data root are
those of the server.
"""

import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence

_KEPT = 200  # lines of stderr


class Job:
    """`lines`: stdout, a line an element, without its end. Both grow while the command runs."""

    def __init__(self, words: Sequence[str]):
        self.lines: list[str] = []
        self._said: deque[str] = deque(maxlen=_KEPT)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.cli", *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace")
        self._listeners = [threading.Thread(target=self._hear, args=(stream, into), daemon=True) for stream, into in (
            (self._process.stdout, self.lines.append), (self._process.stderr, self._said.append))]
        for listener in self._listeners:
            listener.start()

    @staticmethod
    def _hear(stream, tell) -> None:
        with stream:
            for line in stream:
                tell(line.rstrip("\n"))

    @property
    def is_over(self) -> bool:
        """Whether the command has ended and all it said was heard."""
        return self._process.poll() is not None and not any(listener.is_alive() for listener in self._listeners)

    @property
    def code(self) -> int | None:
        return self._process.poll()

    def said(self) -> list[str]:
        """The last lines of stderr."""
        return [line for line in self._said if line.strip()]

    def wait(self, seconds: float) -> bool:
        """Whether it was over within that time."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        for listener in self._listeners:
            listener.join(seconds)
        return self.is_over

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
