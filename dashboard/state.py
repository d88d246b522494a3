"""The only cache layer: which snapshot is shown, its open store, kept answers, kept figures, the verdicts that stand.

In:   the data root (environment DISCLOSURE_DATA, else ./data) and its warehouse/current; environment DISCLOSURE_DEMO,
      the demonstration's root, where one is shown until the data root holds something; where verdicts are kept
      (environment DISCLOSURE_VERDICTS, else verdicts.sqlite in the data root).
Out:  desk (of briefings), originals and reading (of documents), home, root, resolve, store, answer, shared, made, kept,
      figure, ledger, standing, judged.
Promise: the pointer is read once a rerun (by app.py), so that a page never mixes two snapshots. What is kept is kept
with its open snapshot, by language too, figures also by theme; each shelf holds so many bytes and drops what was not
asked for longest. Two who ask for the same at once wait for one answer.
What figure(), kept(), made() and shared() return belongs to everyone: never change it. So does what answer() returns,
save a frame: that is one's own (pandas copies what is written to, and nothing else).

Streamlit's own caches hash every argument and pickle every answer at each look: half of what a page cost.
"""

import json
import os
import time
from collections.abc import Callable, Collection, Hashable, Mapping
from functools import cache
from operator import attrgetter
from pathlib import Path
from threading import Condition
from typing import Any

import pandas as pd
import streamlit as st
from cachetools import LRUCache, cachedmethod

from dashboard import charts
from dashboard.briefing.desk import Desk
from dashboard.labels import language
from dashboard.originals import Originals
from dashboard.queries import verdicts as ask
from dashboard.queries.verdicts import NOTHING, Judged
from dashboard.store import EmptyStore, Store
from dashboard.verdicts import Event, Ledger, Unreachable

_HELD, _JUDGED = "_store", "_judged"
_ROOM = 192 * 2**20  # bytes of answers; as much again is held while a new snapshot takes over
_FIGURES, _PARTS = 512, 2048  # some 50 and 10 kB each
_PAUSE = 20  # seconds before a store of verdicts that did not answer is asked again, so that pages stay quick


def home() -> Path:
    """The user's own data root, whatever is shown."""
    return _resolved(os.environ.get("DISCLOSURE_DATA") or "data")


@cache
def _resolved(folder: str) -> Path:
    return Path(folder).resolve()  # looks at every folder on the way


def root() -> Path:
    """The data root that is shown: the user's own as soon as it holds a snapshot, until then the demonstration's."""
    demo = os.environ.get("DISCLOSURE_DEMO")
    return _resolved(demo) if demo and _pointed_to(home() / "warehouse") is None else home()


def resolve() -> None:
    """Read the pointer and hold its snapshot for this rerun. Raises store.Unusable when it cannot be opened."""
    st.session_state.pop(_JUDGED, None)
    st.session_state[_HELD] = _open(str(_pointed_to(root() / "warehouse") or ""))


class _Shelf:
    """What was made once, by key, until there is no room for it. Made by one, while others wait for it."""

    def __init__(self, room: int, size: Callable[[Any], int] = lambda value: 1):
        self._made, self._wait = LRUCache(room, size), Condition()

    @cachedmethod(attrgetter("_made"), key=lambda self, key, make: key, condition=attrgetter("_wait"))
    def of(self, key: Hashable, make: Callable[[], Any]) -> Any:
        return make()


class _Open:
    """A store with what was asked of it."""

    def __init__(self, store: Store):
        self.store, self.answers = store, _Shelf(_ROOM, _weight)
        self.figures, self.parts = _Shelf(_FIGURES), _Shelf(_PARTS)


def _weight(value: Any) -> int:
    """Bytes in memory, about: exact for frames; what Python holds is as heavy as its first part times their number."""
    if isinstance(value, pd.DataFrame):
        return 1000 + sum(column.nbytes for _, column in value.items())
    if (own := getattr(value, "nbytes", None)) is not None:  # arrays, and the counts of a whole country
        return 1000 + own
    if isinstance(value, str | bytes) or not isinstance(value, Collection):
        return 100
    parts = value.values() if isinstance(value, Mapping) else value
    return 100 + len(value) * (100 + _weight(next(iter(parts), None)))


def _pointed_to(home: Path) -> Path | None:
    """The snapshot in use; like the loaders, the newest one when the pointer is lost or names a folder that is gone."""
    try:
        named = home / (home / "current").read_text("utf-8").strip()
    except OSError:
        named = home
    if named.parent == home and (named / "manifest.json").is_file():
        return named
    found = sorted(p.parent for p in home.glob("*/manifest.json") if not p.parent.name.startswith("."))
    if found:
        return found[-1]
    return named if named.parent == home and named != home else None  # the store says what is wrong with it


def store() -> Store:
    """The store of this rerun's snapshot; an EmptyStore while there is none."""
    return _held().store


def _held() -> _Open:
    return st.session_state.get(_HELD) or _open("")


@st.cache_resource(max_entries=2, on_release=lambda held: held.store.close(), show_spinner=False)
def _open(folder: str) -> _Open:
    return _Open(Store(Path(folder)) if folder else EmptyStore())


def answer(query: Callable[..., Any], *args: Any) -> Any:
    """query(store, *args), kept by what is shown, the function's name, its arguments (hashable, small: no frames)."""
    found = shared(query, *args)
    return found.copy(deep=False) if isinstance(found, pd.DataFrame) else found


def shared(query: Callable[..., Any], *args: Any) -> Any:
    """As answer(), but the very object for everyone, also where it is a frame. Never change it."""
    held = _held()
    return held.answers.of((language(), query.__module__, query.__qualname__, args), lambda: query(held.store, *args))


def made(convert: Callable[[Any], Any], query: Callable[..., Any], *args: Any) -> Any:
    """convert(query(store, *args)), kept as the answer itself would be. Never change it."""
    held = _held()
    key = language(), convert.__module__, convert.__qualname__, query.__module__, query.__qualname__, args
    return held.answers.of(key, lambda: convert(query(held.store, *args)))


def kept(name: str, key: Hashable, make: Callable[[], Any]) -> Any:
    """make(), kept by what is shown, name and key: all that it depends on, the theme too where it holds a colour."""
    return _held().parts.of((language(), name, key), make)


def figure(name: str, key: tuple, build: Callable[[dict], dict], tokens: dict) -> Any:
    """charts.finished(build(tokens)), kept by what is shown, name, key (the scope and all else it draws), theme."""
    return _held().figures.of((language(), name, key, tokens["theme"]), lambda: charts.finished(build(tokens)))


@st.cache_resource(max_entries=1, show_spinner=False)
def desk() -> Desk:
    """Where documents are made, one for the server."""
    return Desk()


@st.cache_resource(max_entries=1, show_spinner=False)
def originals() -> Originals:
    """Where pages of source documents are drawn, one for the server."""
    return Originals()


@st.cache_resource(max_entries=64, ttl="2h", show_spinner=False)
def reading(path: str) -> dict:
    """What stands where in a document, by the file that originals() tells of; the same dict for everyone."""
    return json.loads(Path(path).read_bytes())


def ledger() -> Ledger:
    """Where verdicts are kept. Raises Unreachable for a setting that names no store; connects to nothing."""
    return _ledger(os.environ.get("DISCLOSURE_VERDICTS", ""), str(root()))


@st.cache_resource(max_entries=2, on_release=lambda held: held.close(), show_spinner=False)
def _ledger(setting: str, folder: str) -> Ledger:
    return Ledger(setting, Path(folder))


def standing(kind: str) -> tuple[str, dict[str, Event]]:
    """What it changes with, and id -> the verdict that stands on it, for subjects of a kind; the same dict for
    everyone. Raises Unreachable, for a while without asking again."""
    silence = _silence(language(), os.environ.get("DISCLOSURE_VERDICTS", ""), str(root()))
    if time.monotonic() < silence.get("until", 0):
        raise Unreachable(silence["said"])
    try:
        book = ledger()
        version = book.version()
        return f"{book.where} {version}", _standing(book.where, version, kind, book)
    except Unreachable as error:
        silence.update(until=time.monotonic() + _PAUSE, said=str(error))
        raise


@st.cache_resource(max_entries=4, show_spinner=False)
def _silence(spoken: str, setting: str, folder: str) -> dict:
    return {}


@st.cache_resource(max_entries=16, ttl="2h", show_spinner=False)
def _standing(where: str, version: int, kind: str, _book: Ledger) -> dict[str, Event]:
    return {event.id: event for event in _book.current(kind)}


def judged(kind: str = ask.FINDING) -> Judged:
    """The subjects of this snapshot that have a verdict, read once a rerun; without rows, with the reason, where the
    verdicts cannot be had."""
    held = st.session_state.setdefault(_JUDGED, {})
    if kind not in held:
        try:
            key, events = standing(kind)
            held[kind] = _held().answers.of((language(), "judged", kind, key), lambda: Judged(
                f"{kind} {key}", ask.judged(store(), events, kind)))
        except Unreachable as error:
            held[kind] = Judged("", NOTHING.frame, str(error))
    return held[kind]
