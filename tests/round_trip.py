"""Read back against the truth of the demonstration corpus, cell by cell.

In:   a Report and its entry of truth.json.
Out:  Comparison: which cells came back right, doubtful, or wrong.
Promise: a cell is right only when its state and value are those printed; a cell the truth does not
have, or that was lost, is wrong, not overlooked.
"""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from loaders.report import DOUBTFUL, Report


@dataclass
class Comparison:
    """The cells of one document. `wrong` maps an address to (what the truth says, what was read)."""

    right: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    wrong: dict[str, tuple] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        return {"right": len(self.right), "doubtful": len(self.doubtful), "wrong": len(self.wrong)}


def truth(folder: Path) -> list[dict]:
    """The entries of truth.json that stand for readable documents."""
    return [entry for entry in whole_truth(folder)["documents"] if entry.get("figures")]


def whole_truth(folder: Path) -> dict:
    """truth.json of a rendered corpus: documents and faults, as loaders/demo/truth.py describes them."""
    return json.loads((folder / "truth.json").read_text("utf-8"))


def printed(cell) -> tuple[str, Decimal | None]:
    """(state, value) of a truth cell: {"state": …, "value": …}."""
    value = cell.get("value")
    return cell["state"], None if value is None else Decimal(str(value))


def compare(report: Report, entry: dict) -> Comparison:
    """Every address of the truth and every figure read, each once."""
    result = Comparison()
    read = {f"{f.table}/{f.item}/{f.column}": f for f in report.figures}
    for address, cell in entry["figures"].items():
        expected, figure = printed(cell), read.pop(address, None)
        if figure is not None and figure.state == DOUBTFUL:
            result.doubtful.append(address)
        elif figure is not None and (figure.state, figure.value) == expected:
            result.right.append(address)
        else:
            result.wrong[address] = (expected, figure and (figure.state, figure.value, figure.raw))
    result.wrong |= {address: (None, (f.state, f.value, f.raw)) for address, f in read.items()}
    return result
