"""Parts of reports made to say what another one says, in memory, and how many of them are told.

In:   a published snapshot; how many agencies to draw and how many copies of a kind to plant; a seed.
Out:  copied(): one Result a kind of copy; copy_of().
Promise: nothing is written. Only parts that share text with no other are taken, each once, so that every new row can be
told to be of a copy or not: it is right only when it names the very two parts. The line is the stored one
(similar.toml): whatever is kept counts as told.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa

from loaders.demo.chance import Chance
from loaders.selftest.result import Result
from loaders.similar import Section, chosen, compare, own_lengths
from loaders.warehouse import Stored

AGENCIES = 120  # comparing text takes longer than checking figures
LEAST = 100  # own characters of a text worth copying; half as many again as must be shared
_SENTENCE = re.compile(r"[^。；\n]*[。；\n]?")
_NUMBER = re.compile(r"\d+")
Key = tuple[str, int]  # report_id and part


def copied(stored: Stored, rules: tuple[dict, ...], seed: int, agencies: int, most: int) -> Iterator[Result]:
    """A result a kind, in the order of the rules; a kind that finds no two parts has n_planted 0."""
    parts = _drawn(stored, min(agencies, AGENCIES), Chance.of("selftest", seed, "copies"))
    told = compare(parts).to_pylist()
    busy = {key for row in told for key in _both(row)}
    is_long = own_lengths(parts) >= LEAST
    free = [i for i, part in enumerate(parts) if is_long[i] and _key(part) not in busy]
    before = {_both(row) for row in told}
    for rule in rules:
        pairs = _pairs(parts, free, rule, Chance.of("selftest", seed, rule["id"]), most)
        chance = Chance.of("selftest", seed, rule["id"], "text")
        texts = {i: copy_of(parts[i], parts[j], rule, chance) for i, j in pairs.items()}
        changed = [replace(part, text=texts.get(i, part.text)) for i, part in enumerate(parts)] if texts else []
        new = [row for row in map(_both, compare(changed).to_pylist()) if row not in before]
        planted = {frozenset((_key(parts[i]), _key(parts[j]))) for i, j in pairs.items()}
        right = [frozenset(row) for row in new if frozenset(row) in planted]
        yield Result(rule["id"], rule["label"], "copied", "copied", len(planted), len(set(right)), len(new), len(right))


def _drawn(stored: Stored, n_agencies: int, chance: Chance) -> list[Section]:
    """The parts that are compared, of at most `n_agencies` agencies."""
    reports = stored.rows("reports")
    years = [y for y in reports["year"].unique().to_pylist() if y is not None and stored.has("sections", y)]
    parts = chosen(pa.concat_tables([stored.rows("sections", year) for year in sorted(years)]
                                    or [stored.rows("sections", None)]), reports)
    ids = sorted({p.agency_id for p in parts})
    wanted = set(ids if len(ids) <= n_agencies else chance.sample(ids, n_agencies))
    return [p for p in parts if p.agency_id in wanted]


def _key(part: Section) -> Key:
    return part.report_id, part.number


def _both(row: dict) -> tuple[Key, Key]:
    return (row["report_id"], row["section"]), (row["other_report_id"], row["other_section"])


def _pairs(parts: list[Section], free: list[int], rule: dict, chance: Chance, most: int) -> dict[int, int]:
    """Copy -> original, no part in two pairs: the agency's own last report of that part, or the part of another agency
    of that year or the year before."""
    able, found, taken = set(free), {}, set()
    last = {(p.agency_id, p.scope, p.number, p.year): i for i, p in enumerate(parts)}
    by_place: dict[tuple[int, int], list[int]] = {}
    for i in free:
        by_place.setdefault((parts[i].number, parts[i].year), []).append(i)
    for i in chance.sample(free, len(free)):
        if len(found) == most:
            break
        one = parts[i]
        if rule["whose"] == "own":
            others = [last.get((one.agency_id, one.scope, one.number, one.year - 1), -1)]
        else:
            others = by_place[one.number, one.year] + by_place.get((one.number, one.year - 1), [])
            others = [j for j in chance.sample(others, min(len(others), 20)) if parts[j].name != one.name]
        j = next((j for j in others if j in able and j != i and j not in taken), None)
        if j is not None and i not in taken:
            found[i] = j
            taken |= {i, j}
    return found


def copy_of(one: Section, other: Section, rule: dict, chance: Chance) -> str:
    """The text of `one` as a copy of `other`: the last sentences up to a share of it, the rest its own last sentences;
    the original's name replaced, its numbers changed where the rule says so. The first sentences are left, since they
    are what all reports begin with."""
    said = _last(other.text, rule["share"] * len(other.text)).replace(other.name, one.name)
    if rule["numbers"]:
        said = _NUMBER.sub(lambda number: str(int(number[0][:9]) + chance.randint(1, 9)), said)
    return _last(one.text, (1 - rule["share"]) * len(other.text)) + said


def _last(text: str, length: float) -> str:
    """The last whole sentences that reach so many characters."""
    said = ""
    for sentence in reversed(_SENTENCE.findall(text)):
        if len(said) >= length:
            break
        said = sentence + said
    return said
