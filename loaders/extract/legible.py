"""Cells that a scan leaves in doubt, held against the form's identities.

In:   placements of one table.
Out:  the same; a cell whose reading an identity singles out counts as sure, with a note.
Promise: no value is worked out: only what was seen is confirmed, and only by an identity in which every other number
is sure. A cell that any identity contradicts stays doubtful.
"""

from loaders.extract.cells import Placement, reading
from loaders.extract.identities import broken, sums
from loaders.form import Table
from loaders.report import NUMBER

_CONFIRMED = "扫描件此格不够清楚，看作“{text}”，与勾稽关系相符"


def confirm(placements: list[Placement], table: Table, edition_id: str) -> None:
    """Marks the spots that are confirmed as sure, one after another, since one may help to confirm the next."""
    unsure = {p.key[1:]: p for p in placements if any(not s.is_sure for s in p.spots)}
    if not unsure:
        return
    read = {p.key[1:]: reading(p) for p in placements if not p.doubt}
    values = {place: r.value if r.state == NUMBER else None for place, r in read.items()}
    identities = sums(edition_id, table.id, frozenset(item for item, _ in values))
    contradicted = {place for identity in broken(identities, values) for place in identity.left + identity.right}
    is_changing = True
    while is_changing:
        is_changing = False
        for identity in identities:
            places = set(identity.left + identity.right)
            open_places = places & unsure.keys()
            if len(open_places) != 1 or open_places & contradicted or any(values.get(p) is None for p in places):
                continue
            placement = unsure.pop(open_places.pop())
            text = "".join(s.text for s in placement.spots).strip()
            placement.note = "；".join(filter(None, (_CONFIRMED.format(text=text), placement.note)))
            for spot in placement.spots:
                spot.is_sure = True
            is_changing = True
