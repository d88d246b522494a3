"""The pages of a long list, turned under it; which one stands in the link.

In:   how many rows there are, how many a page holds, and what the list shows.
Out:  the page to show.
Promise: another choice of filters starts again at the first page; a page that is not there is the first one.
"""

from collections.abc import Hashable
from dataclasses import dataclass

import streamlit as st

from dashboard.filters.widgets import BOUND, forget_unless, keep, recall
from dashboard.labels import say
from dashboard.labels.numbers import full


@dataclass(frozen=True, slots=True)
class Page:
    """`skip` rows come before it; it holds at most `most`."""

    number: int
    most: int

    @property
    def skip(self) -> int:
        return (self.number - 1) * self.most


def turn(key: str, n_rows: int, most: int, shown: Hashable) -> Page:
    """Draw the page numbers and "第 31–60 条，共 111 条"; nothing where one page holds all. `shown`: whatever the list
    is chosen by. Draw it where it belongs, under the list, before the list is asked for."""
    pages = max(1, -(-n_rows // most))
    memory = f"_{key}_shows"
    if st.session_state.get(memory, shown) != shown:
        st.session_state[key] = 1
    else:
        recall(key, {n: str(n) for n in range(1, pages + 1)})
        forget_unless(key, list(range(1, pages + 1)))
    st.session_state[memory] = shown
    if pages == 1:
        return Page(keep(key, 1), most)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        page = Page(keep(key, st.pagination(pages, key=key, width=(min(pages, 7) + 3) * 40, **BOUND)), most)
        st.caption(say("filters.shown", first=full(page.skip + 1), last=full(min(page.skip + most, n_rows)),
                       n=full(n_rows)))
    return page
