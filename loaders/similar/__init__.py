"""Copied text: parts 一, 五 and 六 of each report held against the agency's own last year and all other agencies.

In:   sections and reports (tables of loaders/tables.py), similar.toml.
Out:  chosen(), the parts to compare; compare() -> the table `similarities`; fingerprint() of all that it depends on;
own_lengths().
Promise: prescribed and everyday sentences count for nothing; a share is exact, told by the passages themselves. MinHash
only chooses which agencies to look at, so that time grows with the number of sections. The numbers in a copied text may
have changed: a passage is the same with other numbers, and how many changed is told beside. A report is never said to
copy a later year's.
"""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pyarrow as pa

from loaders.similar.candidates import candidates
from loaders.similar.corpus import corpus
from loaders.similar.pairs import Pairs
from loaders.similar.rows import Section, Writer, chosen
from loaders.similar.settings import settings
from loaders.tables import TABLES

__all__ = ["Section", "chosen", "compare", "fingerprint", "own_lengths", "silent"]
Stage = Callable[[int], AbstractContextManager[Callable[[str], None]]]


def silent(total: int) -> AbstractContextManager[Callable[[str], None]]:
    """A Stage that tells nobody."""
    return nullcontext(lambda outcome: None)


def compare(parts: list[Section], stage: Stage = silent) -> pa.Table:
    """One row a part of a report and another one that shares text with it: the agency's own report of the last year
    there is, and the most similar reports of other agencies, of the same year or before. `stage(total)` is told
    "compared" for each part."""
    rules = settings()
    names: dict[str, int] = {}
    agencies = np.array([names.setdefault(p.agency_id, len(names)) for p in parts], np.int32)
    found: list[pa.Table] = []
    rows: list[dict] = []
    with stage(len(parts)) as step:
        whole = corpus(((p.text, p.name) for p in parts), agencies, rules)
        pairs, writer = Pairs(whole, parts, rules), Writer(whole, parts, rules)
        near = pairs.grouped(candidates(whole, rules))
        for i in range(len(parts)):
            rows += (row for pair in pairs.found(i, near) if (row := writer.row(*pair)))
            if len(rows) >= 1000 or i + 1 == len(parts):
                found.append(pa.Table.from_pylist(rows, schema=TABLES["similarities"].schema))
                rows = []
            step("compared")
    return pa.concat_tables(found) if found else TABLES["similarities"].schema.empty_table()


def own_lengths(parts: list[Section]) -> np.ndarray:
    """Characters of each part that are its own: without prescribed and everyday passages."""
    names: dict[str, int] = {}
    agencies = np.array([names.setdefault(p.agency_id, len(names)) for p in parts], np.int32)
    return corpus(((p.text, p.name) for p in parts), agencies, settings()).lengths


def fingerprint(parts: list[Section]) -> str:
    """Changes with the texts, whose they are, and the rules and programs that compare them."""
    digest = hashlib.sha256(version("rensa").encode())
    for file in sorted(Path(__file__).parent.glob("*.*")):
        digest.update(file.name.encode() + file.read_bytes())
    for part in parts:
        digest.update(repr(part).encode())
    return digest.hexdigest()
