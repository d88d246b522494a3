"""The parts of a snapshot being made: files of the one before that still hold, and new ones.

In:   the files of the snapshot in use; rows to take out and rows to put in, by table and year.
Out:  Parts: read(), edit(), replace(); link() lays every part into the new snapshot's folder.
Promise: a part never changes. Rows that go cost the parts that hold them, rows that come a part of their own, which
grows with the next ones until it is large: a table of N rows lies in about log N parts, and every row is written
anew about log N times in its life, however often rows come. A part of the same bytes is the same file.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from loaders.tables import TABLES, Table
from loaders.warehouse.changes import KEY
from loaders.warehouse.files import (
    Where,
    file_name,
    groups,
    holds,
    in_order,
    names_of,
    rows_of,
    share,
    to_schema,
    told_by,
    write,
    write_groups,
)

# Rows of the largest part: what a thousand reports change by chance must not be a year of documents. While a country is
# derived anew, up to a part of each table that has a row a report waits in memory.
_MOST = {"evidence": 16_384, "sections": 32_768, "statements": 65_536, "reports": 65_536, "mart_agencies": 65_536,
         "mart_findings": 65_536, "mart_profiles": 32_768}
_ELSE = 131_072
_GROWS = 2  # a part with at most so many times the rows that come is written anew with them


@dataclass(frozen=True, slots=True)
class Part:
    """One file: where it lies now, and its entry of the manifest."""

    path: Path
    entry: dict


class Parts:
    """`folder`: of the snapshot being made; `home`, `files`: those of the snapshot before, None and {} for none. Where
    not `stand`, no row of it holds any more."""

    def __init__(self, folder: Path, home: Path | None = None, files: dict[str, dict] | None = None,
                 stand: bool = True):
        self.folder = folder
        before = {name: Part(home / name, entry) for name, entry in (files or {}).items()}
        self.files = dict(before) if stand else {}
        self.known = {(told_by(name)[0], part.entry["sha256"]): part for name, part in before.items()}
        self.fresh = pa.array([], pa.string())  # documents of which the snapshot before has no row
        self._new: set[str] = set()  # names of parts that it has not
        self.n_written = self.n_bytes_written = 0
        self._number = 0

    def paths(self, table: str, year: int | None = None, any_year: bool = False) -> list[Path]:
        return [self.files[name].path for name in self._names(table, year, any_year)]

    def _names(self, table: str, year: int | None = None, any_year: bool = False) -> list[str]:
        return names_of(self.files, TABLES[table], year, any_year)

    def years(self, table: str) -> list[int | None]:
        """The years that a table split by year has rows of, None last but one where the year is unknown: None first."""
        return sorted({told_by(name)[1] or None for name in self._names(table, any_year=True)}, key=lambda y: y or 0)

    def n_rows(self, table: str) -> int:
        return sum(self.files[name].entry["rows"] for name in self._names(table, any_year=True))

    def read(self, table: str, columns: list[str] | None = None, where: Where | None = None,
             years: Iterable[int | None] | None = None) -> pa.Table:
        """Rows of a table, of all years or of some. Of a table that is not split, rows of other years may come too."""
        known = None
        if TABLES[table].by_year:
            names = [name for year in (self.years(table) if years is None else years)
                     for name in self._names(table, year)]
        else:
            names, known = self._names(table), None if years is None or None in years else set(years)
        found = [rows_of([path], TABLES[table], columns, asked, known) for path, asked in self._where(names, where)]
        return pa.concat_tables(found) if found else rows_of([], TABLES[table], columns)

    def pieces(self, table: str, columns: list[str] | None, where: Where) -> Iterator[pa.Table]:
        """The rows of read(), a row group at a time."""
        for path, asked in self._where(self._names(table, any_year=True), where):
            yield from groups(path, columns, asked)

    def _where(self, names: list[str], where: Where | None) -> Iterator[tuple[Path, Where | None]]:
        """The parts that may hold such rows, and what to look for in each: documents that came just now are in none of
        the snapshot before, and of two million reports that saves reading every sha256."""
        of_old = where
        if where is not None and where[0] == KEY and len(self.fresh):
            of_old = KEY, where[1].filter(pc.invert(pc.is_in(where[1], value_set=self.fresh)))
        for name in names:
            asked = where if name in self._new else of_old
            if asked is None or len(asked[1]):
                yield self.files[name].path, asked

    def edit(self, table: str, new: pa.Table | None = None, gone: Where | None = None,
             year: int | None = None) -> None:
        """Take out the rows `gone` tells, put in the new ones; of one year where the table is split by year."""
        if gone is not None:
            holding = {path for path, asked in self._where(self._names(table, year), gone) if holds(path, asked)}
            for name in [name for name in self._names(table, year) if self.files[name].path in holding]:
                self._without(name, TABLES[table], gone)
        if new is None or not len(new):
            return
        most = _MOST.get(table, _ELSE)
        smallest = sorted(self._names(table, year), key=lambda name: self.files[name].entry["rows"])
        for name in smallest:
            if not self.files[name].entry["rows"] <= min(_GROWS * len(new), most - len(new)):
                break
            new = pa.concat_tables([rows_of([self.files[name].path], TABLES[table]), to_schema(new, TABLES[table])])
            self._drop(name)
        for start in range(0, len(new), most):
            self._add(TABLES[table], new.slice(start, most), year)

    def _without(self, name: str, table: Table, gone: Where) -> None:
        path = self.folder / f".{self._next()}"
        entry = write_groups(groups(self.files[name].path, without=gone), table, path)
        year = told_by(name)[1]
        self._drop(name)
        self._count(entry)
        if entry["rows"]:
            self._name(table, year, self._same(table, Part(path, entry)))
        else:
            path.unlink()

    def _add(self, table: Table, rows: pa.Table, year: int | None) -> None:
        self._name(table, year, self.written(table, rows))

    def exchange(self, name: str, rows: pa.Table) -> None:
        """Other rows in the place of one part."""
        table, year, _ = told_by(name)
        self._drop(name)
        self._add(TABLES[table], rows, year or None)

    def put_instead(self, table: Table, parts: list[Part]) -> None:
        for name in self._names(table.name, any_year=True):
            self._drop(name)
        for part in parts:
            self._name(table, None, part)

    def written(self, table: Table, rows: pa.Table) -> Part:
        """A part that has no name yet."""
        path = self.folder / f".{self._next()}"
        entry = write(rows, table, path)
        self._count(entry)
        return self._same(table, Part(path, entry))

    def _same(self, table: Table, part: Part) -> Part:
        """The part of the snapshot before where it has the same bytes."""
        known = self.known.get((table.name, part.entry["sha256"]))
        if known is None:
            return part
        part.path.unlink()
        self.n_written, self.n_bytes_written = self.n_written - 1, self.n_bytes_written - part.entry["bytes"]
        return known

    def _name(self, table: Table, year: int | None, part: Part) -> None:
        number = next(n for n in range(len(self.files) + 1) if file_name(table, year, n) not in self.files)
        self.files[file_name(table, year, number)] = part
        self._new.add(file_name(table, year, number))

    def _drop(self, name: str) -> None:
        part = self.files.pop(name)
        self._new.discard(name)
        if part.path.parent == self.folder:
            part.path.unlink()

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _count(self, entry: dict) -> None:
        self.n_written, self.n_bytes_written = self.n_written + 1, self.n_bytes_written + entry["bytes"]

    def link(self) -> dict[str, dict]:
        """Give every part its name in the folder; a table without rows gets an empty part. Gives the manifest's files.
        """
        for table in TABLES.values():
            if not self._names(table.name, any_year=True):
                self._add(table, table.schema.empty_table(), None)
        for name, part in self.files.items():
            if part.path.parent == self.folder:
                part.path.rename(self.folder / name)
            else:
                share(part.path, self.folder / name)
        return {name: self.files[name].entry for name in sorted(self.files)}


class Renewal:
    """Other rows for the whole of a table that is not split by year. What stands can be read until done(); no more than
    a part of what comes is held."""

    def __init__(self, parts: Parts, table: str):
        self._parts, self._table, self._most = parts, TABLES[table], _MOST.get(table, _ELSE)
        self._waiting, self._made = self._table.schema.empty_table(), []

    def put(self, rows: pa.Table) -> None:
        self._waiting = pa.concat_tables([self._waiting, to_schema(rows, self._table)])
        if len(self._waiting) > self._most:
            self._waiting = self._waiting.take(in_order(self._waiting, self._table))
        while len(self._waiting) > self._most:
            self._made.append(self._parts.written(self._table, self._waiting.slice(0, self._most)))
            self._waiting = self._waiting.slice(self._most)

    def done(self) -> None:
        if len(self._waiting) or not self._made:
            self._made.append(self._parts.written(self._table, self._waiting))
        self._parts.put_instead(self._table, self._made)
