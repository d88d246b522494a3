"""Memory that was used and is free goes back to the system, so that the steps of a derivation do not add up.

In:   nothing.
Out:  give_back().
Promise: changes no result. Arrow and the C library keep what was freed for themselves, and a country is derived in
fifty steps.
"""

import ctypes
from contextlib import suppress

import pyarrow as pa


def give_back() -> None:
    """A few milliseconds; after a step that held much."""
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # only the C library of GNU has it
        ctypes.CDLL(None).malloc_trim(0)
