"""The invented country: the contract's tables, identities that hold but where a figure was changed, a dashboard that
opens it."""

import copy
from collections import defaultdict
from decimal import Decimal

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from dashboard.store import Store
from loaders.cli import main
from loaders.demo.arithmetic import broken
from loaders.demo.national import write_country
from loaders.errors import StoreUnusable
from loaders.form import addresses
from loaders.tables import TABLES
from loaders.warehouse import current

N, YEARS = 400, range(2013, 2023)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    out = tmp_path_factory.mktemp("country") / "root"
    told = []
    write_country(out, N, YEARS, lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))
    return out


def rows(root, name):
    return pq.read_table(current(root) / f"{name}.parquet")


@pytest.fixture(scope="module")
def figures(root):
    """agency -> year -> address -> the printed number, or None; and agency -> year -> edition."""
    reports = {(r["agency_id"], r["year"], r["ordinal"]): r["edition"] for r in rows(root, "reports").select(
        ["agency_id", "year", "ordinal", "edition"]).to_pylist()}
    printed, editions = defaultdict(dict), defaultdict(dict)
    for path in sorted(current(root).glob("figures_*.parquet")):
        for row in pq.read_table(path).to_pylist():
            blank = {(c["table_id"], c["item_id"], c["column_id"]) for c in row["marks"]}
            printed[row["agency_id"]][row["year"]] = {
                a.key: None if row[a.name] is None else Decimal(row[a.name])
                for a in addresses() if row[a.name] is not None or a.key in blank}
            editions[row["agency_id"]][row["year"]] = reports[
                row["agency_id"], row["year"], row["ordinal"]]
    return printed, editions


def test_every_table_is_as_the_contract_says(root):
    for path in current(root).glob("*.parquet"):
        name = path.stem.rpartition("_")[0] if path.stem.rpartition("_")[2].isdigit() else path.stem
        table = pq.read_table(path)
        assert table.schema.names == TABLES[name].schema.names, name
        assert table.cast(TABLES[name].schema).num_rows == table.num_rows, name
        keys = table.select(TABLES[name].key).to_pylist()
        assert len(keys) == len({tuple(k.values()) for k in keys}), name
    agencies = rows(root, "agencies")
    assert len(agencies) == N == len(set(agencies["label"].to_pylist()))
    assert set(agencies["level"].to_pylist()) == {"province", "city", "county", "town"}


def test_the_identities_hold_where_no_figure_was_changed(root, figures):
    printed, editions = copy.deepcopy(figures)
    spoilt = pq.read_table(root / "spoilt.parquet").to_pylist()
    assert len(spoilt) > 20
    for one in spoilt:
        key = tuple(one["name"].split("__"))
        seen = printed[one["agency_id"]][one["year"]]
        assert seen[key] in (None, one["printed"])  # None: the cell was then left blank
        if seen[key] is not None:
            seen[key] = Decimal(one["true"])
    assert not [fault for agency in printed for fault in broken(printed[agency], editions[agency])]


def test_the_findings_are_of_every_report_that_breaks_and_of_no_agency_without_a_changed_figure(root, figures):
    printed, editions = figures
    expected = {(agency, fault.year) for agency in printed for fault in broken(printed[agency], editions[agency])}
    findings = rows(root, "findings").filter(pc.field("class") == "arithmetic").to_pylist()
    found = {(one["agency_id"], one["year"]) for one in findings}
    assert expected and expected <= found
    assert {agency for agency, _ in found} <= set(pq.read_table(root / "spoilt.parquet")["agency_id"].to_pylist())


def test_blank_and_slash_are_no_zeros(root):
    table = pq.read_table(current(root) / "figures_2022.parquet")
    states = {(c["state"], c["raw"]) for marks in table["marks"].to_pylist() for c in marks}
    assert states == {("blank", ""), ("dash", "/")}
    slash = table.filter(pc.equal(pc.list_value_length(table["marks"]), 3))
    assert len(slash) and slash["disclosure__rules__issued"].null_count == len(slash)


def test_the_same_seed_gives_the_same_bytes_and_nothing_else_is_overwritten(root, tmp_path):
    write_country(tmp_path / "again", N, YEARS)
    for path in current(root).iterdir():
        assert path.read_bytes() == (current(tmp_path / "again") / path.name).read_bytes(), path.name
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("mine")
    with pytest.raises(StoreUnusable):
        write_country(tmp_path / "mine", N, YEARS)


def test_the_dashboard_opens_it(root):
    store = Store(current(root))
    told = store.ask("anomalies/tested", district="660000", first_year=2013, last_year=2022, kinds=None).iloc[0]
    assert store.is_demo and told["n_reports"] == len(rows(root, "reports")) and told["n_arithmetic"] > 0
    store.close()


def test_the_command_writes_it_and_says_how_many_documents_are_too_many(tmp_path):
    told = CliRunner().invoke(main, ["demo", "--figures-only", "--agencies", "150", "--years", "2021-2022",
                                     "--out", str(tmp_path / "country")])
    assert told.exit_code == 0, told.output
    assert len(rows(tmp_path / "country", "reports")) > 250
    told = CliRunner().invoke(main, ["demo", "--agencies", "30000", "--out", str(tmp_path / "x")])
    assert told.exit_code == 2 and "--figures-only" in told.output
