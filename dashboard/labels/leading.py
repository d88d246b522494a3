"""Who has most, in words: one name, two, or one and how many more.

In:   counts, and how each is called.
Out:  leading(counts, called).
Promise: who shares the largest count is not left out: 14 and 14 are “甲和乙…各 14”, never “甲最多”.
"""

from collections.abc import Callable, Mapping

from dashboard.labels import say
from dashboard.labels.numbers import full


def leading(counts: Mapping[str, float | None], called: Callable[[str], str]) -> tuple[str, str] | None:
    """The names of those with the largest count, in the order given, and that count; None where all are 0 or none."""
    known = {key: n for key, n in counts.items() if n}
    if not known:
        return None
    largest = max(known.values())
    first, *more = [key for key, n in known.items() if n == largest]
    if not more:
        return called(first), full(largest)
    names = say("numbers.tied.two", first=called(first), second=called(more[0])) if len(more) == 1 else \
        say("numbers.tied.many", first=called(first), n=full(len(more) + 1))
    return names, say("numbers.tied.each", n=full(largest))
