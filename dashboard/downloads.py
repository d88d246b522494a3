"""What can be taken home: a table as CSV and XLSX, a long one as Parquet too, a source document as it was published.

In:   what makes a frame, its fields and the About of the file; the checksum of a document.
Out:  buttons; the bytes are made when one is pressed, not on every run.
Promise: a table is downloaded as chosen, whole, in the language of the page, and says where it came from. A document is
found by its checksum alone, never by a path that data holds, and is handed over to be saved, not shown.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import pandas as pd
import streamlit as st

from dashboard import export, labels, state
from dashboard.export import streamed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(
    table: Callable[[], tuple[pd.DataFrame, Sequence[export.Field]]],
    about: Callable[[], export.About],
    key: str,
    title: str,
    is_empty: bool = False,
) -> None:
    """CSV and XLSX of a table, side by side. `table` and `about` are asked only when a file is wanted, outside the run
    of the page: they hold the store they read and call no Streamlit."""
    _offer({
        "csv": ("text/csv", lambda: export.csv(*table())),
        "xlsx": (XLSX, lambda: export.xlsx(*table(), about(), datetime.now().astimezone())),
    }, key, title, is_empty)


def offer_long(
    rows: Callable[[], Iterable[Sequence]],
    fields: Callable[[], Sequence[export.Field]],
    about: Callable[[], export.About],
    key: str,
    title: str,
    why_not: str = "",
) -> None:
    """CSV, XLSX and Parquet of a table of many rows, made a row at a time. As offer(), nothing is asked before a file
    is wanted. With `why_not` no file can be had, and this is why."""
    _offer({
        "csv": ("text/csv", lambda: streamed.csv(rows(), fields())),
        "xlsx": (XLSX, lambda: streamed.xlsx(rows(), fields(), about(), datetime.now().astimezone())),
        "parquet": ("application/vnd.apache.parquet", lambda: streamed.parquet(rows(), fields(), about())),
    }, key, title, bool(why_not), why_not)


def _offer(makers: dict[str, tuple[str, Callable[[], bytes]]], key: str, title: str, is_off: bool,
           why_not: str = "") -> None:
    """A button a kind of file, side by side."""
    store = state.store()
    for kind, (mime, make) in makers.items():
        st.download_button(
            labels.say(f"export.button_{kind}"),
            labels.carried(make),
            file_name=export.file_name(export.About(title, store.snapshot, store.is_demo), kind),
            mime=mime,
            on_click="ignore",
            key=f"{key}_{kind}",
            disabled=is_off,
            help=why_not or None,
        )


def offer_workbook(
    label: str,
    make: Callable[[], bytes],
    key: str,
    title: str,
    about: str = "",
    is_empty: bool = False,
) -> None:
    """One workbook, made when it is wanted, outside the run of the page: `make` calls no Streamlit."""
    store = state.store()
    st.download_button(
        label,
        labels.carried(make),
        file_name=export.file_name(export.About(title, store.snapshot, store.is_demo), "xlsx"),
        mime=XLSX,
        on_click="ignore",
        key=key,
        disabled=is_empty,
        help=about or None,
    )


def offer_source(sha256: str, name: str | None, key: str) -> None:
    """The document of that checksum under its own name; disabled, with the reason, where it is not kept."""
    path = state.root() / "warehouse" / "sources" / sha256
    is_kept = re.fullmatch(r"[0-9a-f]{64}", sha256) is not None and path.is_file()
    st.download_button(
        labels.say("export.button_source"),
        path.read_bytes if is_kept else b"",
        file_name=(name or sha256).replace("\\", "/").rsplit("/", 1)[-1],
        mime="application/octet-stream",
        on_click="ignore",
        key=key,
        disabled=not is_kept,
        help=None if is_kept else labels.say("export.no_source"),
    )
