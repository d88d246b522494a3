"""Things that belong together by where they stand.

In:   positions on paper.
Out:  clusters of overlapping spans; lines shared out among the rows they are centred on.
Promise: order is kept; every item ends in exactly one cluster or share.
"""

from collections.abc import Sequence

_MOST = 40  # lines in one cell: more are not considered
_MOST_PAIRS = 40_000  # items times targets, beyond which the nearest target must do
_EMPTY = 4.0  # points: what leaving a row without a label costs, against a label off its row's middle


def clusters(spans: Sequence[tuple[float, float]], apart: float = 0.0) -> list[tuple[float, float]]:
    """The unions of spans that overlap, or lie closer than `apart`, from left to right."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + apart:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def share(items: Sequence[float], targets: Sequence[float], apart: float,
          fixed: Sequence[int | None] = (), lean: float = 0.5, begins: Sequence[bool] = ()) -> list[int]:
    """For each item (sorted) the target (sorted) it belongs to: runs of neighbours whose middle is nearest to it.

    Cells are centred on their row: a label of three lines stands around the number's height, so the nearest
    number is not always its own. `lean`: 0 where they begin at the number's height, 1 where they end there.
    Neighbours further apart than `apart` never share a target, unless it is the only one left. A target may stay
    without items. `fixed` names the target of items that are known to belong to it; an item that `begins` something
    is never behind another of its target.
    """
    if not targets or len(items) * len(targets) > _MOST_PAIRS:
        return [min(range(len(targets)), key=lambda t: abs(item - targets[t])) for item in items] if targets else []
    n_items, never = len(items), float("inf")
    costs = [never] * n_items + [0.0]  # of the items from each on, among the targets behind the one at hand
    counts: list[list[int]] = []
    for number, target in reversed(list(enumerate(targets))):
        chosen = [(cost + _EMPTY, 0) for cost in costs]
        for item in range(n_items):
            for count in range(1, min(_MOST, n_items - item) + 1):
                last = item + count - 1
                if fixed and fixed[last] not in (None, number):
                    break
                if count > 1 and begins and begins[last]:
                    break
                if count > 1 and items[last] - items[last - 1] > apart and len(targets) > 1:
                    break
                cost = costs[last + 1] + abs(items[item] + lean * (items[last] - items[item]) - target)
                if cost < chosen[item][0]:
                    chosen[item] = (cost, count)
        costs = [cost for cost, _ in chosen]
        counts.insert(0, [count for _, count in chosen])
    owners: list[int] = []
    for target, count in enumerate(counts):
        owners.extend([target] * count[len(owners)])
    return owners + [len(targets) - 1] * (n_items - len(owners))
