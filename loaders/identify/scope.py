"""Whether a report counts its agency alone or gathers those of others.

In:   the prose lines of a report.
Out:  scope(): own | aggregate | unknown, with the words that say so.
Promise: only words decide (phrases.toml), never the size of numbers; where they contradict each other it is unknown.
"""

from collections.abc import Iterable

from loaders.form.phrases import pattern, words


def scope(text: str) -> tuple[str, str]:
    """The scope that `text` (tight prose, no table cells) claims, and the words; "unknown", "" when it claims none."""
    said = words()["scope"]
    if quote := _first(said["gathered"], text):
        return "aggregate", quote
    aggregate = _first(said["aggregate"], text)
    own = _first(said["own"], pattern(said["own_not"]).sub("", text))
    if aggregate and not own:
        return "aggregate", aggregate
    return ("own", own) if own and not aggregate else ("unknown", "")


def _first(patterns: Iterable[str], text: str) -> str:
    """The earliest words that any of the patterns finds; "" when none does."""
    found = [match for expression in patterns if (match := pattern(expression).search(text))]
    return min(found, key=lambda match: match.start())[0] if found else ""
