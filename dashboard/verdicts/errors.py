"""What can go wrong with a verdict, in words for people.

In:   what was seen.
Out:  Unreachable, Overtaken, Invalid.
Promise: no password stands in any of them.
"""

from dashboard.labels import say


class Unreachable(Exception):
    """The store cannot be opened, read or written; the message says where, what was seen and what to do."""


class Invalid(Exception):
    """What should be written is not a verdict: no name, an unknown mark, a damaged file."""


class Overtaken(Exception):
    """Somebody else judged a subject after the page was drawn: nothing was written. `event` is what stands now; None
    where it was undone."""

    def __init__(self, event):
        self.event = event
        super().__init__(say("verdicts.overtaken", who=event.who, mark=say(f"verdicts.mark.{event.mark}"))
                         if event else say("verdicts.overtaken_undone"))
