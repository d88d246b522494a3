"""How many readers a container's quota leaves."""

import os

import pytest

from loaders.cli.processors import processors


@pytest.mark.parametrize(("quota", "most"), [
    ("max 100000", None), ("100000 100000", 1), ("50000 100000", 1), ("99900000 100000", None), ("spoilt", None)])
def test_a_quota_leaves_whole_processors_and_at_least_one(tmp_path, quota, most):
    (tmp_path / "cpu.max").write_text(quota + "\n", "ascii")
    assert processors(tmp_path / "cpu.max") == (most or len(os.sched_getaffinity(0)))


def test_without_a_quota_every_processor_of_the_mask_reads(tmp_path):
    whole = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(whole)})
    try:
        assert processors(tmp_path / "none") == 1
    finally:
        os.sched_setaffinity(0, whole)
