"""What an agency counted in the years of the list (统计表): numbers in which every sum of the list holds.

In:   the volume of requests and disputes of a year, the agency's mood, mix.toml.
Out:  year_of_list(): address -> number; sums(), item -> the items it is the sum of.
Promise: sums hold; counts are skewed and mostly small.
"""

from collections.abc import Mapping
from decimal import Decimal

from loaders.demo.chance import Chance
from loaders.demo.names import words

TABLE, COLUMN = "activity", "count"


def sums() -> dict[str, tuple[str, ...]]:
    """Items of the list that are the sum of others, as mix.toml shares them out."""
    return {item: tuple(parts) for item, parts in words("mix")["activity"]["parts"].items()}


def year_of_list(chance: Chance, volume: float, disputes: float, mood: Mapping) -> dict:
    """The numbers of one year. What is open at its end is neither closed nor answered."""
    mix = words("mix")["activity"]
    counts: dict[str, int | Decimal] = {"received": chance.poisson(volume)}
    counts["closed"] = counts["answered"] = counts["received"] - sum(
        chance.happens(0.07) for _ in range(counts["received"]))
    counts["review"], counts["suit"] = chance.poisson(disputes * 0.62), chance.poisson(disputes * 0.38)
    counts["staff"] = 1 + chance.poisson(2 + volume ** 0.4)
    for item, shares in mix["parts"].items():  # refused is a part of answered, which comes first
        counts |= chance.scatter(counts[item], shares)
    for item, rate in mix["rates"].items():
        counts[item] = chance.poisson(rate * (1 + mood["documents"] ** 0.5))
    for item, whole in mix["some_of"].items():
        counts[item] = sum(chance.happens(0.4) for _ in range(counts[whole]))
    for item, amount in mix["money"].items():
        spent = chance.around(amount, 0.8) if chance.happens(0.4) else 0
        counts[item] = Decimal(f"{spent:.2f}") if spent else Decimal(0)
    return {(TABLE, item, COLUMN): number for item, number in counts.items()}
