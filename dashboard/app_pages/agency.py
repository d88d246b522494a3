"""机关: one agency over the years. In the link: a the agency, ft the table of figures, fa its column."""

from collections.abc import Callable

import streamlit as st

from dashboard import charts, downloads, export, filters, look, state
from dashboard.components import picker, pivot, spark_table, years_table
from dashboard.components.history import History
from dashboard.components.signs import AGGREGATE
from dashboard.components.spark_table import Cell, Column, Row, link
from dashboard.filters.tables import table_names
from dashboard.labels import listed, say
from dashboard.labels.numbers import change, full, known, number, of, percent, span
from dashboard.measures import all_measures
from dashboard.parts import briefing
from dashboard.parts.agency import among
from dashboard.queries import agency as ask
from dashboard.queries import compare, report
from dashboard.queries.history import KEY_ITEMS, KEY_MEASURES, OUTCOMES, heads_of, report_head, status, years_of


def open_agency(agency: str) -> None:
    st.query_params["a"] = agency


def answer(chosen: compare.Chosen, current: list[dict], new: dict, disclosed: dict, n_findings: int | None) -> str:
    """How many of its years were read, what the last one says, and how many findings there are."""
    have = {d["year"] for d in current}
    missing = [str(y) for y in chosen.years if y not in have]
    words = [look.rich("agency.answer_read", span=span(chosen.first_year, chosen.last_year),
                       n=len(have & set(chosen.years)), total=len(chosen.years))]
    if missing:
        words.append(look.rich("agency.answer_missing", years=say("filters.kinds_joiner").join(missing)))
    last = max((y for y, v in new.items() if v is not None), default=None)
    if last is not None:
        words.append(look.rich("agency.answer_new", year=last, n=number(new[last])))
        row = disclosed.get(last)
        if row and known(row["rate"]):
            words.append(look.rich("agency.answer_disclosed", rate=percent(row["rate"]),
                                   of=of(row["numerator"], row["denominator"])))
    if n_findings is not None:
        words.append(look.rich("agency.answer_findings" if n_findings else "agency.answer_clean", n=n_findings))
    return say("agency.joiner").join(words) + say("agency.stop")


def by_year(query: Callable, *args) -> dict[int, dict]:
    return {year: row for (_, year), row in state.made(pivot.rows_of, query, *args).items()}


def key_table(chosen: compare.Chosen, names: dict) -> None:
    """Key items and measures, a column a year; the other measures are worked out when their box is opened."""
    look.caption(say("agency.key_title"), say("agency.key_sub"), "agency.key")
    years_table.draw(chosen.units[0], chosen.years, lambda: key_picks(chosen, names), "key", say("agency.key_title"))
    look.foot(say("agency.key_foot"))
    rest = [m for m in all_measures() if m not in KEY_MEASURES]
    box = st.expander(say("agency.more", n=len(rest)), key="more", on_change="rerun")
    if box.open:
        with box:
            look.guided("agency.key")
            years_table.draw(chosen.units[0], chosen.years, lambda: [rate_of(chosen, m) for m in rest], "rest",
                             say("agency.more", n=len(rest)))


def key_picks(chosen: compare.Chosen, names: dict) -> list[pivot.Pick]:
    marks, whole = state.answer(compare.marks, chosen), aggregated(chosen)
    return [*(pivot.Pick(at, names[tuple(at.split("/"))], "count",
                         state.made(pivot.rows_of, compare.amounts, chosen, at), whole | signs, corrected=old)
              for at in KEY_ITEMS for signs, old in [marks.of(at)]), *(rate_of(chosen, m) for m in KEY_MEASURES)]


def aggregated(chosen: compare.Chosen) -> dict:
    return dict.fromkeys(state.answer(compare.aggregates, chosen), AGGREGATE)


def rate_of(chosen: compare.Chosen, measure_id: str) -> pivot.Pick:
    which, rows = all_measures()[measure_id], state.made(pivot.rows_of, compare.rates, chosen, measure_id)
    return pivot.Pick(which.id, which.label, which.shape, rows, aggregated(chosen), "blank")


def reports_table(documents: list[dict]) -> None:
    look.caption(say("agency.reports", n=len(documents)), say("agency.reports_sub"), "agency.lists")
    none, rows = say("numbers.none"), []
    for d in documents:
        edition = say("report.edition", edition=d["edition"]) if d["edition"] else none
        published = f"{d['published_on']:%Y-%m-%d}" if d["published_on"] else none
        rows.append(Row(d["sha256"], (Cell(report_head(d), str(d["year"] or "")), Cell(edition, d["edition"]),
                              Cell(status(d), status(d)), Cell(published, published),
                              Cell(full(d["n_findings"]), d["n_findings"])),
                        link("report", r=d["report_id"], doc=d["sha256"])))
    spark_table.table(
        [Column(say("report.report")), Column(say("agency.edition")), Column(say("agency.status")),
         Column(say("agency.published")), Column(say("agency.n_findings"), "number")],
        rows, None, None, "reports", label=say("agency.reports", n=len(documents)))


def findings_table(found: list[dict]) -> None:
    if not found:
        return
    look.caption(say("agency.findings", n=len(found)), say("agency.findings_sub"), "anomalies.list")
    spark_table.table(
        [Column(say("report.report")), Column(say("report.place")), Column(say("agency.check")),
         Column(say("components.difference"), "number")],
        [Row(f["finding_id"], (Cell(say("report.year", year=f["year"]), f["year"]), Cell(f["place"], f["place"]),
                               Cell(f["check_label"] or "", f["check_label"]),
                               Cell(full(abs(f["difference"])) if known(f["difference"]) else "",
                                    abs(f["difference"]) if known(f["difference"]) else None)),
             link("report", r=f["report_id"], finding=f["finding_id"])) for f in found],
        None, None, "findings", label=say("agency.findings", n=len(found)))


def outcomes(agency: str, chosen: compare.Chosen, place: str) -> None:
    """How its requests ended, a bar a year; a year that does not print all six groups and their total has none."""
    parts = [by_year(compare.amounts, chosen, f"requests/{o}/total")
             for o in (*OUTCOMES, "outcome_total")]
    values = [[part.get(y, {}).get("value") for part in parts] for y in chosen.years]
    counts = [v[:-1] for v in values]
    totals = [sum(v[:-1]) if None not in v else None for v in values]  # a bar is 100 % even where the print is not
    uneven = [str(y) for y, v, n in zip(chosen.years, values, totals) if n is not None and n != v[-1]]
    if not any(totals):
        look.empty(say("agency.no_outcomes"), say("agency.no_outcomes_why"))
        return
    groups = list(listed("agency.outcome").values())
    t = look.tokens()
    fig = state.figure("agency.outcomes", (agency, chosen), lambda tokens: charts.bars_of_parts(
        tokens, [say("report.year", year=y) for y in chosen.years], counts, totals, groups, unit=say("agency.cases"),
        nothing=say("agency.no_request"), missing=say("agency.not_whole")), t)
    look.draw(say("agency.outcomes_title"), say("agency.outcomes_sub"), fig, "outcomes",
              say("agency.outcomes_alt", agency=place), say("agency.outcomes_foot") + (
                  say("agency.outcomes_uneven", years=say("filters.kinds_joiner").join(uneven)) if uneven else ""),
              list(zip(groups, t["cat"])), guide="agency.outcomes")


def figures(agency: str, heads: dict[str, str], is_open: bool) -> None:
    """Every cell of every report that counts, one table of the form at a time; read when the box is opened."""
    box = st.expander(say("agency.figures"), expanded=is_open, key="all", on_change="rerun")
    if not box.open:
        return
    history = History.read(state.store(), agency, heads)
    with box:
        with st.container(horizontal=True, gap="small"):
            tables, names = history.tables(), table_names()
            filters.forget_unless("ft", tables)
            table = st.selectbox(say("components.table"), tables, key="ft", format_func=names.get, width=190,
                                 bind="query-params")
            applicants = listed("agency.applicant")
            filters.forget_unless("fa", list(applicants))
            column = st.selectbox(say("agency.column"), list(applicants), key="fa", format_func=applicants.get,
                                  width=190, bind="query-params") if table == "requests" else None
        look.guided("agency.figures")
        columns, rows = history.page(table, column)
        spark_table.table(columns, rows, None, None, "all_figures", label=names[table])
        look.foot(say("agency.signs"))


def page() -> None:
    first = None if st.query_params.get("a") else state.answer(report.first)
    agency = st.query_params.get("a") or (state.answer(report.agency_of, first) if first else None)
    documents = state.made(report.records, report.documents_of, agency) if agency else []
    if not documents:
        look.head(say("agency.question_none"), look.rich("agency.answer_none"), [])
        look.nothing_yet() if agency is None else look.empty(
            say("agency.gone"), say("agency.gone_why"), say("report.gone_button"), "app_pages/overview.py")
        return
    st.query_params["a"] = agency  # a link copied from here names its agency
    top, current = documents[0], [d for d in documents if d["is_current"]]
    name, years = top["agency"], years_of(current, state.answer(ask.due, agency))
    chosen = compare.Chosen("agency", (agency,), years[0] if years else 0, years[-1] if years else 0)
    new = by_year(compare.amounts, chosen, "requests/new/total")
    disclosed = by_year(compare.rates, chosen, "rate_disclosed")
    found = state.made(report.records, ask.findings, agency)
    tested = any(d["n_identities"] for d in current)
    heads = heads_of(current)

    title = say("agency.question", agency=name)
    said = answer(chosen, current, {y: r["value"] for y, r in new.items()}, disclosed, len(found) if tested else None)
    look.head(title, said if years else look.rich("agency.no_year"), [
        top["district_full"] or say("filters.unknown_place"), filters.kind_label(top["kind"] or "unknown"),
        say("agency.registered" if top["is_registered"] else "agency.unregistered"), say("filters.basis")])
    with filters.bar():
        picker.district_and_agency(top["district_id"], agency, open_agency, "agency")
        st.space("stretch")
        with st.container(key="way_to_compare", width="content"):
            st.page_link("app_pages/compare.py", label=say("agency.to_compare"), query_params={
                "cb": say("compare.by.agency"), "ca": say("compare.option", code=agency, name=name)})
        briefing.offer(("--agency", agency), say("briefing.dossier.title", agency=name), "agency",
                       say("briefing.dossier.button"))
        offer(agency, heads, chosen, name)
    only_whole = bool(current) and all(d["scope"] == "aggregate" for d in current)
    if years and not only_whole:
        cards(chosen, new, disclosed)
    left, right = st.columns([13, 10], gap="large")
    with left:
        if only_whole:
            look.empty(say("agency.only_whole"), say("agency.only_whole_why"))
        else:
            outcomes(agency, chosen, name)
    with right:
        reports_table(documents)
    if years and not only_whole:
        among.show(agency, name, years, lambda m: disclosed if m == "rate_disclosed" else by_year(
            compare.rates, chosen, m), sorted({d["year"] for d in current if d["year"]}))
    findings_table(found)
    if years and not only_whole:
        key_table(chosen, state.answer(report.labels))
    if heads:
        figures(agency, heads, only_whole)


def offer(agency: str, heads: dict[str, str], chosen: compare.Chosen, name: str) -> None:
    """All its figures as a file, read when it is asked for."""
    store, title, tables = state.store(), say("agency.export", agency=name), table_names()

    def about() -> export.About:
        return export.About(title, store.snapshot, store.is_demo, (
            (say("components.agency"), name), (say("filters.period"), span(chosen.first_year, chosen.last_year))),
            corrections=compare.corrections(store, chosen), sources=compare.sources(store, chosen))

    downloads.offer(lambda: History.read(store, agency, heads).file(tables), about, "figures", title,
                    is_empty=not heads)


def cards(chosen: compare.Chosen, new: dict, disclosed: dict) -> None:
    """The last year of the four numbers one asks for first, with the shape of the years."""
    cut, ticks = look.cut(chosen.years), tuple(map(str, chosen.years))
    last = max((y for y, r in new.items() if r["value"] is not None), default=chosen.last_year)
    now, before = ((new.get(y) or {}).get("value") for y in (last, last - 1))
    below = say("agency.card_before", change=change(now, before), n=number(before)) if before else \
        say("report.year", year=last)
    shown = [look.Card(say("agency.card_new"), number(now, say("agency.cases")), below,
                       tuple((new.get(y) or {}).get("value") for y in chosen.years), cut, ticks)]
    for which in ("rate_disclosed", "rate_carry", "rate_corrected"):
        rows = disclosed if which == "rate_disclosed" else by_year(compare.rates, chosen, which)
        last = max((y for y, r in rows.items() if known(r["rate"])), default=chosen.last_year)
        row = rows.get(last) or {}
        shown.append(look.Card(all_measures()[which].label, percent(row.get("rate")),
                               say("agency.card_of", year=last, of=of(row.get("numerator"), row.get("denominator"))),
                               tuple((rows.get(y) or {}).get("rate") for y in chosen.years), cut, ticks))
    look.metrics(shown, "agency.cards")



page()
