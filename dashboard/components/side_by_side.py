"""Two texts beside each other, what they share marked in both and numbered alike.

In:   the texts, where the shared passages and the everyday words stand.
Out:  a mounted component; pieces(), how a text is cut.
Promise: words of documents go in as textContent only. A mark is told by its number and its line, not by colour alone;
choosing one, by mouse or keyboard, shows its other half. Numbers that differ inside a passage are underlined twice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text. kind: "" | shared | everyday; `n` numbers a shared passage; `is_changed`: a number that is
    another one on the other side."""

    text: str
    kind: str = ""
    n: int = 0
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    title: str
    href: str
    link: str
    pieces: tuple[Piece, ...]


_PAIR = st.components.v2.component(
    "side_by_side", html='<div class="pair"></div>\n', css=(_HERE / "side_by_side.css").read_text("utf-8"),
    js=(_HERE / "follow.js").read_text("utf-8") + (_HERE / "side_by_side.js").read_text("utf-8"))


def pieces(text: str, other: str, passages: Sequence[dict], everyday: Iterable[dict] = ()
           ) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut where their kind changes. A passage that the other text has once and this one twice is marked
    there once. Places outside a text are left out: they come from a file."""
    spans = [(p["start"], p["end"], "shared", n) for n, p in enumerate(passages, 1)]
    spans += [(e["start"], e["end"], "everyday", 0) for e in everyday]
    there = [(p["other_start"], p["other_end"], "shared", n) for n, p in enumerate(passages, 1)]
    changed = [_changed(text[p["start"]:p["end"]], other[p["other_start"]:p["other_end"]]) for p in passages]
    return _cut(text, spans, [c[0] for c in changed]), _cut(other, there, [c[1] for c in changed])


def _changed(one: str, other: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where numbers in figures differ; nowhere where the two do not have as many."""
    here, there = list(_NUMBER.finditer(one)), list(_NUMBER.finditer(other))
    pairs = [(a.span(), b.span()) for a, b in zip(here, there) if a[0] != b[0]] if len(here) == len(there) else []
    return [a for a, _ in pairs], [b for _, b in pairs]


def _cut(text: str, spans: list[tuple[int, int, str, int]], changed: list[list[tuple[int, int]]]) -> tuple[Piece, ...]:
    out, done = [], 0
    for start, end, kind, n in sorted(spans):
        begin = max(start, done)
        if not 0 <= start < end <= len(text) or begin >= end:
            continue
        out.append(Piece(text[done:begin]))
        at = begin
        for first, last in changed[n - 1] if n else ():
            if start + first >= at:
                out += [Piece(text[at:start + first], kind, n), Piece(text[start + first:start + last], kind, n, True)]
                at = start + last
        out.append(Piece(text[at:end], kind, n))
        done = end
    return tuple(p for p in [*out, Piece(text[done:])] if p.text)


def show(left: Side, right: Side, key: str, said: dict[str, str]) -> None:
    """Draw both sides. `said`: words of a mark for those who hear the page (shared, with {n}; everyday; changed)."""
    _PAIR(key=key, data={"sides": [asdict(left), asdict(right)], "said": said})

