"""What a stated number may legitimately mean: sums of cells, of this year and the last, read from checks.toml.

In:   the [[check.stated]] entries of a check, the [sums] of checks.toml.
Out:  Entry, Term; entries(check), the readings of every meaning, with the SQL that tries them.
Promise: a cell that no number was read from may hold any number: a reading with such a cell is ruled out only where no
number that is not negative would do. A cell that an edition does not print leaves the reading out for its reports.
A term is "table/item/column", "sum:<name>" or "said:<meaning>" (another number of the same prose); before it `-` for a
term to be subtracted, `some:` for any part of it and `last:` for one of the year before. "says:<words>" is no number:
it admits a reading only where the quote has these words.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import product

from loaders.checks.printed import cells, known
from loaders.checks.specs import Check
from loaders.errors import BadForm
from loaders.form import FOLDER, Address, editions

SAYS = "says:"


@dataclass(frozen=True)
class Term:
    """One term of a reading. `either`: the sums of cells that may stand for it, the first that is printed counts;
    `is_some`: any part of it will do."""

    sign: int
    is_last: bool
    label: str
    either: tuple[tuple[Address, ...], ...] = ()
    said: str | None = None
    is_some: bool = False

    @property
    def sql(self) -> str:
        """Its value, NULL where it was not read."""
        if self.said:
            return f"{'e' if self.is_last else 'd'}.\"{self.said}\""
        table = "b" if self.is_last else "w"
        sums = [" + ".join(f'{table}."{cell.name}"' for cell in several) for several in self.either]
        return f"coalesce({', '.join(sums)})" if len(sums) > 1 else f"({sums[0]})"

    @cached_property
    def printed_by(self) -> frozenset[int]:
        """The editions (numbers of the frame's `form`) that print it."""
        return frozenset(n for n, edition in enumerate(editions(), 1) if not self.either or any(
            all((c.item, c.column) in cells(edition, c.table) for c in several) for several in self.either))


@dataclass(frozen=True, slots=True)
class Reading:
    """A sum of terms that a number may be; `says`: the words that its quote must have, "" for none."""

    terms: tuple[Term, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """How one meaning is tried. readings: sums that the number may be. ratios: (part, whole) whose quotient in per
    cent, less `minus`, it may be. `cell`: the address that a finding points at."""

    meaning: str
    cell: Address
    readings: tuple[Reading, ...] = ()
    ratios: tuple[tuple[Reading, Reading], ...] = ()
    minus: int = 0

    def terms(self) -> Iterator[Term]:
        for reading in (*self.readings, *(side for ratio in self.ratios for side in ratio)):
            yield from reading.terms


@lru_cache(maxsize=1)
def _sums() -> dict[str, dict]:
    return tomllib.loads((FOLDER / "checks.toml").read_text("utf-8")).get("sums", {})


@cache
def entries(check: Check) -> tuple[Entry, ...]:
    """Every meaning of a check with its readings. Raises BadForm with the check and the term."""
    return tuple(_entry(check, raw) for raw in check.rule["stated"])


def _entry(check: Check, raw: dict) -> Entry:
    def readings(name: str) -> tuple[Reading, ...]:
        return tuple(_reading(check, words) for words in raw.get(name, check.rule.get(name, ())))

    pairs = tuple((_reading(check, part), _reading(check, whole)) for part, whole in raw.get("pairs", ()))
    ratios = pairs + tuple(product(readings("parts"), readings("wholes")))
    if not (found := readings("readings")) and not ratios:
        raise _bad(check, f"{raw.get('meaning')} 没有 readings，也没有 parts 与 wholes 或 pairs。")
    return Entry(raw["meaning"], _address(check, raw["cell"]), found, ratios, check.rule.get("minus", 0))


def _reading(check: Check, several: Sequence[str]) -> Reading:
    says = "".join(word.removeprefix(SAYS) for word in several if word.startswith(SAYS))
    return Reading(tuple(_term(check, word) for word in several if not word.startswith(SAYS)), says)


def _term(check: Check, word: str) -> Term:
    name = word.removeprefix("-")
    sign, is_some, name = 1 - 2 * (name != word), name.startswith("some:"), name.removeprefix("some:")
    is_last, name = name.startswith("last:"), name.removeprefix("last:")
    kind, _, rest = name.partition(":")
    if kind == "said":
        return Term(sign, is_last, rest, said=rest, is_some=is_some)
    if kind != "sum":
        address = _address(check, name)
        return Term(sign, is_last, address.label, ((address,),), is_some=is_some)
    if rest not in _sums():
        raise _bad(check, f"{word} 不在 [sums] 中。")
    cells = tuple(tuple(_address(check, cell) for cell in several) for several in _sums()[rest]["either"])
    return Term(sign, is_last, _sums()[rest]["label"], cells, is_some=is_some)


def _address(check: Check, name: str) -> Address:
    if (key := tuple(name.split("/"))) not in known():
        raise _bad(check, f"{name} 不在 items.csv 中。请核对项名和列名。")
    return known()[key]


def _bad(check: Check, problem: str) -> BadForm:
    return BadForm(f"勾稽关系文件 checks.toml，[[check]] {check.id}：{problem}")


# -- the SQL over: s the statement, w the figures, f their frame, b and g those of the year before, d and e what is said
def applies(reading: Reading) -> str:
    """Whether the editions print the terms of a reading and the quote has its words."""
    terms, every = reading.terms, frozenset(range(1, len(editions()) + 1))
    now, last = (every.intersection(*(t.printed_by for t in terms if t.is_last == is_last))
                 for is_last in (False, True))
    parts = [f"f.form IN ({', '.join(map(str, sorted(now))) or 'NULL'})"]
    if any(t.is_last for t in terms):
        parts.append(f"(g.form IS NULL OR g.form IN ({', '.join(map(str, sorted(last))) or 'NULL'}))")
    parts += [f"{t.sql} IS NOT NULL" for t in terms if t.said]
    parts += [f"contains(s.quote, '{reading.says}')"] if reading.says else []
    return " AND ".join(parts)


def may_be(reading: Reading) -> str:
    """Whether the number stated may be this sum; a round number only says that it is not nought."""
    added, taken = ([t for t in reading.terms if t.sign == sign] for sign in (1, -1))
    least = _bound([t for t in added if not t.is_some], taken)
    most = _bound(added, [t for t in taken if not t.is_some])
    unread = {name: " OR ".join(f"{t.sql} IS NULL" for t in several) or "false"
              for name, several in (("added", added), ("taken", taken))}
    return (f"({applies(reading)} AND CASE WHEN s.is_approximate THEN {most} > 0 OR {unread['added']} "
            f"ELSE ({unread['taken']} OR s.value >= {least}) AND ({unread['added']} OR s.value <= {most}) END)")


def _bound(added: Sequence[Term], taken: Sequence[Term]) -> str:
    return "(0" + "".join(f" {sign} coalesce({t.sql}, 0)" for sign, several in (("+", added), ("-", taken))
                          for t in several) + ")"


def may_be_ratio(part: Reading, whole: Reading, minus: int) -> str:
    """Whether the per cent stated may be this quotient, rounded or cut off at the digits printed; an unread term or a
    whole of nought rules nothing out. 增长 2 倍 is also written of what has grown to the double."""
    upper, lower = (" ".join(f"{'-' if t.sign < 0 else '+'} {t.sql}" for t in side.terms).removeprefix("+ ")
                    for side in (part, whole))
    share = f"100.0 * ({upper}) / nullif({lower}, 0) - {minus}"
    return (f"({applies(Reading((*part.terms, *whole.terms)))} AND coalesce(abs({share} - s.value) < s.least "
            f"OR s.is_times AND abs({share} - s.value + 100) < s.least, true))")
