"""What every section of an agency's dossier starts from.

In:   a store, an agency's id.
Out:  Subject: its documents, years, name and place; signs for the cells without a number.
Promise: the years and columns are those of its page; a cell without a number has the sign of its state.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.labels import say
from dashboard.labels.numbers import span
from dashboard.queries import agency as ask
from dashboard.queries import compare, history, report
from dashboard.queries.verdicts import Judged
from dashboard.store import Store

MOST_COLUMNS = 8  # years that fit beside the names of items


@dataclass(frozen=True, slots=True)
class Subject:
    """`documents`: all, newest first; `current`: those that count; `chosen`: the years for queries.compare."""

    store: Store
    agency: str
    name: str
    documents: Sequence[Mapping]
    current: Sequence[Mapping]
    chosen: compare.Chosen
    judged: Judged

    @classmethod
    def of(cls, store: Store, agency: str, judged: Judged) -> "Subject | None":
        """None where the snapshot has no report of it."""
        documents = report.records(report.documents_of(store, agency))
        if not documents:
            return None
        current = [d for d in documents if d["is_current"]]
        years = history.years_of(current, ask.due(store, agency))
        chosen = compare.Chosen("agency", (agency,), years[0] if years else 0, years[-1] if years else -1)
        return cls(store, agency, documents[0]["agency"], documents, current, chosen, judged)

    @property
    def years(self) -> list[int]:
        return self.chosen.years

    @property
    def period(self) -> str:
        return span(self.chosen.first_year, self.chosen.last_year)

    @property
    def is_only_whole(self) -> bool:
        """Whether all that counts are 汇总 reports, which are not compared."""
        return bool(self.current) and all(d["scope"] == "aggregate" for d in self.current)

    @property
    def said(self) -> dict[str, str]:
        """What most words need: the agency and the years."""
        return {"agency": self.name, "span": self.period}

    def by_year(self, rows) -> dict[int, dict]:
        """The rows of queries.compare of this one unit, missing numbers as None."""
        return {r["year"]: r for r in report.records(rows)}

    def amount(self, address: str) -> dict[int, dict]:
        return self.by_year(compare.amounts(self.store, self.chosen, address))

    def rate(self, measure_id: str) -> dict[int, dict]:
        return self.by_year(compare.rates(self.store, self.chosen, measure_id))


def sign(state: str | None) -> str:
    """Of a cell without a number: — blank, / dash, 文 text, ? doubtful, 无 absent, 缺 no report, 汇总 only such."""
    return say(f"components.sign.{state or 'absent'}")


def pieces(things: Sequence) -> list[Sequence]:
    """In lots that fit beside one another, the last ones whole."""
    first = len(things) % MOST_COLUMNS
    cuts = [0, *range(first, len(things) + 1, MOST_COLUMNS)] if first else [*range(0, len(things) + 1, MOST_COLUMNS)]
    return [things[a:b] for a, b in zip(cuts, cuts[1:])]
