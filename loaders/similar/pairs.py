"""Which other sections a section is told beside: its own last year's, and the most similar of other agencies.

In:   a Corpus, its sections, guessed pairs.
Out:  Pairs: found(i) -> (i, j, kind, rank).
Promise: only what reaches the stored share; one section an agency, of the same year or before; never an agency that
bears the same name, nor a part with too little text of its own.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from loaders.similar.corpus import Corpus
from loaders.similar.passages import n_shared
from loaders.similar.rows import Section
from loaders.similar.settings import Settings

OWN, PEER = "own", "peer"


class Pairs:
    """Chooses; `parts` in order of the year."""

    def __init__(self, whole: Corpus, parts: list[Section], rules: Settings):
        self.whole, self.parts, self.rules = whole, parts, rules
        self.is_long = whole.lengths >= rules.fewest
        self.before: dict[int, int] = {}
        last: dict[tuple, int] = {}
        for i, part in enumerate(parts):
            key = part.agency_id, part.scope, part.number
            if key in last and parts[last[key]].year < part.year:
                self.before[i] = last[key]
            last[key] = i
        self._sorted: dict[int, np.ndarray] = {}

    def grouped(self, pairs: np.ndarray) -> dict[int, list[int]]:
        """The sections that each is held against: later ones against earlier ones, those of one year both ways."""
        out: dict[int, list[int]] = defaultdict(list)
        for i, j in pairs[self.is_long[pairs].any(axis=1)].tolist():
            one, other = self.parts[i], self.parts[j]
            if one.agency_id == other.agency_id or one.name == other.name:
                continue
            if self.is_long[j] and one.year <= other.year:
                out[j].append(i)
            if self.is_long[i] and other.year <= one.year:
                out[i].append(j)
        return out

    def found(self, i: int, near: dict[int, list[int]]) -> Iterator[tuple[int, int, str, int]]:
        if not self.is_long[i]:
            return
        if i in self.before and self._share(i, self.before[i]) >= self.rules.stored:
            yield i, self.before[i], OWN, 1
        best: dict[str, tuple[float, int, int]] = {}
        for j in near.get(i, ()):
            if (share := self._share(i, j)) >= self.rules.stored:
                merit = share, self.parts[j].year, -j
                best[self.parts[j].agency_id] = max(merit, best.get(self.parts[j].agency_id, merit))
        for rank, (_, _, j) in enumerate(sorted(best.values(), reverse=True)[:self.rules.others], 1):
            yield i, -j, PEER, rank

    def _share(self, i: int, j: int) -> float:
        part = self.whole.part(i)
        if j not in self._sorted:
            if len(self._sorted) > 5000:
                self._sorted.clear()
            self._sorted[j] = np.sort(self.whole.shingles[self.whole.part(j)])
        shared = n_shared(self.whole.shingles[part], self.whole.own[part], self._sorted[j], self.rules.passage)
        return shared / self.whole.lengths[i] if shared >= self.rules.fewest else 0.0
