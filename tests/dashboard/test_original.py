"""原文 beside its source: drawn by a command of its own, marked where it is certain, plain words where it cannot be."""

import hashlib
import json

import pytest

from dashboard import labels, state
from dashboard.components import equation
from dashboard.originals import Originals, Source
from dashboard.parts.report import quoted
from dashboard.queries import report as ask
from dashboard.store import Store
from loaders import demo
from loaders.build import build
from loaders.warehouse import current
from tests.dashboard.drilled import given, opened, words

CHOSEN = ("requests", "new", "total")
PATIENCE = 120  # seconds for one command on a loaded machine


@pytest.fixture(scope="session")
def kept_root(tmp_path_factory):
    """A demonstration read from its documents, so that the sources are kept."""
    root = tmp_path_factory.mktemp("kept") / "root"
    demo.render(root, 8, range(2023, 2026), None)
    build(root)
    return root


def reports(root) -> list[dict]:
    store = Store(current(root))
    agencies = [a for d in ask.places(store)["district_id"] for a in ask.bodies(store, d)["agency_id"]]
    return [r for a in agencies for r in ask.records(ask.documents_of(store, a)) if r["is_current"]]


def source_of(root, row: dict) -> Source:
    return Source(root, row["sha256"], row["name"] or "", row["extractor"])


def drawn(originals: Originals, source: Source, number: int):
    """The page once its command has ended."""
    page = originals.look(source, number)
    while page.stage == "drawing" or page.is_reading:
        job = originals.job(source, number)
        assert job is not None and job.wait(PATIENCE)
        page = originals.look(source, number)
    return page


def report_in(root, form: str) -> dict:
    return next(row for row in reports(root) if row["format"] == form and row["status"] == "complete")


def cells_of(root, row: dict) -> dict:
    cells = ask.cells(Store(current(root)), row["agency_id"], row["year"], row["sha256"])
    return {equation.address_of(c): c for c in cells}


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "text"])
def test_the_cell_that_is_chosen_is_marked_on_the_document(kept_root, shown, form):
    shown(kept_root)
    row = report_in(kept_root, form)
    cell = cells_of(kept_root, row)[CHOSEN]
    link = {"r": row["report_id"], "doc": row["sha256"], "cell": "/".join(CHOSEN)}
    opened("report", **link)  # begins to draw
    assert drawn(state.originals(), source_of(kept_root, row), cell["page"] or 1).stage == "ready"
    at = opened("report", **link)
    (sheet,) = given(at, "source_page")
    assert sheet["focus"] == "/".join(CHOSEN) and labels.say("report.original.unsure") not in words(at)
    if form == "pdf":
        assert sheet["page"] == cell["page"] and sheet["src"].endswith(".webp")
        (spot,) = [s for s in sheet["spots"] if s[0] == "/".join(CHOSEN)]
        assert "picked" in spot[5] and all(0 <= edge <= 100 for edge in spot[1:5])
    else:
        marked = [(c[4], c[5]) for b in sheet["blocks"] for c in b.get("cells", ()) if c[6] == "/".join(CHOSEN)]
        marked += [(b["text"][start:end], kind) for b in sheet["blocks"]
                   for start, end, kind, name in b.get("marks", ()) if name == "/".join(CHOSEN)]
        assert [text.strip() for text, _ in marked] == [cell["raw"].strip()] and "picked" in marked[0][1]


def test_the_cells_of_a_finding_are_marked_and_said(kept_root, shown):
    shown(kept_root)
    store = Store(current(kept_root))
    row, finding = next((row, f) for row in reports(kept_root)
                        for f in ask.findings(store, row["report_id"], row["sha256"])
                        if f["class"] == "arithmetic" and equation.marks(f, None).breaking)
    breaking = equation.marks(finding, None).breaking
    page = next(cells_of(kept_root, row)[a]["page"] for a in breaking)
    drawn(state.originals(), source_of(kept_root, row), page or 1)
    (sheet,) = given(opened("report", r=row["report_id"], finding=finding["finding_id"]), "source_page")
    assert finding["place"] in sheet["said"] and finding["equation"] in sheet["said"]
    kinds = {s[0]: s[5] for s in sheet["spots"]} | {c[6]: c[5] for b in sheet["blocks"] for c in b.get("cells", ())}
    kinds |= {m[3]: m[2] for b in sheet["blocks"] for m in b.get("marks", ())}
    assert all("breaking" in kinds["/".join(a)] for a in breaking)


def test_a_page_that_was_turned_to_is_in_the_link_and_the_mark_is_one_click_away(kept_root, shown):
    shown(kept_root)
    row = report_in(kept_root, "pdf")
    other = next(n for n in range(1, row["n_pages"] + 1) if n != cells_of(kept_root, row)[CHOSEN]["page"])
    drawn(state.originals(), source_of(kept_root, row), other)
    at = opened("report", r=row["report_id"], doc=row["sha256"], cell="/".join(CHOSEN), sp=str(other))
    (sheet,) = given(at, "source_page")
    assert sheet["page"] == other and sheet["is_elsewhere"] and sheet["n_pages"] == row["n_pages"]


def test_a_chosen_cell_shows_the_years_around_it(kept_root, shown):
    shown(kept_root)
    row = report_in(kept_root, "pdf")
    at = opened("report", r=row["report_id"], doc=row["sha256"], cell="/".join(CHOSEN))
    (years,) = [t for t in given(at, "spark_table") if t["label"] == labels.say("report.years")]
    own = {r["year"]: r for r in reports(kept_root) if r["agency_id"] == row["agency_id"]}
    wanted = {y: cells_of(kept_root, r)[CHOSEN]["value"] for y, r in own.items()}
    heads = [c["title"] for c in years["columns"][:-1]]
    assert heads == [labels.say("report.this_year", year=y) if y == row["year"] else str(y) for y in sorted(wanted)]
    assert [c["sort"] for c in years["rows"][0]["cells"][:-1]] == [float(wanted[y]) for y in sorted(wanted)]


def test_a_page_that_does_not_exist_is_told_in_plain_words(kept_root, shown):
    shown(kept_root)
    row = report_in(kept_root, "pdf")
    assert drawn(state.originals(), source_of(kept_root, row), 77).kind == "no_page"
    at = opened("report", r=row["report_id"], doc=row["sha256"], sp="77")
    assert "没有第 77 页" in words(at) and labels.say("report.original.failed") in words(at)
    assert given(at, "printed_form")  # the table is there all the same


def test_a_cell_whose_reading_differs_from_the_data_is_not_marked(kept_root, shown):
    """As after an upgrade of the reader: what is kept of the reading no longer says what the data say."""
    shown(kept_root)
    row, name = report_in(kept_root, "docx"), "/".join(CHOSEN)
    source = source_of(kept_root, row)
    reading = drawn(state.originals(), source, 1).reading
    before = reading.read_text("utf-8")
    told = json.loads(before)
    told["figures"][name]["raw"] = "9999"
    try:
        reading.write_text(json.dumps(told), "utf-8")
        state.reading.clear()
        at = opened("report", r=row["report_id"], doc=row["sha256"], cell=name)
    finally:
        reading.write_text(before, "utf-8")
    (sheet,) = given(at, "source_page")
    assert not [c for b in sheet["blocks"] for c in b.get("cells", ()) if c[6] == name]
    assert labels.say("report.original.unsure") in words(at)


def test_a_document_that_cannot_be_opened_is_tried_again_only_when_asked(tmp_path):
    data = b"%PDF-1.7\nbroken"
    sha = hashlib.sha256(data).hexdigest()
    (tmp_path / "warehouse" / "sources").mkdir(parents=True)
    (tmp_path / "warehouse" / "sources" / sha).write_bytes(data)
    originals, source = Originals(), Source(tmp_path, sha, "a.pdf", "x-1")
    failed = drawn(originals, source, 1)
    assert failed.stage == "failed" and failed.kind == "corrupt" and "已损坏" in failed.reason
    assert originals.look(source, 1) == failed and originals.job(source, 1) is None
    originals.forget(source)
    assert originals.look(source, 1).stage == "drawing"
    assert drawn(originals, source, 1) == failed


@pytest.mark.parametrize("sha256", ["ab" * 32, "../../etc/passwd", ""])
def test_a_document_that_is_not_kept_starts_no_command(tmp_path, sha256):
    originals, source = Originals(), Source(tmp_path, sha256, "a.pdf", "x-1")
    assert originals.look(source, 1).kind == "missing" and originals.job(source, 1) is None


def test_a_quotation_is_found_over_lines_and_blanks():
    lines = [[1, "一、总体情况", [0, 0, 9, 9]], [1, "全年收到申请 51 件，", [1, 1, 2, 2]],
             [1, "上年结转9件。", [3, 3, 4, 4]], [2, "全年收到申请51件，上年结转9件。", [5, 5, 6, 6]]]
    assert quoted.boxes(lines, "收到申请51件，上年结转 9 件", 1) == [[1, 1, 2, 2], [3, 3, 4, 4]]
    assert quoted.boxes(lines, "收到申请52件", 1) == [] and quoted.boxes(lines, "", 1) == []
    blocks = [{"text": text, "marks": []} for _, text, _ in lines[:3]] + [{"cells": []}]
    quoted.in_blocks(blocks, "51件，上年")
    assert [b.get("marks") for b in blocks] == [[], [[7, 12, "quote", ""]], [[0, 2, "quote", ""]], None]
