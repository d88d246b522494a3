"""What people decided of documents that stand: corrections, placements and withdrawals that are new or no longer these.

In:   the snapshot in use; the Corrections, Placements and Withdrawals of the data root.
Out:  which documents must be read again, placed anew or corrected anew; the fingerprints of what is placed.
Promise: only documents that some line speaks of, or that the snapshot was made with, are looked up: time grows with
what people wrote, not with what there is.
"""

from collections.abc import Iterable

from loaders.correct import Corrections
from loaders.placements import Placements
from loaders.warehouse import Stored
from loaders.withdrawals import REASON_ID


def to_read_again(before: Stored, corrections: Corrections, placements: Placements) -> frozenset[str]:
    """Documents published with corrections or under a placement that are no longer these: what they say must be read
    again. So must those placed for the first time whose figures are stored corrected: corrections go by agency and
    year."""
    corrected = _loaded(before, "sha256", before.corrected)
    other = {row["sha256"] for row in corrected if corrections.fingerprint(row["report_id"]) != before.corrected[
        row["sha256"]]}
    placed = [*corrected, *_loaded(before, "sha256", before.placed)]
    return frozenset(other | {row["sha256"] for row in placed if placements.fingerprint(
        row["sha256"], row["name"]) != before.placed.get(row["sha256"], "")})


def first_placed(before: Stored, placements: Placements) -> frozenset[str]:
    """Loaded documents that a person now places for the first time: as long as they stand, what is stored is enough."""
    return frozenset(row["sha256"] for row in spoken_of(before, placements) if row["status"] == "loaded"
                     and row["sha256"] not in before.placed and placements.of(row["sha256"], row["name"]))


def newly_corrected(before: Stored, corrections: Corrections, gone: frozenset[str]) -> frozenset[str]:
    """Documents that stand, none of `gone`, and that corrections now touch for the first time; of those that were
    published with these very corrections, the corrections are told to hold."""
    found = set()
    for row in _loaded(before, "report_id", corrections.by_report):
        if row["sha256"] not in gone and row["sha256"] in before.corrected:
            corrections.stand(row["report_id"])
        elif row["sha256"] not in gone:
            found.add(row["sha256"])
    return frozenset(found)


def spoken_of(before: Stored, placements: Placements) -> list[dict]:
    """The rows of documents that some placement means, or whose names it says."""
    found = [*before.told_of("sha256", {p.sha256 for p in placements.all if p.sha256}),
             *before.told_of("name", {p.document for p in placements.all if p.document})]
    return list({(row["name"], row["sha256"]): row for row in found}.values())


def settle(placements: Placements, rows: Iterable[dict]) -> dict[str, str]:
    """sha256 of each document that is placed -> the fingerprint of what was decided. `rows`: of documents, all that
    placements speak of among them. Raises StalePlacement for one that meets none."""
    rows = list(rows)
    loaded = [(row["name"], row["sha256"]) for row in rows if row["status"] == "loaded"]
    placements.settle(loaded + [(row["name"], row["sha256"]) for row in rows if row["reason_id"] == REASON_ID])
    return {sha256: mark for name, sha256 in loaded if (mark := placements.fingerprint(sha256, name))}


def _loaded(before: Stored, column: str, values: Iterable[str]) -> list[dict]:
    return [row for row in before.told_of(column, values) if row["status"] == "loaded"]
