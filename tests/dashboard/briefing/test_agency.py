"""An agency's dossier against the snapshot's own Parquet files."""

from datetime import datetime

import pandas as pd
import pytest

from dashboard.briefing.agency import dossier
from dashboard.briefing.agency.subject import pieces
from dashboard.briefing.making import made
from dashboard.briefing.model import Case, Heading, Lines, Picture, texts
from dashboard.labels import say
from dashboard.labels.numbers import full, of, percent
from dashboard.queries.verdicts import Judged
from dashboard.store import Store
from loaders.warehouse import current
from tests.dashboard import worlds
from tests.dashboard.briefing.reading import pdf_text, table
from tests.dashboard.briefing.test_desk import boxed
from tests.dashboard.test_hostile_names import NAME, hostile_root

MADE = datetime(2026, 11, 25, 9, 30)
__all__ = ["hostile_root"]


@pytest.fixture(scope="module")
def folder(demo_root):
    return current(demo_root)


@pytest.fixture(scope="module")
def agency(folder):
    """The one whose reports break most."""
    return pd.read_parquet(folder / "findings.parquet")["agency_id"].value_counts().index[0]


@pytest.fixture(scope="module")
def found(store, agency):
    return dossier(store, agency, MADE)


@pytest.fixture(scope="module")
def cells(folder, agency):
    """(table, item, column, year) -> cell, of the reports in use."""
    files = sorted(folder.glob("evidence*.parquet"))
    rows = pd.concat(map(pd.read_parquet, files), ignore_index=True).query("agency_id == @agency and is_current")
    return {(c["table_id"], c["item_id"], c["column_id"], r.year): c for r in rows.itertuples() for c in r.cells}


def test_every_figure_of_every_year_stands_as_it_was_read(found, cells, store):
    items = store.ask("agency/addresses").set_index("label")
    for title in ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"):
        held = table(found, title)
        years = [int(c.head.split()[0]) for c in held.columns[2:]]
        assert held.rows and years == sorted(years)
        for row in held.rows:
            at = items.loc[row[0]]
            for year, text in zip(years, row[2:]):
                cell = cells.get((at["table_id"], at["item_id"], at["column_id"], year))
                want = say("components.sign.absent") if cell is None else full(cell["value"]) if pd.notna(
                    cell["value"]) else say(f"components.sign.{cell['state']}")
                assert text == want, (row[0], year)


def test_the_key_table_has_rates_with_both_sides(found, cells):
    held = table(found, say("briefing.dossier.key_title"))
    years = [int(c.head) for c in held.columns[1:]]
    at = next(i for i, row in enumerate(held.rows) if row[0] == "实质公开率")
    for j, year in enumerate(years, start=1):
        n, partial, total = (cells["requests", i, "total", year]["value"]
                             for i in ("granted", "partial", "outcome_total"))
        assert held.rows[at][j] == (percent((n + partial) / total) if total else "—")
        assert held.rows[at + 1][j] == (of(n + partial, total) if total else "")


def test_all_findings_are_in_it_with_their_verdicts(store, agency, folder):
    rows = pd.read_parquet(folder / "findings.parquet").query("agency_id == @agency")
    judged = Judged("k", pd.DataFrame([{"id": rows["finding_id"].iloc[0], "verdict": "confirmed", "mark": "confirmed",
                                        "who": "李四", "made_at": "", "note": "已核"}], dtype="str"))
    cases = [b for b in dossier(store, agency, MADE, judged).blocks if isinstance(b, Case)]
    assert len(cases) == len(rows) > 1
    lines = [line for case in cases for line in case.lines]
    assert all(any(equation in line for line in lines) for equation in rows["equation"])
    assert [line for line in lines if "李四" in line] == [say(
        "briefing.findings.judged", mark=say("verdicts.mark.confirmed"), who="李四", note=say(
            "briefing.findings.judged_note", note="已核"))]


def test_facts_and_questions_stand_apart_and_sections_are_numbered(found):
    heads = [b.text for b in found.blocks if isinstance(b, Heading)]
    assert [h[0] for h in heads] == list(say("components.digits")[:len(heads)])
    assert [h[2:] for h in heads] == [say(f"briefing.dossier.section.{s}")
                                      for s in ("key", "peers", "findings", "copied", "figures", "closing")]


def test_a_year_without_a_report_is_a_gap_and_a_sign(tmp_path):
    root = worlds.full(tmp_path / "root", 6, range(2020, 2025), lambda r: r.identity.year != 2022)
    store = Store(current(root))
    agency = pd.read_parquet(current(root) / "reports.parquet").query("scope == 'own'")["agency_id"].iloc[0]
    found = dossier(store, agency, MADE)
    store.close()
    assert say("briefing.dossier.missing", years="2022") in found.answer
    held = table(found, say("briefing.dossier.key_title"))
    assert {row[3] for row in held.rows} <= {say("components.sign.missing"), ""} and held.columns[3].head == "2022"
    trend = next(b.chart for b in found.blocks if isinstance(b, Picture) and isinstance(b.chart, Lines))
    (values,) = trend.series.values()
    assert values[2] is None and None not in values[:2]


def test_a_hostile_name_is_only_a_name(hostile_root, tmp_path):
    store = Store(current(hostile_root))
    found = dossier(store, "unknown-0badcafe", MADE)
    store.close()
    assert NAME in found.title and NAME in list(texts(found))[0]
    assert "".join(NAME.split()) in pdf_text(made(found, "pdf"))


def test_nobody_has_no_dossier(store):
    assert dossier(store, "990000-00000000", MADE) is None


@pytest.mark.parametrize(("n", "lots"), [(0, []), (1, [1]), (8, [8]), (9, [1, 8]), (18, [2, 8, 8])])
def test_many_years_are_cut_into_tables_that_fit(n, lots):
    found = pieces(list(range(n)))
    assert [len(lot) for lot in found] == lots and [y for lot in found for y in lot] == list(range(n))


def test_the_page_offers_it(demo_root, shown, agency):
    shown(demo_root)
    at = boxed("agency", a=agency)
    assert {b.label for b in at.button} >= {say("briefing.offer.make", kind=k) for k in ("DOCX", "PDF")}
