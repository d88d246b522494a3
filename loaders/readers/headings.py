"""The report's own section headings.

In:   loaders/form.
Out:  is_heading().
Promise: the words are those of the form files; a new edition brings its headings with it.
"""

from functools import lru_cache

from loaders.form import editions
from loaders.form.labels import bare, variants


@lru_cache(maxsize=1)
def _headings() -> frozenset[str]:
    labels = {bare(h) for edition in editions() for section in edition.sections for h in section.headings}
    return frozenset(v for label in labels for v in variants().get(label, {label}))


def is_heading(text: str) -> bool:
    """Whether a line is one of the report's section headings, in any edition."""
    return len(text) < 40 and bare(text) in _headings()
