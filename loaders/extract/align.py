"""Printed labels -> the labels of the form: which row or column is which.

In:   the label paths a table prints, and the form's paths in the form's order.
Out:  for each printed path the place in the form, or None.
Promise: no two printed labels claim one place. A label the form has once is followed wherever it stands; one that
it has several times (其他, 总计, 小计) is told by its group, then by its neighbours; a misprint is accepted only
between its neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from loaders.locate.vocabulary import readings

# Dice of character pairs: 其他法律行政止公开 against the form's wording has 0.74, two items of one group at most 0.5.
_ALIKE = 0.6
_IN_GROUP = 0.25


@dataclass(frozen=True, slots=True)
class Place:
    """A label of the form: the texts that read as it, those of its group, and whether the form has it more than
    once. `sums`: for a subtotal, the texts that say so without their group above them (the group's own name,
    不予公开小计).
    """

    texts: frozenset[str]
    groups: frozenset[str] = frozenset()
    is_common: bool = False
    sums: frozenset[str] = frozenset()


def places(paths: Sequence[tuple[str, ...]], subtotals: Sequence[bool]) -> tuple[Place, ...]:
    """The places of a table. A label that several paths end in is common: its group must not contradict it."""
    leaves = [readings(path[-1]) for path in paths]
    found = []
    for i, (path, leaf) in enumerate(zip(paths, leaves)):
        groups = readings(path[-2]) if len(path) > 1 else frozenset()
        is_common = len(path[-1]) <= 2 or any(leaf & other for j, other in enumerate(leaves) if j != i)
        sums = {s for g in groups for w in leaf for s in (g, g + w, f"{g}({w})")} if subtotals[i] else ()
        found.append(Place(leaf, groups, is_common, frozenset(sums)))
    return tuple(found)


@lru_cache(maxsize=16384)
def alike(printed: str, wanted: str) -> float:
    """0..1: Dice of character pairs, or how much of a label its torn beginning or end holds."""
    if len(printed) >= 4 and (wanted.startswith(printed) or wanted.endswith(printed)):
        return 0.8
    if len(wanted) >= 4 and (printed.startswith(wanted) or printed.endswith(wanted)):
        return 0.8
    a, b = {printed[i:i + 2] for i in range(len(printed) - 1)}, {wanted[i:i + 2] for i in range(len(wanted) - 1)}
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def fitness(leaf: str, group: str | None, place: Place) -> float:
    """How well a printed leaf under a printed group (None: not known) fits a place; 0 when it must not be taken
    for it.
    """
    in_group = group is not None and group in place.groups
    contradicts = group is not None and bool(place.groups) and not in_group
    if leaf in place.sums:
        return 1.0
    if leaf in place.texts:
        if place.is_common and contradicts:
            return 0.0
        return 1.0 + (_IN_GROUP if in_group else 0.0)
    if contradicts or place.is_common:
        return 0.0
    likeness = max(alike(leaf, text) for text in place.texts)
    return likeness if likeness >= _ALIKE else 0.0


def match(printed: Sequence[tuple[str, str | None]], wanted: Sequence[Place]) -> list[int | None]:
    """(leaf, group) of each printed label -> its place. Groups are given only where they are groups of the form."""
    claims: list[int | None] = [None] * len(printed)
    fits: dict[int, list[int]] = {}
    known: dict[str, list[int]] = {}
    for j, place in enumerate(wanted):
        for text in place.texts | place.sums:
            known.setdefault(text, []).append(j)
    for i, (leaf, group) in enumerate(printed):
        exact = [j for j in known.get(leaf, ()) if fitness(leaf, group, wanted[j]) >= 1]
        if len(exact) > 1:
            best = max(fitness(leaf, group, wanted[j]) for j in exact)
            exact = [j for j in exact if fitness(leaf, group, wanted[j]) == best]
        if len(exact) == 1:
            fits.setdefault(exact[0], []).append(i)
    for j, rows in fits.items():
        if len(rows) == 1:
            claims[rows[0]] = j
    start = 0
    while start < len(printed):
        if claims[start] is not None:
            start += 1
            continue
        end = start
        while end < len(printed) and claims[end] is None:
            end += 1
        _fill(printed, wanted, claims, start, end)
        start = end
    return claims


def _fill(printed: Sequence, wanted: Sequence[Place], claims: list[int | None], start: int, end: int) -> None:
    """Claims places for a run of unmatched labels between two matched ones, in the form's order."""
    before = claims[start - 1] if start else -1
    after = claims[end] if end < len(claims) else len(wanted)
    taken = {j for j in claims if j is not None}
    free = [j for j in range(len(wanted)) if j not in taken and (before >= after or before < j < after)]
    best: list[list[tuple[float, list]]] = [[(0.0, [])] * (len(free) + 1) for _ in range(end - start + 1)]
    for i in range(1, end - start + 1):
        leaf, group = printed[start + i - 1]
        for k in range(1, len(free) + 1):
            choice = max(best[i - 1][k], best[i][k - 1], key=lambda b: b[0])
            score = fitness(leaf, group, wanted[free[k - 1]]) if leaf else 0.0
            if score and best[i - 1][k - 1][0] + score > choice[0]:
                choice = (best[i - 1][k - 1][0] + score, [*best[i - 1][k - 1][1], (start + i - 1, free[k - 1])])
            best[i][k] = choice
    for i, j in best[-1][-1][1]:
        claims[i] = j
