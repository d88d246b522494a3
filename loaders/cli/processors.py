"""How many processes may read at once.

In:   the processors this process may run on, and the quota of its control group.
Out:  processors().
Promise: at least one, never more than the scheduler would give: a container of two processors on a machine of sixty
starts two readers, not sixty.
"""

import os
from pathlib import Path

_QUOTA = Path("/sys/fs/cgroup/cpu.max")  # cgroup v2: microseconds in each period, or max


def processors(quota: Path = _QUOTA) -> int:
    """Whole processors. No quota, or none that can be read: those of the affinity mask."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        granted, period = quota.read_text("ascii").split()
        return max(1, min(allowed, int(granted) // int(period)))
    except (OSError, ValueError):  # no such file, or "max"
        return allowed
