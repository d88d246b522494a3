"""Labels and their values, line under line: an equation, the evidence of a cell, what is known of a document.

In:   lines.
Out:  a mounted component.
Promise: words of documents go in as textContent only.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st


@dataclass(frozen=True, slots=True)
class Line:
    """kind: "" | sum (the value in bold) | fact (the value on the left) | words (a long text under its label) |
    prose (the same, for reading) | faint (a remark). `marked`: the stretch of the value to be marked."""

    label: str
    value: str
    kind: str = ""
    marked: str = ""


_CSS = """
table { border-collapse: collapse; width: 100%; font: 13.5px/1.45 var(--st-font); font-variant-numeric: tabular-nums;
        color: var(--st-text-color); }
th, td { border-bottom: 1px solid var(--st-dataframe-border-color); padding: 5px 0; font-weight: 400; text-align: left;
         vertical-align: top; }
th { padding-right: 12px; }
td { text-align: right; overflow-wrap: anywhere; }
tr:last-child > * { border-bottom: 0; }
tr.sum td { font-weight: 700; }
tr.sum > * { border-bottom-color: var(--st-border-color); }
tr.faint > * { color: var(--st-gray-text-color); font-size: 12.5px; }
tr.fact th { width: 7em; color: var(--st-gray-text-color); }
tr.fact td { text-align: left; }
tr.words, tr.prose { display: block; padding: 5px 0; border-bottom: 1px solid var(--st-dataframe-border-color); }
tr.words:last-child, tr.prose:last-child { border-bottom: 0; }
tr.words > *, tr.prose > * { display: block; border: 0; padding: 0; text-align: left; white-space: pre-wrap; }
tr.words th { color: var(--st-gray-text-color); font-size: 12.5px; }
tr.words th:empty { display: none; }
tr.prose th { font-weight: 600; padding-bottom: 2px; }
tr.prose td { max-width: 46em; line-height: 1.7; font-size: 14px; }
tbody:has(tr.words), tbody:has(tr.prose) { display: block; }
tbody:has(tr.words) tr:not(.words) { display: flex; justify-content: space-between; gap: 12px;
                                     border-bottom: 1px solid var(--st-dataframe-border-color); }
tbody:has(tr.words) tr:not(.words) > * { border: 0; }
tbody:has(tr.words) th { flex: none; }
mark { background: light-dark(#FFF1C2, #4A3C10); color: inherit; border-bottom: 1px solid var(--st-gray-text-color); }
"""
_JS = """
export default function ({ data, parentElement }) {
  const body = parentElement.querySelector("tbody")
  body.replaceChildren()
  for (const line of data.lines) {
    const tr = body.appendChild(document.createElement("tr"))
    tr.className = line.kind
    const th = tr.appendChild(document.createElement("th"))
    th.scope = "row"
    th.textContent = line.label
    const td = tr.appendChild(document.createElement("td"))
    const at = line.marked ? line.value.indexOf(line.marked) : -1
    if (at < 0) {
      td.textContent = line.value
      continue
    }
    td.append(line.value.slice(0, at))
    td.appendChild(document.createElement("mark")).textContent = line.marked
    td.append(line.value.slice(at + line.marked.length))
  }
}
"""
_LINES = st.components.v2.component("lines", html="<table><tbody></tbody></table>\n", css=_CSS, js=_JS)


def show(lines: Sequence[Line], key: str) -> None:
    """Draw the lines, in their order."""
    _LINES(key=key, data={"lines": [asdict(line) for line in lines]})
