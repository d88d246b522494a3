"""What came of one kind of planted fault."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One kind of fault: how many were planted, how many of these were found, how many findings are new and how many of
    these are of a fault. recall = n_found / n_planted, precision = n_right / n_told. Where `told` is untested, n_told
    counts the reports that newly say that identities went untested. `tier`: the class of finding that must catch it.
    n_single: faults of one cell that were found; n_offered, n_first: of these, where every finding that names the cell
    offers its true number, and offers it first."""

    kind: str
    label: str
    told: str
    tier: str
    n_planted: int
    n_found: int
    n_told: int
    n_right: int
    n_single: int = 0
    n_offered: int = 0
    n_first: int = 0
