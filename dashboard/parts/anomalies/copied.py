"""文本雷同: parts of reports that share text with the agency's last one or another agency's; two of them side by side.

In the link: cs the least share, ck whose text, cp the part, p the page of the list, pair the two texts shown, beside
the filters of every page.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import downloads, filters, look, state
from dashboard.components import side_by_side
from dashboard.components.spark_table import Cell, Column, Row, link, table
from dashboard.export import Field
from dashboard.filters import paging
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, percent
from dashboard.parts.anomalies import Page
from dashboard.queries import anomalies
from dashboard.queries import copied as ask

A_PAGE = 25
MOST = 150_000  # rows of a download
MOST_GROUPS = 15  # rows of a division
ALIKE = "60"  # per cent, shown at first: most of the text


@dataclass(frozen=True, slots=True)
class Found:
    """What the tab shows. `asked`: part, whose text, least share; `counts`: division -> its rows."""

    view: Page
    asked: tuple[int | None, str | None, float]
    n_reports: int
    counts: dict[str, pd.DataFrame]

    def n(self, division: str, group: str | None = None, what: str = "n_parts") -> int:
        rows = self.counts[division]
        return int(rows[what].sum() if group is None else rows.loc[rows["group_id"] == group, what].sum())


def show(view: Page) -> None:
    with view.bar:
        asked = _choose()
    found = Found(view, asked, state.answer(anomalies.tested, view.scope)["n_reports"] or 0,
                  {by: state.answer(ask.counts, view.scope, by, *asked) for by in
                   ("scope", "whose", "section", view.by)})
    with view.top:
        look.head(say("copied.question", place=view.place), _answer(found),
                  filters.scope_line(view.scope, say("copied.basis")))
    if pair_id := st.query_params.get("pair"):
        _pair(pair_id)
    else:
        left, right = st.columns([13, 9], gap="large")
        with left:
            _list(found)
        with right:
            _groups(found, "whose", "whoses", lambda w: say(f"copied.whose.{w}"), _only("ck"))
            _groups(found, "section", "sections", lambda s: say(f"copied.section.{s}"), _only("cp"))
            is_district = view.by == "district"
            _groups(found, view.by, "units",
                    lambda u: view.names.get(u) or filters.place_label(u) or say("filters.unknown_place"),
                    filters.go_to if is_district else None, dead=view.scope.district if is_district else None)
    with view.bar:
        st.space("stretch")
        _download(found)


def _choose() -> tuple[int | None, str | None, float]:
    least = filters.choose(say("copied.filter.share"), listed("copied.share"), "cs", 130, ALIKE)
    whose = filters.choose(say("copied.filter.whose"), listed("copied.whose"), "ck", 150)
    part = filters.choose(say("copied.filter.section"), listed("copied.section"), "cp", 160)
    return int(part) or None, None if whose == "any" else whose, int(least) / 100


def _only(key: str):
    def choose(value: str) -> None:
        st.session_state[key] = value

    return choose


def _answer(found: Found) -> str:
    if not found.n_reports:
        return look.rich("copied.answer.untested")
    if not found.n("scope"):
        return look.rich("copied.answer.none", reports=full(found.n_reports))
    return look.rich("copied.answer.some", reports=full(found.n_reports), parts=full(found.n("scope")),
                     affected=full(found.n("scope", what="n_reports")), own=full(found.n("whose", "own")),
                     peer=full(found.n("whose", "peer")))


def _digit(section: int) -> str:
    return say("components.digits")[section - 1:section]


def _open(pair_id: str) -> None:
    st.query_params["pair"] = pair_id


def _list(found: Found) -> None:
    """One page of the list; a row opens the two texts."""
    n = found.n("whose")
    look.caption(say("copied.list.title", n=full(n)) if n else say("copied.list.title_none"), say("copied.list.sub"))
    if not n:
        look.empty(say("copied.list.title_none"),
                   say("copied.list.why_none" if found.n_reports else "copied.list.why_untested"))
        return
    body = st.container()
    page = paging.turn("p", n, A_PAGE, (found.view.scope, found.asked))
    look.foot(say("copied.list.foot"))
    rows = state.answer(ask.listed, found.view.scope, *found.asked, page.most, page.skip)
    with body:
        table([Column(say("copied.list.agency"), "words"), Column(say("copied.list.year"), "number"),
               Column(say("copied.list.section"), "text"), Column(say("copied.list.other"), "words"),
               Column(say("copied.list.share"), "rate"), Column(say("copied.list.numbers"), "of")],
              [_row(r) for r in rows.to_dict("records")], None, None, "copied", label=say("copied.list.label"),
              on_pick=_open)


def _row(r: dict) -> Row:
    whose = say("copied.whose.own") if r["kind"] == "own" else r["other_agency"] or r["other_report_id"]
    more = say("copied.list.more", n=r["n_others"]) if r["n_others"] > 1 else ""
    return Row(r["pair_id"], (
        Cell(r["agency"] or r["report_id"], r["agency"]), Cell(str(r["year"]), r["year"]),
        Cell(_digit(r["section"]), r["section"]), Cell(f"{whose} {r['other_year']}", whose, small=more),
        Cell(percent(r["share"], 0), r["share"],
             small=say("copied.list.n", shared=full(r["n_shared"]), length=full(r["length"]))),
        Cell(say("copied.list.numbers_of", changed=full(r["n_numbers_changed"]), all=full(r["n_numbers"])),
             r["n_numbers_changed"])))


def _pair(pair_id: str) -> None:
    """Two texts side by side, the shared passages marked, with links to both reports."""
    st.button(say("copied.back"), key="copied_back", on_click=lambda: st.query_params.pop("pair", None))
    r = state.answer(ask.pair, pair_id)
    if r is None:
        look.empty(say("copied.gone"), say("copied.gone_why"))
        return
    look.caption(say("copied.pair.title", agency=r["agency"] or r["report_id"], year=r["year"],
                     section=_digit(r["section"]), share=percent(r["share"], 0)),
                 say("copied.pair.sub", length=full(r["length"]), shared=full(r["n_shared"]),
                     numbers=full(r["n_numbers"]), changed=full(r["n_numbers_changed"])))
    if r["n_others"] > 1:
        stem = pair_id.rpartition("|")[0]
        others = {f"{stem}|{n}": say("copied.pair.rank", n=n) for n in range(1, r["n_others"] + 1)}
        st.segmented_control(say("copied.pair.other_pairs"), list(others), key="copied_rank", default=pair_id,
                             format_func=others.get, required=True,
                             on_change=lambda: _open(st.session_state["copied_rank"]))
    left, right = side_by_side.pieces(r["text"], r["other_text"], list(r["passages"]), list(r["everyday"]))
    side_by_side.show(_side(r, "", left), _side(r, "other_", right), "side_by_side", listed("copied.said"))
    look.foot(say("copied.pair.foot"))


def _side(r: dict, of: str, pieces: tuple[side_by_side.Piece, ...]) -> side_by_side.Side:
    return side_by_side.Side(
        say("copied.pair.side", agency=r[f"{of}agency"] or r[f"{of}report_id"], year=r[f"{of}year"],
            section=_digit(r[f"{of}section"])),
        link("report", r=r[f"{of}report_id"]), say("copied.pair.open"), pieces)


def _groups(found: Found, by: str, words: str, label_of, on_pick=None, dead: str | None = None) -> None:
    """One division: parts, reports, and the shape of the years; nothing where nothing is found."""
    rows, years = found.counts[by], found.view.years
    if rows.empty:
        return
    sums = rows.groupby("group_id")[["n_parts", "n_reports"]].sum()
    sums = sums.sort_values("n_parts", ascending=False, kind="stable")
    of_year = {(g, y): float(n) for g, y, n in zip(rows["group_id"], rows["year"], rows["n_parts"])}
    look.caption(say(f"copied.{words}.title", name=label_of(sums.index[0]), n=full(sums["n_parts"].iloc[0])),
                 say(f"copied.{words}.sub", span=found.view.period))
    table([Column(say(f"copied.{words}.head"), "words"), Column(say("copied.groups.parts"), "number"),
           Column(say("copied.groups.reports"), "number"),
           Column(found.view.period, "spark", low=0, ticks=tuple(map(str, years)))],
          [Row(group if group != dead else None,
               (Cell(label_of(group), label_of(group)), Cell(full(n), n), Cell(full(reports), reports),
                Cell(values=tuple(of_year.get((group, y), 0.0) for y in years))),
               link("agency", a=group) if by == "agency" else None)
           for group, n, reports in sums.head(MOST_GROUPS).itertuples()],
          None, look.cut(years), f"copied_{words}", label=say(f"copied.{words}.label"), on_pick=on_pick)
    if len(sums) > MOST_GROUPS:
        look.foot(say("anomalies.cut", shown=full(MOST_GROUPS), n=full(len(sums))))


def _download(found: Found) -> None:
    """Every row of the list, with an empty column for the agency's reply."""
    view, store = found.view, state.store()
    title = say("copied.download.title", place=view.place, span=view.period)

    def rows() -> tuple[pd.DataFrame, list[Field]]:
        words = listed("copied.column")
        frame = ask.listed(store, view.scope, *found.asked, MOST)
        frame = frame.assign(kind=frame["kind"].map(listed("copied.whose")), reply="")[list(words)]
        kinds = {"year": "year", "other_year": "year", "share": "share", "n_shared": "count", "length": "count",
                 "n_numbers": "count", "n_numbers_changed": "count", "n_others": "count"}
        return frame, [Field(name, words[name], kinds.get(name, "text")) for name in words]

    part, whose, least = found.asked
    facts = [(say("copied.filter.share"), say(f"copied.share.{least:.0%}".rstrip("%"))),
             (say("copied.filter.whose"), say(f"copied.whose.{whose or 'any'}")),
             (say("copied.filter.section"), say(f"copied.section.{part or 0}"))]
    downloads.offer(rows, filters.about(title, view.scope, basis=say("copied.basis"), facts=facts,
                                        definitions=[(say("copied.filter.share"), say("copied.list.foot"))]),
                    "copied", title, is_empty=not found.n("whose"))
