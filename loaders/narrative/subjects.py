"""Of whom a sentence speaks: the agency itself, a whole place, another agency.

In:   a sentence, tight, up to the words that state a number; the sentence before it.
Out:  whose(): (own | wider | behalf | named | None, the words).
Promise: words decide ([whose] of phrases.toml); the last ones before the number count. None: the sentence does not say.
"""

from loaders.form.phrases import pattern, words


def whose(before: str, previous: str = "") -> tuple[str | None, str]:
    """`before`: the sentence up to the number's own words. Where it names nobody, a place that the sentence before
    spoke of (全市…。共受理…) is still meant."""
    said = words()["whose"]
    if match := pattern(said["on_behalf"]).search(before):
        return "behalf", match[0]
    bare = pattern(said["between"]).sub("", before)
    spots = [(kind, *spot) for kind in ("own", "wider") if (spot := _last(said[kind], bare))]
    last = max(spots, key=lambda spot: spot[2], default=None)
    named = pattern(said["named"]).search(bare)
    if named and not (last and last[2] >= len(bare)):
        return "named", named["name"] or named["unparted"]
    if last:
        return last[0], last[1]
    if previous and (place := _last(said["wider"], previous)) and not _last(said["own"], previous):
        return "wider", place[0]
    return None, ""


def _last(expression: str, text: str) -> tuple[str, int] | None:
    """(the last words that match, where they end)."""
    found = None
    for match in pattern(expression).finditer(text):
        found = match[0], match.end()
    return found
