"""Labels as strands: a text whose pieces belong to several of them in turn is told apart.

In:   a rectangle of the form; pieces of text in reading order, labels and numbers mixed.
Out:  of(), the strands of a rectangle: its rows' own labels one after another, and its groups level by level;
      read(), which pieces make up each row's label.
Promise: a strand's labels come in the form's order, each whole and letter by letter, with its list number or without.
Only rows that the form lets be left out may be missing. Two ways to read the pieces are none.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from loaders.form import Block, Row
from loaders.form.labels import bare, cell_words, normalise
from loaders.locate.vocabulary import readings
from loaders.numbers import is_value

_MOST_STEPS = 4_000  # of the search; a report takes a few hundred
_LINES_A_ROW = 12
_LEAST = 2  # characters that tell the beginning of the first row
_ORDER = "一二三四五六七八九十"
_SIGN = re.compile(rf"(?P<han>[{_ORDER}]+、)|(?P<ring>\([{_ORDER}]+\)、?)|(?P<digit>\d{{1,2}}[.、])")
_SIGN_BEHIND = re.compile(r"([\u4e00-\u9fff]+)(\d{1,2}[.、])")
_LEVELS = ("han", "ring", "digit")


class Label(NamedTuple):
    """`texts`: how it may be printed; `level`: how deep it stands, as its list number says; `places`: the rows it
    stands for (of a strand of groups, none)."""

    texts: tuple[str, ...]
    level: int
    place: int | None = None


class Strands(NamedTuple):
    """`rows` first, then one strand a level of groups. `needed`: the rows without which a reading is none, each with
    the rows printed instead; `names`: the texts that name a row beyond doubt; `heads`: what may stand amid them;
    `first`: the beginnings of the first row; `spare`: the rows that may be missing."""

    rows: tuple[Label, ...]
    groups: tuple[tuple[Label, ...], ...]
    needed: tuple[frozenset[int], ...]
    names: tuple[tuple[str, ...], ...]
    heads: str
    most_lines: int
    first: frozenset[str]
    spare: frozenset[int]

    def may_begin(self, pieces: Sequence[str]) -> bool:
        """Whether one of the pieces of a line begins the first row."""
        return any(piece in self.first or bare(piece) in self.first for piece in pieces)

    def is_heads(self, line: str) -> bool:
        """Whether a line holds nothing but pieces of heads, printed again on a new page."""
        return all(plain(word) in self.heads for word in line.split())


def plain(text: str) -> str:
    """A text made comparable; without quotes, which some converters put on lines of their own, and with its list number
    before it, which some put behind."""
    text = normalise(text).replace('"', "").replace("'", "")
    behind = _SIGN_BEHIND.fullmatch(text)
    return behind[2] + behind[1] if behind else text


def is_number(word: str) -> bool:
    return is_value(word) and not _SIGN.fullmatch(normalise(word))


def is_sign(word: str) -> bool:
    return _SIGN.fullmatch(plain(word)) is not None


def is_unit(word: str) -> bool:
    return word in cell_words("units")


@lru_cache(maxsize=64)
def of(block: Block, corner: str) -> Strands:
    """The strands of a rectangle; `corner`: the label over its row labels."""
    form = block.rows
    depth = max(len(row.path) for row in form)
    groups: list[dict[tuple[str, ...], Label]] = [{} for _ in range(depth - 1)]
    counts: dict[tuple[str, ...], list[str]] = {}
    labels = []
    for place, row in enumerate(form):
        for level in range(len(row.path)):
            known = counts.setdefault(row.path[:level], [])
            if row.path[level] not in known:
                known.append(row.path[level])
            label = Label(_texts(row.path[level], level, known.index(row.path[level])), level)
            if level < len(row.path) - 1:
                groups[level].setdefault(row.path[:level + 1], label)
            else:
                labels.append(label._replace(place=place))
    heads = "\n".join({text for label in (corner, *(part for column in block.columns for part in column.path))
                       for text in map(plain, readings(label))})
    return Strands(tuple(labels), tuple(tuple(level.values()) for level in groups), _needed(form),
                   tuple(row.path[-2:] if len(row.path) > 1 and not row.instead_of else row.path[-1:] for row in form),
                   heads, _LINES_A_ROW * len(form),
                   frozenset(text[:n] for text in labels[0].texts for n in range(_LEAST, len(text) + 1)),
                   frozenset(range(len(form))).difference(*(n for n in _needed(form) if len(n) == 1)))


def _texts(label: str, level: int, n: int) -> tuple[str, ...]:
    own = sorted(set(map(plain, readings(label))), key=len, reverse=True)
    signs = ((f"{_ORDER[n % 10]}、",), (f"({_ORDER[n % 10]})",), (f"{n + 1}.", f"{n + 1}、"))[min(level, 2)]
    return (*own, *(sign + text for text in own for sign in signs))


def _needed(form: Sequence[Row]) -> tuple[frozenset[int], ...]:
    instead = {part: i for i, row in enumerate(form) for part in row.instead_of}
    return tuple(frozenset({i} | ({instead[row.id]} if row.id in instead else set()))
                 for i, row in enumerate(form) if not row.optional)


@lru_cache(maxsize=65536)
def _begins(label: Label, word: str) -> bool:
    """Whether a label can begin with a piece; a list number of another level forbids it, another number does not."""
    if any(text.startswith(word) for text in label.texts):
        return True
    sign = _SIGN.match(word)
    if not sign or _LEVELS.index(sign.lastgroup) != min(label.level, 2):
        return False
    rest = bare(word)
    return rest != word and any(text.startswith(rest) for text in label.texts)


@lru_cache(maxsize=65536)
def _is_whole(label: Label, printed: str) -> bool:
    return printed in label.texts or bare(printed) in label.texts


@lru_cache(maxsize=65536)
def _goes_on(label: Label, printed: str, word: str) -> bool:
    texts = printed + word, bare(printed) + word
    return any(text.startswith(t) for text in label.texts for t in texts)


class Told(NamedTuple):
    """Of pieces by their numbers: `rows`, place in the form -> those of its label; `labels`, those of any label."""

    rows: dict[int, list[int]]
    labels: frozenset[int]


def read(form: Strands, words: Sequence[str]) -> Told | None:
    """None where the pieces are not the whole rectangle, or could be shared out among its rows in another way."""
    texts = [plain(word) for word in words]
    first = _Search(form, texts, is_turned=False).run()
    if first is None:
        return None
    second = _Search(form, texts, is_turned=True).run()
    return first if second and first.rows == second.rows else None


class _Search:
    """One walk over the pieces. A state: the next piece, and for each strand its label and what is read of it."""

    def __init__(self, form: Strands, words: list[str], is_turned: bool):
        self.form, self.words, self.is_turned = form, words, is_turned
        self.strands = (form.rows, *form.groups)
        self.failed: set = set()
        self.steps = 0

    def run(self) -> Told | None:
        stack = [(self._next(0, tuple((-1, "") for _ in self.strands)), 0)]
        # Depth first without recursion: a report has hundreds of pieces.
        path: list = []
        while stack:
            choices, n_used = stack[-1]
            if n_used == len(choices):
                stack.pop()
                if path:
                    path.pop()
                continue
            stack[-1] = (choices, n_used + 1)
            at, state, use = choices[n_used]
            self.steps += 1
            if self.steps > _MOST_STEPS:
                return None
            path.append(use)
            if self._is_end(at, state) and (found := self._told(path)):
                return found
            if (at, state) in self.failed:
                path.pop()
                continue
            self.failed.add((at, state))
            stack.append((self._next(at, state), 0))
        return None

    def _told(self, path: list) -> Told | None:
        found: dict[int | None, list[int]] = {}
        for use in path:
            if use is not None:
                found.setdefault(use[0], []).append(use[1])
        labels = frozenset(at for used in found.values() for at in used)
        found.pop(None, None)
        return Told(found, labels) if all(found.keys() & places for places in self.form.needed) else None

    def _is_end(self, at: int, state: tuple) -> bool:
        """The last row is whole, and the next piece does not carry it on."""
        label, printed = state[0]
        last = self.form.rows[-1]
        return (label == len(self.form.rows) - 1 and _is_whole(last, printed)
                and not (at < len(self.words) and _goes_on(last, printed, self.words[at])))

    def _next(self, at: int, state: tuple) -> list:
        """(next piece, state, what the piece was used for) in the order in which they are tried."""
        if at >= len(self.words):
            return []
        word = self.words[at]
        if not word:
            return [(at + 1, state, None)]
        found = []
        for n, labels in enumerate(self.strands):
            current, printed = state[n]
            if current >= 0 and _goes_on(labels[current], printed, word):
                found.append(self._step(at, state, n, current, printed + word, labels))
            if current < 0 or _is_whole(labels[current], printed):
                for new in range(current + 1, len(labels)):
                    if _begins(labels[new], word):
                        found.append(self._step(at, state, n, new, word, labels))
                    if n == 0 and new not in self.form.spare:
                        break
        if self.is_turned:
            found.reverse()
        if is_number(word) or is_unit(word) or _SIGN.fullmatch(word) or word in self.form.heads:
            found.append((at + 1, state, None))
        return found

    def _step(self, at: int, state: tuple, n: int, label: int, printed: str, labels: Sequence[Label]) -> tuple:
        grown = (*state[:n], (label, printed), *state[n + 1:])
        return at + 1, grown, (labels[label].place, at)
