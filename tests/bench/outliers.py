"""Which rule finds planted outliers and how often it is wrong: the setup of PEERS §5, every rule on the same worlds.

In:   seeds; `python -m tests.bench.outliers [SEEDS]` prints the tables as Markdown.
Out:  measure(): rule -> Score; calibration(); speed().
Promise: the z-score gets the best cut-off that reaches 90 % precision on these very worlds, chosen with the truth in
hand; ours gets no such help. The same with a floor of cases, which no official has told it of, is printed beside.
"""

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dashboard.outliers import Asked, Counts, Peers, Settings, judge
from dashboard.outliers.counts import USUAL
from dashboard.outliers.fit import fit
from dashboard.outliers.tails import tails
from tests.bench.markdown import table
from tests.dashboard.outliers.worlds import KINDS, world

PRECISION = 0.9


@dataclass(frozen=True, slots=True)
class Score:
    """found: planted outliers found a world; false: others flagged a world."""

    found: float
    false: float

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else float("nan")


def measure(kind: str, window: int = 3, seeds: Iterable[int] = range(60), bad: int = 10,
            settings: Settings = USUAL) -> dict[str, Score]:
    """Every rule on the worlds of these seeds, `window` years pooled."""
    hits = {name: np.zeros(2) for name in ("verify", "99.8 %", "95 %")}
    raw, floored, n = [], [], 0
    for seed in seeds:
        w, n = world(seed, kind, window, bad=bad), n + 1
        found = judge(w.counts, w.asked, w.peers, replace(settings, window=window)).flags
        is_bad = w.is_bad[found["unit_id"].to_numpy(dtype=int)] if len(found) else np.zeros(0, dtype=bool)
        tiers = {"verify": ("verify",), "99.8 %": ("verify", "watch"), "95 %": ("verify", "watch", "note")}
        for name, those in tiers.items():
            here = found["tier"].isin(those).to_numpy()
            hits[name] += (is_bad[here].sum(), (~is_bad[here]).sum())
        raw.append(_scores(w, kind, 1))
        floored.append(_scores(w, kind, w.asked[kind].floor))
    out = {name: Score(*(pair / n)) for name, pair in hits.items()}
    return out | {"z": _best(raw, n), "z with a floor": _best(floored, n)}


def _scores(w, kind: str, floor: int) -> np.ndarray:
    """(z, is_bad) of every agency with that many cases: how many standard deviations of the rates it is out."""
    n, total = w.counts.pooled(kind, w.counts.years)
    here = total >= floor
    rate = n[here] / total[here]
    z = (rate - rate.mean()) / rate.std() * (1 if KINDS[kind][-1] == "high" else -1)
    return np.column_stack([z, w.is_bad[here]])


def _best(worlds: list[np.ndarray], n: int) -> Score:
    """Of all cut-offs that reach the precision, the one that finds most; nothing if there is none."""
    every = np.concatenate(worlds)
    every = every[np.argsort(-every[:, 0])]
    hits = np.cumsum(every[:, 1])
    flagged = np.arange(1, len(every) + 1)
    able = np.flatnonzero((hits / flagged >= PRECISION) & (flagged >= 10))
    return Score(hits[able[-1]] / n, (flagged - hits)[able[-1]] / n) if len(able) else Score(0.0, 0.0)


def fits(kind: str, seeds: Iterable[int], bad: int = 10) -> dict[str, tuple[float, Score]]:
    """Way of fitting -> median over-dispersion and the score of its 99.8 % limit, three years pooled."""
    ways = {"all (no trimming)": (), "the usual trims": Settings().trims, "trim 1 %": (0.01,), "trim 5 %": (0.05,)}
    seen: dict[str, list] = {name: [] for name in (*ways, "leave one out", "the truth")}
    hits = {name: np.zeros(2) for name in seen}
    n_worlds = 0
    for seed in seeds:
        w, n_worlds = world(seed, kind, bad=bad), n_worlds + 1
        n, total = w.counts.pooled(kind, w.counts.years)
        ask = w.asked[kind]
        here = total >= ask.floor
        for name in seen:
            if name == "leave one out":
                one = [fit("share", np.delete(n, i), np.delete(total, i), ask.floor, ()) for i in np.flatnonzero(here)]
                mean, rho = np.array([f.mean for f in one]), np.array([f.rho for f in one])
            elif name == "the truth":
                mean, rho = KINDS[kind][:2]
            else:
                one = fit("share", n, total, ask.floor, ways[name])
                mean, rho = one.mean, one.rho
            upper, lower = tails("share", n[here], total[here], mean, rho)
            flagged = (upper if ask.side == "high" else lower) <= Settings().watch
            hits[name] += ((flagged & w.is_bad[here]).sum(), (flagged & ~w.is_bad[here]).sum())
            seen[name].append(float(np.median(rho)))
    return {name: (float(np.median(seen[name])), Score(*(hits[name] / n_worlds))) for name in seen}


def calibration(seeds: Iterable[int] = range(60)) -> list[list]:
    """Group size -> tests, share beyond the 95 % and 99.8 % limits where nothing is wrong, false 核实 a list."""
    rows = []
    for kind in KINDS:
        mean, rho, _, floor, each, besides, side = KINDS[kind]
        for size, n_groups in ((20, 15), (50, 6), (500, 1)):
            tests = notes = watches = tops = n = 0
            for seed in seeds:
                draw = np.random.default_rng(seed + 1_000)
                group = np.repeat(np.arange(n_groups), size)
                middle = 1 / (1 + np.exp(-(np.log(mean / (1 - mean)) + 0.4 * draw.standard_normal(n_groups))))[group]
                strength = 1 / rho - 1
                cases = draw.lognormal(np.log(15), 1.3, len(group)) * each + besides
                total = draw.poisson(np.repeat(cases[:, None], 3, axis=1))
                true = draw.beta(middle * strength, (1 - middle) * strength)
                found = judge(Counts(np.arange(len(group)), (1, 2, 3),
                                     {kind: draw.binomial(total, true[:, None]).astype(float)},
                                     {kind: total.astype(float)}), {kind: Asked(side, floor)},
                              Peers.by(pd.DataFrame({"g": group}), ["g"]))
                tests, notes, n = tests + found.n_tests, notes + len(found.flags), n + 1
                watches += int((found.flags["tier"] != "note").sum())
                tops += int((found.flags["tier"] == "verify").sum())
            rows.append([f"{kind}, {n_groups} × {size}", tests, notes / tests, watches / tests, tops / n])
    return rows


def speed(n: int = 120_000, window: int = 1) -> dict[str, float]:
    """CPU milliseconds for a country: everyone on eight measures, then one list; and how many tests that is."""
    draw = np.random.default_rng(2)
    volume = draw.lognormal(np.log(5), 1.5, n)
    totals = draw.poisson(np.repeat(volume[:, None], 5, axis=1)).astype(float)
    frame = pd.DataFrame({
        "level": draw.choice(["province", "city", "county", "town"], n, p=[0.01, 0.12, 0.6, 0.27]),
        "kind": draw.choice(["dept", "town", "subdistrict", "gov_office", "gov", "zone", "vertical", "authorised"], n,
                            p=[0.5, 0.25, 0.1, 0.04, 0.03, 0.03, 0.04, 0.01])})
    above, below, asked = {}, {}, {}
    for i, (mean, rho, side) in enumerate([(0.6, 0.04, "low"), (0.1, 0.05, "high"), (0.3, 0.06, "high"),
                                           (0.08, 0.06, "high"), (0.08, 0.05, "high"), (0.07, 0.02, "high"),
                                           (0.08, 0.03, "high")]):
        total = totals if i < 6 else draw.poisson(totals * 0.06 + 0.1).astype(float)
        true = draw.beta(mean * (1 / rho - 1), (1 - mean) * (1 / rho - 1), n)
        above[f"m{i}"], below[f"m{i}"] = draw.binomial(total.astype(int), true[:, None]).astype(float), total
        asked[f"m{i}"] = Asked(side, 10 if i < 6 else 5)
    above["m7"] = draw.poisson(totals * draw.gamma(2, 0.03, n)[:, None]).astype(float)
    below["m7"], asked["m7"] = totals, Asked("high", 10, "per_hundred")
    counts = Counts(np.arange(n), tuple(range(2021, 2026)), above, below)
    started = time.process_time()
    peers = Peers.by(frame, ["level", "kind"])
    found = judge(counts, asked, peers, Settings(window=window))
    return {"cpu_ms": (time.process_time() - started) * 1000, "tests": found.n_tests, "flags": len(found.flags),
            "by_chance": found.by_chance["note"]}


def main(n_seeds: int) -> None:
    rows = [[kind, window, name, s.found, s.false, s.precision if s.found + s.false else "—"]
            for kind in KINDS for window in (1, 3) for name, s in measure(kind, window, range(n_seeds)).items()]
    print(table(["kind", "years", "rule", "found of 10", "false", "precision"], rows), "\n")
    rows = [[kind, name, rho, s.found, s.false, s.precision if s.found + s.false else "—"]
            for kind in KINDS for name, (rho, s) in fits(kind, range(min(n_seeds, 20))).items()]
    print(table(["kind", "fit", "over-dispersion", "found of 10", "false", "precision"], rows), "\n")
    print(table(["nothing wrong", "tests", "beyond 95 %", "beyond 99.8 %", "false 核实 a list"],
                calibration(range(n_seeds))), "\n")
    rows = [[window, *speed(window=window).values()] for window in (1, 3)]
    print(table(["years", "CPU ms, 120,000 agencies × 8 measures", "tests", "flags", "by chance"], rows))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
