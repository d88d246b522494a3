"""Row labels that fit two rows of the form.

In:   the printed labels, the form's places, which label claims which place.
Out:  contended(), the labels that would fit another place, still free between their neighbours, just as well.
Promise: a label that is whole and stands once in the form is never contended, unless it is short and begins a longer
one that is not found, with no group to tell.
"""

from collections.abc import Sequence

from loaders.extract.align import Place, fitness

_AS_WELL = 0.1  # 8.属于行政, torn, begins two labels of one group, and neither is found elsewhere


def contended(printed: Sequence[tuple[str, str | None]], wanted: Sequence[Place],
              claims: Sequence[int | None]) -> set[int]:
    """The numbers of those labels."""
    found: set[int] = set()
    taken = {place for place in claims if place is not None}
    for i, place in enumerate(claims):
        if place is None:
            continue
        before = next((p for p in reversed(claims[:i]) if p is not None), -1)
        after = next((p for p in claims[i + 1:] if p is not None), len(wanted))
        leaf, group = printed[i]
        if group is None and wanted[place].is_common and any(
                j not in taken and text != leaf and text.startswith(leaf) and text not in wanted[place].groups
                for j, other in enumerate(wanted) for text in other.texts):
            found.add(i)  # 2.其他, torn from 其他法律行政法规禁止公开, is the whole label of another row
            continue
        own = fitness(*printed[i], wanted[place])
        least = own if own >= 1 else own - _AS_WELL
        if any(j not in taken and fitness(*printed[i], wanted[j]) >= least > 0 for j in range(before + 1, after)):
            found.add(i)
    return found
