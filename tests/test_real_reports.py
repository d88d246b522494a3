"""`disclosure read --json` on the real reports beside the checkout, where they are: what it must yield is binding.

In:   ../shared/reports/<slug>.<ext> and <slug>.expected.json (agency, year, edition, figures).
Out:  every figure, the agency, the year and the edition; the blank form yields no number at all.
"""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import shared_reports

READABLE = (".txt", ".md", ".html", ".pdf", ".doc", ".docx", ".xlsx")
PAIRS = [
    pytest.param(path, expected, id=path.name)
    for expected in shared_reports("*.expected.json")
    for path in shared_reports(expected.name.removesuffix(".expected.json") + ".*")
    if path.suffix in READABLE
]


def read(path: Path) -> list[dict]:
    command = [str(Path(sys.executable).with_name("disclosure")), "read", str(path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(done.stdout, parse_float=Decimal)


@pytest.mark.parametrize(("path", "expected"), PAIRS)
def test_a_real_report_yields_what_it_prints(path, expected):
    wanted = json.loads(expected.read_text("utf-8"), parse_float=Decimal)
    (found,) = read(path)
    values = {f"{f['table']}/{f['item']}/{f['column']}": f["value"] for f in found["figures"]}
    pairs = {address: (value, values.get(address, "missing")) for address, value in wanted["figures"].items()}
    different = {address: pair for address, pair in pairs.items() if pair[0] != pair[1]}
    assert not different
    assert set(values) == set(wanted["figures"])
    assert (found["agency"], found["year"], found["edition"]) == (wanted["agency"], wanted["year"], wanted["edition"])
    assert found["status"] == ("complete" if wanted["complete"] else "incomplete")


@pytest.mark.parametrize("path", shared_reports("*_blank.docx"), ids=lambda path: path.name)
def test_the_blank_form_yields_no_zeros(path):
    (found,) = read(path)
    assert {f["state"] for f in found["figures"]} == {"blank"} and len(found["figures"]) == 200
    assert not found["findings"]


def test_real_reports_are_not_overlooked():
    """Where the folder is there, its six readable reports are all tried."""
    assert len(PAIRS) == (6 if shared_reports("*.expected.json") else 0)
