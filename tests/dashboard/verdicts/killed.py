"""Kill a writer in the middle of its work, at a moment that differs each time.

In:   the setting and the data root of a store. Out: the uids it had said were kept.
"""

import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def kill_a_writer(setting: str, folder: Path, after: int) -> list[str]:
    """SIGKILL once it has said `after` lines."""
    command = [sys.executable, "-m", "tests.dashboard.verdicts.writer", setting, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        said = [process.stdout.readline() for _ in range(after)]
        process.kill()
        said += process.stdout.readlines()
    return [line.strip() for line in said if line.endswith("\n")]
