"""The look of every page: tokens, style sheet, page head, figure block, and what stands where there is nothing.

In:   words from labels, figures from charts.
Out:  tokens, style, picture, light_twins, head, heading, caption, guided, draw, foot, rich, empty, broken, nothing_yet.
Promise: every name and number put into a template is escaped; only our own <b> passes. A title shows a document's
words and obeys none of them.
"""

import html
import tomllib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.labels import LANGUAGES, say, speaking
from dashboard.look import cards, own_chart
from dashboard.look import guide as guides
from dashboard.look.cards import Card

_HERE = Path(__file__).parent
_STREAMLITS = ("linkColor", "grayTextColor", "grayBackgroundColor", "borderColor", "dataframeBorderColor",
               "dataframeHeaderTextColor")


@cache
def _themes() -> dict[str, dict]:
    themes = tomllib.loads((_HERE / "tokens.toml").read_text("utf-8"))
    return {name: {**tokens, "theme": name} for name, tokens in themes.items()}


@cache
def _style(theme: str) -> str:
    tokens = _themes()[theme]
    names = "".join(f"--{k.replace('_', '-')}: {v}; " for k, v in tokens.items() if isinstance(v, str) and v[:1] == "#")
    for language in LANGUAGES:  # each called by its own name, whatever is spoken
        with speaking(language):
            names += f'--name-{language}: "{say("app.name_of_language")}"; '
    return f"<style>:root {{ {names}}}\n{(_HERE / 'style.css').read_text('utf-8')}</style>"


def tokens() -> dict:
    """The colours of the theme in use; `theme` is its name."""
    return _themes()["dark" if st.context.theme.type == "dark" else "light"]


@cache
def picture(name: str) -> str:
    """A picture of dashboard/art as an address that holds it; given a path, Streamlit reads the file at each rerun."""
    drawn = (_HERE.parent / "art" / f"{name}.svg").read_bytes()
    return f"data:image/svg+xml;base64,{b64encode(drawn).decode()}"


def light_twins() -> tuple[tuple[str, str], ...] | None:
    """Of a dark page: each of its colours with that of the light theme, ours and Streamlit's; None of a light one."""
    return _twins() if tokens()["theme"] == "dark" else None


@cache
def _twins() -> tuple[tuple[str, str], ...]:
    dark, light = _themes()["dark"], _themes()["light"]
    pairs = [(dark[k], light[k]) for k in dark if k != "theme" and isinstance(dark[k], str)]
    pairs += [pair for k in ("cat", "seq") for pair in zip(dark[k], light[k])]
    pairs += [(st.get_option(f"theme.dark.{k}"), st.get_option(f"theme.light.{k}")) for k in _STREAMLITS]
    found: dict[str, str] = {}
    for each, twin in pairs:  # paper comes before what is written upon a colour
        found.setdefault(each, twin)
    return tuple(found.items())


def style() -> None:
    st.html(_style(tokens()["theme"]))


def rich(key: str, **values) -> str:
    """The words of a key with its values escaped: only the template's own <b> is markup."""
    return say(key, **{k: html.escape(str(v)) for k, v in values.items()})


def head(question: str, answer: str, scope: Sequence[str]) -> None:
    """Question, answer in one sentence (made by rich), then what it covers, the data version, and 演示数据."""
    store = state.store()
    parts = [f"<span>{html.escape(s)}</span>" for s in scope if s]
    if store.snapshot:
        parts.append(f"<span>{rich('look.version', snapshot=store.snapshot)}</span>")
    if store.is_demo:
        parts.append(f"<span><em>{rich('look.demo')}</em></span>")
    parts.append(f'<span><button type="button" class="tour">{rich("app.tour.name")}</button></span>')
    sentence = f'<div class="answer">{answer}</div>' if answer else ""
    st.html(f'<div class="head"><h1>{html.escape(question)}</h1>{sentence}'
            f'<div class="scope">{"".join(parts)}</div></div>')


def heading(title: str, sub: str) -> None:
    """The heading of what is no figure: a card, a list of words."""
    st.html(f'<h2 class="fig">{html.escape(title)}</h2><div class="sub">{html.escape(sub)}</div>')


def caption(title: str, sub: str, guide: str, *measure_ids: str, pairs: Sequence[tuple[str, str]] = ()) -> None:
    """A figure's conclusion with its "?" (a key of guide.toml, and the measures it shows), its measure and population,
    and its key as (name, colour) where it needs one."""
    st.html(_caption(title, sub, guide, measure_ids, pairs))


def _caption(title: str, sub: str, guide: str, measure_ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> str:
    keys = "".join(f'<span><i style="background:{colour}"></i>{html.escape(name)}</span>' for name, colour in pairs)
    return (f'<h2 class="fig">{html.escape(title)}</h2> {guides.guide(guide, *measure_ids, about=title)}'
            f'<div class="sub">{html.escape(sub)}</div>' + (f'<div class="keys">{keys}</div>' if keys else ""))


def part(title: str) -> None:
    """The heading of a part of a page that holds several figures or cards."""
    st.html(f'<h2 class="part">{html.escape(title)}</h2>')


def guided(guide: str, *measure_ids: str) -> None:
    """The "?" of a figure that has no heading of its own."""
    st.html(f'<div class="alone">{guides.guide(guide, *measure_ids)}</div>')


def foot(text: str) -> None:
    st.html(f'<div class="foot">{html.escape(text)}</div>')


def draw(title: str, sub: str, figure, key: str, alt: str, below: str = "",
         pairs: Sequence[tuple[str, str]] = (), is_own: bool = False, *, guide: str,
         measures: Sequence[str] = ()) -> None:
    """Conclusion and how to read it, measure and unit, key, chart, caveat: always in this order, always together. A
    figure without data is a dashed frame. What stands on the first page (lines or cells over the years) is drawn by
    ourselves."""
    shown = figure["data"]
    st.html(f'<div class="tight">{_caption(title, sub, guide, measures, pairs if shown else ())}</div>')
    if not shown:
        empty(say("look.no_data.title"), say("look.no_data.why"))
        return
    if is_own:
        own_chart.draw(figure, key, alt)
    else:
        st.plotly_chart(figure, key=key, alt=alt, theme=None, config={"displayModeBar": False})
    if below:
        st.html(f'<div class="tight foot">{html.escape(below)}</div>')


def metrics(shown: Sequence[Card], guide: str, *measure_ids: str) -> None:
    """The row of at most four cards with their "?"."""
    st.html(f'<div class="alone">{guides.guide(guide, *measure_ids)}</div>{cards.markup(shown, tokens())}')


def cut(years: Sequence[int]) -> float | None:
    """Where the 2021 mark stands among the points of a spark; None where the years do not run over it."""
    return 2020.5 - years[0] if years and years[0] < 2020.5 < years[-1] else None


def pair(wide: bool = False):
    """Two columns for two figures, the left one wider if told."""
    return st.columns([13, 10] if wide else 2, gap="large")


def empty(title: str, why: str, button: str = "", page: str = "") -> None:
    """Nothing to show: what is missing, why it may be, that it is not 0, and one way on (a page of this app)."""
    words = f"{html.escape(why)}{rich('look.not_zero')}"
    st.html(f'<div class="state"><strong>{html.escape(title)}</strong><p>{words}</p></div>')
    if page:
        with st.container(key="way_on"):
            st.page_link(page, label=button)


def nothing_yet() -> None:
    """The state of a page while no report has been loaded; the page has drawn its head."""
    st.html(f'<div class="state"><strong>{rich("look.nothing_yet.title")}</strong><p>{rich("look.nothing_yet.why")}'
            f'{rich("look.not_zero")}</p></div>')
    if st.button(say("look.nothing_yet.button"), key="look_again"):
        st.rerun()


def nothing_in_scope(question: str, scope_line: Sequence[str], top) -> None:
    """The state of a page whose scope holds no report; draws the head into `top` as well."""
    with top:
        head(question, rich("look.no_report.answer"), scope_line)
    empty(say("look.no_report.title"), say("look.no_report.why"), say("look.no_report.button"), "app_pages/coverage.py")


def pair_for(by: str):
    """Two columns for a table and a figure; names of agencies are long and take more of the page."""
    return st.columns([13, 10] if by == "district" else [16, 9], gap="large")


def broken(title: str, text: str) -> None:
    """Something of ours is wrong: plain words, no trace."""
    st.html(f'<div class="state solid"><strong>{html.escape(title)}</strong><p>{html.escape(text)}</p></div>')
    if st.button(say("look.try_again"), key="try_again"):
        st.rerun()
