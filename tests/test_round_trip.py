"""The whole road on the demonstration corpus: documents rendered, loaded by the real command, held against the truth.

In:   `disclosure demo` and `disclosure build`, run as a user runs them.
Out:  every figure right or marked doubtful, who and when told, every planted fault found and no other.
"""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from loaders.warehouse import Stored, current
from tests.round_trip import compare, truth, whole_truth

PLACE = ("table_id", "item_id", "column_id")
DOUBTFUL_AT_MOST = 0.005  # of all cells; measured 0.002 on 2026-11-23


def disclosure(*words: str) -> subprocess.CompletedProcess:
    command = [str(Path(sys.executable).with_name("disclosure")), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("road") / "root"
    disclosure("demo", "--out", str(out))
    disclosure("build", "--data", str(out), "--workers", "2")
    return out


@pytest.fixture(scope="module")
def loaded(root) -> dict:
    """sha256 -> Report, as the snapshot holds it."""
    return {report.sha256: report for report in Stored(current(root)).reports()}


@pytest.mark.xdist_group("road")
def test_every_figure_comes_back_or_is_marked_doubtful(root, loaded):
    counts, wrong, formats = Counter(), {}, Counter()
    for entry in truth(root):
        comparison = compare(loaded[entry["sha256"]], entry)
        counts.update(comparison.counts())
        formats[entry["format"]] += 1
        if comparison.wrong:
            wrong[entry["path"]] = dict(list(comparison.wrong.items())[:3])
    assert not wrong
    assert counts["doubtful"] <= DOUBTFUL_AT_MOST * counts["right"], counts
    assert set(formats) == {"text", "markdown", "html", "pdf", "docx", "xlsx"} and min(formats.values()) >= 5, formats
    assert counts["right"] > 80_000


@pytest.mark.xdist_group("road")
def test_every_document_tells_its_agency_year_and_edition(root, loaded):
    for entry in truth(root):
        report = loaded[entry["sha256"]]
        told = (report.identity.agency_id, report.identity.district, report.identity.year, report.edition)
        assert told == (entry["agency_id"], entry["district"], entry["year"], entry["edition"]), entry["path"]


@pytest.mark.xdist_group("road")
def test_planted_faults_are_found_and_no_other(root):
    entries = whole_truth(root)
    sha = {entry["path"]: entry["sha256"] for entry in entries["documents"]}
    planted = {
        (broken["check"], sha[broken["path"]], broken["address"])
        for fault in entries["faults"]
        for broken in fault["breaks"]
    }
    snapshot = current(root)
    counted = {
        row["sha256"] for row in pq.read_table(snapshot / "reports.parquet").to_pylist() if row["is_current"]
    }
    found = {
        (row["check_id"], row["sha256"], "/".join(row[part] or "" for part in PLACE))
        for row in pq.read_table(snapshot / "findings.parquet").to_pylist()
        if row["sha256"] in counted
    }
    assert found == planted
    assert len(planted) > 200


@pytest.mark.xdist_group("road")
def test_bad_files_are_rows_with_a_reason(root):
    spoilt = {entry["path"] for entry in whole_truth(root)["documents"] if entry["kind"] == "spoilt"}
    rows = pq.read_table(current(root) / "documents.parquet").to_pylist()
    assert {row["name"] for row in rows if row["status"] == "refused"} == spoilt and len(spoilt) >= 4
    assert all(row["reason"] for row in rows if row["status"] == "refused")
    assert {row["status"] for row in rows} == {"loaded", "duplicate", "refused"}
    assert any(row["agency_id"] and row["year"] for row in rows if row["status"] == "refused")  # told by its name
