"""Column heads in reading order -> the order of the columns.

In:   head texts as they follow one another in flattened text, row of heads by row of heads.
Out:  the form's columns in printed order, and whether the heads alone prove it.
Promise: a group's columns stand where the group stands. Heads that are not all there prove nothing: then the form's
own order is returned, to be borne out by the identities.
"""

from collections.abc import Sequence

from loaders.form import Column
from loaders.locate.vocabulary import readings


def column_order(heads: Sequence[str], columns: Sequence[Column]) -> tuple[list[int], bool]:
    """Order of the columns of a matrix whose heads stand on several levels."""
    own = list(range(len(columns)))
    where: dict[str, int] = {}
    for i, text in enumerate(heads):
        where.setdefault(text, i)

    def position(label: str) -> int | None:
        return min((where[t] for t in readings(label) if t in where), default=None)

    found = {i: tuple(position(label) for label in column.path) for i, column in enumerate(columns)}
    if any(place[-1] is None for place in found.values()):
        return own, False
    depth = max(len(place) for place in found.values())
    top_missing = all(place[0] is None for place in found.values())
    keys = {i: (place[1:] if top_missing and len(place) > 1 else place) for i, place in found.items()}
    if any(None in key for key in keys.values()):
        in_line = sorted(own, key=lambda i: found[i][-1])
        return own, in_line == own
    return sorted(own, key=lambda i: keys[i] + (-1,) * (depth - len(keys[i]))), True


def strip_order(heads: Sequence[str], columns: Sequence[Column]) -> tuple[list[int], bool]:
    """Order of the columns of a strip: each group repeats the same results, so a result seen again begins the next
    group.
    """
    own = list(range(len(columns)))
    leaves = {t for c in columns for t in readings(c.path[-1])}
    groups = list(dict.fromkeys(c.path[-2] for c in columns))
    seen = [min((heads.index(t) for t in readings(g) if t in heads), default=None) for g in groups]
    if None not in seen:
        groups = [g for _, g in sorted(zip(seen, groups))]
    runs: list[list[str]] = []
    for text in heads:
        if text in leaves:
            if not runs or text in runs[-1]:
                runs.append([])
            runs[-1].append(text)
    found = [next((i for i, c in enumerate(columns) if c.path[-2] == group and text in readings(c.path[-1])), None)
             for group, run in zip(groups, runs) for text in run]
    return (found, True) if sorted(i for i in found if i is not None) == own else (own, False)
