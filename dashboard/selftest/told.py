"""The result of one fault in one world as a line for people.

In:   the Results of it, a tier each.
Out:  line(), as_dict().
Promise: a share stands with what it is a share of; nothing planted is said to be so, never 0 %.
"""

from collections.abc import Sequence
from dataclasses import asdict

from dashboard.labels import has, say
from dashboard.selftest import Result


def line(results: Sequence[Result]) -> str:
    """不予公开虚高（自己的数据）：植入 30；核实 找到 8/30（26.7%），误报 0；…；z 分数最好的界 找到 0/30（0.0%），…"""
    first, by = results[0], {r.tier: r for r in results}
    if not first.n_planted:
        return say("selftest.none", label=first.label)
    tiers = say("selftest.joiner").join(
        say("selftest.tier", tier=say(f"selftest.tier_name.{r.tier}"), found=_found(r), wrong=r.n_told - r.n_right)
        for r in results if has(f"selftest.tier_name.{r.tier}"))
    return say("selftest.line", label=first.label, world=say(f"selftest.world.{first.world}"), n=first.n_planted,
               tiers=tiers, z=say("selftest.z", z=_found(by["z"]), floor=_found(by["z_floor"])))


def as_dict(result: Result) -> dict:
    """For programs: the fields, recall and precision; None where there is nothing to divide by."""
    return asdict(result) | {"recall": _share(result.n_found, result.n_planted),
                             "precision": _share(result.n_right, result.n_told)}


def _found(result: Result) -> str:
    share = f"{result.n_found / result.n_planted:.1%}"
    return say("selftest.found", n=result.n_found, of=result.n_planted, share=share)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
