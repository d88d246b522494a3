"""Every file of the fuzz corpus through the real worker: refused with a plain reason or read, within its limits."""

import json
import re
from pathlib import Path

from loaders.reading import worker
from loaders.reading.pool import read_all
from loaders.reading.spool import Task
from loaders.register import Register
from tests.fuzz.hostile import DEADLY, READ, hostile
from tests.fuzz.watch import Watch

SECONDS_DEADLY = 5.0  # of a file that takes all the time it is given; the others have the limit of a build
FAILED = {"failed", "crashed", "killed", "timeout"}  # ours to mend, unless the file is known to be deadly


def outcomes(folder: Path) -> tuple[dict[str, dict], int]:
    """name -> {"kind", "reason", "body"} of every file; and the peak memory of the workers, in bytes."""

    def tasks(are_deadly: bool):
        for fault in hostile():
            if fault.allowed.issuperset(DEADLY) != are_deadly:
                continue
            path = folder / fault.name
            path.write_bytes(fault.make())
            yield Task(fault.name, "", path)

    found = {}
    with Watch() as watch:
        for are_deadly, seconds in ((False, worker.SECONDS), (True, SECONDS_DEADLY)):
            for task, outcome in read_all(tasks(are_deadly), Register(), 2, seconds):
                task.path.unlink()
                refused = json.loads(outcome.body).get("refused", {"kind": READ, "reason": ""})
                found[task.name] = {**refused, "body": outcome.body}
    return found, watch.peak


def test_every_file_is_read_or_refused_for_its_fault_within_its_limits(tmp_path):
    told, peak = outcomes(tmp_path)
    different = {}
    for fault in hostile():
        kind = told[fault.name]["kind"]
        if kind not in fault.allowed if fault.allowed else kind in FAILED:
            different[fault.name] = (kind, told[fault.name]["reason"])
    assert not different
    assert 0 < peak <= worker.MEMORY
    reasons_are_plain_chinese_with_a_next_step(told)
    nothing_outside_a_file_is_ever_read_into_it(told)


def reasons_are_plain_chinese_with_a_next_step(told: dict[str, dict]) -> None:
    reasons = {name: row["reason"] for name, row in told.items() if row["kind"] != READ}
    assert len(reasons) > 50
    for name, reason in reasons.items():
        assert "请" in reason and reason.endswith("。"), (name, reason)
        assert not re.search(r"Traceback|Error|0x[0-9a-f]{6}", reason), (name, reason)


def nothing_outside_a_file_is_ever_read_into_it(told: dict[str, dict]) -> None:
    """External entities: the machine's name stands in no outcome."""
    inside = [row["body"] for name, row in told.items() if name.startswith("外部实体")]
    name = Path("/etc/hostname")
    assert len(inside) == 4
    assert not name.is_file() or not any(name.read_text().strip() in body for body in inside)
