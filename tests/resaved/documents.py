"""Whole documents in each way of saving, with their truth.

In:   how many of each, a seed.
Out:  WAYS; saved(), (name, bytes, truth).
"""

import csv
import io
from collections.abc import Callable, Iterator
from functools import lru_cache

from loaders.demo.chance import Chance
from loaders.demo.filing import Filing
from loaders.demo.layout import layouts
from loaders.demo.printed import PrintedTable
from loaders.demo.province import province
from loaders.demo.sheet import Heading, Sheet, sheet
from tests.resaved import markdown, office, typeset
from tests.resaved.places import ALL, FIRST, places

PLAIN = "html_plain"


def _parts(whole: Sheet) -> list[str | PrintedTable]:
    return ["".join(whole.title), *(p if isinstance(p, PrintedTable) else p.number + p.text if isinstance(p, Heading)
                                    else p.text for p in whole.parts)]


def _markdown(table: Callable[[PrintedTable], list[str]]) -> Callable[[Sheet], str]:
    def write(whole: Sheet) -> str:
        title, *parts = _parts(whole)
        lines = [f"# {title}"]
        for part in parts:
            lines += ["", *([part] if isinstance(part, str) else table(part)), ""]
        return "\n".join(lines)

    return write


def _text(table: Callable[[PrintedTable], list[str]]) -> Callable[[Sheet], str]:
    return lambda whole: "\n".join(line for part in _parts(whole)
                                   for line in ([part] if isinstance(part, str) else ["", *table(part), ""]))


def _page(cell: Callable[[str], str]) -> Callable[[Sheet], str]:
    return lambda whole: office.page(_parts(whole), cell)


def _dump(delimiter: str, merged: str) -> Callable[[Sheet], str]:
    def write(whole: Sheet) -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter)
        for part in _parts(whole):
            writer.writerows(places(part, merged) if isinstance(part, PrintedTable) else [[part]])
        return out.getvalue()

    return write


WAYS: dict[str, tuple[str, Callable[[Sheet], str]]] = {
    **{f"markdown_{name}": ("md", _markdown(table)) for name, table in markdown.TABLES.items()},
    **{f"text_{name}": ("txt", _text(table)) for name, table in typeset.TABLES.items()},
    **{f"html_{name}": ("html", _page(cell)) for name, cell in office.CELLS.items()},
    "csv": ("csv", _dump(",", FIRST)), "csv_repeated": ("csv", _dump(",", ALL)), "tsv": ("txt", _dump("\t", FIRST)),
}


@lru_cache(maxsize=1)
def filings() -> tuple[Filing, ...]:
    """Reports with tables, those with planted faults among them: a sum that fails must not hide a wrong reading."""
    return tuple(f for f in province(30, range(2019, 2025), seed=91).filings if f.told)


def saved(way: str, n: int, seed: int = 1) -> Iterator[tuple[str, bytes, dict]]:
    """n documents saved that way."""
    suffix, write = WAYS[way]
    layout = next(x for x in layouts() if x.id == PLAIN)
    for i in range(n):
        filing = Chance.of("resaved", seed, way, i).one(filings())
        truth = {(f.table, f.item, f.column): (f.state, f.value) for f in filing.figures()}
        yield f"{way}-{i}.{suffix}", write(sheet(filing, layout)).encode(), truth
