"""The dashboard's own questions, through its store, as its pages ask them.

In:   an open store, the choices.
Out:  questions(): task -> function that gives the number of rows (of identities: how many are broken; of a profile: how
      many figures); outliers(): what the page of anomalies works out for everyone, step by step.
"""

from collections.abc import Callable
from dataclasses import astuple

import numpy as np

from dashboard import outliers as statistics
from dashboard import questions as known
from dashboard.queries import agency as one
from dashboard.queries import compare, sums
from dashboard.queries.scope import EVERYWHERE, Scope
from dashboard.store import Store
from tests.bench.national.checked import checked
from tests.bench.national.tasks import Asked

_ADDRESS = "requests/new/total"


def questions(store: Store, asked: Asked) -> dict[str, Callable[[], int]]:
    years, year, agency, fifty, cities, counties = astuple(asked)

    files = sorted(map(str, store.folder.glob("figures_*.parquet")))

    def all_checked() -> int:
        with store._con.cursor() as cursor:
            return checked(cursor, files)

    def carry_over() -> int:
        """Every report's stock carried in beside what the same agency carried out the year before."""
        (into, _), (out, _) = (store.columns.numbers((f"requests__{name}__total",), slice(None))
                               for name in ("carried_in", "carried_out"))
        follows = np.diff(store.columns.years)[:, None] == 1
        with np.errstate(invalid="ignore"):
            return int(np.count_nonzero(follows & (np.abs(into[1:] - out[:-1]) > 0)))

    def chosen(by: str, units: tuple[str, ...], first: int, last: int) -> Callable[[], int]:
        return lambda: len(compare.amounts(store, compare.Chosen(by, units, first, last), _ADDRESS))

    return {
        "trend": lambda: len(sums.amounts(store, Scope(EVERYWHERE, *years), _ADDRESS, "scope")),
        "cities": chosen("district", cities, year, year), "counties": chosen("district", counties, year, year),
        "profile": lambda: int((one.cells(store, agency)["state"] == "number").sum()),
        "fifty": chosen("agency", fifty, *years),
        "carry_over": carry_over, "identities": all_checked}


def outliers(store: Store, year: int) -> dict[str, Callable[[], object]]:
    """step -> function: the counts out of the store; everyone held against their like, in the usual measures."""
    usual, held = known.usual(), {}

    def ask():
        held["known"] = known.known(store, year, usual)
        return held["known"]

    def judge():
        peers = statistics.Peers.by(held["known"].units, known.USUAL_TRAITS)
        return statistics.judge(held["known"].counts, known.asked(usual), peers, statistics.Settings(window=1))
    return {"取数": ask, "判断": judge}
