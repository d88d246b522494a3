"""The fuzz corpus: files made by code, each named by its fault.

In:   nothing.
Out:  hostile(): Fault by Fault the bytes, the name, and what may become of it.
Promise: bytes are made only when asked for, one file at a time; none needs the network or another program.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

READ = "read"
# The worker may die of it, alone and within its limits: pdfium goes through forms inside forms by itself.
DEADLY = ("timeout", "crashed", "too_large", "too_slow", "empty", "scan")


@dataclass(frozen=True, slots=True)
class Fault:
    """`allowed`: kinds of refusal, READ where reading it is right, too; empty: any refusal, or reading, will do."""

    name: str
    make: Callable[[], bytes]
    allowed: frozenset[str] = frozenset()


def fault(name: str, make: Callable[[], bytes] | bytes, *allowed: str) -> Fault:
    return Fault(name, make if callable(make) else lambda: make, frozenset(allowed))


def hostile() -> Iterator[Fault]:
    """Every fault of the corpus."""
    from tests.fuzz import bombs, broken, endless

    yield from broken.faults()
    yield from bombs.faults()
    yield from endless.faults()
