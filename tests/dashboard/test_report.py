"""原文: the report as printed, its findings, its evidence, its document; for whole, broken and absent reports."""

import dataclasses
import html
from decimal import Decimal

import pytest

from dashboard import labels
from dashboard.components import equation
from dashboard.queries import report as ask
from dashboard.store import Store
from loaders.demo.province import province
from loaders.report import DOUBTFUL, Part, Statement
from loaders.warehouse import current, publish
from tests.dashboard import worlds
from tests.dashboard.drilled import given, opened, titles, words

HOSTILE = "<img src=x onerror=alert(1)>**甲** :red[乙]"


@pytest.fixture(scope="session")
def store(demo_root):
    return Store(current(demo_root))


@pytest.fixture(scope="session")
def broken_root(tmp_path_factory):
    """Three reports of one agency: one with cells lost and doubtful, one without tables, one of two documents; a
    document says hostile things."""
    root = tmp_path_factory.mktemp("broken") / "root"
    world = province(4, range(2021, 2024))
    register = worlds.write_reference(root, world)
    first, second, third = [r for r in world.reports() if r.identity.agency_id == world.agencies[0].agency_id]
    figures = list(first.figures)
    figures[10] = dataclasses.replace(figures[10], state=DOUBTFUL, value=None, raw=HOSTILE, note="两位数字粘连")
    lost = dataclasses.replace(first, figures=tuple(figures[:60]), status="incomplete", reason="表三缺 14 行")
    bare = dataclasses.replace(second, edition=None, figures=(), status="incomplete", reason="未见法定表格",
                               sections=tuple(dataclasses.replace(s, text=HOSTILE) for s in second.sections))
    twin = dataclasses.replace(third, sha256="ab" * 32, name="补报/../另一份.pdf", figures=third.figures[:20],
                               status="incomplete")
    sources = root / "warehouse" / "sources"
    sources.mkdir(parents=True)
    (sources / third.sha256).write_bytes(b"the document")
    publish(root, [lost, bare, third, twin], register)
    return root


def reports_of(root) -> dict[int, dict]:
    """year -> the current report."""
    rows = Store(current(root)).ask("report/documents_of", agency=province(4, range(2021, 2024)).agencies[0].agency_id)
    return {r["year"]: r for r in ask.records(rows) if r["is_current"]}


def every_report(store: Store) -> list[dict]:
    """Every report of the store with its findings under `found`."""
    agencies = [a for d in ask.places(store)["district_id"] for a in ask.bodies(store, d)["agency_id"]]
    rows = [r for a in agencies for r in ask.records(ask.documents_of(store, a))]
    return [r | {"found": ask.findings(store, r["report_id"], r["sha256"])} for r in rows]


def cells_of(at) -> dict[str, dict]:
    form = given(at, "printed_form")[0]
    return {b["address"]: b for s in form["sections"] for row in s["rows"] for b in row if b["address"]}


def test_it_opens_on_a_report_with_a_finding(demo_root, shown):
    shown(demo_root)
    at = opened("report")
    assert html.escape(labels.say("report.badge")) in words(at)
    assert sum("breaking" in c["kind"] for c in cells_of(at).values()) == 1


def test_the_table_holds_what_the_figures_hold(demo_root, shown, store):
    row = ask.records(store.ask("report/documents_of", agency=ask.agency_of(store, ask.first(store))))[0]
    cells = {equation.address_of(c): c for c in ask.cells(store, row["agency_id"], row["year"], row["sha256"])}
    shown(demo_root)
    at = opened("report", r=row["report_id"], t=labels.listed("report.tab")["requests"])
    drawn = cells_of(at)
    assert len(drawn) >= 161
    for address, box in drawn.items():
        cell = cells[tuple(address.split("/"))]
        if cell["state"] == "number":
            assert box["text"] == cell["raw"].strip()


@pytest.mark.parametrize("tab", ["disclosure", "requests", "disputes"])
def test_each_table_has_its_tab(demo_root, shown, tab):
    shown(demo_root)
    at = opened("report", t=labels.listed("report.tab")[tab])
    assert {a.split("/")[0] for a in cells_of(at)} == {tab}


def test_a_link_marks_the_finding_and_the_cell(demo_root, shown, store):
    row = next(r for r in every_report(store) if any(f["table_id"] == "requests" for f in r["found"][1:]))
    finding = next(f for f in row["found"][1:] if f["table_id"] == "requests")
    shown(demo_root)
    at = opened("report", r=row["report_id"], finding=finding["finding_id"], cell="requests/carried_in/research",
                t=labels.listed("report.tab")["requests"])
    assert html.escape(finding["equation"]) in words(at) and at.code[0].value == (
        f"{finding['agency']}{finding['year']}年度报告：{finding['message']}{finding['repairs_text']}")
    offered = [line["value"] for shown_ in given(at, "lines") for line in shown_["lines"] if line["kind"] == "words"]
    assert any(value.startswith(finding["repairs"][0]["text"]) for value in offered)
    cells = cells_of(at)
    assert "picked" in cells["requests/carried_in/research"]["kind"]
    own = {"/".join(equation.address_of(o)) for o in finding["operands"] if o["year"] == finding["year"]}
    assert own == {a for a, c in cells.items() if "part" in c["kind"].split()}


def test_the_next_finding_is_one_button_away(demo_root, shown, store):
    row = next(r for r in every_report(store) if len(r["found"]) > 1)
    shown(demo_root)
    at = opened("report", r=row["report_id"])
    assert at.code[0].value == equation.letter(row["found"][0]) and at.button(key="previous").disabled
    at.button(key="next").click().run()
    assert not at.exception and at.code[0].value == equation.letter(row["found"][1])


def test_an_incomplete_report_shows_what_is_absent_and_what_is_doubtful(broken_root, shown):
    row = reports_of(broken_root)[2021]
    shown(broken_root)
    at = opened("report", r=row["report_id"], t=labels.listed("report.tab")["requests"])
    kinds = [c["kind"].split()[0] for c in cells_of(at).values()]
    assert kinds.count("absent") > 100 and "表三缺 14 行" in words(at)
    assert labels.say("components.absent") in {c["text"] for c in cells_of(at).values()}
    disclosed = cells_of(opened("report", r=row["report_id"], t=labels.listed("report.tab")["disclosure"]))
    requests = cells_of(at)
    assert any("doubtful" in c["kind"] for c in [*disclosed.values(), *requests.values()])


def test_a_report_without_tables_says_so_and_shows_its_prose_as_text(broken_root, shown):
    row = reports_of(broken_root)[2022]
    shown(broken_root)
    assert "未见法定表格" in words(opened("report", r=row["report_id"]))
    at = opened("report", r=row["report_id"], t=labels.listed("report.tab")["prose"])
    assert HOSTILE in [line["value"] for block in given(at, "lines") for line in block["lines"]]
    assert HOSTILE not in "".join(e.proto.body for e in at.get("html"))
    assert not [m for m in at.markdown if HOSTILE in m.value]


def test_two_documents_of_one_year_are_both_listed_and_the_choice_is_said(broken_root, shown):
    row = reports_of(broken_root)[2023]
    shown(broken_root)
    at = opened("report", r=row["report_id"], t=labels.listed("report.tab")["source"])
    twins = given(at, "spark_table")[-1]
    assert [r["id"] for r in twins["rows"]] == [row["sha256"], "ab" * 32]
    assert all(r["cells"][2]["text"] for r in twins["rows"])
    other = opened("report", r=row["report_id"], doc="ab" * 32)
    assert labels.say("report.not_current") in words(other)


def test_the_document_is_offered_only_where_it_is_kept(broken_root, shown):
    rows = reports_of(broken_root)
    shown(broken_root)
    assert not opened("report", r=rows[2023]["report_id"]).get("download_button")[0].proto.disabled
    assert opened("report", r=rows[2021]["report_id"]).get("download_button")[0].proto.disabled


def test_a_link_to_nowhere_says_so(demo_root, shown):
    shown(demo_root)
    assert labels.say("report.gone") in words(opened("report", r="nowhere-2020-own"))


def test_the_empty_warehouse(empty_root, shown):
    shown(empty_root)
    assert labels.say("look.nothing_yet.title") in words(opened("report"))


def test_one_report(single_root, shown):
    shown(single_root)
    assert cells_of(opened("report"))


def test_changing_the_year_opens_the_other_report(demo_root, shown):
    shown(demo_root)
    at = opened("report")
    before, box = titles(at), at.selectbox(key="report_report")
    box.set_value(next(o for o in box.options if o not in before[0])).run()
    assert not at.exception and titles(at) != before


def test_another_district_opens_one_of_its_agencies(demo_root, shown, store):
    shown(demo_root)
    at = opened("report")
    districts = list(ask.places(store)["district_id"])
    at.selectbox(key="report_district").set_value(districts[-1]).run()
    assert not at.exception
    assert at.selectbox(key="report_agency").value in set(ask.bodies(store, districts[-1])["agency_id"])


def test_an_equation_adds_up_to_what_the_finding_says(store):
    checked = 0
    for row in every_report(store):
        places = equation.spots(ask.form(store, row["edition"]))
        for finding in row["found"]:
            lines = equation.lines(finding, places, ask.labels(store))
            if {o["side"] for o in finding["operands"]} == {"left", "right"}:
                sums = [Decimal(line.value) for line in lines if line.kind == "sum"]
                assert abs(sums[0] - sums[1]) == sums[2] == abs(Decimal(str(finding["difference"])))
                checked += 1
            else:
                assert lines[-1].value == finding["equation"]
    assert checked > 10


def test_a_finding_of_every_kind_opens_at_its_cell_its_table_or_the_source(demo_root, shown, store):
    """One finding a check; those on a whole table, or on the report itself, have no cell to mark."""
    one_each = {f["check_id"]: f for row in every_report(store) if row["edition"] and row["is_current"]
                for f in row["found"]}
    tables = ask.tables(store)
    assert {bool(f["column_id"]) + bool(f["table_id"]) for f in one_each.values()} == {0, 1, 2}
    shown(demo_root)
    for finding in one_each.values():
        at = opened("report", r=finding["report_id"], doc=finding["sha256"], finding=finding["finding_id"])
        assert at.code[0].value == equation.letter(finding) and html.escape(finding["equation"]) in words(at)
        if finding["table_id"]:
            assert cells_of(at) and at.session_state["t"] in tables
        else:
            assert at.session_state["t"] == ("prose" if finding["quote"] else "source")
        says = labels.say(f"report.origin.{finding['origin']}") if finding["origin"] else None
        assert says is None or says in words(at)


@pytest.fixture(scope="session")
def misstated_root(tmp_path_factory):
    """A report whose prose says more requests than its table, and parts that are not their whole."""
    root = tmp_path_factory.mktemp("misstated") / "root"
    world = province(4, range(2024, 2025))
    register = worlds.write_reference(root, world)
    report = next(r for r in world.reports() if r.identity.scope == "own")
    said = ("全年收到政府信息公开申请9999件" + HOSTILE + "。", "主动公开政府信息49条，其中机构职能9条，其他39条。")
    wrong = (Statement("received", Decimal(9999), "件", said[0], 1, 3),
             Statement("breakdown", Decimal(49), "条", said[1], 1, None, label="主动公开政府信息",
                       parts=(Part("机构职能", Decimal(9)), Part("其他", Decimal(39))), is_exhaustive=True))
    sections = tuple(dataclasses.replace(s, text=f"开头。{''.join(said)}末尾。") if s.number == 1 else s
                     for s in report.sections)
    publish(root, [dataclasses.replace(report, sections=sections, statements=wrong)], register)
    return root


def test_a_finding_about_the_prose_shows_the_sentence_and_its_place(misstated_root, shown):
    store = Store(current(misstated_root))
    row = ask.documents_of(store, ask.agency_of(store, ask.first(store))).iloc[0]
    by_check = {f["check_id"]: f for f in ask.findings(store, row["report_id"], row["sha256"])}
    shown(misstated_root)
    against_table, of_parts = by_check["statements.received"], by_check["statements.parts"]
    at = opened("report", r=row["report_id"], finding=against_table["finding_id"])
    drawn = {line["label"]: line["value"] for each in given(at, "lines") for line in each["lines"]}
    assert drawn["正文原话（第一部分，第 3 页）"] == against_table["quote"] and drawn["正文所说"] == "9999 件"
    assert cells_of(at)["requests/new/total"]["kind"].endswith("breaking")
    at = opened("report", r=row["report_id"], finding=of_parts["finding_id"])
    assert html.escape("机构职能 9 + 其他 39 = 48") in words(at)
    assert at.code[0].value.endswith("：" + of_parts["message"])
    marked = [line["marked"] for each in given(at, "lines") for line in each["lines"] if line["marked"]]
    assert marked == [of_parts["quote"]] and not given(at, "printed_form")
