"""What a checker must tell of a report beyond its identities: likeness, gaps, nothing beside much, blanks, parts, days.

In:   one agency's printed numbers by year; for what several agencies tell, those of all.
Out:  of_series(), of_county(): Broken, by name, year and address; NAMES of them all.
Promise: written apart from loaders/checks, so that one proves the other.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise
from math import log2, pi, sqrt

from loaders.demo.arithmetic import Broken, Printed
from loaders.demo.figures import Key
from loaders.demo.names import Agency
from loaders.form import addresses, edition

NAMES = frozenset({"carry_over_gap", "form_change", "same_as_last_year", "same_as_other", "nothing_beside_much",
                   "amount_scale", "printed_unit", "blank_table", "blank_columns", "blank_cells", "edition", "sections",
                   "tables", "year_stated", "early", "late", "undated", "members", "members_documents", "at_least"})
_KIND = {a.key: a.kind for a in addresses()}
_TABLES, _DECIDED = ("disclosure", "requests", "disputes", "activity"), ("licensing", "penalties", "coercion")
_SUMS = {"new", "outcome_total", "refused", "unable", "unprocessed"}
_AMOUNTS = (("disclosure", "fees", "amount"), ("disclosure", "procurement", "amount"))
MARGIN, NOWHERE = 10, ("", "", "")
MEMBER_KINDS = frozenset({"dept", "town", "subdistrict", "authorised", "gov_office", "zone"})
_AT_LEAST = [("requests", "new", "total"), ("requests", "outcome_total", "total"),
             *(("disclosure", item, "decisions") for item in _DECIDED),
             *(("disputes", item, "total") for item in ("review", "suit_direct", "suit_after_review"))]
_EQUAL = [*_AT_LEAST, ("requests", "carried_in", "total"), ("requests", "carried_out", "total")]
_DOCUMENTS = [("disclosure", "normative_documents", column) for column in ("issued", "in_force")]


def _of(table: str, v: Printed) -> dict[Key, Decimal | None]:
    return {key: value for key, value in v.items() if key[0] == table}


def weight(table: str, v: Printed, with_stock: bool) -> float:
    """How much a table says, in bits: what chance would hardly print twice."""
    def counts(key: Key) -> bool:
        if table == "requests":
            return key[2] == "total" and key[1] not in _SUMS
        if table == "disputes":
            return key[2] != "total"
        return _KIND[key] in ("flow", "money") or with_stock and _KIND[key] == "stock" or table == "activity"

    return sum(1 + log2(pi * (float(value) + 0.3)) / 2 for key, value in _of(table, v).items()
               if value is not None and value > 0 and counts(key))


def is_same(table: str, a: Printed, b: Printed) -> bool:
    """Whether every number of a table stands at the same place in both, and nothing else does."""
    return ({k: v for k, v in _of(table, a).items() if v is not None}
            == {k: v for k, v in _of(table, b).items() if v is not None})


def of_series(printed: Mapping[int, Printed], editions: Mapping[int, str]) -> set[Broken]:
    """Everything that one agency's years tell by themselves."""
    found: set[Broken] = set()
    filed = sorted(y for y in printed if printed[y])
    for before, year in pairwise(filed):
        a, b = printed[before], printed[year]
        if year - before > 1:
            found.update(Broken("carry_over_gap", year, key) for key in b if key[:2] == ("requests", "carried_in")
                         and (out := a.get(("requests", "carried_out", key[2]))) is not None
                         and b[key] is not None and out != b[key])
            continue
        found.update(_beside(before, a, b))
        found.update(_beside(year, b, a))
        if editions[before] == editions[year]:
            found.update(Broken("same_as_last_year", year, (table, "", "")) for table in _TABLES
                         if _of(table, b) and is_same(table, a, b) and weight(table, b, False) >= MARGIN)
        held = b.get(("disclosure", "normative_documents", "in_force"))
        known = [a.get(("disclosure", "normative_documents", "disclosed_total")),
                 b.get(("disclosure", "normative_documents", "issued"))]
        if held is not None and None not in known and held > sum(known):
            found.add(Broken("form_change", year, ("disclosure", "normative_documents", "in_force")))
    for year in filed:
        found.update(_blanks(year, printed[year]))
    for key in _AMOUNTS:
        found.update(_scale(key, {y: float(v) for y in filed if (v := printed[y].get(key)) and v > 0}))
    return found


def _beside(year: int, v: Printed, o: Printed) -> Iterable[Broken]:
    """A table of noughts in `v`, the numbers of `year`, where `o`, the year before or after, holds much."""
    asked = (("requests", [("requests", "new", "total")], 20, 20),
             ("disclosure", [("disclosure", item, "decisions") for item in _DECIDED], 100, 5))
    for table, active, floor, fewest in asked:
        numbers = [n for n in _of(table, v).values() if n is not None]
        if len(numbers) >= fewest and not any(numbers) and sum(o.get(key) or 0 for key in active) >= floor:
            yield Broken("nothing_beside_much", year, (table, "", ""))


def _blanks(year: int, v: Printed) -> Iterable[Broken]:
    for table in ("disclosure", "requests", "disputes"):
        cells = {k: n for k, n in _of(table, v).items() if k[:2] != ("disclosure", "rules")}
        blank = [k for k, n in cells.items() if n is None]
        full = {k[2] for k, n in _of(table, v).items() if n is not None}
        if blank and not full:
            yield Broken("blank_table", year, (table, "", ""))
            continue
        apart = [k for k in blank if table == "requests" and k[2] not in full]
        if apart:
            yield Broken("blank_columns", year, (table, "", ""))
        if len(blank) > len(apart):
            yield Broken("blank_cells", year, (table, "", ""))


def _scale(key: Key, amounts: Mapping[int, float]) -> Iterable[Broken]:
    """An amount ten thousand times another's, within four; of two years the later one is told."""
    for year, value in amounts.items():
        ratios = [max(value / o, o / value) for y, o in amounts.items() if y != year]
        n_off = sum(2_500 <= r <= 40_000 for r in ratios)
        if n_off > sum(r < sqrt(2_500) for r in ratios) and (len(ratios) > 1 or year == max(amounts)):
            yield Broken("amount_scale", year, key)


def of_county(whole: Agency, years: Iterable[int], members: Iterable[Agency],
              printed: Mapping[str, Mapping[int, Printed]]) -> set[Broken]:
    """The aggregate of a county whose register is whole, against what its members print."""
    members, found = [m for m in members if m.kind in MEMBER_KINDS], set()
    for year in years:
        v = printed[whole.agency_id].get(year) or {}
        for keys, name in ((_EQUAL, "members"), (_DOCUMENTS, "members_documents"), (_AT_LEAST, "at_least")):
            for key in keys:
                values = [(printed[m.agency_id].get(year) or {}).get(key) for m in members]
                known = [n for n in values if n is not None]
                if v.get(key) is None or not known:
                    continue
                is_whole = len(known) == len(values)
                if v[key] < sum(known) and not is_whole if name == "at_least" else is_whole and v[key] != sum(known):
                    found.add(Broken(name, year, key))
    return found


def of_others(agencies: Iterable[Agency], years: Iterable[int], editions: Mapping[str, Mapping[int, str]],
              printed: Mapping[str, Mapping[int, Printed]]) -> dict[str, set[Broken]]:
    """agency_id -> its tables that are another agency's of the year, cell by cell."""
    found: dict[str, set[Broken]] = {}
    agencies = list(agencies)
    for year in years:
        filed = [a for a in agencies if printed[a.agency_id].get(year)]
        for table in _TABLES:
            alike: dict[tuple, list[Agency]] = {}
            for a in filed:
                v = _of(table, printed[a.agency_id][year])
                if v and weight(table, v, True) >= MARGIN:
                    cells = frozenset((k, n) for k, n in v.items() if n is not None)
                    alike.setdefault((editions[a.agency_id][year], cells), []).append(a)
            for group in (g for g in alike.values() if len(g) > 1):
                for a in group:
                    near = [b for b in filed if b.district == a.district]
                    compared = near if any(b.district == a.district for b in group if b != a) else filed
                    if weight(table, printed[a.agency_id][year], True) >= MARGIN + log2(len(compared)):
                        found.setdefault(a.agency_id, set()).add(Broken("same_as_other", year, (table, "", "")))
    return found


def of_form(year: int, used: str, wanted: str, v: Printed, has_sections: Iterable[int | None]) -> Iterable[Broken]:
    """What the form of the year prints and this report does not."""
    form = edition(used)
    if not form.tables:
        return
    if used != wanted:
        yield Broken("edition", year, NOWHERE)
    with_table = {t.section for t in form.tables}
    numbers = {s.number for s in form.sections}
    if None not in numbers and numbers - with_table - set(has_sections):
        yield Broken("sections", year, NOWHERE)
    if len(form.tables) > 1:
        yield from (Broken("tables", year, (t.id, "", "")) for t in form.tables if not _of(t.id, v))
