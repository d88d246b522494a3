"""The dashboard's own questions, through its store, as its pages ask them.

In:   an open store, the choices.
Out:  questions(): task -> function that gives the number of rows (of identities: how many are broken).
"""

from collections.abc import Callable
from dataclasses import astuple

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
        "profile": sql("SELECT * EXCLUDE (marks) FROM figures WHERE agency_id = $agency", agency=agency),
        "fifty": chosen("agency", fifty, *years),
        "carry_over": sql("""SELECT a.agency_id, a.year FROM agency_years a JOIN agency_years b
            ON b.agency_id = a.agency_id AND b.year = a.year - 1
            WHERE a.requests__carried_in__total <> b.requests__carried_out__total"""),
        "identities": checked}
