"""What a reader made of a printout, cell by cell.

In:   the figures read, by address; the truth.
Out:  score(): address -> verdict.
Promise: every address of the truth and every figure read is judged once. `wrong`: the reader states something the
document does not print, and marks no doubt. `missing`: no figure for a cell that is printed. An illegible cell left
out or not read as a number is `doubtful`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from loaders.report import DOUBTFUL, NUMBER, TEXT

VERDICTS = ("right", "doubtful", "missing", "wrong")
Cell = tuple[str, Decimal | None]  # state, value


@dataclass(frozen=True, slots=True)
class Illegible:
    """A cell that nobody can be sure of; `true`: what stood there before the noise."""

    true: Cell


Truth = Mapping[tuple[str, str, str], Cell | Illegible]


def score(read: Mapping[tuple[str, str, str], Cell], truth: Truth) -> dict[tuple[str, str, str], str]:
    """The verdict on each address."""
    found = {key: _verdict(read.get(key), cell) for key, cell in truth.items()}
    return found | {key: "doubtful" if cell[0] == DOUBTFUL else "wrong" for key, cell in read.items()
                    if key not in truth}


def _verdict(read: Cell | None, cell: Cell | Illegible) -> str:
    if isinstance(cell, Illegible):
        if read is None or read[0] in (DOUBTFUL, TEXT):
            return "doubtful"
        return "right" if read == cell.true and read[0] == NUMBER else "wrong"
    if read is None:
        return "missing"
    if read[0] == DOUBTFUL:
        return "doubtful"
    return "right" if read == cell else "wrong"
