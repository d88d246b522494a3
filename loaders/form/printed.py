"""Which lines of a flattened document are cells of the statutory tables, not prose.

In:   the labels of every edition; a line.
Out:  is_cell, the line is a label of the form or holds nothing but a number or a dash; is_label, a label.
Promise: the same for every edition; a heading of a section is not a cell.
"""

import re
from functools import lru_cache

from loaders.form import editions
from loaders.form.labels import bare, normalise, variants

LONGEST = 160
_VALUE = re.compile(r"[+\-]?[\d,.]*(?:万?元|件|个|项|条|篇|人次|人|次)?|[/\\\-—–]+|[无空]")


@lru_cache(maxsize=1)
def labels() -> frozenset[str]:
    """The bare form of every label, caption, head and corner of every edition, with the variants of labels.toml."""
    found = set()
    for edition in editions():
        for table in edition.tables:
            found |= {table.corner, table.unit_head}
            for block in table.blocks:
                found.add(block.caption or "")
                for part in (*block.rows, *block.columns):
                    found.update(part.path)
    found = {bare(label) for label in found if label}
    return frozenset(found.union(*(variants().get(label, ()) for label in found)))


def is_label(text: str) -> bool:
    """Whether a line reads as a label of the form."""
    return bare(text) in labels()


def is_cell(text: str) -> bool:
    """Whether a line reads as a cell of the form: a label, a number, a dash, or nothing."""
    return len(text) <= LONGEST and (bool(_VALUE.fullmatch(normalise(text))) or is_label(text))
