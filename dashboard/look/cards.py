"""The row of numbers at the head of a page, each with what it is made of and the shape of its years.

In:   words that are formatted already, values by year, the colours of the theme in use.
Out:  Card, markup(cards, tokens).
Promise: one piece of markup for the whole row. Drawn as a widget each, with a component for the shape, four cards were
seventeen of the 65 messages of 总览: a quarter of what it cost the server and the browser. All words are escaped; a
missing year is a gap, never joined; the shape has its own scale and no axis, and says its points to who hears the page.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from dashboard.labels import language
from dashboard.labels.numbers import points_said

_WIDE, _HIGH, _PAD = 104, 28, 4


@dataclass(frozen=True, slots=True)
class Card:
    """`value` is shown large, `below` says what it is made of. `values` are the years' (None: not there), `ticks` their
    names, `cut` where the 2021 mark stands among them."""

    label: str
    value: str
    below: str
    values: tuple[float | None, ...] = ()
    cut: float | None = None
    ticks: tuple[str, ...] = ()


def markup(cards: Sequence[Card], tokens: dict) -> str:
    return _row(language(), tuple(cards), tokens["accent"], tokens["rule"])


@lru_cache(512)
def _row(_spoken: str, cards: tuple[Card, ...], accent: str, rule: str) -> str:
    return f'<div class="metrics">{"".join(_card(card, accent, rule) for card in cards)}</div>'


def _card(card: Card, accent: str, rule: str) -> str:
    label, value, below = map(html.escape, (card.label, card.value, card.below))
    shape = ""
    if any(v is not None for v in card.values):
        said = html.escape(points_said(card.values, card.ticks))
        shape = (f'<img width="{_WIDE}" height="{_HIGH}" alt="{said}" '
                 f'src="data:image/svg+xml,{quote(_drawn(card.values, card.cut, accent, rule))}">')
    return (f'<div class="metric"><div><div class="label">{label}</div><div class="value">{value}</div>'
            f'<div class="below">{below}</div></div>{shape}</div>')


def _drawn(values: Sequence[float | None], cut: float | None, accent: str, rule: str) -> str:
    """As components/spark.js draws it in a table; an image takes no colour from the page."""
    there, end = [v for v in values if v is not None], len(values) - 1
    low, high = min(there), max(there)

    def across(i: float) -> str:
        return f"{_PAD + i * (_WIDE - 2 * _PAD) / end:.5g}" if end else f"{_WIDE / 2:g}"

    def up(v: float) -> str:
        if high > low:
            return f"{_HIGH - _PAD - (v - low) / (high - low) * (_HIGH - 2 * _PAD):.5g}"
        return f"{_HIGH - _PAD if low == 0 else _HIGH / 2:g}"

    def known(i: int) -> bool:
        return 0 <= i <= end and values[i] is not None

    path, lone = "", ""
    for i, v in enumerate(values):
        if v is not None:
            path += f"{'L' if known(i - 1) else 'M'}{across(i)} {up(v)}"
            radius = 2.8 if i == end else 0 if known(i - 1) or known(i + 1) else 1.8
            lone += f'<circle cx="{across(i)}" cy="{up(v)}" r="{radius}"/>' if radius else ""
    mark = f'<path d="M{across(cut)} 2V{_HIGH - 2}" stroke="{rule}" stroke-dasharray="2 2"/>' \
        if cut is not None and 0 < cut < end else ""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}">{mark}<path d="{path}" fill="none" '
            f'stroke="{accent}" stroke-width="1.8" stroke-linejoin="round"/>'
            f'<g fill="{accent}">{lone}</g></svg>')
