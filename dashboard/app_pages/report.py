"""原文: one report as printed, what its figures break, and where each of them came from.

In the link: r the report, doc the document where there are several, finding and cell what is pointed at, t the tab,
sp the page of the source where another one was turned to.
"""

from functools import partial

import streamlit as st

from dashboard import downloads, filters, look, state
from dashboard.components import equation, form_model, lines, picker, printed_form, spark_table
from dashboard.components.lines import Line
from dashboard.filters.tables import table_names
from dashboard.labels import has, say
from dashboard.labels.numbers import full, unit_of
from dashboard.parts.report import cell, findings, original
from dashboard.queries import report as ask

FIRST = "requests"  # the table to open where the form has it
ORDER = ("disclosure", "requests", "disputes")
TABS = PROSE, SOURCE = "prose", "source"


def go(**params: str | None) -> None:
    """Point the link at something else, in a callback; what is given as None leaves it."""
    for name, value in params.items():
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = value


def open_report(report_id: str | None, sha256: str | None = None) -> None:
    if report_id:
        go(r=report_id, doc=sha256, finding=None, cell=None, sp=None)


def open_finding(found: dict) -> None:
    go(finding=found["finding_id"], cell=None, sp=None)
    st.session_state["t"] = found["table_id"] or beside(found)


def beside(found: dict) -> str:
    """The tab of a finding without a table: what it quotes stands in the prose, the rest in the source."""
    return PROSE if found["quote"] else SOURCE


def open_agency(agency: str, year: int | None = None) -> None:
    """The agency's report of that year where it has one, else its newest."""
    rows = state.answer(ask.documents_of, agency)
    same = rows[rows["year"] == year]
    open_report((same if len(same) else rows)["report_id"].iloc[0])


def pick_cell(address: str) -> None:
    """Point at a cell, wherever it was chosen; its table opens."""
    go(cell=address, sp=None)
    st.session_state["t"] = address.split("/")[0]


def turn(page: int) -> None:
    """To a page of the source; to the one that holds what is pointed at where it is 0."""
    go(sp=str(page) if page else None)


def pick(documents: list[dict], row: dict) -> None:
    """District, agency, report; each follows the link, and changing one changes the link."""
    reports = {d["report_id"]: d for d in reversed(documents)}
    picker.district_and_agency(row["district_id"], row["agency_id"], partial(open_agency, year=row["year"]), "report")
    st.session_state["report_report"] = row["report_id"]
    st.selectbox(say("report.report"), list(reversed(reports)), key="report_report", width=150,
                 format_func=lambda r: report_label(reports[r]),
                 on_change=lambda: open_report(st.session_state["report_report"]))


def report_label(row: dict) -> str:
    year = say("report.year", year=row["year"]) if row["year"] else say("report.no_year")
    scope = say(f"report.scope.{row['scope']}")
    return year if row["scope"] == "own" else say("report.year_scope", year=year, scope=scope)


def answer(row: dict, finding: dict | None, n_findings: int) -> str:
    """The head sentence: the chosen finding, or that none was found, or what is missing."""
    counts = {"read": full(row["n_read"]), "expected": full(row["n_expected"]), "blank": full(row["n_blank"]),
              "doubtful": full(row["n_doubtful"])}
    incomplete = look.rich("report.answer_incomplete", reason=row["reason"]) if row["reason"] else ""
    if finding is not None:
        more = look.rich("report.more_findings", n=n_findings) if n_findings > 1 else ""
        if finding["difference"] is None or finding["class"] != "arithmetic":
            return incomplete + look.rich(
                "report.answer_told", place=finding["place"], equation=finding["equation"]) + more
        unit = state.answer(ask.units).get(equation.address_of(finding)) or ""
        gap = f"{form_model.plain(abs(finding['difference']))} {unit_of(abs(finding['difference']), unit)}".strip()
        return incomplete + look.rich("report.answer_finding", place=finding["place"], gap=gap,
                                      equation=finding["equation"]) + more
    if row["edition"] is None:
        return look.rich("report.answer_free", reason=row["reason"] or say("report.no_tables"))
    if not row["n_identities"]:
        return incomplete + look.rich("report.answer_untested", **counts)
    tested = row["n_identities"] - (row["n_untested"] or 0)
    untested = look.rich("report.answer_part_untested", n=row["n_untested"]) if row["n_untested"] else ""
    return incomplete + look.rich("report.answer_clean", tested=full(tested), **counts) + untested


def scope_line(row: dict) -> list[str]:
    edition = say("report.edition", edition=row["edition"]) if row["edition"] else say("report.no_edition")
    published = say("report.published", day=f"{row['published_on']:%Y-%m-%d}") if row["published_on"] else ""
    pages = say("report.pages", format=row["format"], n=row["n_pages"]) if row["n_pages"] else row["format"] or ""
    return [row["district_full"] or say("filters.unknown_place"), report_label(row), edition, published, pages,
            say("report.not_current") if not row["is_current"] else ""]


def prose(row: dict, finding: dict | None) -> None:
    """The parts of the report; marked is what the finding quotes."""
    where = (row["agency_id"], row["year"], row["sha256"])
    texts, stated = state.answer(ask.sections, *where), state.answer(ask.statements, *where)
    if not texts and not stated:
        look.empty(say("report.no_prose"), say("report.no_prose_why"))
    for i, section in enumerate(texts):
        number = say("components.digits")[section["number"] - 1:section["number"]] if section["number"] else ""
        heading = say("components.number_0", digit=number) + section["heading"] if number else section["heading"] or ""
        quoted = finding is not None and finding["quote"] and finding["section"] == section["number"]
        lines.show([Line(heading, section["text"] or say("report.only_table"), "prose",
                         finding["quote"] if quoted else "")], f"section_{i}")
    if stated:
        look.heading(say("report.stated", n=len(stated)), say("report.stated_sub"))
        lines.show([Line(s["quote"], equation.measured(s["value"], s["unit"])) for s in stated], "stated")


def source(row: dict, documents: list[dict]) -> None:
    """Why this agency and year; which documents there are for it, and why this one counts."""
    look.heading(say("report.identity"), say("report.identity_sub"))
    known = [Line(say(f"report.field.{e['field']}") if has(f"report.field.{e['field']}") else e["field"],
                  say("report.told_by", value=e["value"], source=e["source"], quote=e["quote"] or ""), "fact")
             for e in (row["identity"] if row["identity"] is not None else ())]
    own = (("file", row["name"]), ("sha256", row["sha256"]), ("extractor", row["extractor"]))
    lines.show([*known, *(Line(say(f"report.{name}"), text or say("numbers.none"), "fact") for name, text in own)],
               "identity")
    if len(row["unclaimed"] if row["unclaimed"] is not None else ()):
        lines.show([Line(say("report.unclaimed"), "\n".join(row["unclaimed"]), "words")], "unclaimed")
    twins = [d for d in documents if d["year"] == row["year"]]
    if len(twins) > 1:
        look.caption(say("report.twins", n=len(twins)), say("report.twins_sub"), "agency.lists")
        by_sha = {d["sha256"]: d for d in twins}
        spark_table.table(
            [spark_table.Column(say("report.file")), spark_table.Column(say("report.is_current")),
             spark_table.Column(say("report.choice")), spark_table.Column(say("report.n_read"), "number")],
            [spark_table.Row(d["sha256"], (
                spark_table.Cell((d["name"] or d["sha256"]).rsplit("/", 1)[-1], d["name"] or ""),
                spark_table.Cell(say("report.yes" if d["is_current"] else "report.no"), str(d["is_current"])),
                spark_table.Cell(d["choice"] or "", d["choice"] or ""),
                spark_table.Cell(full(d["n_read"]), d["n_read"]))) for d in twins],
            None, None, "twins", on_pick=lambda sha: open_report(by_sha[sha]["report_id"], sha))


def tables(tab: str, name: str, form: list[dict], cells: list[dict], marks: form_model.Marks) -> None:
    own = [c for c in form if c["table_id"] == tab]
    look.guided("report.form")
    printed_form.table(form_model.printed(own, [c for c in cells if c["table_id"] == tab], marks),
                       say("report.table_label", table=name), f"form_{tab}",
                       on_pick=pick_cell)
    look.foot(say("report.legend"))


def page() -> None:
    report_id = st.query_params.get("r") or state.answer(ask.first)
    agency = state.answer(ask.agency_of, report_id) if report_id else None
    if agency is None:
        look.head(say("report.question_none"), look.rich("report.answer_none"), [])
        look.nothing_yet() if report_id is None else look.empty(
            say("report.gone"), say("report.gone_why"), say("report.gone_button"), "app_pages/overview.py")
        return
    st.query_params["r"] = report_id  # a link copied from here names its report
    documents = state.made(ask.records, ask.documents_of, agency)
    mine = [d for d in documents if d["report_id"] == report_id]
    row = next((d for d in mine if d["sha256"] == st.query_params.get("doc")), mine[0])
    where = (agency, row["year"], row["sha256"])
    cells = {equation.address_of(c): c for c in state.answer(ask.cells, *where)}
    form = state.answer(ask.form, row["edition"]) if row["edition"] else []
    found = state.answer(ask.findings, report_id, row["sha256"])
    finding = next((f for f in found if f["finding_id"] == st.query_params.get("finding")), found[0] if found else None)
    places = equation.spots(form)
    picked = tuple(st.query_params.get("cell", "").split("/"))
    picked = picked if picked in places else None
    marks = equation.marks(finding, picked)
    shown = picked or next(iter(marks.breaking), None)

    question = say("report.question", agency=row["agency"], year=report_label(row))
    look.head(question, answer(row, finding, len(found)), scope_line(row))
    with filters.bar():
        pick(documents, row)
        st.space("stretch")
        with st.container(key="way_to_agency", width="content"):
            st.page_link("app_pages/agency.py", label=say("report.to_agency"), query_params={"a": agency})
        downloads.offer_source(row["sha256"], row["name"], "source")
    printed = sorted(dict.fromkeys(c["table_id"] for c in form), key=[*ORDER, *(c["table_id"] for c in form)].index)
    names = table_names()
    tabs = [*printed, *TABS]
    pointed = (report_id, row["sha256"], st.query_params.get("finding"))
    first = FIRST if FIRST in tabs else tabs[0]
    asked = findings.table_of(finding, tabs, beside(finding)) if finding and pointed[2] else None
    opened = shown[0] if shown else asked or first  # also the default: a link, and going back to it, asks for that
    filters.forget_unless("t", tabs)
    filters.relink("t", {tab: names[tab] for tab in tabs})
    if st.session_state.get("report_pointed") != pointed and "t" not in st.query_params:
        st.session_state["t"] = opened  # a link to a finding opens its table, whatever was open
    st.session_state["report_pointed"] = pointed
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        tab = st.segmented_control(say("report.tabs"), tabs, key="t", format_func=names.get, default=opened,
                                   label_visibility="collapsed", required=True, bind="query-params")
        if len(found) > 1:
            findings.steps(finding, found, open_finding)
    said = say("report.said", n=found.index(finding) + 1, total=len(found), place=finding["place"],
               equation=finding["equation"]) if finding else ""
    at = original.Pointed(cells, marks, places, shown, finding, tab, said)
    asked_page = st.query_params.get("sp", "")
    left, right = st.columns([13, 11], gap="medium")
    with left:
        if tab == PROSE:
            prose(row, finding)
        elif tab == SOURCE:
            source(row, documents)
        else:
            tables(tab, names[tab], form, list(cells.values()), marks)
        if finding is not None:
            findings.card(finding, places)
    with right:
        original.beside(row, at, int(asked_page) if asked_page.isdecimal() else None, pick_cell, turn)
        if shown is not None or tab not in TABS:
            cell.card(shown, cells.get(shown), places, row)
        if finding is not None:
            findings.judge(finding, row)
            if len(found) > 1:
                findings.listed(found, open_finding)


page()
