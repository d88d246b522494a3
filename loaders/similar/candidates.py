"""Which sections may share text: found by MinHash of their sentences, without holding each against each.

In:   a Corpus; similar.toml.
Out:  candidates(): pairs of sections.
Promise: time grows with the number of sentences, also where a thousand sections are alike: in a crowd each sentence is
paired with its neighbours only. A pair is a guess; passages.py decides.

The signatures come from rensa (MIT, Rust): a million shingles took 0.02 s of processor for 64 values each. Its index is
not used: it gives no bound on a crowd.
"""

import numpy as np
from rensa import RMinHash

from loaders.similar.corpus import Corpus, hashed
from loaders.similar.settings import Settings

_CHUNK = 50_000  # sentences whose signatures are held as Python numbers at a time
_MIX = np.uint64(0x9E3779B97F4A7C15)


def candidates(whole: Corpus, rules: Settings) -> np.ndarray:
    """Pairs (i < j) of sections, one row each, in order. Sections must come in the order in which neighbours count.

    A pair is dropped when the alike sentences are too small a part of both to reach the stored share."""
    section, sizes, keys = _signed(whole, rules)
    n, found = len(section), []
    for band in range(keys.shape[1]):
        order = np.argsort(keys[:, band], kind="stable")
        key = keys[order, band]
        # Neighbours are counted among the sections of a crowd: one that says a sentence twice counts once.
        first = np.ones(n, bool)
        first[1:] = (key[1:] != key[:-1]) | (section[order[1:]] != section[order[:-1]])
        key, at = key[first], order[first]
        for step in range(1, rules.signature["neighbours"] + 1):
            same = key[step:] == key[:-step]
            found.append(at[:-step][same] * n + at[step:][same])
    alike = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    del found, keys
    one, other = alike // max(n, 1), alike % max(n, 1)
    pair = section[one] * len(whole.lengths) + section[other]
    pairs, of = np.unique(pair, return_inverse=True)
    i, j = pairs // max(len(whole.lengths), 1), pairs % max(len(whole.lengths), 1)
    enough = rules.signature["enough"]
    is_enough = (np.bincount(of, sizes[one], len(pairs)) >= enough * whole.lengths[i]) | (
        np.bincount(of, sizes[other], len(pairs)) >= enough * whole.lengths[j])
    return np.stack([i, j], axis=1)[is_enough]


def _signed(whole: Corpus, rules: Settings) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of every sentence that has enough shingles of its own: its section, its shingles, its bands as 64-bit keys."""
    rule = rules.signature
    size, n_values = rule["shingle"], rule["bands"] * rule["rows"]
    tokens = hashed(whole.signs, whole.bounds, size)
    room = np.cumsum(whole.own, dtype=np.int64)
    is_own = np.zeros(len(tokens), bool)
    n = len(tokens) - size + 1
    if n > 0:
        is_own[:n] = (room[size - 1:] - room[:n] + whole.own[:n] == size) & (whole.unit[size - 1:] == whole.unit[:n])
    at = np.flatnonzero(is_own & (tokens > 0))
    unit = whole.unit[at]
    starts = np.flatnonzero(np.diff(unit, prepend=-1))
    sizes = np.diff(np.append(starts, len(at)))
    kept = np.flatnonzero(sizes >= rule["fewest"])
    section = np.searchsorted(whole.bounds, at[starts[kept]], side="right") - 1
    keys = np.zeros((len(kept), rule["bands"]), np.uint64)
    for first in range(0, len(kept), _CHUNK):
        chosen = kept[first:first + _CHUNK]
        rows = np.repeat(starts[chosen] - np.concatenate([[0], np.cumsum(sizes[chosen])[:-1]]), sizes[chosen])
        flat = tokens[at[rows + np.arange(len(rows))]].astype(np.uint64)
        offsets = np.concatenate([[0], np.cumsum(sizes[chosen])]).astype(np.uint64)
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, num_perm=n_values, seed=rule["seed"])
        values = np.array(matrix.to_rows(), np.uint64).reshape(len(chosen), rule["bands"], rule["rows"])
        for row in range(rule["rows"]):
            keys[first:first + len(chosen)] = (keys[first:first + len(chosen)] ^ values[:, :, row]) * _MIX
            keys[first:first + len(chosen)] ^= keys[first:first + len(chosen)] >> np.uint64(29)
    return section, sizes[kept], keys
