"""The composed SQL against pandas: random reports, every sum worked out a second time from the form's item names."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from loaders import checks
from loaders.checks.printed import cells
from loaders.form import addresses, edition
from loaders.tables import TABLES
from tests.specs.whole import PRESCRIBED

N = 400
GROUPS = ("refused", "unable", "unprocessed")
DISPUTES = ("review", "suit_direct", "suit_after_review")


def random_reports(edition_id: str, seed: int) -> tuple[pd.DataFrame, pa.Table, pa.Table]:
    """Many near-right reports: small figures whose sums hold, then some cells changed, blanked, or rows taken away."""
    chance = np.random.default_rng(seed)
    printed = {(t, *cell) for t in ("disclosure", "requests", "disputes") for cell in cells(edition(edition_id), t)}
    frame = pd.DataFrame({a.name: chance.integers(0, 3, N) if a.key in printed else None for a in addresses()},
                         dtype="Int64")
    for item in {a.item for a in addresses() if a.table == "requests"}:
        parts = [f"requests__{item}__{a}" for a in APPLICANTS[:-1]]
        frame[f"requests__{item}__total"] = frame[parts].sum(axis=1, skipna=False)
    for column in APPLICANTS:
        leaves = [frame[f"requests__{i}__{column}"] for i in LEAVES[edition_id]]
        frame[f"requests__outcome_total__{column}"] = sum(leaves)
        frame[f"requests__new__{column}"] = frame[f"requests__outcome_total__{column}"]
        frame[f"requests__carried_in__{column}"] = frame[f"requests__carried_out__{column}"]
    one_row = chance.random(N) < 0.5 if edition_id == "2021" else np.zeros(N, dtype=bool)
    for name in frame.columns:
        if name.startswith("requests__other_"):
            hidden = one_row != name.startswith("requests__other__") if edition_id == "2021" else one_row
            frame.loc[hidden, name] = pd.NA
        if name.split("__")[1] in GROUPS and name.startswith("requests"):
            frame.loc[chance.random(N) < 0.5, name] = pd.NA
        frame.loc[(chance.random(N) < 0.004) & frame[name].notna(), name] += 1
        frame.loc[chance.random(N) < 0.002, name] = pd.NA
    year = PRESCRIBED[edition_id]
    about = pd.DataFrame({"report_id": [f"a{i}-{year}-own" for i in range(N)], "sha256": [f"s{i}" for i in range(N)],
                          "agency_id": [f"a{i}" for i in range(N)], "district_id": "990101",
                          "year": pd.Series([year] * N, dtype="int16"), "is_current": True})
    figures = pd.concat([about, frame], axis=1)
    table = pa.Table.from_pylist(
        [{k: None if v is pd.NA else v for k, v in row.items()} for row in figures.to_dict("records")],
        schema=TABLES["figures"].schema)
    reports = pa.Table.from_pylist([row | {"edition": edition_id, "scope": "own"} for row in about.to_dict("records")],
                                   schema=TABLES["reports"].schema)
    return figures.set_index("agency_id"), table, reports


APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation",
              "total")
_OUTCOMES = [a.item for a in addresses() if a.table == "requests" and a.column == "total" and a.outcome]
LEAVES = {"2019": [i for i in _OUTCOMES if not i.startswith("other_")],
          "2021": [i for i in _OUTCOMES if i != "other"]}


def expected(frame: pd.DataFrame) -> set[tuple]:
    """(agency, check, cell) of everything that does not hold; a missing term makes a gap missing, hence no entry."""
    found = set()

    def hold(check, left, right, cell, relation="ne"):
        gap = left - right
        broken = {"ne": gap != 0, "gt": gap > 0, "lt": gap < 0}[relation].fillna(False)
        found.update((agency, check, cell) for agency in frame.index[broken])

    def of(item, column, table="requests"):
        return frame[f"{table}__{item}__{column}"]

    three = ["other_no_correction", "other_no_fee", "other_rest"]
    any_of = {i: frame[[f"requests__{i}__{a}" for a in APPLICANTS]].notna().any(axis=1) for i in [*three, "other"]}
    is_one_row = any_of["other"] & ~(any_of[three[0]] | any_of[three[1]] | any_of[three[2]])
    for a in APPLICANTS:
        hold("requests.balance", of("new", a) + of("carried_in", a), of("outcome_total", a) + of("carried_out", a),
             f"requests/outcome_total/{a}")
        core = sum(of(i, a) for i in _OUTCOMES if not i.startswith("other"))
        other = sum(of(i, a) for i in three).where(~is_one_row, of("other", a))
        hold("requests.outcome_total", core + other, of("outcome_total", a), f"requests/outcome_total/{a}")
        for group in GROUPS:
            leaves = sum(of(i, a) for i in _OUTCOMES if i.startswith(group + "_"))
            hold(f"requests.{group}_subtotal", leaves, of(group, a), f"requests/{group}/{a}")
        hold("requests.other_subtotal", sum(of(i, a) for i in three), of("other", a), f"requests/other/{a}")
    for item in dict.fromkeys(a.item for a in addresses() if a.table == "requests"):
        parts = sum(of(item, a) for a in APPLICANTS[:-1])
        hold("requests.row_total", parts, of(item, "total"), f"requests/{item}/total")
    for item in DISPUTES:
        parts = sum(of(item, c, "disputes") for c in ("upheld", "corrected", "other", "pending"))
        hold("disputes.total", parts, of(item, "total", "disputes"), f"disputes/{item}/total")
    for item in ("rules", "normative_documents"):
        hold("disclosure.newly_disclosed", of(item, "newly_disclosed", "disclosure"),
             of(item, "disclosed_total", "disclosure"), f"disclosure/{item}/newly_disclosed", "gt")
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("edition_id", ["2019", "2021"])
def test_sql_and_pandas_find_the_same(edition_id, seed):
    frame, figures, reports = random_reports(edition_id, seed)
    found = {(f["agency_id"], f["check_id"], f"{f['table_id']}/{f['item_id']}/{f['column_id']}")
             for f in checks.run(figures, reports).findings.to_pylist()}
    wanted = expected(frame)
    assert len(wanted) > 100
    assert found == wanted
