"""How far a long job is, for people.

In:   labels, totals and outcomes.
Out:  lines on stderr: a bar on a terminal, a line every few seconds elsewhere.
Promise: a log file stays short; a terminal shows count, rate, time left and the outcomes so far.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_EVERY = 5.0
_WORDS = (("loaded", "完整"), ("incomplete", "不完整"), ("refused", "未读"))


def _counts(outcomes: Counter) -> str:
    return "，".join(f"{word} {outcomes[name]}" for name, word in _WORDS if outcomes[name])


@contextmanager
def stage(label: str, total: int) -> Iterator[Callable[[str], None]]:
    """`with stage(label, total) as step: step(outcome)`; shows nothing where there is nothing to do."""
    from tqdm import tqdm

    outcomes: Counter = Counter()
    is_screen = sys.stderr.isatty()
    began = said = time.monotonic()
    bar = tqdm(total=total, desc=label, unit="份", file=sys.stderr, dynamic_ncols=True,
               disable=not (is_screen and total))

    def line() -> str:
        done = outcomes.total()
        meter = tqdm.format_meter(done, total, time.monotonic() - began, prefix=label, unit="份", ncols=0)
        return f"{meter}  {_counts(outcomes)}".rstrip()

    def step(outcome: str) -> None:
        nonlocal said
        outcomes[outcome] += 1
        bar.set_postfix_str(_counts(outcomes), refresh=False)
        bar.update()
        if not is_screen and time.monotonic() - said > _EVERY:
            said = time.monotonic()
            print(line(), file=sys.stderr, flush=True)

    with bar:
        yield step
    if not is_screen and total > 1:
        print(line(), file=sys.stderr, flush=True)
