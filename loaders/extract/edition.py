"""Which edition of the form a document prints.

In:   the located tables.
Out:  the Edition, or None when no statutory table was found.
Promise: labels decide, never the year: first which tables there are, then the labels that only one edition prints in
its heads, then all labels that set the editions apart. An edition without tables is never told here.
"""

from collections.abc import Mapping
from functools import lru_cache

from loaders.form import Edition, editions
from loaders.form.labels import bare
from loaders.locate import Located
from loaders.locate.vocabulary import readings


@lru_cache(maxsize=1)
def _marks() -> tuple[tuple[Edition, frozenset[str], frozenset[str]], ...]:
    """(edition, its telling heads, its labels that no other edition prints)."""
    labels = {e.id: frozenset(text for label in _labels(e) for text in readings(label)) for e in editions()}
    return tuple(
        (e, frozenset(map(bare, e.recognise)),
         labels[e.id].difference(*(own for other, own in labels.items() if other != e.id)))
        for e in editions()
    )


def _labels(edition: Edition) -> set[str]:
    found = set()
    for table in edition.tables:
        for block in table.blocks:
            found |= {block.caption} if block.caption else set()
            found |= {label for line in (*block.columns, *block.rows) for label in line.path}
    return found


def recognise(located: Mapping[str, Located]) -> Edition | None:
    """The edition whose own labels the tables print; of equals the newest, whose rows the older one has too."""
    if not located:
        return None
    printed = {spot.bare for table in located.values() for row in table.rows for spot in row.distinct()}

    def fit(mark: tuple[Edition, frozenset[str], frozenset[str]]) -> tuple[int, int, int]:
        # A report of later years may print a local list of the older kind beside the three tables of its own form.
        edition, heads, labels = mark
        n_tables = sum(table.id in located for table in edition.tables)
        return n_tables, 4 * len(heads & printed) + len(labels & printed), edition.first_year

    return max(_marks(), key=fit)[0]
