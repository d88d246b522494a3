"""机关: one agency over the years: what was read, its numbers, its findings, all its figures as a file."""

import io
from datetime import datetime

import openpyxl
import pandas as pd
import pytest

from dashboard import export, labels
from dashboard.components.history import History
from dashboard.queries import agency as ask
from dashboard.queries import report
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard import worlds
from tests.dashboard.drilled import given, opened, words


@pytest.fixture(scope="session")
def store(demo_root):
    return Store(current(demo_root))


@pytest.fixture(scope="session")
def reports(demo_root) -> pd.DataFrame:
    return pd.read_parquet(current(demo_root) / "reports.parquet")


@pytest.fixture(scope="session")
def gap_root(tmp_path_factory):
    """A demonstration in which every agency lacks 2022."""
    return worlds.full(tmp_path_factory.mktemp("gap") / "root", 6, range(2020, 2025), lambda r: r.identity.year != 2022)


def answer(at) -> str:
    """The sentence under the question."""
    return next(e.proto.body for e in at.get("html") if 'class="answer"' in e.proto.body).split('class="scope"')[0]


def row_of(at, label: str) -> dict:
    return next(r for t in given(at, "spark_table") for r in t["rows"] if r["cells"][0]["text"] == label)


def test_every_agency_has_a_page(demo_root, shown, reports):
    shown(demo_root)
    for agency in sorted(reports["agency_id"].unique()):
        at = opened("agency", a=agency)
        listed = given(at, "spark_table")[0]
        assert len(listed["rows"]) == (reports["agency_id"] == agency).sum()


def test_a_missing_year_is_a_gap_in_words_in_the_table_and_in_the_line(gap_root, shown):
    agency = pd.read_parquet(current(gap_root) / "reports.parquet").query("scope == 'own'")["agency_id"].iloc[0]
    shown(gap_root)
    at = opened("agency", a=agency)
    assert labels.say("agency.answer_missing", years="2022") in answer(at)
    row = row_of(at, "新收申请")
    years = [c["text"] for c in row["cells"][1:-1]]
    assert years[2] == labels.say("components.sign.missing") and years[2] not in (years[1], years[3])
    assert row["cells"][-1]["values"][2] is None
    assert labels.say("components.gap") in row["cells"][-1]["spoken"]


def test_the_key_numbers_are_those_printed(demo_root, shown):
    marts = pd.read_parquet(current(demo_root) / "mart_agencies.parquet")
    agency = marts.query("scope == 'own' and requests__new__total > 3")["agency_id"].iloc[0]
    printed = marts[marts["agency_id"] == agency].set_index("year")["requests__new__total"].sort_index()
    shown(demo_root)
    row = row_of(opened("agency", a=agency), "新收申请")
    assert row["cells"][-1]["values"] == [None if pd.isna(v) else v for v in printed]


def test_a_rate_of_the_table_carries_its_n_and_N(demo_root, shown, reports):
    shown(demo_root)
    at = opened("agency", a=reports.query("scope == 'own'")["agency_id"].iloc[0])
    rates = [c for c in row_of(at, "实质公开率")["cells"][1:-1] if c["text"].endswith("%")]
    assert rates and all("/" in c["small"] for c in rates)


def test_findings_lead_to_their_reports(demo_root, shown, store):
    found = next(f for a in store.ask("report/bodies", district="990100")["agency_id"]
                 if len(f := ask.findings(store, a)))
    agency = report.agency_of(store, found["report_id"][0])
    shown(demo_root)
    ids = [r["id"] for t in given(opened("agency", a=agency), "spark_table") for r in t["rows"]]
    assert set(found["finding_id"]) <= set(ids)


def test_the_file_holds_every_cell_of_every_report(store, reports):
    agency = reports.query("scope == 'own'")["agency_id"].iloc[0]
    mine = reports[(reports["agency_id"] == agency) & reports["is_current"]].sort_values("year")
    cells = report.records(ask.cells(store, agency))
    history = History.of({r: str(y) for r, y in zip(mine["report_id"], mine["year"])}, cells,
                         report.records(ask.addresses(store)))
    frame, fields = history.file(labels.listed("report.tab"))
    for cell in cells:
        row = frame[(frame["label"] == report.labels(store)[cell["table_id"], cell["item_id"], cell["column_id"]])]
        value = row[cell["report_id"]].iloc[0]
        assert value == cell["value"] if cell["state"] == "number" else not isinstance(value, float)
    assert (frame[list(history.reports)] == labels.say("components.sign.absent")).any(axis=None)
    about = export.About("历年", "s", True)
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx(frame, fields, about, datetime.now()))).worksheets[0]
    assert sheet.max_row == len(frame) + 1 and sheet.max_column == len(fields)


def test_an_agency_of_only_aggregate_reports_is_not_called_missing(demo_root, shown, reports):
    whole = reports.query("scope == 'aggregate'")["agency_id"].unique()
    assert len(whole), "the demonstration has a county that reports for all of it"
    shown(demo_root)
    at = opened("agency", a=whole[0])
    assert labels.say("components.sign.missing") not in answer(at)
    heads = [r["cells"][0]["text"] for r in given(at, "spark_table")[0]["rows"]]
    assert all(labels.say("report.scope.aggregate") in head for head in heads)


def test_a_link_to_nobody_the_empty_warehouse_and_one_report(demo_root, empty_root, single_root, shown):
    shown(demo_root)
    assert labels.say("agency.gone") in words(opened("agency", a="990000-nobody"))
    shown(empty_root)
    assert labels.say("look.nothing_yet.title") in words(opened("agency"))
    shown(single_root)
    assert given(opened("agency"), "spark_table")
