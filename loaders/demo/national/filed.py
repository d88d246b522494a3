"""What was filed for one year: numbers as rows of the contract, with the cells left out or spoilt.

In:   the Census, a year's Numbers, the edition, a random generator.
Out:  filed(): a Filed, the rows of reports, figures and documents, and what was spoilt.
Promise: a cell that prints no number is NULL and stands in `marks`; Filed.spoilt names every figure that was changed.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pyarrow as pa

from loaders.demo.figures import Key
from loaders.demo.national.census import Census, country
from loaders.demo.national.figures import Numbers
from loaders.form import addresses, edition
from loaders.report import BLANK, DASH
from loaders.tables import MONEY, TABLES

SPOILT = pa.schema([("report_id", pa.string()), ("agency_id", pa.string()), ("year", pa.int16()),
                    ("name", pa.string()), ("true", pa.int64()), ("printed", pa.int64())])
_MONEY = {a.key for a in addresses() if a.kind == "money"}
_SIGNED = {a.key for a in addresses() if a.kind == "signed"}
_DAYS = 75  # a report is published within so many days of the new year
_MARK = TABLES["figures"].schema.field("marks").type


@dataclass(frozen=True, slots=True)
class Filed:
    """reports, figures, documents: rows of those tables for one year. spoilt: SPOILT, one row a changed figure."""

    reports: pa.Table
    figures: pa.Table
    documents: pa.Table
    spoilt: pa.Table


def filed(who: Census, year: int, edition_id: str, numbers: Numbers, rng: np.random.Generator) -> Filed:
    """The reports of one year: some agencies file none, some leave cells blank, some print what does not add up."""
    shares, expected = country()["shares"], edition(edition_id).expected()
    n_agencies = len(who.makes_rules)
    late = np.where(who.mood["requests"] < 5, shares["early_missing"], 0.0) if year < 2019 else 0.0
    rows = np.flatnonzero(rng.random(n_agencies) >= np.maximum(shares["missing"], late))
    lead = _lead(who, rows, year)
    counts = {key: numbers[key][rows] for key in expected}
    blank = np.zeros((len(rows), 2), bool)  # by kind of omission: rules as "/", applicants left blank
    if any(key[0] == "requests" for key in counts):
        blank[:, 0] = (rng.random(len(rows)) < shares["slash"]) & ~who.makes_rules[rows]
        blank[:, 1] = rng.random(len(rows)) < shares["totals_only"]
    left_out = ([key for key in expected if key[:2] == ("disclosure", "rules")],
                [key for key in expected if key[0] == "requests" and key[2] != "total"])
    spoilt = _spoil(counts, rng.random(len(rows)) < shares["faulty"], lead, rng)
    columns = dict(zip(lead.column_names, lead.columns))
    for key, values in counts.items():
        mask = np.any([blank[:, kind] for kind, keys in enumerate(left_out) if key in keys] or
                      [np.zeros(len(rows), bool)], axis=0)
        columns["__".join(key)] = (_money(values, mask) if key in _MONEY
                                   else pa.array(values.astype(np.int32), mask=mask))
    columns["marks"] = _marks(blank, left_out)
    days = rng.gamma(2.0, 10.0, len(rows)).astype(int).clip(0, _DAYS)
    return Filed(_reports(who, rows, lead, year, edition_id, blank, left_out, days), pa.table(columns),
                 _documents(who, rows, lead, year, rng), spoilt)


def _lead(who: Census, rows: np.ndarray, year: int) -> pa.Table:
    agency_ids = who.agencies["agency_id"].take(rows)
    report_ids = [f"{agency}-{year}-own" for agency in agency_ids.to_pylist()]
    return pa.table({"report_id": report_ids,
                     "sha256": [hashlib.sha256(report.encode()).hexdigest() for report in report_ids],
                     "agency_id": agency_ids, "district_id": who.agencies["district_id"].take(rows),
                     "year": pa.array(np.full(len(rows), year, np.int16)),
                     "ordinal": pa.array(np.zeros(len(rows), np.int32)),
                     "is_current": pa.array(np.ones(len(rows), bool))})


def _spoil(counts: dict[Key, np.ndarray], is_faulty: np.ndarray, lead: pa.Table, rng: np.random.Generator) -> pa.Table:
    """Change one count in each of those reports, in place: one more, one less, a digit more."""
    keys = [key for key in counts if key not in _MONEY | _SIGNED]
    places = np.flatnonzero(is_faulty) if keys else np.array([], int)
    which, found = rng.integers(0, max(len(keys), 1), len(places)), []
    for k in np.unique(which):
        at = places[which == k]
        true = counts[keys[k]][at]
        how = rng.integers(0, 3, len(at))
        printed = np.where(how == 0, true + 1, np.where((how == 1) & (true > 0), true - 1, true * 10 + 1))
        counts[keys[k]] = counts[keys[k]].copy()
        counts[keys[k]][at] = printed
        found.append(pa.table([lead["report_id"].take(at), lead["agency_id"].take(at), lead["year"].take(at),
                               pa.array(["__".join(keys[k])] * len(at)), pa.array(true.astype(np.int64)),
                               pa.array(printed.astype(np.int64))], schema=SPOILT))
    return pa.concat_tables(found) if found else SPOILT.empty_table()


def _money(values: np.ndarray, mask: np.ndarray) -> pa.Array:
    """decimal(24, 6) from amounts of two decimals, without a Decimal for each: the millionths as 128-bit integers."""
    halves = np.zeros((len(values), 2), np.int64)
    halves[:, 0] = np.round(values * 100).astype(np.int64) * 10_000
    if len(values) and values.min() < 0:
        raise ValueError("an amount is negative")
    valid = pa.array(~mask).buffers()[1] if mask.any() else None
    return pa.Array.from_buffers(MONEY, len(values), [valid, pa.py_buffer(halves.tobytes())])


def _marks(blank: np.ndarray, left_out: tuple[list[Key], list[Key]]) -> pa.Array:
    """The list of cells without a number for each report, in the form's order of omission."""
    keys = [key for part in left_out for key in part]
    first = (0, len(left_out[0]))
    where = [np.flatnonzero(blank[:, kind]) for kind in (0, 1)]
    row = np.concatenate([np.repeat(at, len(left_out[kind])) for kind, at in enumerate(where)])
    key = np.concatenate([np.tile(np.arange(len(left_out[kind])) + first[kind], len(at))
                          for kind, at in enumerate(where)])
    order = np.argsort(row, kind="stable")
    row, key = row[order], key[order].astype(np.int64)
    is_slash = key < first[1]
    given = {"table_id": 0, "item_id": 1, "column_id": 2}
    fields = []
    for field in _MARK.value_type:
        if field.name in given:
            words = pa.array([k[given[field.name]] for k in keys], pa.string())
            fields.append(words.take(pa.array(key)))
        elif field.name == "state":
            fields.append(pa.array(np.where(is_slash, DASH, BLANK).tolist(), pa.string()))
        elif field.name == "raw":
            fields.append(pa.array(np.where(is_slash, "/", "").tolist(), pa.string()))
        else:
            fields.append(pa.nulls(len(row), field.type))
    offsets = np.zeros(len(blank) + 1, np.int32)
    np.add.at(offsets, row + 1, 1)
    cells = pa.StructArray.from_arrays(fields, fields=list(_MARK.value_type))
    return pa.ListArray.from_arrays(pa.array(np.cumsum(offsets, dtype=np.int32)), cells, type=_MARK)


def _reports(who: Census, rows: np.ndarray, lead: pa.Table, year: int, edition_id: str, blank: np.ndarray,
             left_out: tuple[list[Key], list[Key]], days: np.ndarray) -> pa.Table:
    n_blank = blank[:, 1] * len(left_out[1])
    n_expected, labels = len(edition(edition_id).expected()), who.agencies["label"].take(rows)
    published = np.datetime64(date(year + 1, 1, 10)) + days
    same = {"edition": edition_id, "scope": "own", "status": "complete", "extractor": "demo"}
    empty = {name: pa.array([[]] * len(rows), TABLES["reports"].schema.field(name).type)
             for name in ("unclaimed", "identity", "doubts", "candidates")}
    return pa.table(dict(zip(lead.column_names, lead.columns)) | {
        "agency_label": labels, "title": [f"{label}{year}年政府信息公开工作年度报告" for label in labels.to_pylist()],
        "published_on": pa.array(published), "n_expected": np.full(len(rows), n_expected, np.int32),
        "n_read": np.full(len(rows), n_expected, np.int32), "n_blank": n_blank.astype(np.int32),
        "n_doubtful": np.zeros(len(rows), np.int32)}
        | {name: pa.array([value] * len(rows)) for name, value in same.items()} | empty)


def _documents(who: Census, rows: np.ndarray, lead: pa.Table, year: int, rng: np.random.Generator) -> pa.Table:
    labels = who.agencies["label"].take(rows).to_pylist()
    names = [f"{who.district_labels[i]}/{label}{year}年年报.html" for i, label in zip(rows.tolist(), labels)]
    same = {"format": "html", "status": "loaded", "extractor": "demo"}
    return pa.table({"name": names, "sha256": lead["sha256"], "bytes": rng.integers(40_000, 90_000, len(rows)),
                     "report_id": lead["report_id"], "agency_id": lead["agency_id"], "year": lead["year"],
                     "first_seen": pa.array([datetime(year + 1, 6, 30)] * len(rows), pa.timestamp("s"))}
                    | {name: pa.array([value] * len(rows)) for name, value in same.items()})
