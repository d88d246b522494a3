"""Column heads torn over lines, each line holding a piece of several of them.

In:   the columns of a table; the lines between its title and its first row, as words.
Out:  heads(), the whole heads in the form's order.
Promise: only where the words are all the heads of the form and nothing else, and none stands against the form's order:
on one line from left to right, and neighbours in the order in which they begin or in which they stand. Otherwise None.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from loaders.form import Block
from loaders.locate.spots import Spot
from loaders.locate.strands import plain
from loaders.locate.vocabulary import readings

_MOST_STEPS = 6_000  # of the search; a head of fifteen columns in single characters takes some hundred
_MOST_WORDS = 120


class Heads(NamedTuple):
    """The heads of one block: `columns` and, each before its first column, the groups (`order`, as they are to be
    read); `over`: what may stand beside them, the corner and the caption."""

    columns: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, ...], ...]
    order: tuple[str, ...]
    brothers: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=64)
def of(block: Block, corner: str) -> Heads:
    """`corner`: the label over the row labels, "" where the table has none."""
    groups, order, brothers = [], [], {}
    seen: set[tuple[str, ...]] = set()
    for n, column in enumerate(block.columns):
        for level in range(1, len(column.path)):
            if column.path[:level] not in seen:
                seen.add(column.path[:level])
                groups.append(_texts(column.path[level - 1]))
                order.append(column.path[level - 1])
        order.append(column.path[-1])
        brothers.setdefault(column.path[:-1], []).append(n)
    over = [label for label in (block.caption, corner) if label]
    return Heads(tuple(_texts(c.path[-1]) for c in block.columns), (*groups, *map(_texts, over)), (*over, *order),
                 tuple(map(tuple, brothers.values())))


def _texts(label: str) -> tuple[str, ...]:
    return tuple(sorted(set(map(plain, readings(label))), key=len, reverse=True))


def heads(form: Heads, lines: Sequence[Sequence[Spot]]) -> tuple[str, ...] | None:
    """The labels in the form's order; `lines`: the words of each line, left to right."""
    words = [(n, spot, text) for n, line in enumerate(lines) for spot in line if (text := plain(spot.text))]
    if not words or len(words) > _MOST_WORDS:
        return None
    if _search(form, words, in_turn=True):
        return form.order
    used = _search(form, words, in_turn=False)
    if used is None:
        return None
    stands: dict[int, tuple[int, int]] = {}
    for strand, (_, spot, _) in zip(used, words):
        start, end = stands.get(strand, spot.x)
        stands[strand] = min(start, spot.x[0]), max(end, spot.x[1])
    columns = range(len(form.columns))
    return form.order if all(stands[a][1] <= stands[b][0] for a, b in zip(columns, columns[1:])) else None


def _search(form: Heads, words: Sequence[tuple[int, Spot, str]], in_turn: bool) -> list[int] | None:
    """The strand of each word, columns first; None where there is no way that leaves every column whole. `in_turn`: a
    column begins after its brother before it."""
    strands = (*form.columns, *form.groups)
    before_it = {b: a for own in form.brothers for a, b in zip(own, own[1:])} if in_turn else {}
    n_columns = len(form.columns)
    failed: set[tuple] = set()
    steps = 0

    def choices(at: int, last: int, printed: tuple[str, ...]) -> list[tuple[int, int, tuple[str, ...]]]:
        line, _, word = words[at]
        before = last if at and words[at - 1][0] == line else 0
        found = []
        for n, texts in enumerate(strands):
            if n < n_columns and (n < before or n in before_it and not printed[before_it[n]]):
                continue
            if any(text.startswith(printed[n] + word) for text in texts):
                grown = (*printed[:n], printed[n] + word, *printed[n + 1:])
                found.append((n, n if n < n_columns else before, grown))
        # two words of one line are seldom of one head (结 果): tried last
        return sorted(found, key=lambda step: step[0] == before < n_columns and step[2][step[0]] != word)

    def is_whole(printed: tuple[str, ...]) -> bool:
        return all(p in texts or not p and n >= n_columns for n, (p, texts) in enumerate(zip(printed, strands)))

    stack = [iter(choices(0, 0, ("",) * len(strands)))]
    path: list[int] = []
    while stack:
        step = next(stack[-1], None)
        if step is None:
            stack.pop()
            if path:
                path.pop()
            continue
        steps += 1
        if steps > _MOST_STEPS:
            return None
        strand, last, printed = step
        at = len(stack)
        if at == len(words):
            if is_whole(printed):
                return [*path, strand]
            continue
        if (at, last, printed) in failed:
            continue
        failed.add((at, last, printed))
        path.append(strand)
        stack.append(iter(choices(at, last, printed)))
    return None
