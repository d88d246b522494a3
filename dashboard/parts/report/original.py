"""The source document beside its table: the page that holds what is chosen, with its cells marked.

In:   a report's row, its cells, the marks of the table, the finding that is open.
Out:  beside().
Promise: a cell is marked only where the reading that found its place reads what the data hold, at the same page, row
and column; else the page says that the place is not certain. While a page is being drawn the rest is there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard import look, state
from dashboard.components import source_page
from dashboard.components.form_model import Address, Marks
from dashboard.components.source_page import Sheet, Spot
from dashboard.labels import say, spoken
from dashboard.originals import Page, Source
from dashboard.parts.report import quoted

PROSE = "prose"  # the tab of the report's words
PAPER = ("pdf", "image")  # formats of which a page is a picture
DRAWING, READING = .5, 3.0  # seconds between looks at a page that is being drawn, at a scan that is being read


@dataclass(frozen=True, slots=True)
class Pointed:
    """What is pointed at: `cells` (address -> evidence), `marks` of the table, `names` (address -> row and column in
    words), `shown` the cell whose card is open, the `finding`, the `table` whose tab is open, `said` of it all."""

    cells: Mapping[Address, Mapping]
    marks: Marks
    names: Mapping[Address, tuple[str, str]]
    shown: Address | None
    finding: Mapping | None
    table: str
    said: str


def beside(row: Mapping, at: Pointed, page: int | None, on_pick: Callable[[str], None],
           on_turn: Callable[[int], None]) -> None:
    """The document of a report. `page`: asked for, else the one that holds what is pointed at."""
    source = Source(state.root(), row["sha256"], row["name"] or "", row["extractor"] or "")
    page, first = (page, _first(at)) if row["format"] in PAPER else (None, None)
    drawn = state.originals().look(source, page or first or 1)
    reading = state.reading(str(drawn.reading)) if drawn.reading else {}
    if drawn.picture and not first and not page and (at_page := _page_of_table(reading, at.table)) not in (None, 1):
        first = at_page
        drawn = state.originals().look(source, first)
    if drawn.stage == "drawing":
        _waiting(source, page or first or 1)
        return
    if drawn.stage == "failed":
        _failed(source, drawn)
        return
    sheet, is_sure = _sheet(drawn, reading, at, page or first or 1, first)
    source_page.show(sheet, "original", on_pick, on_turn)
    if drawn.is_reading:
        _watched(source, sheet.page)
    elif not is_sure:
        look.foot(say("report.original.unsure"))


@st.fragment(run_every=DRAWING)
def _waiting(source: Source, page: int) -> None:
    """The room of the page to come; the whole is drawn anew when it is there."""
    if state.originals().look(source, page).stage != "drawing":
        st.rerun()
    st.html(f'<div class="state drawing" role="status"><p>{look.rich("report.original.drawing")}</p></div>')


@st.fragment(run_every=READING)
def _watched(source: Source, page: int) -> None:
    if not state.originals().look(source, page).is_reading:
        st.rerun()
    look.foot(say("report.original.reading"))


def _failed(source: Source, drawn: Page) -> None:
    why = spoken.spoken(drawn.reason) if drawn.reason else say(f"report.original.{drawn.kind}")
    st.html(f'<div class="state solid"><strong>{look.rich("report.original.failed")}</strong>'
            f'<p>{look.rich("report.original.why", why=why)}</p></div>')
    st.button(say("look.try_again"), key="draw_again", on_click=state.originals().forget, args=(source,))


def _first(at: Pointed) -> int | None:
    """The page of what is pointed at, as the data have it."""
    told = at.finding["page"] if at.finding and at.finding["quote"] else None
    if at.table == PROSE and told:
        return int(told)
    if at.shown and at.shown in at.cells:
        return at.cells[at.shown]["page"]
    pages = (at.cells[address]["page"] for address in at.marks.part if address in at.cells)
    return next((int(page) for page in (told, *pages) if page), None)


def _page_of_table(reading: Mapping, table: str) -> int | None:
    """Where the table whose tab is open begins."""
    pages = [f["page"] for address, f in reading.get("figures", {}).items()
             if f["page"] and address.startswith(f"{table}/")]
    return min(pages, default=None)


def _sheet(drawn: Page, reading: Mapping, at: Pointed, page: int, first: int | None) -> tuple[Sheet, bool]:
    """What is drawn, and whether the cell that is shown has a certain place (or none is)."""
    places = {address: found for address, found in _places(reading, at) if found}
    marked = {address for address in (*at.marks.part, *at.marks.breaking, at.shown) if address}
    is_sure = at.shown is None or at.shown not in at.cells or at.shown in places
    quote = (at.finding or {}).get("quote") or ""
    seen = [a for a in (at.shown, *sorted(marked)) if a in places]
    focus = "/".join(seen[0]) if seen and not (quote and at.table == PROSE) else ""
    common = {"title": say("report.original.label", page=page), "focus": focus, "said": at.said}
    if drawn.picture is None:
        blocks = _marked(reading.get("blocks", ()), {a: p for a, p in places.items() if "block" in p}, at)
        if quote:
            quoted.in_blocks(blocks, quote)
        return Sheet(blocks=tuple(blocks), **common), is_sure
    width, height = drawn.size or (595.0, 842.0)
    spots = tuple(Spot("/".join(a), _share(p["box"], width, height), _kind(a, at),
                       _label(a, at) if a in marked else "")
                  for a, p in places.items()
                  if p.get("box") and p["page"] == page and drawn.size and (a in marked or "is_line" not in p))
    lines = quoted.boxes(reading.get("lines", ()), quote, page) if quote and drawn.size else ()
    return Sheet(page=page, n_pages=drawn.n_pages, picture=drawn.picture.read_bytes(), ratio=width / height,
                 points=width, spots=spots, quoted=tuple(_share(box, width, height) for box in lines),
                 is_elsewhere=first is not None and first != page, **common), is_sure and drawn.size is not None


def _places(reading: Mapping, at: Pointed):
    """(address, where it stands): None where what is read there is not what the data hold."""
    for name, found in reading.get("figures", {}).items():
        address = tuple(name.split("/"))
        cell = at.cells.get(address)
        is_same = cell is not None and (cell["raw"] or "").strip() == (found["raw"] or "").strip() and all(
            cell[part] == found[part] for part in ("page", "row", "col"))
        yield address, found if is_same and (found.get("box") or "block" in found) else None


def _kind(address: Address, at: Pointed) -> str:
    kinds = [("part", address in at.marks.part), ("part breaking", address in at.marks.breaking),
             ("picked", address == at.marks.picked)]
    return " ".join(kind for kind, holds in kinds if holds)


def _label(address: Address, at: Pointed) -> str:
    return say("report.cell_at", row=at.names[address][0], column=at.names[address][1]) if address in at.names else ""


def _share(box, width: float, height: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return left / width, top / height, (right - left) / width, (bottom - top) / height


def _marked(blocks, places: Mapping[Address, Mapping], at: Pointed) -> list[dict]:
    """The blocks of a text with the cells in them."""
    out = [{"text": b["text"], "marks": []} if "text" in b else {"cells": [[*c, "", ""] for c in b["cells"]]}
           for b in blocks]
    for address, place in places.items():
        block, name, kind = out[place["block"]], "/".join(address), _kind(address, at)
        if "cell" in place and "cells" in block:
            block["cells"][place["cell"]][5:] = [kind, name]
        elif "from" in place and "marks" in block:
            block["marks"].append([place["from"], place["to"], kind, name])
    for block in out:
        if "marks" in block:
            block["marks"].sort()
    return out
