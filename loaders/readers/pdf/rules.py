"""Ruling lines put together: pieces of one line, the two sides of a double one, lines that meet.

In:   the rules of a page, across or down.
Out:  joined(), straightened(), connected().
Promise: no rule is lost; where one runs moves by no more than `thin`.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict

from loaders.readers.pdf.page import Rule

_ONE = 0.8  # points; pieces of one line lie no further off it


def joined(rules: list[Rule], touch: float) -> list[Rule]:
    """Pieces of one line that touch become one rule."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule.at - groups[-1][-1].at <= _ONE and rule.at - groups[-1][0].at <= 2 * _ONE:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    joined: list[Rule] = []
    for group in groups:
        run: list[Rule] = []
        end = float("-inf")
        for rule in sorted(group, key=lambda r: r.start):
            if run and rule.start > end + touch:
                joined.append(_one(run))
                run = []
            run.append(rule)
            end = max(end, rule.end) if len(run) > 1 else rule.end
        joined.append(_one(run))
    return sorted(joined)


def _one(run: list[Rule]) -> Rule:
    return Rule(sum(r.at for r in run) / len(run), run[0].start, max(r.end for r in run))


def straightened(rules: list[Rule], thin: float) -> list[Rule]:
    """The rules of one table, those closer than `thin` set on one line: the sides of neighbours, double borders."""
    found: list[Rule] = []
    group: list[Rule] = []
    for rule in [*sorted(rules), None]:
        if group and (rule is None or rule.at - group[-1].at > thin or rule.at - group[0].at > 2 * thin):
            at = sum(r.at for r in group) / len(group)
            found.extend(Rule(at, r.start, r.end) for r in group)
            group = []
        group.append(rule)
    return found


def connected(across: list[Rule], down: list[Rule], touch: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that cross or touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    by_at = [h.at for h in across]
    for j, v in enumerate(down):
        for i in range(bisect_left(by_at, v.start - touch), bisect_right(by_at, v.end + touch)):
            if across[i].start - touch <= v.at <= across[i].end + touch:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate(across):
        groups[root(i)][0].append(rule)
    for j, rule in enumerate(down):
        groups[root(len(across) + j)][1].append(rule)
    return [(hs, vs) for hs, vs in groups.values() if hs and vs]
