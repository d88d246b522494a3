"""The wide SELECTs: one over all reports that counts and marks, one over the marked reports that tells what.

In:   identities (loaders.checks.specs); a relation `scanned` with `position`, `form` and the columns of `figures`.
Out:  SQL text. Identifiers are the form's addresses and numbers made here; nothing comes from a document.
Promise: an identity with an unread operand is NULL, hence untested, never broken; a sum never overflows.

`form` is a small number for the edition(s) of the report(s): see `form_number`.
"""

from collections.abc import Sequence
from functools import cache

from loaders.checks.printed import IN_PARTS, PRINTED, REPLACED, Condition, parts, row_names
from loaders.checks.specs import Identity
from loaders.form import editions


def form_number(now: str, last: str | None = None) -> int:
    """A number for an edition, or for a pair of them."""
    order = [None, *(e.id for e in editions())]
    return order.index(now) + len(order) * order.index(last)


def _sum(identity: Identity, side: str) -> str:
    # Sums of whole numbers of 32 bits are exact in doubles, which are added without overflow tests, hence faster.
    cast = "" if any(o.address.kind == "money" for o in identity.operands) else "::DOUBLE"
    terms = [f"{'-' if o.sign < 0 else '+'} {o.name}{cast}" for o in identity.operands if o.side == side]
    return " ".join(["0", *terms]) if not terms or terms[0].startswith("-") else " ".join(terms).removeprefix("+ ")


@cache
def in_place_of(table_id: str, item: str) -> tuple[str, ...]:
    """The items that an edition may print as this one row."""
    return next((p[item] for p in (parts(e, table_id) for e in editions()) if item in p), ())


def _is_printed(table_id: str, item: str) -> str:
    return f"coalesce({', '.join(row_names(table_id, item))}) IS NOT NULL"


def _condition(condition: Condition) -> str:
    kind, table_id, item = condition
    if kind == PRINTED:
        return _is_printed(table_id, item)
    in_parts = " OR ".join(_is_printed(table_id, part) for part in in_place_of(table_id, item))
    replaced = f"({_is_printed(table_id, item)} AND NOT ({in_parts}))"
    return {REPLACED: replaced, IN_PARTS: f"NOT {replaced}"}[kind]


def applies(identity: Identity) -> str:
    """Whether an identity applies: the edition prints the cells, and the report prints the optional rows."""
    forms = ", ".join(str(n) for n in sorted(form_number(*form) for form in identity.forms))
    return " AND ".join([f"form IN ({forms})", *map(_condition, sorted(identity.conditions))])


def _grouped(identities: Sequence[Identity]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for number, identity in enumerate(identities):
        groups.setdefault(applies(identity), []).append(number)
    return groups


def count_query(identities: Sequence[Identity]) -> str:
    """One row a report: position, n_identities, n_untested, is_broken.

    Identities that apply together form a group: c, whether it applies; a, whether all of it holds (h: one of it).
    Only where a group does not hold throughout are its members looked at one by one.
    """
    groups = _grouped(identities)
    holds = [f"({_sum(i, 'left')}) {i.relation} ({_sum(i, 'right')}) AS h{n}" for n, i in enumerate(identities)]
    conditions = [f"coalesce({sql}, false) AS c{n}" for n, sql in enumerate(groups)]
    all_hold = [f"{' AND '.join(f'h{i}' for i in numbers)} AS a{n}" for n, numbers in enumerate(groups.values())]
    counted, untested = [], []
    for n, numbers in enumerate(groups.values()):
        nulls = " + ".join(f"(h{i} IS NULL)::INTEGER" for i in numbers)
        counted.append(f"CASE WHEN c{n} THEN {len(numbers)} ELSE 0 END")
        untested.append(f"CASE WHEN c{n} AND a{n} IS NOT TRUE THEN {nulls} ELSE 0 END")
    broken = " OR ".join(f"(c{n} AND a{n} IS NOT NULL AND NOT a{n})" for n in range(len(groups)))
    return (f"SELECT position, {' + '.join(counted)} AS n_identities, {' + '.join(untested)} AS n_untested, "
            f"coalesce({broken}, false) AS is_broken FROM (SELECT *, {', '.join(all_hold)} "
            f"FROM (SELECT position, {', '.join(conditions)}, {', '.join(holds)} FROM scanned))")


def broken_query(identities: Sequence[Identity]) -> str:
    """One row a marked report, by position: b<n>, whether it breaks identity number n."""
    flags = [f"coalesce({applies(i)} AND NOT (({_sum(i, 'left')}) {i.relation} ({_sum(i, 'right')})), false) AS b{n}"
             for n, i in enumerate(identities)]
    return f"SELECT {', '.join(flags)} FROM scanned ORDER BY position"
