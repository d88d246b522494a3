"""Column heads in reading order -> the order of the columns.

In:   heads as they follow one another in flattened text, row of heads by row of heads.
Out:  the form's columns in printed order, and whether the heads alone prove it: PROVEN, UNPROVEN, CONTRARY.
Promise: a group's columns stand where the group stands. Heads that are not all there prove nothing: then the form's
own order is returned, to be borne out by the identities. An order other than the form's is taken from lines of text
only where the heads also stand in it from left to right: the sums are the same in any order of their parts, so
nothing would show that 自然人, printed half a line lower than 商业企业, is still the first column.
"""

from collections.abc import Sequence

from loaders.form import Column
from loaders.locate import Spot
from loaders.locate.vocabulary import readings

PROVEN, UNPROVEN, CONTRARY = "proven", "unproven", "contrary"


def column_order(heads: Sequence[Spot], columns: Sequence[Column]) -> tuple[list[int], str]:
    """Order of the columns of a matrix whose heads stand on several levels."""
    order, is_proven = _as_read([s.bare for s in heads], columns)
    own = list(range(len(columns)))
    if order == own or not _are_in_lines(heads, columns):
        return order, PROVEN if is_proven else UNPROVEN
    across = _across(heads, columns)
    return (across, PROVEN) if across in (own, order) else (own, CONTRARY)


def _are_in_lines(heads: Sequence[Spot], columns: Sequence[Column]) -> bool:
    """Whether the heads are pieces of lines; cells between tabs keep their order."""
    leaves = {text for column in columns for text in readings(column.path[-1])}
    return any(s.x[1] for s in heads if s.bare in leaves)


def _across(heads: Sequence[Spot], columns: Sequence[Column]) -> list[int] | None:
    """The columns as their heads stand from left to right; None where two stand above one another."""
    stand = [next((s.x for s in heads if s.bare in readings(c.path[-1])), (0, 0)) for c in columns]
    order = sorted(range(len(columns)), key=lambda i: stand[i])
    apart = all(stand[a][1] <= stand[b][0] for a, b in zip(order, order[1:]))
    return order if apart and all(x[1] for x in stand) else None


def _as_read(heads: Sequence[str], columns: Sequence[Column]) -> tuple[list[int], bool]:
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


def strip_order(heads: Sequence[Spot], columns: Sequence[Column]) -> tuple[list[int], str]:
    """Order of the columns of a strip: each group repeats the same results, so a result seen again begins the next
    group.
    """
    order, is_proven = _strip_as_read([s.bare for s in heads], columns)
    if order != list(range(len(columns))) and _are_in_lines(heads, columns):
        return order, CONTRARY
    return order, PROVEN if is_proven else UNPROVEN


def _strip_as_read(heads: Sequence[str], columns: Sequence[Column]) -> tuple[list[int], bool]:
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
