"""The repairs of a finding in words: one row each, and one sentence for a letter.

In:   Offers (repair.py), where each seems to come from (origin.py), the templates of checks.toml.
Out:  told(): the columns repair, repairs, n_repairs, repairs_text of TABLES["findings"].
Promise: numbers as printed and as they would be; every equation that a change would break is named.
"""

from itertools import groupby

from loaders.checks.context import Context
from loaders.checks.origin import Origins
from loaders.checks.printed import column_label, item_label
from loaders.checks.repair import Offer, Offers
from loaders.checks.slips import plain
from loaders.checks.specs import Identity, wording

_MOST_IN_LETTER = 3
_MOST_NAMED = 2  # equations that a change would break, by name


def told(offers: Offers, only: Offer | None, year: int | None, context: Context, origins: Origins) -> dict:
    """`year`: of the finding; a cell of another year is named with its own."""
    if not offers.listed:
        return {"repair": None, "repairs": [], "n_repairs": 0, "repairs_text": None}
    rows = []
    for offer in offers.listed:
        origin, why = origins.of_offer(offer)
        its_year = context.value(offer.position, "year")
        rows.append({**_cell(offer), "year": its_year, "printed": offer.printed, "value": offer.value,
                     "n_mended": offer.n_mended, "n_left": offer.n_left,
                     "breaks": [f"{i.check.label}（{_place(i)}）" for i in offer.broken], "origin": origin,
                     "origin_note": why, "text": _head(offer, None if its_year == year else its_year) + _effect(offer)})
    one = only and {**_cell(only), "value": only.value,
                    "text": wording()["repair"].format(label=only.address.label, value=plain(only.value))}
    return {"repair": one, "repairs": rows, "n_repairs": offers.n, "repairs_text": _letter(offers, year, context)}


def _letter(offers: Offers, year: int | None, context: Context) -> str:
    """The likeliest changes in one sentence; what becomes of the equations is said once of those alike."""
    say, said = wording()["repairs"], []
    shown = offers.listed[:_MOST_IN_LETTER]
    for offer in shown:
        its_year = context.value(offer.position, "year")
        said.append((_head(offer, None if its_year == year else its_year), _effect(offer)))
    alike = [(effect, say["alike"].join(head for head, _ in group)) for effect, group in groupby(said, lambda s: s[1])]
    more = offers.n - len(shown)
    changes = say["joiner"].join(heads + effect for effect, heads in alike)
    return say["none_gentle" if offers.listed[0].broken else "one"].format(
        changes=changes + (say["more"].format(n=more) if more else ""))


def _cell(offer: Offer) -> dict:
    return {"table_id": offer.address.table, "item_id": offer.address.item, "column_id": offer.address.column}


def _head(offer: Offer, year: int | None) -> str:
    """One change, with the table in the form's words; `year`: where it is another than the finding's."""
    words = {"table": wording()["stated"]["table"][offer.address.table], "label": offer.address.label, "year": year,
             "printed": plain(offer.printed), "value": plain(offer.value)}
    return wording()["repairs"]["change" if year is None else "change_dated"].format(**words)


def _effect(offer: Offer) -> str:
    """What becomes of the equations of the changed cell."""
    say, mended = wording()["repairs"], offer.n_mended - 1
    if offer.broken:
        places = wording()["separator"].join(say["breaks_place"].format(label=i.check.label, place=_place(i))
                                             for i in offer.broken[:_MOST_NAMED])
        more = say["breaks_more"].format(n=len(offer.broken)) if len(offer.broken) > _MOST_NAMED else ""
        return say["breaks"].format(places=places + more)
    if offer.n_left:
        return say["left_also" if mended else "left"].format(mended=mended, n=offer.n_left)
    return say["also"].format(n=mended) if mended else say["alone"]


def _place(identity: Identity) -> str:
    table = identity.cell.table
    return identity.check.place.format(item=item_label(table, identity.item or identity.cell.item),
                                       column=column_label(table, identity.column or identity.cell.column))
