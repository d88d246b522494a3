"""What a publish changes, and the choice among documents where it changes: by agency and year.

In:   Parts with the reports that stand and those that came; which reports went; what was replaced.
Out:  Change, and from it the Reach of the change; choose_among(); take_out().
Promise: an agency and year that no report came to or went from keeps its choice, and its ordinals.
"""

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from loaders.warehouse.changes import differing
from loaders.warehouse.choice import choose, several
from loaders.warehouse.ordinals import place_of, ranked
from loaders.warehouse.parts import Parts
from loaders.warehouse.reach import Reach
from loaders.warehouse.rows import BY_YEAR

_CHOSEN = ["report_id", "sha256", "agency_id", "year", "ordinal", "scope", "status", "n_read", "published_on",
           "is_current", "choice"]
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
        fresh = set(parts.fresh.to_pylist())
        return Reach(agencies, tuple(sorted({year for _, year in pairs if year is not None})), frozenset(districts),
                     pa.array(sorted(self.gone | {r["sha256"] for r in rows}), pa.string()),
                     pa.array(sorted(self.gone_ids | {r["report_id"] for r in rows if r["sha256"] not in fresh}),
                              pa.string()))


def of_pairs(rows: pa.Table, pairs: set[tuple[str, int | None]]) -> pa.Table:
    """The rows of those agencies and years."""
    is_its = [pair in pairs for pair in zip(rows["agency_id"].to_pylist(), rows["year"].to_pylist())]
    return rows.filter(pa.array(is_its, pa.bool_()))


def choose_among(parts: Parts, change: Change | None, replaced: frozenset[str]) -> None:
    """Choose and number again for the agencies and years of a change, for all by default; set is_current and ordinal
    wherever they stand."""
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
        after = choose(rows, first_seen, replaced)
        _settle(parts, year, rows, after.set_column(after.column_names.index("ordinal"), "ordinal", ranked(after)))


def _settle(parts: Parts, year: int | None, before: pa.Table, after: pa.Table) -> None:
    flipped = _differing(before, after, "is_current")
    for table in BY_YEAR if len(flipped) else ():
        if table != "figures":
            rows = parts.read(table, where=("sha256", flipped), years=[year])
            parts.edit(table, _with(rows, after, ["is_current"], _place(rows, after)), ("sha256", flipped), year)
    if len(moved := _differing(before, after, "is_current", "ordinal")):
        agencies = pc.unique(before["agency_id"].filter(pc.is_in(before["sha256"], value_set=moved)))
        rows = parts.read("figures", where=("agency_id", agencies), years=[year])
        place = place_of(rows, before)  # the rows stand in `after` as they do in `before`
        parts.edit("figures", _with(rows, after, ["is_current", "ordinal"], place), ("agency_id", agencies), year)
    if len(changed := _differing(before, after, "is_current", "ordinal", "choice")):
        rows = parts.read("reports", where=("sha256", changed))
        names = ["is_current", "ordinal", "choice"]
        parts.edit("reports", _with(rows, after, names, _place(rows, after)), ("sha256", changed))


def _differing(before: pa.Table, after: pa.Table, *names: str) -> pa.Array:
    return differing(before.select(["sha256", *names]), after.select(["sha256", *names]))


def _place(rows: pa.Table, told: pa.Table) -> pa.ChunkedArray:
    return pc.index_in(rows["sha256"], value_set=told["sha256"].combine_chunks())


def _with(rows: pa.Table, told: pa.Table, names: list[str], place: pa.ChunkedArray) -> pa.Table:
    for name in names:
        rows = rows.set_column(rows.column_names.index(name), name, told[name].take(place))
    return rows


def take_out(parts: Parts, lead: pa.Table) -> None:
    """Take out the reports of `lead` (rows of reports) and all that they say."""
    gone = "sha256", pc.unique(lead["sha256"])
    for year in lead["year"].unique().to_pylist():
        for name in BY_YEAR:
            if name != "figures":
                parts.edit(name, gone=gone, year=year)
        its = lead.filter(pc.is_null(lead["year"]) if year is None else pc.equal(lead["year"], year))
        agencies = pc.unique(its["agency_id"])
        rows = parts.read("figures", where=("agency_id", agencies), years=[year])
        parts.edit("figures", rows.filter(pc.is_null(place_of(rows, its))), ("agency_id", agencies), year)
    parts.edit("reports", gone=gone)
