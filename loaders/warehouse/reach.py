"""How far a change reaches, and which agencies are looked at together.

In:   Parts; the agencies and years of reports that came, went or were chosen otherwise.
Out:  Reach, with_aggregates(), groups().
Promise: nothing outside a Reach can change (docs/scale.md says why, check by check). A check holds a report against
its agency's other years, hence all years of a touched agency; an aggregate against its members, hence the aggregates of
the agency's district and of the one above; and a table against all others of the year, hence the year.
"""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from loaders.warehouse.parts import Parts

AT_ONCE = 3_000  # agencies whose reports of all years are held: in a country, a province at a time


@dataclass(frozen=True, slots=True)
class Reach:
    """agencies: of which every year is looked at again. years: compared whole. districts: (district_id, year) whose
    sums change. reports: documents whose rows in the marts change, those gone included; ids: of the reports among them
    that stood before."""

    agencies: pa.Array
    years: tuple[int, ...]
    districts: frozenset[tuple[str | None, int]]
    reports: pa.Array
    ids: pa.Array


def with_aggregates(parts: Parts, touched: pa.Array, agencies: pa.Table,
                    divisions: pa.Table) -> tuple[pa.Array, pa.Array]:
    """(those to be checked anew, those they are held against): the touched agencies, and with them the aggregates that
    count them as members; then the members of those aggregates."""
    whole = parts.read("reports", ["agency_id", "district_id"], ("scope", pa.array(["aggregate"])))
    its = agencies.filter(pc.is_in(agencies["agency_id"], value_set=touched))["district_id"]
    seen = parts.read("reports", ["district_id"], ("agency_id", touched))["district_id"] if len(whole) else its
    near = _above(pc.unique(pa.chunked_array([*its.chunks, *seen.chunks], pa.string())), divisions)
    counting = whole.filter(pc.is_in(whole["district_id"], value_set=near))
    anew = pc.unique(pa.chunked_array([touched, *counting["agency_id"].chunks], pa.string()))
    districts = whole.filter(pc.is_in(whole["agency_id"], value_set=anew))["district_id"]
    below = divisions.filter(pc.is_in(divisions["parent_id"], value_set=pc.unique(districts)))["district_id"]
    inside = pa.chunked_array([*districts.chunks, *below.chunks], pa.string())
    known = agencies.filter(pc.is_in(agencies["district_id"], value_set=pc.unique(inside)))["agency_id"]
    parts_of = whole.filter(pc.is_in(whole["district_id"], value_set=pc.unique(inside)))["agency_id"]
    members = pc.unique(pa.chunked_array([*known.chunks, *parts_of.chunks], pa.string()))
    return anew, members.filter(pc.invert(pc.is_in(members, value_set=anew)))


def _above(districts: pa.Array, divisions: pa.Table) -> pa.Array:
    parents = divisions.filter(pc.is_in(divisions["district_id"], value_set=districts))["parent_id"]
    found = pc.unique(pa.chunked_array([districts, *parents.chunks], pa.string()))
    return found.filter(pc.is_valid(found))


def groups(parts: Parts) -> list[pa.Array]:
    """All agencies that have reports, in groups of at most about AT_ONCE: whole provinces where there are several."""
    rows = parts.read("reports", ["agency_id", "district_id"])
    if not len(rows):
        return []
    first = rows.group_by("agency_id").aggregate([("district_id", "min")])
    first = first.sort_by([("district_id_min", "ascending"), ("agency_id", "ascending")])
    codes = [(district or "")[:2] for district in first["district_id_min"].to_pylist()]
    ids, found, start = first["agency_id"].combine_chunks(), [], 0
    for i in range(1, len(codes) + 1):
        if i == len(codes) or (codes[i] != codes[i - 1] and i - start >= AT_ONCE):
            found.append(ids[start:i])
            start = i
    return found
