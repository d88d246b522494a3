"""Table 二 by unit and year, as the series of disclosure.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from dashboard.labels import language
from dashboard.queries.series import along, mostly_printed
from dashboard.queries.sums import amounts
from dashboard.store import Store

PHASES = ("before", "after", "always")


@dataclass(frozen=True, slots=True)
class Series:
    """One line of table 二: the addresses of its phases (before 2021, from 2021, always); None where it has none."""

    id: str
    unit: str
    before: str | None = None
    after: str | None = None
    always: str | None = None

    @property
    def phases(self) -> dict[str, str]:
        return {phase: getattr(self, phase) for phase in PHASES if getattr(self, phase)}


def all_series() -> dict[str, Series]:
    """id -> Series with its unit in the language spoken, in the order of the file."""
    return _all(language())


@cache
def _all(chosen: str) -> dict[str, Series]:
    blocks = tomllib.loads(Path(__file__).with_name("disclosure.toml").read_text("utf-8"))["series"]
    return {b["id"]: Series(**{name: b.get(f"{name}_{chosen}", b[name]) for name in b if name != "unit_en"})
            for b in blocks}


def sums_of(store: Store, scope, series_id: str, by: str) -> pd.DataFrame:
    """unit_id, year, phase -> value, n_used, n_reports. A phase that fewer than half of a unit's reports of the year
    print has no value there: a few late users of the old form do not make a sum."""
    found = [mostly_printed(amounts(store, scope, address, by)).assign(phase=phase)
             for phase, address in all_series()[series_id].phases.items()]
    return pd.concat(found, ignore_index=True)


def lines(store: Store, scope, series_id: str, by: str) -> dict[str, dict[str, list[float | None]]]:
    """unit_id -> phase -> values along the scope's years; phases without any value left out."""
    rows, out = sums_of(store, scope, series_id, by), {}
    for phase in dict.fromkeys(rows["phase"]):
        for unit, values in along(rows[rows["phase"] == phase], scope.years, "value").items():
            if any(v is not None for v in values):
                out.setdefault(unit, {})[phase] = values
    return out


def merged(phases: dict[str, list[float | None]]) -> list[float | None]:
    """One value a year whatever its phase, for a row of numbers (a chart draws the phases apart)."""
    return [next((v for v in values if v is not None), None) for values in zip(*phases.values())] if phases else []
