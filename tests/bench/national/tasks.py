"""What is asked: the same questions of every engine, each with the goal of the dashboard.

In:   an open store.
Out:  Asked, TASKS; identities().
Promise: all engines answer from the same columns (NARROW) or the same wide files, and give the same number of rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dashboard.store import Store
from loaders.checks import specs
from loaders.form import addresses

ITEM = "requests__new__total"
NARROW = ("agency_id", "district_id", "year", ITEM, "requests__carried_in__total", "requests__carried_out__total")
_ADDRESSES = {a.name for a in addresses()}
# id -> (name, goal in milliseconds, goal against the fastest peer)
TASKS = {"trend": ("全国历年", 5, 5), "cities": ("一年各市", 5, 2), "counties": ("一年各县", 20, 1),
         "profile": ("一个机关历年每一个数", 15, 1), "fifty": ("五十个机关历年", 5, 1),
         "carry_over": ("历年上年结转与结转下年不符", 150, 1), "identities": ("全部报告的全部等式", 1000, 1)}


@dataclass(frozen=True, slots=True)
class Asked:
    """The choices that the questions are asked with."""

    years: tuple[int, int]
    year: int
    agency: str
    fifty: tuple[str, ...]
    cities: tuple[str, ...]
    counties: tuple[str, ...]


def asked(store: Store) -> Asked:
    """Of the snapshot: its years, every city and county with a report, agencies spread evenly over the country."""
    years, places = store.ask("years")["year"], store.ask("districts")
    tops = set(places["district_id"]) - set(places.loc[places["parent_id"].isin(places["district_id"]), "district_id"])
    cities = tuple(places.loc[places["parent_id"].isin(tops), "district_id"])
    counties = tuple(places.loc[places["parent_id"].isin(cities), "district_id"])
    with store._con.cursor() as cursor:
        ids = [a for (a,) in cursor.execute("SELECT agency_id FROM agencies ORDER BY agency_id").fetchall()]
    step = max(1, len(ids) // 50)
    assert cities and counties
    return Asked((int(years.min()), int(years.max())), int(years.max()), ids[len(ids) // 2], tuple(ids[::step][:50]),
                 cities, counties)


def n_figures(rows) -> int:
    """How many figures wide rows (an Arrow table) hold: every engine's answer about an agency's profile."""
    return sum(len(rows) - rows[name].null_count for name in rows.column_names if name in _ADDRESSES)


@cache
def identities() -> list[tuple[list[str], list[str]]]:
    """(left, right) of every equation inside a report: column names, those subtracted led by a minus."""
    return [tuple([("-" if o.sign < 0 else "") + o.name for o in i.operands if o.side == side]
                  for side in ("left", "right"))
            for i in specs.identities("sum") if i.relation == "="]


def broken(cast: str = "", which: Iterable[int] | None = None) -> str:
    """SQL that counts the equations (all, or those of these numbers) that do not hold, an unread operand aside; the
    same for every SQL engine."""
    def added(names: list[str]) -> str:
        return " ".join(f"{'-' if n[0] == '-' else '+'} {n.lstrip('-')}{cast}" for n in names).removeprefix("+ ") or "0"
    every = identities()
    chosen = every if which is None else [every[i] for i in which]
    return " + ".join(f"sum(CASE WHEN ({added(left)}) <> ({added(right)}) THEN 1 ELSE 0 END)" for left, right in chosen)
