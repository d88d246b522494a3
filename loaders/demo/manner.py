"""How an agency fills the form in: its figures as they stand printed in the cells.

In:   manners.toml; the true numbers of a year.
Out:  Manner, manners(); printed(): address -> number or None where the cell is empty or no number; raw().
Promise: a manner changes what is printed, never what is true; a cell is a number, blank or "/".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from loaders.demo.figures import Key, Values
from loaders.demo.names import words
from loaders.form import addresses
from loaders.report import BLANK, DASH, NUMBER

_KIND = {a.key: a.kind for a in addresses()}
_KEPT_TOTALS = ("new", "carried_in", "outcome_total")
_COUNTED = ("disclosure", "normative_documents")
_PROCURED, _FEES = ("disclosure", "procurement", "amount"), ("disclosure", "fees", "amount")
_FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


@dataclass(frozen=True, slots=True)
class Manner:
    """One block of manners.toml."""

    id: str
    share: float = 1
    one_other: bool = False
    subtotals: bool = False
    blanks: str = ""
    rules: str = ""
    digits: str = "plain"
    signed: bool = False
    unit: str = ""
    fee_unit: str = ""
    counted: str = ""
    numbered: bool = True
    captions: str = ""
    section_six: bool = True
    words: dict[str, str] = field(default_factory=dict)

    def printed(self, values: Values, makes_rules: bool) -> dict[Key, Decimal | None]:
        """The numbers that this manner puts on paper; None where it leaves a cell without a number."""
        out: dict[Key, Decimal | None] = {}
        for key, value in values.items():
            if self._unit_of(key):
                out[key] = (value * 10_000).quantize(Decimal(1))  # printed in 元, no longer in 万元
            elif self.one_other and key[1].startswith("other_") and key[0] == "requests":
                whole = ("requests", "other", key[2])
                out[whole] = out.get(whole, Decimal(0)) + value
            else:
                out[key] = value
        if self.subtotals:
            for group in ("refused", "unable", "unprocessed"):
                for column in {k[2] for k in values if k[0] == "requests"}:
                    parts = [v for k, v in values.items() if k[1].startswith(group + "_") and k[2] == column]
                    out["requests", group, column] = sum(parts, Decimal(0))
        return {key: None if self._is_empty(key, value, makes_rules) else value for key, value in out.items()}

    def _unit_of(self, key: Key) -> str:
        """The unit of money other than the form's that this manner prints into the cell."""
        return {_PROCURED: self.unit, _FEES: self.fee_unit}.get(key, "")

    def plain(self, printed: Mapping[Key, Decimal | None]) -> dict[Key, Decimal | None]:
        """What can be compared over years: without the cells that print a unit of their own."""
        return {key: value for key, value in printed.items() if value is None or not self._unit_of(key)}

    def _is_empty(self, key: Key, value: Decimal, makes_rules: bool) -> bool:
        if key[:2] == ("disclosure", "rules") and self.rules and not makes_rules:
            return True
        if key[0] != "requests":
            return self.blanks == "zeros" and key[0] == "disputes" and key[2] != "total" and not value
        if self.blanks == "columns":
            return key[2] != "total"
        if self.blanks == "totals":
            return key[2] == "total" and key[1] not in _KEPT_TOTALS
        return self.blanks == "zeros" and key[2] != "total" and not value

    def raw(self, key: Key, value: Decimal | None) -> tuple[str, str, str | None]:
        """State, text of the cell, and the unit printed in it."""
        if value is None:
            dash = self.rules if key[:2] == ("disclosure", "rules") else ""
            return (DASH if dash == "/" else BLANK), dash, None
        text = f"{value:,f}" if self.digits == "thousands" else f"{value:f}"
        if self.signed and _KIND[key] == "signed" and value > 0:
            text = "+" + text
        if unit := self._unit_of(key):
            return NUMBER, text + unit, unit
        if self.counted and key[:2] == _COUNTED:
            return NUMBER, text + self.counted, self.counted
        if self.digits == "full":
            text = text.translate(_FULL_WIDTH)
        return NUMBER, f"\u00a0{text} " if self.digits == "spaced" else text, None


@lru_cache(maxsize=1)
def manners() -> tuple[Manner, ...]:
    """Every manner, in the order of manners.toml."""
    return tuple(Manner(**row) for row in words("manners")["manner"])
