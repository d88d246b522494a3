"""A check without a spec is not done."""

import re
from pathlib import Path

import pytest

from loaders.checks.specs import checks

SPECS = "\n".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))


@pytest.mark.parametrize("check", [check.id for check in checks()])
def test_it_has_one(check):
    assert re.search(rf'check="{re.escape(check)}"', SPECS), f"write a spec for {check}"
