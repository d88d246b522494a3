"""Every label of every edition, and what it can be a label of.

In:   loaders/form.
Out:  roles(text), the roles a printed text can play; table_of(text), the one table it tells of, if it tells of one.
Promise: built from the form alone; a new edition file is known here without a change.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from loaders.form import editions
from loaders.form.labels import bare, variants

_NONE: frozenset[str] = frozenset()
_LIST_NUMBER = 4  # characters: (十一), 12.


class Role(NamedTuple):
    """One part a label plays: title | caption | corner | column | row | group of a table."""

    table: str
    part: str


def readings(label: str) -> frozenset[str]:
    """The bare texts that read as a label of the form: its own wording and its variants."""
    return variants().get(bare(label), frozenset({bare(label)}))


@lru_cache(maxsize=1)
def _roles() -> dict[str, frozenset[Role]]:
    found: dict[str, set[Role]] = {}

    def add(label: str, table: str, part: str) -> None:
        for text in readings(label):
            found.setdefault(text, set()).add(Role(table, part))

    for edition in editions():
        headings = {section.number: section.headings for section in edition.sections}
        for table in edition.tables:
            for label in (table.label, *headings.get(table.section, ())):
                add(label, table.id, "title")
            if table.corner:
                add(table.corner, table.id, "corner")
            for block in table.blocks:
                if block.caption:
                    add(block.caption, table.id, "caption")
                for column in block.columns:
                    for label in column.path:
                        add(label, table.id, "column")
                for row in block.rows:
                    for label in row.path[:-1]:
                        add(label, table.id, "group")
                    add(row.path[-1], table.id, "row")
    return {text: frozenset(parts) for text, parts in found.items()}


@lru_cache(maxsize=1)
def _tables() -> dict[str, str]:
    told = {text: {role.table for role in roles} for text, roles in _roles().items()}
    return {text: next(iter(of)) for text, of in told.items() if len(of) == 1}


@lru_cache(maxsize=1)
def _other_headings() -> frozenset[str]:
    """Headings of the parts of a report that hold no table: they end whatever table stands before them. A text that
    is also a label inside a table (依申请公开情况) ends none."""
    return frozenset(
        text for e in editions() for s in e.sections for h in s.headings for text in readings(h)
    ) - frozenset(_roles())


def is_whole(tables: Collection[str]) -> bool:
    """Whether these are all the tables of some edition."""
    return any(edition.tables and {table.id for table in edition.tables} <= set(tables) for edition in editions())


@lru_cache(maxsize=1)
def _parts() -> dict[tuple[str, str], frozenset[str]]:
    tables = {role.table for roles in _roles().values() for role in roles}
    return {(text, table): frozenset(role.part for role in roles if role.table == table)
            for text, roles in _roles().items() for table in tables}


def parts(text: str, table: str) -> frozenset[str]:
    """The parts a bare text plays in one table."""
    return _parts().get((text, table), _NONE)


@lru_cache(maxsize=1)
def _repeated() -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for edition in editions():
        for table in edition.tables:
            leaves = [row.path[-1] for block in table.blocks for row in block.rows]
            found |= {(text, table.id) for leaf in leaves if leaves.count(leaf) > 1 for text in readings(leaf)}
    return frozenset(found)


def is_repeated(text: str, table: str) -> bool:
    """Whether a bare text labels several rows of one table, as 小计 does."""
    return (text, table) in _repeated()


def table_of(text: str) -> str | None:
    """The table a bare text tells of; None when it is no label, or one of several tables (其他, 总计)."""
    return _tables().get(text)


def is_known(text: str) -> bool:
    """Whether a bare text is a label of any edition."""
    return text in _roles()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(text[:n] for text in _roles() for n in range(1, len(text) + 1))


def may_begin(text: str) -> bool:
    """Whether a label of any edition begins with a bare text; a list number may begin any."""
    return is_beginning(text) or len(text) <= _LIST_NUMBER


def is_beginning(text: str) -> bool:
    """Whether a bare text is the beginning of a label of any edition."""
    return text in _beginnings()


@lru_cache(maxsize=4096)
def is_part(text: str) -> bool:
    """Whether a bare text is a stretch of a label of any edition: what a line or page break leaves of it."""
    return any(text in label for label in _roles())


def titles(table: str) -> frozenset[str]:
    """The bare texts that stand above one table."""
    return frozenset(text for text, roles in _roles().items() if Role(table, "title") in roles)


def is_title(text: str) -> bool:
    return any(role.part == "title" for role in _roles().get(text, ()))


def is_other_heading(text: str) -> bool:
    """Whether a bare text is the heading of a part without a table."""
    return text in _other_headings()
