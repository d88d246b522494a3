"""Peak memory of the reading processes, watched from outside.

In:   nothing; a context around the reading.
Out:  `peak`, bytes: the largest resident set any descendant of this process had meanwhile.
Promise: the kernel's own high-water mark (VmHWM), looked up every few milliseconds; 0 where there is no /proc.
A child that has forked and not yet begun its own program is this process still, and is not counted.
"""

import re
import threading
from contextlib import suppress
from pathlib import Path

import psutil

_EVERY = 0.02  # seconds


class Watch:
    """A context; `peak` may be read and set to 0 at any time within it."""

    def __init__(self):
        self.peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        me = psutil.Process()
        own = me.cmdline()
        while not self._over.wait(_EVERY):
            with suppress(psutil.Error, OSError):
                for process in me.children(recursive=True):
                    # 342 MB were once told of a worker that peaks at 70: the 300 of pytest, seen between fork and exec.
                    with suppress(psutil.Error, OSError):
                        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())
                        if found and process.cmdline() != own:
                            self.peak = max(self.peak, int(found.group(1)) * 1024)
