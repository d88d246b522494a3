"""The identities of the form, used to prove a reading.

In:   form/checks.toml (its sums that must be equal), an edition; the values of one table by (item, column).
Out:  sums(): each identity as the addresses of its parts and of its total; broken(): those a set of values does not
      keep.
Promise: no identity is written here. An identity with an operand that is no number is untested, neither kept nor
broken.
"""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from loaders.form import FOLDER, edition

Place = tuple[str, str]  # (item, column)


class Sum(NamedTuple):
    """left and right add up to the same."""

    left: tuple[Place, ...]
    right: tuple[Place, ...]


@lru_cache(maxsize=1)
def _equalities() -> tuple[dict, ...]:
    checks = tomllib.loads((FOLDER / "checks.toml").read_text("utf-8"))["check"]
    return tuple(c for c in checks if c.get("shape") == "sum" and c.get("relation") == "=" and c.get("severity") == "E")


@lru_cache(maxsize=64)
def sums(edition_id: str, table_id: str, items: frozenset[str]) -> tuple[Sum, ...]:
    """The identities of a table over the items that are printed; an item printed in parts counts by its parts."""
    table = next(t for t in edition(edition_id).tables if t.id == table_id)
    columns = [c for block in table.blocks for c in block.columns]
    parts = {row.id: row.instead_of for block in table.blocks for row in block.rows if row.instead_of}

    def spread(names: list[str]) -> list[str]:
        return [i for n in names for i in (parts[n] if n not in items and n in parts else (n,))]

    found = []
    for check in _equalities():
        if check["table"] != table_id:
            continue
        if check["along"] == "items":
            left, right = spread(check["left"]), spread(check["right"])
            if items.issuperset(left + right):
                found += [Sum(tuple((i, c) for i in left), tuple((i, c) for i in right))
                          for c in dict.fromkeys(c.id for c in columns)]
        else:
            over = dict.fromkeys(c.item for c in columns) if table.layout == "strip" else items
            found += [Sum(tuple((i, c) for c in check["left"]), tuple((i, c) for c in check["right"]))
                      for i in over if i in items]
    return tuple(found)


def broken(identities: tuple[Sum, ...], values: Mapping[Place, Decimal | None]) -> list[Sum]:
    """The identities whose operands are all numbers and whose sides differ."""
    found = []
    for identity in identities:
        left, right = [values.get(p) for p in identity.left], [values.get(p) for p in identity.right]
        if None not in left and None not in right and sum(left) != sum(right):
            found.append(identity)
    return found


def n_tested(identities: tuple[Sum, ...], values: Mapping[Place, Decimal | None]) -> int:
    """How many identities have numbers for all their operands, one of them not 0: a sum of noughts proves nothing."""
    operands = [[values.get(p) for p in i.left + i.right] for i in identities]
    return sum(None not in row and any(row) for row in operands)
