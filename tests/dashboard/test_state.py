"""What pages keep: made once for all who ask, never changed by who got it, and not without limit."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pandas as pd
import pytest

from dashboard import charts, state
from dashboard.labels import speaking
from tests.dashboard.drilled import opened

PAGES = ("overview", "disclosure", "request_outcomes", "disputes", "compare", "anomalies", "agency", "report",
         "coverage")


def test_two_who_ask_at_once_wait_for_one_answer():
    asked, together = [], Barrier(4)
    shelf = state._Shelf(10)

    def ask():
        together.wait()
        return shelf.of("key", lambda: asked.append(1) or object())

    with ThreadPoolExecutor(4) as pool:
        answers = [f.result() for f in [pool.submit(ask) for _ in range(4)]]
    assert len(asked) == 1 and len({id(a) for a in answers}) == 1


def test_an_answer_that_failed_is_not_kept():
    shelf = state._Shelf(10)
    with pytest.raises(ZeroDivisionError):
        shelf.of("key", lambda: 1 / 0)
    assert shelf.of("key", lambda: 2) == 2


def test_what_was_not_asked_for_longest_makes_room():
    frame = pd.DataFrame({"n": range(1000)})
    shelf = state._Shelf(3 * state._weight(frame), state._weight)
    for key in (1, 2, 3, 1, 4):
        shelf.of(key, frame.copy)
    made = []
    for key in (1, 3, 4, 2):
        shelf.of(key, lambda key=key: made.append(key) or frame)
    assert made == [2]
    assert len(shelf.of("too large for any room", lambda: pd.concat([frame] * 5))) == 5000


def test_who_writes_into_an_answer_writes_into_a_copy(shown, demo_root):
    shown(demo_root)
    state.resolve()

    def query(store):
        return pd.DataFrame({"n": [1, 2]})

    mine = state.answer(query)
    mine.loc[0, "n"], mine["more"] = 9, 1
    assert state.answer(query).to_dict("list") == {"n": [1, 2]} and state.shared(query) is state.shared(query)


def test_each_language_has_its_own_answers(shown, demo_root):
    shown(demo_root)
    state.resolve()
    said = []
    for spoken in ("zh", "en", "zh"):
        with speaking(spoken):
            state.shared(lambda store, spoken=spoken: said.append(spoken))
    assert said == ["zh", "en"]


def test_no_page_changes_what_all_share(shown, demo_root):
    shown(demo_root)
    for page in PAGES:
        opened(page)
    state.resolve()
    held = state._held()
    kept = {**held.answers._made, **held.parts._made}
    before = {key: pickle.dumps(value) for key, value in kept.items()}
    assert len(before) > 40
    for page in PAGES:
        opened(page)
    changed = [key[1:] for key, was in before.items() if pickle.dumps(kept[key]) != was]
    assert not changed


def test_plotly_knows_every_figure_of_every_page(shown, demo_root):
    """It is not asked when a page is drawn."""
    shown(demo_root)
    for page in PAGES:
        opened(page)
    state.resolve()
    figures = list(state._held().figures._made.values())
    assert len(figures) > 15
    for figure in figures:
        sent = figure.to_dict()
        assert charts.go.Figure(sent).to_dict()["layout"]["height"] == sent["layout"]["height"]
    with pytest.raises(ValueError):
        charts.go.Figure(charts.finished({"data": [{"type": "no such trace"}], "layout": {}}).to_dict())
