"""What tens of thousands of agencies did, a year at a time: whole columns are drawn at once.

In:   the moods of a Census, mix.toml, a random generator; the edition of each year.
Out:  Country.year(): address -> one number an agency.
Promise: the same world as the fictional province (../figures.py), by the same shares: every identity of the form holds,
what is carried out of a year is carried into the next in every column, stocks follow from what was issued and repealed,
counts are skewed and mostly small.
"""

from collections.abc import Mapping

import numpy as np

from loaders.demo.activity import COLUMN, TABLE
from loaders.demo.figures import Key, leaves
from loaders.demo.names import words
from loaders.form import edition

Numbers = dict[Key, np.ndarray]  # counts as int64; money as float64, in the unit of its address
_LISTED = ("licensing", "other_services", "penalties", "coercion", "fees")
_OPEN = 0.07  # of the requests of a year, how many are still open at its end


class Country:
    """The agencies' state from year to year. `mood`: name -> one number an agency; `makes_rules`: one flag each."""

    def __init__(self, mood: Mapping[str, np.ndarray], makes_rules: np.ndarray, rng: np.random.Generator):
        self.rng, self.mood, self.n = rng, mood, len(makes_rules)
        mix = words("mix")
        self.applicants = list(mix["applicants"])
        self.asked = self._mix(mix["applicants"], 40)
        self.ended = self._mix(mix["outcomes"], 14)
        self.volume, self.disputes = self._around(mood["requests"], 0.8), self._around(mood["disputes"], 0.7)
        self.carried = rng.poisson(self.volume[:, None] * 0.06 * self.asked)
        self.pending = {item: np.zeros(self.n, np.int64) for item in mix["disputes"]["items"]}
        self.rates = {"normative_documents": self._around(mood["documents"], 0.6),
                      "rules": np.where(makes_rules, self._around(np.full(self.n, 2.0), 0.4), 0.0)}
        self.disclosed = {item: rng.poisson(rate * 7) for item, rate in self.rates.items()}
        self.in_force = {item: rng.poisson(rate * 6) for item, rate in self.rates.items()}
        self.listed = {item: rng.poisson(np.sqrt(mood["licensing"]) * 1.3) for item in _LISTED}
        self.decided = {item: self._around(mood[source], 0.9) for item, source in
                        (("licensing", "licensing"), ("other_services", "licensing"), ("penalties", "penalties"),
                         ("coercion", "coercion"))}
        self.fees = np.where(rng.random(self.n) < 0.6, self._around(mood["fees"], 1.0), 0.0)

    def year(self, edition_id: str) -> Numbers:
        """One more year, in the tables of that edition; an edition without tables moves the volume on."""
        self.volume = self.volume * self._around(np.full(self.n, 1.06), 0.3).clip(0.4, 2.2)
        self.volume = np.minimum(self.volume, 60 * (1 + self.mood["requests"]))
        printed = {table.id for table in edition(edition_id).tables}
        if "requests" in printed:
            disclosed = self._disclosed_2019() if "procurement" in _items(edition_id) else self._disclosed_2021()
            return disclosed | self._requested(edition_id) | self._disputed()
        return self._list() if printed else {}

    def _around(self, median: np.ndarray, spread: float) -> np.ndarray:
        return median * np.exp(self.rng.normal(0, spread, len(median)))

    def _mix(self, shares: Mapping[str, float], concentration: float) -> np.ndarray:
        """One row of shares an agency (Dirichlet)."""
        alpha = np.array(list(shares.values())) * concentration
        drawn = self.rng.standard_gamma(np.maximum(alpha, 1e-3), (self.n, len(alpha))) + 1e-12
        return drawn / drawn.sum(1, keepdims=True)

    def _scatter(self, counts: np.ndarray, shares: np.ndarray | Mapping[str, float]) -> np.ndarray:
        """Each agency's count, thrown into columns by the shares (multinomial)."""
        if isinstance(shares, Mapping):
            shares = np.array(list(shares.values()))
            shares = np.broadcast_to(shares / shares.sum(), (self.n, len(shares)))
        return self.rng.multinomial(counts, shares)

    def _requested(self, edition_id: str) -> Numbers:
        names, all_names = leaves(edition_id), list(words("mix")["outcomes"])
        shares = self.ended[:, [all_names.index(name) for name in names]]
        shares = shares / shares.sum(1, keepdims=True)
        new = self._scatter(self.rng.poisson(self.volume), self.asked)
        carried_in, open_cases = self.carried, new + self.carried
        self.carried = self.rng.binomial(open_cases, _OPEN)
        closed, out = open_cases - self.carried, {}
        for c, column in enumerate(self.applicants):
            ended = self._scatter(closed[:, c], shares)
            out |= {("requests", name, column): ended[:, i] for i, name in enumerate(names)}
        for item, counts in (("new", new), ("carried_in", carried_in), ("outcome_total", closed),
                             ("carried_out", self.carried)):
            out |= {("requests", item, column): counts[:, c] for c, column in enumerate(self.applicants)}
        return out | {("requests", item, "total"): sum(out["requests", item, c] for c in self.applicants)
                      for item in (*names, "new", "carried_in", "outcome_total", "carried_out")}

    def _disputed(self) -> Numbers:
        mix, out = words("mix")["disputes"], {}
        mean = self._around(self.disputes, 0.4)
        for item, share in mix["items"].items():
            ended = self._scatter(self.pending[item] + self.rng.poisson(mean * share), mix["results"])
            self.pending[item] = self.rng.poisson(mean * share * 0.12)
            cells = {name: ended[:, i] for i, name in enumerate(mix["results"])} | {"pending": self.pending[item]}
            out |= {("disputes", item, column): counts for column, counts in cells.items()}
            out["disputes", item, "total"] = sum(cells.values())
        return out

    def _disclosed_2019(self) -> Numbers:
        out: Numbers = {}
        for item, rate in self.rates.items():
            made = self.rng.poisson(rate)
            newly = self.rng.binomial(made, 0.92)
            self.disclosed[item] = self.disclosed[item] + newly
            out |= {("disclosure", item, "made"): made, ("disclosure", item, "newly_disclosed"): newly,
                    ("disclosure", item, "disclosed_total"): self.disclosed[item]}
        for item, previous in self.listed.items():
            change = np.maximum(-previous, self.rng.choice([0, 0, 0, 0, 1, 2, -1, -2, 5, -4], self.n))
            change = np.where(self.mood["licensing"] > 0, change, 0)
            self.listed[item] = previous + change
            out["disclosure", item, "items_previous"], out["disclosure", item, "items_change"] = previous, change
            if item in self.decided:
                out["disclosure", item, "decisions"] = self._decisions(item)
        projects = self.rng.poisson(self.mood["requests"] ** 0.7)
        out["disclosure", "procurement", "projects"] = projects
        out["disclosure", "procurement", "amount"] = np.round(projects * self._around(np.full(self.n, 60.0), 1.0), 2)
        return out

    def _disclosed_2021(self) -> Numbers:
        out: Numbers = {}
        for item, rate in self.rates.items():
            issued = self.rng.poisson(rate)
            repealed = np.minimum(self.in_force[item], self.rng.poisson(rate * 0.7))
            self.in_force[item] = self.in_force[item] + issued - repealed
            out |= {("disclosure", item, "issued"): issued, ("disclosure", item, "repealed"): repealed,
                    ("disclosure", item, "in_force"): self.in_force[item]}
        out |= {("disclosure", item, "decisions"): self._decisions(item)
                for item in ("licensing", "penalties", "coercion")}
        out["disclosure", "fees", "amount"] = np.round(self._around(self.fees, 0.3), 2)
        return out

    def _decisions(self, item: str) -> np.ndarray:
        return self.rng.poisson(self._around(self.decided[item], 0.2))

    def _list(self) -> Numbers:
        """The list of 2014 to 2018, as ../activity.py counts it."""
        mix = words("mix")["activity"]
        counts: dict[str, np.ndarray] = {"received": self.rng.poisson(self.volume)}
        counts["closed"] = counts["answered"] = counts["received"] - self.rng.binomial(counts["received"], _OPEN)
        counts["review"] = self.rng.poisson(self.disputes * 0.62)
        counts["suit"] = self.rng.poisson(self.disputes * 0.38)
        counts["staff"] = 1 + self.rng.poisson(2 + self.volume ** 0.4)
        for item, shares in mix["parts"].items():  # refused is a part of answered, which comes first
            thrown = self._scatter(counts[item], shares)
            counts |= {name: thrown[:, i] for i, name in enumerate(shares)}
        for item, rate in mix["rates"].items():
            counts[item] = self.rng.poisson(rate * (1 + np.sqrt(self.mood["documents"])))
        for item, whole in mix["some_of"].items():
            counts[item] = self.rng.binomial(counts[whole], 0.4)
        for item, amount in mix["money"].items():
            spent = np.round(self._around(np.full(self.n, float(amount)), 0.8), 2)
            counts[item] = np.where(self.rng.random(self.n) < 0.4, spent, 0.0)
        return {(TABLE, item, COLUMN): number for item, number in counts.items()}


def _items(edition_id: str) -> set[str]:
    return {key[1] for key in edition(edition_id).expected()}
