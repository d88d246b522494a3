"""Rows whose blanks cannot be seen: the form's identities as an error-correcting code.

In:   placements already certain; lines with fewer values than columns, or with more because a number was split.
Out:  placements: the one reading of all these lines that keeps every identity, or every cell of them doubtful.
Promise: no printed number is changed; a reading is accepted only if it is the single one. In the sums a blank
counts as nothing, an identity whose total is blank is untested, and a reading that leaves one untested is not accepted.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from loaders.extract.cells import Placement, reading
from loaders.extract.identities import Place, Sum, sums
from loaders.form import Table
from loaders.locate import Spot
from loaders.report import BLANK, DASH, NUMBER

_MOST_STEPS = 3000  # about half a second; beyond it the lines are doubtful
_MOST_CANDIDATES = 500
_LEAST_LINES = 4  # that lack the same column
Layout = tuple[tuple[Spot, ...], ...]  # the pieces in each column


class _Candidate(NamedTuple):
    layout: Layout
    values: tuple[Decimal | None, ...]


def decode(table: Table, edition_id: str, certain: list[Placement], lines: list) -> list[Placement]:
    """Placements of the open lines."""
    known: dict[Place, Decimal | None] = {}
    for p in certain:
        read = reading(p)
        known[p.key[1:]] = read.value if read.state == NUMBER and not p.doubt else None
    items = frozenset(i for i, _ in known) | {i for line in lines for i, _ in line[0]}
    identities = sums(edition_id, table.id, items)
    solution = _one_column_blank(known, lines, identities) or _single(known, lines, identities)
    placements = []
    for n, (addresses, values, _, doubt, own) in enumerate(lines):
        printed = "、".join(v.text.strip() for v in values)
        for c, (item, column) in enumerate(addresses):
            key = (table.id, item, column)
            if solution is None:
                unsure = f"此行印有 {len(values)} 个数（{printed}），表有 {len(addresses)} 列，不能断定各数属于哪一列"
                placements.append(Placement(key, tuple(values), None, doubt or unsure, *own))
            else:
                note = f"此行印有 {len(values)} 个数，各数所在的列由勾稽关系唯一确定"
                placements.append(Placement(key, solution[n].layout[c], note, doubt, *own))
    return placements


def _one_column_blank(known: dict[Place, Decimal | None], lines: list,
                      identities: tuple[Sum, ...]) -> list[_Candidate] | None:
    """Every line lacks one number: the single column that, blank throughout, leaves no identity broken (row totals
    left blank but in the first rows). None where several columns would do, as in a table of noughts."""
    width = len(lines[0][0])
    if len(lines) < _LEAST_LINES or any(len(line[1]) != width - 1 or len(line[0]) != width for line in lines):
        return None
    fitting = []
    for blank in range(width):
        own = [_read(tuple((spot,) for spot in values[:blank]) + ((),) + tuple((spot,) for spot in values[blank:]))
               for _, values, *_ in lines]
        whole = known | {p: v for line, c in zip(lines, own) for p, v in zip(line[0], c.values)}
        if all(_holds(i, whole) for i in identities if any(whole.get(p) is not None for p in i.left)):
            fitting.append(own)
    return fitting[0] if len(fitting) == 1 else None


def _single(known: dict[Place, Decimal | None], lines: list, identities: tuple[Sum, ...]) -> list[_Candidate] | None:
    """The only joint reading of the lines that keeps all identities; None when there is none, or more than one."""
    choices = []
    for addresses, values, *_ in lines:
        own = [i for i in identities if set(i.left + i.right) <= set(addresses)]
        fitting = []
        for candidate in _candidates(values, len(addresses)):
            if candidate is None:
                return None
            if all(_holds(i, dict(zip(addresses, candidate.values))) for i in own):
                fitting.append(candidate)
        if not fitting:
            return None
        choices.append(fitting)
    crossing = [i for i in identities if not any(set(i.left + i.right) <= set(line[0]) for line in lines)]
    order = sorted(range(len(lines)), key=lambda n: len(choices[n]))
    solutions: list[list[_Candidate]] = []
    steps = 0

    def search(depth: int, values: dict, chosen: dict) -> bool:
        """Whether to go on: two solutions, or too many steps, are enough."""
        nonlocal steps
        if depth == len(order):
            if all(_holds(i, values) for i in crossing):
                solutions.append([chosen[n] for n in range(len(lines))])
            return len(solutions) < 2
        n = order[depth]
        for candidate in choices[n]:
            steps += 1
            if steps > _MOST_STEPS:
                return False
            grown = values | dict(zip(lines[n][0], candidate.values))
            if all(_may_hold(i, grown) for i in crossing) and not search(depth + 1, grown, chosen | {n: candidate}):
                return False
        return True

    search(0, known, {})
    if len(solutions) != 1 or steps > _MOST_STEPS:
        return None
    whole = known | {p: v for line, c in zip(lines, solutions[0]) for p, v in zip(line[0], c.values)}
    return solutions[0] if all(_is_tested(i, whole) for i in identities) else None


def _candidates(values: list[Spot], n_columns: int) -> Iterator[_Candidate | None]:
    """Every way to set the pieces into the columns in their order; None first when there are too many ways."""
    n = len(values)
    if n < n_columns:
        for count, at in enumerate(combinations(range(n_columns), n)):
            if count > _MOST_CANDIDATES:
                yield None
                return
            placed = dict(zip(at, values))
            yield _read(tuple((placed[c],) if c in placed else () for c in range(n_columns)))
    elif n - n_columns <= 3 and all(v.text.strip().isdigit() for v in values):
        for cuts in combinations(range(1, n), n_columns - 1):
            bounds = (0, *cuts, n)
            yield _read(tuple(_glued(values[a:b]) for a, b in zip(bounds, bounds[1:])))
    else:
        yield None


def _glued(pieces: list[Spot]) -> tuple[Spot, ...]:
    first = pieces[0]
    if len(pieces) == 1:
        return (first,)
    is_sure = all(p.is_sure for p in pieces)
    return (Spot("".join(p.text.strip() for p in pieces), first.page, first.row, first.col, is_sure=is_sure),)


def _read(layout: Layout) -> _Candidate:
    values = []
    for cell in layout:
        read = reading(Placement(("", "", ""), cell))
        values.append(read.value if read.state == NUMBER else None if read.state in (BLANK, DASH) else Decimal("NaN"))
    return _Candidate(layout, tuple(values))


def _holds(identity: Sum, values: dict[Place, Decimal | None]) -> bool:
    """Kept or untested. In a sum of parts a blank adds nothing; a blank total leaves it untested."""
    right = [values.get(p) for p in identity.right]
    left = [values.get(p) for p in identity.left]
    if None in right or len(right) > 1 and None in left:
        return True
    operands = [v for v in left + right if v is not None]
    return any(v.is_nan() for v in operands) or sum(v for v in left if v is not None) == sum(right)


def _is_tested(identity: Sum, values: dict[Place, Decimal | None]) -> bool:
    """Whether the totals are printed: an untested identity bears nothing out."""
    return all(values.get(p) is not None for p in identity.right)


def _may_hold(identity: Sum, values: dict[Place, Decimal | None]) -> bool:
    """False when the parts already known exceed a known total; parts still open may add to it."""
    if len(identity.right) > 1 or values.get(identity.right[0]) is None:
        return True
    left = [v for p in identity.left if (v := values.get(p)) is not None]
    return any(v.is_nan() for v in (*left, values[identity.right[0]])) or sum(left) <= values[identity.right[0]]
