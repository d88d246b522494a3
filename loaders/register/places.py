"""Which administrative division a name begins with.

In:   the divisions of the register; places.toml (short forms, names that are no place by themselves).
Out:  Places.read(name, year) -> Reading: the division, the rest of the name, or the candidates between which
      the name does not decide.
Promise: never a guess. A name shared by several divisions is resolved only by a parent named before it, or by
the divisions in `near`; else the reading has candidates and no division.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from loaders.register.rows import Division

FULL, SHORT = 2, 1


@dataclass(frozen=True, slots=True)
class Reading:
    """How a name begins. `rest`: what follows the place. `bare`: the place lacks its ending (苏州工业园区).
    `by_near`: only `near` decided. `out_of_year`: none of that name stood in that year; another year's is given."""

    division: Division | None
    rest: str
    candidates: tuple[Division, ...] = ()
    bare: bool = False
    by_near: bool = False
    out_of_year: bool = False


@lru_cache(maxsize=1)
def _words() -> dict:
    return tomllib.loads((Path(__file__).parent / "places.toml").read_text("utf-8"))


def short_forms(label: str) -> tuple[tuple[str, ...], str]:
    """(everyday forms, the bare name): 恩施土家族苗族自治州 -> (恩施州,), 恩施; "" where nothing is left."""
    words = _words()
    ending = next((e for e in words["endings"] if label.endswith(e)), "")
    stem = label[: len(label) - len(ending)] if ending else label
    if ending not in words["everyday"] and ending != "自治区":
        return (), stem if ending and len(stem) > 1 else ""
    while people := next((p + tribe for p in words["peoples"] for tribe in ("族", "")
                          if stem.endswith(p + tribe) and len(stem) - len(p + tribe) >= 2), None):
        stem = stem[: -len(people)]
    everyday = (stem + words["everyday"][ending],) if ending in words["everyday"] and len(stem) > 1 else ()
    return everyday, stem if len(stem) > 1 else ""


class Places:
    """The divisions, ready to be looked up by the beginning of a name."""

    def __init__(self, divisions: Iterable[Division]):
        self._by_text: dict[str, list[tuple[Division, int]]] = {}
        for division in divisions:
            everyday, bare = short_forms(division.label)
            for text in (division.label, *everyday):
                self._by_text.setdefault(text, []).append((division, FULL))
            if bare:
                self._by_text.setdefault(bare, []).append((division, SHORT))
        self._longest = max(map(len, self._by_text), default=0)

    def read(self, name: str, year: int | None, near: Iterable[str] = (), bare: bool = False) -> Reading:
        """The division that `name` (without white space) begins with, as divisions stood in `year` (None: today).

        `near`: ids of divisions, one of which must hold an otherwise ambiguous one, most telling first.
        `bare`: also accept a place without its ending when no other place shares it (南京海关).
        """
        for any_year in (False, True):
            chains = [c for c in self._chains(name, 0, None, year, any_year) if c[2] or bare]
            # A place named in full is meant before one of the same length without its ending.
            chains = [c for c in chains if c[2]] or chains
            if chains:
                return self._choose(name, chains, tuple(near), any_year)
        return Reading(None, name)

    def _choose(self, name: str, chains: list, near: tuple[str, ...], any_year: bool) -> Reading:
        end = max(end for _, end, _, _ in chains)
        found = {d.district_id: (d, full, depth) for d, stop, full, depth in chains if stop == end}
        rest = name[end:]
        meant = [division for division, _, _ in found.values()]
        by_near = False
        if len(meant) > 1:
            for parent in near:
                if inside := [division for division in meant if division.lies_in(parent)]:
                    meant, by_near = inside, True
                    break
        generic = name[:end] in _words()["generic"] and not by_near
        if len(meant) != 1 or generic or self._names_elsewhere(rest):
            return Reading(None, rest, tuple(division for division, _, _ in found.values()))
        return Reading(meant[0], rest, (), not found[meant[0].district_id][1], by_near, any_year)

    def _names_elsewhere(self, rest: str) -> bool:
        """Whether the rest begins with a county of another place: 淮安市鼓楼区 is a contradiction, not 淮安市."""
        return any(strength == FULL and division.level == "county" and division.label not in _words()["generic"]
                   and len(division.label) > 2 for _, division, strength in self._at(rest, 0, None, False))

    def _chains(self, name: str, start: int, above: Division | None, year: int | None, any_year: bool
                ) -> Iterator[tuple[Division, int, bool, int]]:
        """(last division, where it ends, named in full, how many were named) of every 省-市-县 chain at `start`."""
        for end, division, strength in self._at(name, start, year, any_year):
            if above is not None and (division.district_id == above.district_id
                                      or not division.lies_in(above.district_id)):
                continue
            deeper = list(self._chains(name, end, division, year, any_year)) if division.level != "county" else []
            yield from ((last, stop, full, depth + 1) for last, stop, full, depth in deeper if full)
            yield division, end, strength == FULL, 1

    def _at(self, name: str, start: int, year: int | None, any_year: bool) -> Iterator[tuple[int, Division, int]]:
        stops = _words()["not_before"]
        for end in range(min(len(name), start + self._longest), start + 1, -1):
            for division, strength in self._by_text.get(name[start:end], ()):
                if not (any_year or division.stood_in(year)):
                    continue
                if strength == FULL and [name[end - 1], name[end: end + 1]] in stops:
                    continue
                yield end, division, strength
