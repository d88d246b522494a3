"""覆盖: agency × year, what was read, in part, refused or not seen; and every file that gave no report.

In the link: mp the page of the matrix, fp ip dp up those of the lists, beside the filters of every page.
"""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import charts, downloads, filters, look, state
from dashboard.components import matrix
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.export import Field
from dashboard.filters import paging
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, known, span
from dashboard.queries import matrix as ask
from dashboard.queries import scopes

A_PAGE = 40
MOST = 20_000  # agencies of a download
LINES = 15  # of a page of the lists beside the matrix

t = look.tokens()
top, bar = filters.begin()
with bar:
    scope = filters.ask()
years, store = scope.years, state.store()


def show_list(words: str, key: str, n: int, columns: list[Column], rows_of: Callable[[paging.Page], list[Row]]) -> None:
    """One of the lists beside the matrix, in pages; nothing where it is empty."""
    if not n:
        return
    look.caption(say(f"coverage.{words}.title", n=full(n)), say(f"coverage.{words}.sub"), "coverage.lists")
    body = st.container()
    page = paging.turn(key, n, LINES, (words, scope))
    rows = state.kept(f"coverage.{words}", (scope, page, n), lambda: rows_of(page))
    with body:
        table(columns, rows, None, None, words, label=say(f"coverage.{words}.label"))


def show_files(status: str, key: str) -> None:
    """Files that gave no report of their own, with the reason of each."""
    files = state.made(plain, ask.documents, status)
    show_list(status, key, len(files), [Column(say("coverage.file"), "words"), Column(say("coverage.reason"), "words")],
              lambda page: [Row(None, (Cell(f["name"], f["name"]), Cell(f["reason"] or "", f["reason"])))
                            for f in files[page.skip:page.skip + page.most]])


def show_unplaced() -> None:
    """The queue: reports whose agency, district or year a person should settle, with candidates and evidence."""
    lost = state.made(plain, ask.unplaced)
    show_list("unplaced", "up", len(lost), [
        Column(say("coverage.unplaced.report"), "words"), Column(say("coverage.unplaced.doubt"), "words"),
        Column(say("coverage.unplaced.evidence"), "words")],
        lambda page: [Row(None, (Cell(r["document"] or r["title"] or r["report_id"], r["document"]),
                                 Cell(doubt(r), doubt(r)), Cell(evidence(r), "")), link("report", r=r["report_id"]))
                      for r in lost[page.skip:page.skip + page.most]])


def doubt(report: dict) -> str:
    """What is unsure, and between what."""
    joiner = say("coverage.unplaced.joiner")
    words = listed("coverage.doubt")
    unsure = joiner.join(words.get(d, d) for d in report["doubts"])
    several = joiner.join(report["candidates"])
    return say("coverage.unplaced.between", doubt=unsure, candidates=several) if several else unsure


def evidence(report: dict) -> str:
    """What the document says of its agency, district and year, each with its source."""
    return say("coverage.unplaced.joiner").join(
        say("coverage.unplaced.told", source=e["source"], value=e["value"] or e["quote"]) for e in report["evidence"])


def show_incomplete() -> None:
    """Reports that were read in part, with what is missing."""
    show_list("incomplete", "ip", int(whole["n_incomplete"].sum()), [
        Column(say("coverage.agency"), "words"), Column(say("coverage.year"), "number"),
        Column(say("coverage.why"), "words")],
        lambda page: [Row(r["report_id"], (Cell(r["agency"] or r["report_id"], r["agency"]),
                                           Cell(str(r["year"]), r["year"]), Cell(r["reason"] or "", r["reason"])),
                          link("report", r=r["report_id"]))
                      for r in plain(state.answer(ask.incomplete, scope, page.most, page.skip))])


def plain(rows: pd.DataFrame) -> list[dict]:
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


if not years:
    with top:
        look.head(say("coverage.question_none"), "", [])
    look.nothing_yet()
    show_files("refused", "fp")
    show_unplaced()
    st.stop()
with top:
    filters.breadcrumb(scope)
place, period = filters.place_label(scope.district), span(scope.first_year, scope.last_year)
whole = state.answer(scopes.coverage, scope)
n_refused = len(state.shared(ask.documents, "refused"))
head_rows = state.answer(ask.agencies, scope, 1)
n_agencies = int(head_rows["n_all"].iloc[0]) if len(head_rows) else 0


def answer() -> str:
    """Read of due, how many are incomplete, and how many files could not be read."""
    read, expected = int(whole["n_read"].sum()), whole["n_expected"].sum(min_count=1)
    beyond, part = int(whole["n_beyond"].sum()), int(whole["n_incomplete"].sum())
    if not known(expected):
        said = look.rich("coverage.answer.unknown", read=full(read))
    else:
        missing = int(expected) - (read - beyond)
        said = look.rich(f"coverage.answer.{'some' if missing else 'all'}", read=full(read - beyond),
                         expected=full(expected), missing=full(missing))
        said += look.rich("coverage.answer.beyond", n=full(beyond)) if beyond else ""
    said += look.rich("coverage.answer.incomplete", n=full(part)) if part else ""
    said += look.rich("coverage.answer.refused", n=full(n_refused)) if n_refused else ""
    return said + say("coverage.answer.stop")


def square(cell: dict | None) -> matrix.Square | None:
    """A cell with what it says when pointed at or heard."""
    if cell is None:
        return None
    words = [say(f"coverage.state.{cell['state']}")]
    if known(cell["n_expected"]):
        words.append(say("coverage.matrix.said_read", read=full(cell["n_read"]), expected=full(cell["n_expected"]),
                         blank=full(cell["n_blank"]), doubtful=full(cell["n_doubtful"])))
    if isinstance(cell["reason"], str) and cell["reason"]:
        words.append(cell["reason"])
    report = cell["report_id"] if isinstance(cell["report_id"], str) else None
    sign = "" if cell["state"] == "complete" else say(f"charts.sign.{cell['state']}")
    return matrix.Square(cell["state"], sign, say("coverage.matrix.joiner").join(words),
                         report and link("report", r=report))


def matrix_title() -> str:
    """Who lacks the most years; else who has the most incomplete reports; else that all is there."""
    unit, none, part = head_rows[["label", "n_none", "n_incomplete"]].iloc[0]
    key = "none" if none else "incomplete" if part else "all"
    return say(f"coverage.matrix.title_{key}", unit=unit, n=full(none or part))


def show_matrix() -> None:
    """One page of agencies, those with gaps first."""
    if not n_agencies:
        look.empty(say("look.no_data.title"), say("coverage.nobody"))
        return
    body = st.container()
    page = paging.turn("mp", n_agencies, A_PAGE, scope)
    look.foot(say("coverage.matrix.foot"))
    with body:
        look.caption(matrix_title(), say("coverage.matrix.sub", span=period), "coverage.matrix")
        show_key()
        matrix.draw(
            say("coverage.agency"), years,
            state.kept("coverage.matrix", (scope, page), lambda: squares(page)), inks(),
            say("coverage.matrix.label", span=period), "matrix")


def squares(page: paging.Page) -> list[matrix.Line]:
    rows = state.answer(ask.agencies, scope, page.most, page.skip)
    found = state.answer(ask.cells, scope, tuple(rows["agency_id"])).to_dict("records")
    cells = {(c["agency_id"], c["year"]): c for c in found}
    return [matrix.Line(link("agency", a=i), label, tuple(square(cells.get((i, y))) for y in years))
            for i, label in zip(rows["agency_id"], rows["label"])]


def inks() -> dict[str, tuple[str, str]]:
    """state -> the colour of its cell and of the sign in it."""
    upon = {"refused": t["on_seq"], "missing": t["on_seq"], "doubtful": t["on_mark"]}
    return {s: (fill, upon.get(s, t["ink"])) for s, fill in charts.coverage_colours(t).items()}


def show_key() -> None:
    """What the colours and signs mean; a report that was not seen has no colour but a dashed frame."""
    st.html('<div class="keys">' + "".join(
        f'<span><i class="{s}" style="background:{fill}"></i>{look.rich(f"coverage.key.{s}")}</span>'
        for s, (fill, _) in reversed(inks().items())) + "</div>")


def downloaded() -> tuple[pd.DataFrame, list[Field]]:
    """Every agency and year of the scope with its state."""
    known_agencies = ask.agencies(store, scope, MOST)
    frame = ask.cells(store, scope, tuple(known_agencies["agency_id"]))
    words = listed("coverage.column")
    frame = frame.merge(known_agencies[["agency_id", "label"]], on="agency_id")
    frame = frame.assign(state=frame["state"].map(listed("coverage.state")))[list(words)]
    return frame, [Field(name, label, "year" if name == "year" else "count" if name.startswith("n_") else "text")
                   for name, label in words.items()]


with top:
    look.head(say("coverage.question", place=place), state.kept("coverage.answer", scope, answer),
              filters.scope_line(scope, say("coverage.basis")))
left, right = st.columns([13, 10], gap="large")
with left:
    show_matrix()
with right:
    show_files("refused", "fp")
    show_incomplete()
    show_files("duplicate", "dp")
    show_unplaced()
with bar:
    st.space("stretch")
    title = say("coverage.download", place=place, span=period)
    states = listed("coverage.state")  # unlike rates, coverage counts whole-county reports too
    downloads.offer(downloaded, filters.about(
        title, scope, basis=say("coverage.basis"),
        definitions=[(words, say(f"coverage.meaning.{s}")) for s, words in states.items()]),
                    "coverage", title, is_empty=not n_agencies)
