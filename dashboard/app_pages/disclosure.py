"""主动公开: table 二 by item, unit and year, with the change of form in 2021 kept visible."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import charts, downloads, filters, look, state
from dashboard.components.spark_table import Cell, Column, Row, table, unit_row
from dashboard.export import Field
from dashboard.labels import listed, say
from dashboard.labels.numbers import full, number, percent
from dashboard.queries import disclosure as ask
from dashboard.queries import series

MOST_ROWS, MOST_LINES = 30, 14  # on the page; a download holds them all
GUIDES = dict.fromkeys(("licensing", "penalties", "coercion"), "decisions")  # figures that are read alike

t = look.tokens()
top, bar = filters.begin()
view = filters.view(top, bar)
if view is None:
    with top:
        look.head(say("disclosure.question_none"), "", [])
    look.nothing_yet()
    st.stop()
scope, years, names, store = view.scope, view.years, view.names, state.store()
if not names:
    look.nothing_in_scope(say("disclosure.question", place=view.place), filters.scope_line(scope), top)
    st.stop()
said = {"place": view.place, "span": view.period}

with bar:
    options = listed("disclosure.series")
    item = filters.choose(say("disclosure.item"), options, "i", 152, "licensing")
called = options[item]
chosen = ask.all_series()[item]


def found() -> tuple[dict, dict, int, list[str]]:
    """unit_id -> phase -> values, unit_id -> values, where the last known year stands among them, the largest units
    of it first."""
    phases = {u: p for u, p in state.shared(ask.lines, scope, item, view.by).items() if u in names}
    merged = {u: ask.merged(p) for u, p in phases.items()}
    at = max((i for values in merged.values() for i, v in enumerate(values) if v is not None), default=len(years) - 1)
    return phases, merged, at, sorted(phases, key=lambda u: -(merged[u][at] if merged[u][at] is not None else -1))


by_unit, numbers, last, largest = state.kept("disclosure", (scope, view.by, item), found)
with bar:
    subject = filters.focus({u: names[u] for u in names if u in largest[:MOST_ROWS]}, next(iter(largest), None))
once = partial(state.kept, key=(scope, view.by, item, subject, t["theme"]))


def whole(series_id: str) -> dict[str, list[float | None]]:
    """phase -> the place's sums along the years."""
    return next(iter(state.shared(ask.lines, scope, series_id, "scope").values()), {})


def newest(series_id: str, phase: str) -> float | None:
    """The sum of the scope's last year with reports; None where that phase is not printed then."""
    return (whole(series_id).get(phase) or [None])[-1]


def answer() -> str:
    decisions = {k: newest(k, "always") for k in ("licensing", "penalties", "coercion")}
    stock, issued, repealed = (newest(k, "after") for k in ("normative_stock", "normative_new", "normative_repealed"))
    words = []
    if any(v is not None for v in decisions.values()):
        words.append(look.rich("disclosure.answer.decisions", year=years[-1],
                               **{k: number(v) for k, v in decisions.items()}))
    else:
        words.append(look.rich("disclosure.answer.none", year=years[-1]))
    if stock is not None:
        words.append(look.rich("disclosure.answer.documents", n=number(stock)))
        if issued is not None and repealed is not None:
            words.append(look.rich("disclosure.answer.movement", issued=number(issued), repealed=number(repealed)))
    return "".join(words) + say("disclosure.stop")


def change_of_form(series_id: str) -> str:
    """What a reader must know of the item's place in the two forms."""
    phases = ask.all_series()[series_id].phases
    if "before" in phases and "after" in phases:
        return say("disclosure.units.foot_break", **listed(f"disclosure.phase.{series_id}"))
    return "" if "always" in phases else say(f"disclosure.units.foot_{next(iter(phases))}")


def units_shown() -> partial:
    """The chosen item of every unit, the subject in front."""
    total = sum(v[last] for v in numbers.values() if v[last] is not None)
    if not largest:
        title = say("disclosure.units.title_none", item=called)
    elif len(largest) > 1 and subject == largest[0] and total:
        title = say("disclosure.units.title", unit=names[subject], item=called,
                    share=percent(numbers[subject][last] / total, 0))
    else:
        title = say("disclosure.units.title_one", item=called, year=years[last], n=number(total, chosen.unit))
    lines = {f"{u} {phase}": v for u in by_unit if u in {*largest[:MOST_LINES], subject}
             for phase, v in by_unit[u].items()}
    labels = {f"{u} {phase}": names[u] for u in largest for phase in by_unit[u]}
    unnamed = {f"{u} before" for u in by_unit if "after" in by_unit[u]}
    front = {f"{subject} {phase}" for phase in by_unit.get(subject, ())}
    tall = min(330, max(230, 34 * min(len(largest), MOST_ROWS) + 80))  # as tall as the table beside it
    figure = state.figure("disclosure.units", (scope, view.by, item, subject), lambda tokens: charts.trend(
        tokens, years, lines, front, unit=f" {chosen.unit}", labels=labels, unnamed=unnamed, height=tall), t)
    sub = say("disclosure.units.sub" if chosen.unit else "disclosure.units.sub_unprinted", item=called,
              unit=chosen.unit, **said)
    return partial(look.draw, title, sub, figure, "units", say("disclosure.units.alt", item=called, **said),
                   change_of_form(item) + say("disclosure.units.foot_gap"), guide="disclosure.units")


def rows_shown() -> tuple[list[Column], list[Row]]:
    """Unit by year."""
    shown = years[-6 if view.by == "district" else -4:]
    columns = [Column(say("disclosure.table.unit")), *(Column(str(y), "number") for y in shown),
               Column(say("disclosure.table.shape"), "spark", low=0, ticks=tuple(map(str, years)))]
    drawn = [unit_row(view.by, u, (Cell(names[u], names[u]), *(Cell(full(v), v) for v in numbers[u][-len(shown):]),
                                   Cell(values=tuple(series.parted(by_unit[u], years)))), scope.district)
             for u in largest[:MOST_ROWS]]
    return columns, drawn


def show_table() -> None:
    """A row opens the district or the agency."""
    look.caption(say("disclosure.table.title", item=called), say("disclosure.table.sub", unit=chosen.unit),
                 "disclosure.table")
    columns, drawn = once("disclosure.rows", make=rows_shown)
    label = say("disclosure.table.label", item=called)
    table(columns, drawn, len(columns) - 2, look.cut(years), "table", label=label, on_pick=filters.go_to)
    cut = say("disclosure.table.cut", n=full(len(largest)), shown=MOST_ROWS) if len(largest) > MOST_ROWS else ""
    look.foot(say("disclosure.table.foot") + cut)


def show_whole(title: str, key: str, *series_ids: str, height: int = 230) -> None:
    """The place's own sums of one or two series; every phase a line of its own."""
    once(f"disclosure.{key}", make=lambda: whole_shown(title, key, *series_ids, height=height))()


def whole_shown(title: str, key: str, *series_ids: str, height: int) -> partial:
    lines = {f"{s} {phase}": v for s in series_ids for phase, v in whole(s).items()}
    labels = {f"{s} {phase}": say(f"disclosure.phase.{s}.{phase}") for s in series_ids for phase in whole(s)}
    unit, alone = ask.all_series()[series_ids[0]].unit, len(lines) == 1
    figure = state.figure(f"disclosure.{key}", (scope,), lambda tokens: charts.trend(
        tokens, years, lines, set(lines) if len(series_ids) == 1 else {k for k in lines if k.startswith(series_ids[0])},
        unit=f" {unit}", labels=labels, unnamed=set(lines) if alone else (), height=height), t)
    return partial(look.draw, title, say("disclosure.panel.sub_span", unit=unit, **said), figure, key,
                   say("disclosure.panel.alt", item=title, **said), change_of_form(series_ids[0]),
                   guide=f"disclosure.{GUIDES.get(key, key)}")


def conclusion(key: str, value: float | None) -> str:
    return say(f"disclosure.panel.{key}_none") if value is None else say(f"disclosure.panel.{key}", n=number(value))


def downloaded() -> tuple[pd.DataFrame, list[Field]]:
    """The chosen item: every unit, year and phase."""
    rows = ask.sums_of(store, scope, item, view.by)
    frame = rows.assign(unit=rows["unit_id"].map(names), item=called,
                        phase=rows["phase"].map(listed(f"disclosure.phase.{item}")))
    kinds = {"year": "year", "value": "money" if item in ("fees", "procurement_amount") else "count",
             "n_used": "count", "n_reports": "count"}
    heads = listed("disclosure.column")
    return frame[list(heads)], [Field(c, head, kinds.get(c, "text")) for c, head in heads.items()]


with top:
    look.head(say("disclosure.question", place=view.place), once("disclosure.answer", make=answer),
              filters.scope_line(scope))
left, right = look.pair()
with left:
    once("disclosure.units", make=units_shown)()
with right:
    show_table()
left, right = look.pair()
issued, repealed = newest("normative_new", "after"), newest("normative_repealed", "after")
with left:
    show_whole(conclusion("stock", newest("normative_stock", "after")), "stock", "normative_stock")
with right:
    flow = "none" if issued is None or repealed is None else "more" if issued > repealed else "fewer"
    show_whole(say(f"disclosure.panel.flow_{flow}"), "flow", "normative_new", "normative_repealed")
for place, key in zip(st.columns(3, gap="large"), ("licensing", "penalties", "coercion")):
    with place:
        value = newest(key, "always")
        show_whole(say("disclosure.panel.none") if value is None else say(f"disclosure.panel.{key}", n=number(value)),
                   key, key)
left, right = look.pair()
with left:
    show_whole(conclusion("fees", newest("fees", "after")), "fees", "fees")
with right:
    show_whole(conclusion("rules", newest("rules_stock", "after")), "rules", "rules_stock")
with bar:
    st.space("stretch")
    title = f"{say('disclosure.download', **said)} {called}"
    downloads.offer(downloaded, filters.about(title, scope), "disclosure", title)
