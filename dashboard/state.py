"""The only cache layer: which snapshot is shown, its open store, kept answers and kept figures.

In:   the data root (environment DISCLOSURE_DATA, else ./data) and its warehouse/current; environment DISCLOSURE_DEMO,
      the demonstration's root, where one is shown until the data root holds something.
Out:  home, root, resolve, store, answer, shared, figure.
Promise: the pointer is read once a rerun (by app.py), so that a page never mixes two snapshots. Every key holds the
snapshot id; figures also hold the theme. Every cache has a limit.
What figure() and shared() return belongs to everyone: never change it.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import charts
from dashboard.store import EmptyStore, Store

_HELD = "_store"


def home() -> Path:
    """The user's own data root, whatever is shown."""
    return Path(os.environ.get("DISCLOSURE_DATA") or "data").resolve()


def root() -> Path:
    """The data root that is shown: the user's own as soon as it holds a snapshot, until then the demonstration's."""
    demo = os.environ.get("DISCLOSURE_DEMO")
    return Path(demo).resolve() if demo and _pointed_to(home() / "warehouse") is None else home()


def resolve() -> None:
    """Read the pointer and hold its snapshot for this rerun. Raises store.Unusable when it cannot be opened."""
    st.session_state[_HELD] = _open(str(_pointed_to(root() / "warehouse") or ""))


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
    return st.session_state.get(_HELD) or _open("")


@st.cache_resource(max_entries=2, on_release=lambda held: held.close(), show_spinner=False)
def _open(folder: str) -> Store:
    return Store(Path(folder)) if folder else EmptyStore()


def answer(query: Callable[..., Any], *args: Any) -> Any:
    """query(store, *args), kept by snapshot, the function's name and its arguments (hashable, small: no frames)."""
    return _answer(store().snapshot, str(store().folder), f"{query.__module__}.{query.__qualname__}", args, query)


@st.cache_data(max_entries=1024, ttl="2h", show_spinner=False)
def _answer(snapshot: str, folder: str, name: str, args: tuple, _query: Callable[..., Any]) -> pd.DataFrame:
    return _query(store(), *args)


def shared(query: Callable[..., Any], *args: Any) -> Any:
    """As answer(), but the very object for everyone, not a copy: for look-ups of many rows. Never change it."""
    return _shared(store().snapshot, str(store().folder), f"{query.__module__}.{query.__qualname__}", args, query)


@st.cache_resource(max_entries=256, ttl="2h", show_spinner=False)
def _shared(snapshot: str, folder: str, name: str, args: tuple, _query: Callable[..., Any]) -> Any:
    return _query(store(), *args)


def figure(name: str, key: tuple, build: Callable[[dict], dict], tokens: dict) -> Any:
    """charts.finished(build(tokens)), kept by snapshot, name, key (the scope and all else the figure shows), theme."""
    return _figure(store().snapshot, str(store().folder), name, key, tokens["theme"], build, tokens)


@st.cache_resource(max_entries=512, ttl="2h", show_spinner=False)
def _figure(snapshot: str, folder: str, name: str, key: tuple, theme: str, _build: Callable, _tokens: dict) -> Any:
    return charts.finished(_build(_tokens))
