"""The indicators of measures.toml, and the one place where a rate is divided.

In:   measures.toml; sums of numerator and denominator.
Out:  Measure, all_measures(), measure(id), formula(), meaning(), with_rates(frame).
Promise: no rate where the denominator is 0 or missing; an interval only where the numerator is part of the denominator.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import special

from dashboard.labels import LANGUAGES, has, language, say, speaking, spoken

PATH = Path(__file__).with_name("measures.toml")
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Outliers:
    """Whether agencies are compared by a measure: which side is a question (high | low | both), from which denominator,
    what to ask an agency that is out there, and whether it is in the usual list."""

    side: str
    floor: int
    ask: str
    usual: bool = False


class Largest(tuple):
    """Columns of which the largest counts, not the sum."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator. Terms are addresses `table/item/column`; `shape`: share | per_hundred; `outliers`: None where no
    agency may be compared by it; `shown_on`: pages with a figure or card of its own; see measures.toml."""

    id: str
    label: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    shape: str
    unit: str
    higher_is: str
    why_it_matters: str
    caveats: str
    reviewed: date
    take: str = "sum"
    shown_on: tuple[str, ...] = ()
    outliers: Outliers | None = None

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that show it: those that name it, 异常 where agencies are compared by it, and the two that show
        every measure."""
        return (*self.shown_on, *(("anomalies",) if self.outliers else ()), "compare", "agency")

    @property
    def numerator_columns(self) -> tuple[str, ...]:
        return (Largest if self.take == "largest" else tuple)(map(column, self.numerator))

    @property
    def denominator_columns(self) -> tuple[str, ...]:
        return tuple(map(column, self.denominator))


def column(address: str) -> str:
    """`requests/new/total` -> `requests__new__total`, its name in the tables; a leading "-" stays."""
    return address.replace("/", "__")


def all_measures() -> dict[str, Measure]:
    """id -> Measure in the language spoken, in the order of the file."""
    return _all(language())


@cache
def _all(chosen: str) -> dict[str, Measure]:
    return {block["id"]: _read(block, chosen) for block in tomllib.loads(PATH.read_text("utf-8"))["measure"]}


def _read(block: dict, chosen: str) -> Measure:
    sides = {side: tuple(block.get(side, ())) for side in ("numerator", "denominator", "shown_on")}
    asked = Outliers(**_in(block["outliers"], chosen)) if "outliers" in block else None
    return Measure(**{**_in(block, chosen), **sides, "outliers": asked})


def _in(block: dict, chosen: str) -> dict:
    """The texts of that language (`label_en`) under their plain names (`label`)."""
    others = tuple(f"_{code}" for code in LANGUAGES[1:])
    plain = {name: value for name, value in block.items() if not name.endswith(others)}
    if chosen == LANGUAGES[0]:
        return plain
    with speaking(chosen):
        return {name: block.get(f"{name}_{chosen}", spoken.spoken(value) if name == "unit" else value)
                for name, value in plain.items()}


def measure(measure_id: str) -> Measure:
    """Raises KeyError for an unknown id."""
    return all_measures()[measure_id]


def formula(which: Measure, names: Mapping[tuple[str, str, str], str]) -> tuple[str, str]:
    """Numerator and denominator in words; `names`: (table, item, column) -> its name. A leading - subtracts."""
    above, below = _side(which.numerator, names), _side(which.denominator, names)
    return say("measures.largest", terms=above) if which.take == "largest" else above, below


def _side(terms: tuple[str, ...], names: Mapping[tuple[str, str, str], str]) -> str:
    words = ""
    for term in terms:
        sign = say("measures.minus" if term[0] == "-" else "measures.plus") if words else ""
        address = tuple(term.lstrip("-").split("/"))
        group = f"measures.group.{address[1]}"
        words += sign + (say(group) if address[0] == "requests" and has(group) else names.get(address, term))
    return words


def meaning(which: Measure, names: Mapping[tuple[str, str, str], str]) -> str:
    """What a downloaded table says of a measure: the formula by names, and what it cannot show."""
    above, below = formula(which, names)
    return say("measures.meaning", above=above, below=below, caveats=which.caveats)


def with_rates(rows: pd.DataFrame, which: Measure) -> pd.DataFrame:
    """The rows with rate, low, high added (share 0..1, NaN where there is none).

    Wilson score interval (Wilson 1927) for shares whose numerator lies within its denominator; none for per_hundred.
    """
    n = pd.to_numeric(rows["numerator"]).to_numpy(dtype=float, na_value=np.nan)
    total = pd.to_numeric(rows["denominator"]).to_numpy(dtype=float, na_value=np.nan)
    total = np.where(total > 0, total, np.nan)
    rate = n / total
    low, high = wilson(n, total) if which.shape == "share" else (np.full_like(rate, np.nan),) * 2
    return rows.assign(rate=rate, low=low, high=high)


def wilson(n: np.ndarray, total: np.ndarray, confidence: float = CONFIDENCE) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of the Wilson interval, element by element; NaN where n is not within 0..total, total > 0."""
    n, total = np.asarray(n, dtype=float), np.asarray(total, dtype=float)
    fits = (n >= 0) & (n <= total) & (total > 0)
    n, total = np.where(fits, n, np.nan), np.where(fits, total, np.nan)
    z = special.ndtri(0.5 + confidence / 2)
    share, spread = n / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z * np.sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return np.where(n == 0, 0.0, middle - half) + 0 * n, np.where(n == total, 1.0, middle + half) + 0 * n
