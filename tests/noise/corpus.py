"""The noise corpus: every layout family with every kind of noise that can befall it.

In:   a seed, how many documents of each.
Out:  printouts(), Noisy documents in order; `clean` is the same without noise.
Promise: the same seed gives the same documents; each has the noise of one kind, drawn for it alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from loaders.demo.chance import Chance
from loaders.demo.filing import Filing
from loaders.demo.layout import Layout, layouts
from loaders.demo.names import words
from loaders.demo.province import province
from loaders.demo.sheet import sheet
from loaders.demo.writers import write
from tests.noise.kinds import NOISES, Printout

CLEAN = "clean"


@dataclass(frozen=True, slots=True)
class Noisy:
    """A document, its bytes, its kind of noise and what it prints."""

    name: str
    layout: str
    format: str
    noise: str
    data: bytes
    truth: dict


@lru_cache(maxsize=1)
def filings() -> tuple[Filing, ...]:
    """Reports of a small province without planted faults, every edition and many manners of filling in."""
    return tuple(f for f in province(24, range(2019, 2025), seed=77).filings if not f.faults)


def printout(filing: Filing, layout: Layout) -> Printout:
    """The report in that layout, as yet without noise."""
    return Printout(sheet(filing, layout), {(f.table, f.item, f.column): (f.state, f.value) for f in filing.figures()})


def spoilt(filing: Filing, layout: Layout, noise: str, chance: Chance) -> Printout:
    """The report with noise of one kind."""
    if noise == CLEAN:
        return printout(filing, layout)
    if noise == "row_groups":
        layout = replace(layout, cut="groups", cut_label="first")
    return NOISES[noise][0](printout(filing, layout), chance)


def printouts(n_each: int, n_clean: int | None = None, seed: int = 1) -> Iterator[Noisy]:
    """`n_each` documents of every layout and noise, `n_clean` (or as many) of every layout without."""
    pool, suffixes = filings(), words("layouts")["file"]["suffixes"]
    for layout in layouts():
        kinds = [CLEAN, *(name for name, (_, formats) in NOISES.items() if layout.format in formats)]
        for noise in kinds:
            for n in range(n_clean if noise == CLEAN and n_clean is not None else n_each):
                chance = Chance.of(seed, layout.id, noise, n)
                out = spoilt(chance.one(pool), layout, noise, chance)
                name = f"{layout.id}-{noise}-{n}.{suffixes[layout.format]}"
                yield Noisy(name, layout.id, layout.format, noise, write(out.sheet), out.truth)
