"""Chance that repeats: every draw of the demonstration comes from here.

In:   a seed and the names of what is drawn for.
Out:  Chance, a stream of draws of its own for each name.
Promise: the same seed and name give the same draws on every machine; drawing for one agency never moves another's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from random import Random


class Chance(Random):
    """A random stream with the distributions that yearly counts follow."""

    @classmethod
    def of(cls, *names: object) -> Chance:
        """The stream of that name, e.g. of(seed, agency_id, "figures")."""
        return cls("/".join(map(str, names)))

    def happens(self, share: float) -> bool:
        """True in that share of draws."""
        return self.random() < share

    def poisson(self, mean: float) -> int:
        """A count of that mean; a rounded normal above 60, where the difference cannot be seen."""
        if mean <= 0:
            return 0
        if mean > 60:
            return max(0, round(self.gauss(mean, math.sqrt(mean))))
        limit, count, product = math.exp(-mean), 0, self.random()
        while product > limit:
            count, product = count + 1, product * self.random()
        return count

    def around(self, median: float, spread: float) -> float:
        """A positive number, lognormal about the median; 0 for a median of 0."""
        return median * math.exp(self.gauss(0, spread)) if median else 0.0

    def mix(self, shares: Mapping[str, float], concentration: float) -> dict[str, float]:
        """Shares of one's own, drawn about the given ones (Dirichlet); the higher the concentration, the closer."""
        drawn = {name: self.gammavariate(max(share * concentration, 1e-3), 1) for name, share in shares.items()}
        whole = sum(drawn.values())
        return {name: share / whole for name, share in drawn.items()}

    def scatter(self, count: int, shares: Mapping[str, float]) -> dict[str, int]:
        """`count` things, each into one of the names by their shares (multinomial)."""
        names = list(shares)
        found = dict.fromkeys(names, 0)
        for name in self.choices(names, weights=list(shares.values()), k=count):
            found[name] += 1
        return found

    def one(self, things: Sequence):
        """One of them, all alike likely."""
        return things[int(self.random() * len(things))]
