"""What follows from the reports: findings, counts, marts; of all agencies, or of those that a change can reach.

In:   Parts with documents, reports, figures and prose; the tables agencies and divisions.
Out:  Deriving.everything(), Deriving.of(): the parts of findings and the marts, and the counts in reports.
Promise: row for row the same whichever way it is done; the reports of a year, or all those of some thousand agencies,
are held at a time.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from loaders import checks
from loaders.tables import TABLES
from loaders.warehouse.changes import differing, differing_groups
from loaders.warehouse.marts import OF_DISTRICTS, OF_FIGURES, OF_FINDINGS, OF_HISTORIES, OF_YEARS, mart
from loaders.warehouse.memory import give_back
from loaders.warehouse.parts import Parts, Renewal
from loaders.warehouse.reach import Reach, groups, with_aggregates

_COUNTS = ("n_identities", "n_untested")
_LEAD = ["report_id", "sha256", "agency_id", "district_id", "year", "ordinal", "is_current", "edition", "scope",
         "status"]
_CHECKED = [*_LEAD, "agency_label", "published_on", "doubts", "identity", *_COUNTS]


@dataclass
class Deriving:
    """One derivation over `parts`. agencies, divisions: tables of the contract, whole."""

    parts: Parts
    agencies: pa.Table
    divisions: pa.Table
    reference: checks.Reference = checks.Reference()

    def everything(self, step: Callable[[int, int], None] = lambda done, total: None) -> None:
        """Derive all anew; step(done, of all)."""
        parts, several, years = self.parts, groups(self.parts), self.parts.years("figures")
        of_years = [TABLES["findings"].schema.empty_table()]
        for done, year in enumerate(years, 1):
            figures, reports = self._year(year)
            of_years.append(self._against_the_year(figures, reports))
            for name in OF_DISTRICTS if year is not None else ():
                made = mart(name, figures=figures, reports=reports, agencies=self.agencies)
                parts.edit(name, made, ("year", pa.array([year], pa.int16())), year)
            del figures, reports
            give_back()
            step(done, len(years) + len(several))
        self._cover(self._span(), frozenset(parts.years(OF_YEARS[0])) - self._span())
        out = {name: Renewal(parts, name) for name in ("reports", "findings", *OF_FIGURES, *OF_HISTORIES, *OF_FINDINGS)}
        for done, agencies in enumerate(several, len(years) + 1):
            figures, reports = self._agencies(agencies)
            checked = self._checked(figures, reports)
            reports = with_counts(reports, checked.counts)
            findings = pa.concat_tables([checked.findings, *(only(one, "agency_id", agencies) for one in of_years)])
            del checked
            given = {"reports": reports, "findings": findings, "agencies": self.agencies, "checks": checks.catalogue()}
            for name in (*OF_FIGURES, *OF_HISTORIES):
                out[name].put(mart(name, figures=figures, **given))
            del figures  # the most of all
            for name in OF_FINDINGS:
                out[name].put(mart(name, **given))
            out["findings"].put(findings)
            out["reports"].put(reports)
            del reports, findings, given
            give_back()
            step(done, len(years) + len(several))
        for one in out.values():
            one.done()

    def of(self, reach: Reach) -> None:
        """Derive anew what a change reaches; everything else stays as it is."""
        parts = self.parts
        span, covered = self._span(), frozenset(parts.years(OF_YEARS[0]))
        self._cover(span & (frozenset(reach.years) | span - covered), covered - span)
        of_years = [self._of_year(year, reach) for year in reach.years]
        agencies, members = with_aggregates(parts, reach.agencies, self.agencies, self.divisions)
        figures, reports = self._agencies(pa.concat_arrays([agencies, members]), _CHECKED)
        checked = self._checked(figures, reports)
        del figures
        reports = only(reports, "agency_id", agencies)
        counts = only(checked.counts, "sha256", reports["sha256"])
        counted = differing(reports.select(["sha256", *_COUNTS]), counts.select(["sha256", *_COUNTS]))
        whole = parts.read("reports", where=("sha256", counted))
        parts.edit("reports", with_counts(whole, counts), ("sha256", counted))
        moved = self._move_findings(agencies, only(checked.findings, "agency_id", agencies), reach.years, of_years)
        self._marts((*OF_FIGURES, *OF_HISTORIES), reach.reports, reach.ids)
        self._marts(OF_FINDINGS, pc.unique(pa.concat_arrays([reach.reports, counted, moved])))

    def _of_year(self, year: int, reach: Reach) -> pa.Table:
        """The sums of the districts touched in a year; gives what the comparison of the whole year finds."""
        figures, reports = self._year(year)
        touched = pa.array([district for district, of in reach.districts if of == year], pa.string())
        for name in OF_DISTRICTS:
            made = mart(name, figures=only(figures, "district_id", touched), agencies=self.agencies,
                        reports=only(reports, "district_id", touched))
            self.parts.edit(name, made, ("district_id", touched), year)
        return self._against_the_year(figures, reports)

    def _span(self) -> frozenset[int]:
        """From the first to the last year that a report in use speaks of."""
        used = self.parts.read("reports", ["year"], ("is_current", pa.array([True])))["year"]
        return frozenset(range(pc.min(used).as_py(), pc.max(used).as_py() + 1)) if len(used) else frozenset()

    def _cover(self, years: frozenset[int], gone: frozenset[int]) -> None:
        """Make the marts of whole years anew; take out the years that no report in use speaks of."""
        for year in sorted((years | gone) - {None}):
            of_year = pa.array([year], pa.int16())
            reports = only(self.parts.read("reports", _LEAD, years=[year]), "year", of_year)
            for name in OF_YEARS:
                made = mart(name, reports=reports, agencies=self.agencies, years=pa.table({"year": of_year}))
                self.parts.edit(name, made if year in years else None, ("year", of_year), year)

    def _move_findings(self, agencies: pa.Array, own: pa.Table, years: tuple[int, ...],
                       of_years: list[pa.Table]) -> pa.Array:
        """Put in the new findings; gives the reports whose findings changed. `own`: all those of the agencies that are
        not found by comparing whole years, as `of_years` are."""
        ids = pa.array(checks.of_whole_years(), pa.string())
        standing = self.parts.read("findings", where=("check_id", ids))
        is_anew = pc.fill_null(pc.is_in(standing["year"], value_set=pa.array(years, pa.int16())), False)
        compared = pa.concat_tables([standing.filter(pc.invert(is_anew)), *of_years])
        elsewhere = differing_groups(without(standing, "agency_id", agencies), without(compared, "agency_id", agencies))
        before = [self.parts.read("findings", where=where) for where in (("agency_id", agencies),
                                                                        ("sha256", elsewhere))]
        after = pa.concat_tables([own, only(compared, "agency_id", agencies),
                                  without(before[1], "check_id", ids), only(compared, "sha256", elsewhere)])
        moved = differing_groups(pa.concat_tables(before), after)
        self.parts.edit("findings", only(after, "sha256", moved), ("sha256", moved))
        return moved

    def _marts(self, names: tuple[str, ...], sha256: pa.Array, ids: pa.Array | None = None) -> None:
        reports = self.parts.read("reports", [*_LEAD, *_COUNTS], ("sha256", sha256))
        given = {"reports": reports, "agencies": self.agencies, "checks": checks.catalogue(),
                 "findings": self.parts.read("findings", where=("sha256", sha256))}
        if ids is not None:
            whose = "agency_id", pc.unique(reports["agency_id"])
            given["figures"] = self.parts.read("figures", None, whose, set(reports["year"].to_pylist()))
        for name in names:
            gone = ("report_id", ids) if name in OF_HISTORIES else ("sha256", sha256)
            self.parts.edit(name, mart(name, **given), gone)

    def _year(self, year: int | None) -> tuple[pa.Table, pa.Table]:
        reports = self.parts.read("reports", _CHECKED, years=[year])
        is_its = pc.is_null(reports["year"]) if year is None else pc.equal(reports["year"], year)
        return sorted_figures(self.parts.read("figures", years=[year])), reports.filter(is_its)

    def _agencies(self, agencies: pa.Array, columns: list[str] | None = None) -> tuple[pa.Table, pa.Table]:
        where = "agency_id", agencies
        return sorted_figures(self.parts.read("figures", where=where)), self.parts.read("reports", columns, where)

    def _against_the_year(self, figures: pa.Table, reports: pa.Table) -> pa.Table:
        return checks.run(figures, reports, self.agencies, checks.YEARS).findings

    def _checked(self, figures: pa.Table, reports: pa.Table) -> checks.Checked:
        """Everything but the comparison of whole years."""
        sha256, parts = ("sha256", reports["sha256"].combine_chunks()), self.parts
        return checks.run(
            figures, reports, self.agencies, checks.AGENCIES, divisions=self.divisions,
            sections=parts.read("sections", ["report_id", "sha256", "number"], sha256),
            statements=parts.read("statements", where=sha256), reference=self.reference,
            documents=parts.read("documents", ["sha256", "format"], sha256),
            evidence=lambda asked: parts.pieces("evidence", ["sha256", "cells"], ("sha256", asked)))


def sorted_figures(rows: pa.Table) -> pa.Table:
    """In the order that a full build meets them in: by year, then as the contract says."""
    by = dict.fromkeys((*TABLES["figures"].order, *TABLES["figures"].key))
    return rows.take(pc.sort_indices(rows, sort_keys=[("year", "ascending", "at_start"),
                                                      *((name, "ascending", "at_end") for name in by)]))


def only(rows: pa.Table, column: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    values = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
    return rows.filter(pc.is_in(rows[column], value_set=values))


def without(rows: pa.Table, column: str, values: pa.Array) -> pa.Table:
    return rows.filter(pc.invert(pc.is_in(rows[column], value_set=values)))


def with_counts(reports: pa.Table, counts: pa.Table) -> pa.Table:
    place = pc.index_in(reports["sha256"], value_set=counts["sha256"].combine_chunks())
    for name in _COUNTS:
        reports = reports.set_column(reports.column_names.index(name), name,
                                     counts[name].cast(pa.int32()).take(place))
    return reports
