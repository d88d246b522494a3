"""What a publish changes, and the choice among documents where it changes: by agency and year.

In:   Parts with the reports that stand and those that came; which reports went; what was replaced.
Out:  Change, and from it the Reach of the change; choose_among().
Promise: an agency and year that no report came to or went from keeps its choice.
"""

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from loaders.warehouse.changes import differing
from loaders.warehouse.choice import choose, several
from loaders.warehouse.parts import Parts
from loaders.warehouse.reach import Reach
from loaders.warehouse.rows import BY_YEAR

_CHOSEN = ["report_id", "sha256", "agency_id", "year", "scope", "status", "n_read", "published_on", "is_current",
           "choice"]
_TOLD = ["agency_id", "label", "kind", "level"]
_WHERE = ["report_id", "sha256", "agency_id", "district_id", "year"]


@dataclass
class Change:
    """pairs: (agency_id, year) that reports came to or went from, or whose choice may be another. also: those that only
    need to be derived anew. gone: reports that went, gone_ids: as reports; districts: theirs, with the year."""

    pairs: set[tuple[str, int | None]] = field(default_factory=set)
    also: set[tuple[str, int | None]] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    gone_ids: set[str] = field(default_factory=set)
    districts: set[tuple[str | None, int]] = field(default_factory=set)

    @classmethod
    def of(cls, gone: pa.Table) -> "Change":
        rows = gone.select(_WHERE).to_pylist()
        return cls({(r["agency_id"], r["year"]) for r in rows}, set(), *({r[name] for r in rows} for name in (
            "sha256", "report_id")), {(r["district_id"], r["year"]) for r in rows if r["year"] is not None})

    def add(self, parts: Parts, sha256: set[str]) -> None:
        """The agencies and years of more documents."""
        if sha256:
            rows = parts.read("reports", ["agency_id", "year"], ("sha256", pa.array(sorted(sha256), pa.string())))
            self.pairs |= {(r["agency_id"], r["year"]) for r in rows.to_pylist()}

    def agencies(self) -> set[str]:
        return {agency for agency, _ in self.pairs}

    def reclassify(self, parts: Parts, before: pa.Table, after: pa.Table) -> None:
        """Agencies that are told otherwise now: every year of theirs speaks of another kind or name."""
        touched = pa.array(sorted(self.agencies()), pa.string())
        old, new = ({row.pop("agency_id"): row for row in rows.filter(
            pc.is_in(rows["agency_id"], value_set=touched)).select(_TOLD).to_pylist()} for rows in (before, after))
        other = pa.array([agency for agency, row in new.items() if agency in old and old[agency] != row], pa.string())
        if len(other):
            rows = parts.read("reports", ["agency_id", "year"], ("agency_id", other))
            self.also |= {(r["agency_id"], r["year"]) for r in rows.to_pylist()}

    def reach(self, parts: Parts) -> Reach:
        """How far the change reaches, once everything is chosen."""
        pairs = self.pairs | self.also
        agencies = pa.array(sorted({agency for agency, _ in pairs}), pa.string())
        rows = of_pairs(parts.read("reports", _WHERE, ("agency_id", agencies)), pairs).to_pylist()
        districts = self.districts | {(r["district_id"], r["year"]) for r in rows if r["year"] is not None}
        return Reach(agencies, tuple(sorted({year for _, year in pairs if year is not None})), frozenset(districts),
                     *(pa.array(sorted(went | {r[name] for r in rows}), pa.string())
                       for name, went in (("sha256", self.gone), ("report_id", self.gone_ids))))


def of_pairs(rows: pa.Table, pairs: set[tuple[str, int | None]]) -> pa.Table:
    """The rows of those agencies and years."""
    is_its = [pair in pairs for pair in zip(rows["agency_id"].to_pylist(), rows["year"].to_pylist())]
    return rows.filter(pa.array(is_its, pa.bool_()))


def choose_among(parts: Parts, change: Change | None, replaced: frozenset[str]) -> None:
    """Choose again for the agencies and years of a change, for all by default; set is_current wherever it stands."""
    years = parts.years("figures") if change is None else {year for _, year in change.pairs}
    for year in sorted(years, key=lambda y: y or 0):
        where = None
        if change is not None:
            where = "agency_id", pa.array(sorted({a for a, of in change.pairs if of == year}), pa.string())
        rows = parts.read("reports", _CHOSEN, where, [year])
        rows = rows.filter(pc.is_null(rows["year"]) if year is None else pc.equal(rows["year"], year))
        competing = parts.read("documents", ["sha256", "first_seen"], ("sha256", pa.array(several(rows), pa.string())))
        competing = competing.group_by("sha256").aggregate([("first_seen", "min")])
        first_seen = dict(zip(*(competing[name].to_pylist() for name in ("sha256", "first_seen_min"))))
        _settle(parts, year, rows, choose(rows, first_seen, replaced))


def _settle(parts: Parts, year: int | None, before: pa.Table, after: pa.Table) -> None:
    names = ["sha256", "is_current"]
    flipped = differing(before.select(names), after.select(names))
    for table in BY_YEAR if len(flipped) else ():
        rows = parts.read(table, where=("sha256", flipped), years=[year])
        parts.edit(table, _with(rows, after, ["is_current"]), ("sha256", flipped), year)
    changed = differing(before.select([*names, "choice"]), after.select([*names, "choice"]))
    if len(changed):
        rows = parts.read("reports", where=("sha256", changed))
        parts.edit("reports", _with(rows, after, ["is_current", "choice"]), ("sha256", changed))


def _with(rows: pa.Table, told: pa.Table, names: list[str]) -> pa.Table:
    place = pc.index_in(rows["sha256"], value_set=told["sha256"].combine_chunks())
    for name in names:
        rows = rows.set_column(rows.column_names.index(name), name, told[name].take(place))
    return rows
