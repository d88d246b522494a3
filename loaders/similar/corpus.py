"""All sections to be compared as a few long arrays, and which of their characters are everybody's.

In:   texts with the agency each belongs to; similar.toml.
Out:  Corpus: signs, shingles, and the mask of own characters; one slice a section.
Promise: prescribed sentences and passages of very many agencies are nobody's own; so are scraps too short to be a
passage. Memory: 7 bytes a character of text and 4 more for a moment.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from loaders.similar.settings import Settings
from loaders.similar.texts import Compared, compared

_ODD = np.uint32(0x9E3779B1)


@dataclass(frozen=True, slots=True)
class Corpus:
    """`bounds[i]:bounds[i+1]` is section i. `shingles`: the hash of the passage that begins at each character, 0 where
    none fits in; `own`: whether a character is the section's own; `unit`: its sentence, counted through."""

    bounds: np.ndarray
    signs: np.ndarray
    unit: np.ndarray
    shingles: np.ndarray
    own: np.ndarray
    lengths: np.ndarray

    def part(self, i: int) -> slice:
        return slice(int(self.bounds[i]), int(self.bounds[i + 1]))


def corpus(texts: Iterable[tuple[str, str]], agencies: np.ndarray, rules: Settings) -> Corpus:
    """`texts`: each with the name of its agency, which is nobody's own text; `agencies`: the number of each agency.
    Hashes of 32 bits choose what to look at; what is told of a pair in the end is compared sign by sign
    (passages.py)."""
    signs, units, prescribed, sizes, n_units = [], [], [], [0], 0
    for text, name in texts:
        seen = compared(text)
        signs.append(seen.signs)
        units.append(seen.unit + n_units)
        n_units += int(seen.unit[-1]) + 1 if len(seen.unit) else 0
        prescribed.append(_prescribed(seen, name, rules))
        sizes.append(len(seen.signs))
    bounds = np.cumsum(sizes)
    whole = np.concatenate(signs) if signs else np.zeros(0, np.uint16)
    del signs
    shingles = hashed(whole, bounds, rules.passage)
    own = ~(np.concatenate(prescribed) if prescribed else np.zeros(0, bool))
    everyday = _everyday(shingles, bounds, agencies, rules)
    own &= ~covered(_among(shingles, everyday), rules.passage)
    own &= ~_scraps(own, bounds, rules.passage)
    lengths = np.diff(np.concatenate([[0], np.cumsum(own, dtype=np.int64)])[bounds])
    return Corpus(bounds, whole, np.concatenate(units) if units else np.zeros(0, np.int32), shingles, own, lengths)


def _prescribed(seen: Compared, name: str, rules: Settings) -> np.ndarray:
    """The characters of prescribed sentences and of the agency's name."""
    mask, string = np.zeros(len(seen.signs), bool), seen.string
    for match in re.finditer(re.escape(compared(name).string), string) if name else ():
        mask[match.start():match.end()] = True
    for words, pattern in rules.prescribed:
        at = string.find(words)
        while at >= 0:  # only around the words: a long text is not searched for each beginning of a pattern
            end = min(at + len(words) + rules.reach, len(string))
            for match in pattern.finditer(string, max(at - rules.reach, 0), end):
                mask[match.start():match.end()] = True
            at = string.find(words, at + len(words))
    return mask


def hashed(signs: np.ndarray, bounds: np.ndarray, size: int) -> np.ndarray:
    """The hash of the `size` signs from each place on, never 0; 0 where they would leave their section."""
    out = np.zeros(len(signs), np.uint32)
    n = len(signs) - size + 1
    if n <= 0:
        return out
    value = np.zeros(n, np.uint32)
    for at in range(size):
        value *= _ODD
        value += signs[at:at + n]
        value ^= value >> np.uint32(15)
    out[:n] = np.maximum(value, 1)
    tails = (bounds[1:, None] - np.arange(1, size)[None]).ravel()
    starts = np.repeat(bounds[:-1], size - 1)
    out[tails[tails >= starts]] = 0
    return out


def covered(begins: np.ndarray, size: int) -> np.ndarray:
    """Every character of the passages that begin where `begins` is true."""
    steps = np.zeros(len(begins) + size, np.int8)
    at = np.flatnonzero(begins)
    steps[at] += 1
    steps[at + size] -= 1
    return np.cumsum(steps[:len(begins)], dtype=np.int8) > 0


def _everyday(shingles: np.ndarray, bounds: np.ndarray, agencies: np.ndarray, rules: Settings) -> np.ndarray:
    """The passages that very many agencies have."""
    names = np.unique(agencies)
    asked = names[:: max(1, -(-len(names) // int(rules.everyday["asked"])))]
    order = np.argsort(agencies, kind="stable")
    firsts = np.searchsorted(agencies[order], asked)
    lasts = np.searchsorted(agencies[order], asked, side="right")
    found = []
    for first, last in zip(firsts, lasts):
        parts = [shingles[bounds[i]:bounds[i + 1]] for i in order[first:last]]
        found.append(np.unique(np.concatenate(parts)))
    every = np.sort(np.concatenate(found)) if found else np.zeros(0, np.uint32)
    at_least = rules.everyday_from(len(asked))
    if len(every) < at_least:
        return np.zeros(0, np.uint32)
    common = np.unique(every[at_least - 1:][every[at_least - 1:] == every[:len(every) - at_least + 1]])
    return common[common > 0]


def _among(shingles: np.ndarray, few: np.ndarray) -> np.ndarray:
    """Whether each is one of a few sorted ones; most are ruled out by their last bits alone."""
    ends = np.zeros(1 << 22, bool)
    ends[few & np.uint32((1 << 22) - 1)] = True
    found = ends[shingles & np.uint32((1 << 22) - 1)]
    at = np.flatnonzero(found)
    found[at] = few[np.minimum(np.searchsorted(few, shingles[at]), len(few) - 1)] == shingles[at] if len(few) else False
    return found


def _scraps(own: np.ndarray, bounds: np.ndarray, size: int) -> np.ndarray:
    """Runs of own characters that are too short for a passage."""
    steps = np.zeros(len(own) + 1, bool)
    steps[1:-1] = own[1:] != own[:-1]
    steps[bounds] = True
    edges = np.flatnonzero(steps)
    sizes = np.diff(edges)
    return np.repeat(sizes < size, sizes) & own
