"""The tabs of 异常, one module each, in the order they stand in; a tab is there when its module is.

In:   Page: what the reader chose, and the two places above a tab that it fills itself.
Out:  TABS, offered(), show().
Promise: only the chosen tab is imported and computed. Facts (stored by the loaders) and questions (computed on view)
never share a tab; a sentence above each says which it is.

Each module has `show(view: Page) -> None`. It draws its own head into `view.top` (look.head: question, answer, scope
line), its own filters and downloads into `view.bar`, and the rest where it stands. Words: labels/zh/anomalies.toml.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from dashboard.filters.scope import View

TABS = ("findings", "copied", "questions", "first_look")
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Page(View):
    """A view, and the containers of the page's head (`top`) and of its filter bar (`bar`)."""

    top: Any = None
    bar: Any = None

    @classmethod
    def of(cls, view: View, top: Any, bar: Any) -> "Page":
        return cls(view.scope, view.by, view.names, view.place, view.period, top, bar)


def offered() -> list[str]:
    """The tabs whose module exists."""
    return [tab for tab in TABS if (_HERE / f"{tab}.py").is_file() or (_HERE / tab / "__init__.py").is_file()]


def show(tab: str, view: Page) -> None:
    """Draw one tab. Raises ValueError for one that is not offered."""
    if tab not in offered():
        raise ValueError(f"no tab is called {tab!r}")
    import_module(f"{__name__}.{tab}").show(view)
