"""The dashboard's own questions, through its store, as its pages ask them.

In:   an open store, the choices.
Out:  questions(): task -> function that gives the number of rows (of identities: how many are broken; of a profile: how
      many figures); outliers(): what the page of anomalies works out for everyone, step by step.
"""

from collections.abc import Callable
from dataclasses import astuple

from dashboard import outliers as statistics
from dashboard import questions as known
from dashboard.queries import agency as one
from dashboard.queries import compare, sums
from dashboard.queries.scope import EVERYWHERE, Scope
from dashboard.store import Store
from tests.bench.national.tasks import Asked, broken

_ADDRESS = "requests/new/total"


def questions(store: Store, asked: Asked) -> dict[str, Callable[[], int]]:
    years, year, agency, fifty, cities, counties = astuple(asked)

    def sql(text: str, **params) -> Callable[[], int]:
        def run() -> int:
            with store._con.cursor() as cursor:
                return cursor.execute(text, params).df().shape[0]
        return run

    def checked() -> int:
        with store._con.cursor() as cursor:
            return int(cursor.execute(f"SELECT {broken('::DOUBLE')} FROM figures").fetchone()[0])

    def chosen(by: str, units: tuple[str, ...], first: int, last: int) -> Callable[[], int]:
        return lambda: len(compare.amounts(store, compare.Chosen(by, units, first, last), _ADDRESS))

    return {
        "trend": lambda: len(sums.amounts(store, Scope(EVERYWHERE, *years), _ADDRESS, "scope")),
        "cities": chosen("district", cities, year, year), "counties": chosen("district", counties, year, year),
        "profile": lambda: int((one.cells(store, agency)["state"] == "number").sum()),
        "fifty": chosen("agency", fifty, *years),
        "carry_over": sql("""SELECT a.agency_id, a.year FROM agency_years a JOIN agency_years b
            ON b.agency_id = a.agency_id AND b.year = a.year - 1
            WHERE a.requests__carried_in__total <> b.requests__carried_out__total
              AND a.requests__carried_in__total IS NOT NULL AND b.requests__carried_out__total IS NOT NULL"""),
        "identities": checked}


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
