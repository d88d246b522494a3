"""checks.toml, read and expanded: each identity of each edition, with its operands and the reports it applies to.

In:   loaders/form/checks.toml, loaders.form.
Out:  Check, Identity, Operand; checks(), identities(shape), wording().
Promise: a check is a block of the file and nothing else. An unknown item, column or word raises BadForm
with the file, the check and the place.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from pathlib import Path

from loaders.checks.printed import IN_PARTS, REPLACED, Condition, cells, known, parts
from loaders.errors import BadForm
from loaders.form import FOLDER, Address, Edition, editions

LAST, LAST_COLUMN = "last:", "last__"  # in checks.toml; in the names of scanned columns
SHAPES = {"sum": {"table", "along", "over", "left", "relation", "right", "cell"},
          "bounds": {"kinds", "whole"},
          "permitted": {"table", "items", "columns", "kinds_assessed", "permitted"}}
SHAPES["years"] = SHAPES["gap"] = SHAPES["sum"]
SHAPES |= {shape: {"equation", *needs} for shape, needs in {
    "members": ("kinds", "must_say", "cells", "relation", "most"),
    "vector": ("table", "against", "kinds", "columns", "but", "margin"),
    "zeros": ("table", "active", "floor", "fewest"), "scale": ("cells", "factor", "within"), "unit": ("cells",),
    "edition": (), "sections": ("fewest", "name"), "tables": (), "blanks": ("table", "extent", "but"),
    "year": ("sources", "said"), "early": (), "late": (), "undated": ("formats",),
    "stated": ("stated",), "breakdown": ("meaning",), "idle": ("cells_of",),
    "untold": ("cell", "meaning", "section")}.items()}
_CLASSES, _SEVERITIES, _RELATIONS = ("arithmetic", "reporting"), ("E", "W", "I"), ("=", "<=", ">=")


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One block of checks.toml. `rule` holds what its shape needs, as written there."""

    id: str
    label: str
    basis: str
    kind: str  # arithmetic | reporting: column `class` of findings
    severity: str
    exceptions: str
    shape: str
    place: str
    message: str
    rule: dict
    explained: dict[str, str]  # exception that the data show -> what to say of it


@dataclass(frozen=True, slots=True)
class Operand:
    """One figure of an identity; `is_last`: it stands in the report of the year before. `name`: its column."""

    address: Address
    side: str  # left | right
    sign: int
    is_last: bool
    name: str = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "name", (LAST_COLUMN if self.is_last else "") + self.address.name)


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """A check at one place of the form. `forms`: the editions (this report's, the year before's) that it applies to;
    `conditions`: what a report must print for it to apply."""

    check: Check
    item: str | None
    column: str | None
    relation: str
    operands: tuple[Operand, ...]
    cell: Address
    conditions: frozenset[Condition]
    forms: frozenset[tuple[str, str | None]]


def _bad(check: str, problem: str) -> BadForm:
    return BadForm(f"勾稽关系文件 checks.toml，[[check]] {check}：{problem}")


@lru_cache(maxsize=1)
def _file() -> dict:
    return tomllib.loads((FOLDER / "checks.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def wording() -> dict[str, str]:
    """The templates of equations and repairs."""
    return _file()["wording"]


@lru_cache(maxsize=1)
def checks() -> tuple[Check, ...]:
    """Every check of the form, in the order of the file."""
    return read_checks(FOLDER / "checks.toml")


def read_checks(path: Path) -> tuple[Check, ...]:
    """The checks of one file. Raises BadForm with the check and the place."""
    try:
        blocks = tomllib.loads(path.read_text("utf-8"))["check"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise BadForm(f"勾稽关系文件 {path.name} 无法读取：{error!r}。请改正后重试。") from error
    found = tuple(_check(block) for block in blocks)
    for twice in {c.id for c in found if [d.id for d in found].count(c.id) > 1}:
        raise _bad(twice, "代号出现两次。每个代号只能用一次。")
    for check in found:
        if check.shape in ("sum", "years", "gap"):
            expand(check)
        elif check.shape == "permitted":
            for item, column in product(check.rule["items"], check.rule["columns"]):
                _address(check, item, column)
        for word in (*check.rule.get("cells", ()), *check.rule.get("active", ())):
            if tuple(word.split("/")) not in known():
                raise _bad(check.id, f"{word} 不在 items.csv 中。请核对表、项、列。")
    return found


def _check(block: dict) -> Check:
    name, shape = block.get("id", "（没有 id）"), block.get("shape")
    if shape not in SHAPES:
        raise _bad(name, f"shape 为 {shape!r}，应为 {'、'.join(sorted(SHAPES))} 之一。")
    words = ("id", "label", "basis", "class", "severity", "exceptions", "place", "message")
    if missing := sorted({*words, *SHAPES[shape]} - block.keys()):
        raise _bad(name, f"缺少 {'、'.join(missing)}。")
    for word, allowed in (("class", _CLASSES), ("severity", _SEVERITIES), ("relation", _RELATIONS),
                          ("along", ("items", "columns"))):
        if block.get(word, allowed[0]) not in allowed:
            raise _bad(name, f"{word} 为 {block[word]!r}，应为 {'、'.join(allowed)} 之一。")
    rule = {key: value for key, value in block.items() if key not in words and key not in ("shape", "explained")}
    return Check(name, block["label"], block["basis"], block["class"], block["severity"], block["exceptions"], shape,
                 block["place"], block["message"], rule, block.get("explained", {}))


def _address(check: Check, item: str, column: str) -> Address:
    key = (check.rule["table"], item, column)
    if key not in known():
        raise _bad(check.id, f"{'/'.join(key)} 不在 items.csv 中。请核对项名和列名。")
    return known()[key]


def _member(word: str) -> tuple[str, int, bool]:
    sign, word = (-1, word[1:]) if word.startswith("-") else (1, word)
    return word.removeprefix(LAST), sign, word.startswith(LAST)


@cache
def expand(check: Check) -> tuple[Identity, ...]:
    """Every identity that a sum, years or gap check makes, over the editions; those alike in two editions are one."""
    found: dict[tuple, set] = {}
    lasts = (None,) if check.shape == "sum" else editions()
    for now, last in product(editions(), lasts):
        for key in _in_form(check, now, last):
            found.setdefault(key, set()).add((now.id, last.id if last else None))
    if not found:
        raise _bad(check.id, "没有一个版本印有它的各项。请核对 left、right、over。")
    return tuple(Identity(check, item, column, check.rule["relation"], operands, cell, conditions, frozenset(forms))
                 for (item, column, operands, cell, conditions), forms in found.items())


def _in_form(check: Check, now: Edition, last: Edition | None):
    """(item, column, operands, cell, conditions) of a check in one edition, or one pair of editions."""
    rule, by_item = check.rule, check.rule["along"] == "items"
    here = cells(now, rule["table"])
    before = cells(last, rule["table"]) if last else {}
    every = list(dict.fromkeys(column if by_item else item for item, column in here))
    for place, (members, extra) in product(every if rule["over"] == "every" else rule["over"], _variants(check, now)):
        operands, conditions = [], set(extra)
        for side, word in members:
            member, sign, is_last = _member(word)
            item, column = (member, place) if by_item else (place, member)
            operands.append(Operand(_address(check, item, column), side, sign, is_last))
            printed = (before if is_last else here).get((item, column))
            if printed is None or (is_last and printed):
                break
            conditions |= printed
        else:
            conditions -= {c for c in conditions if extra and c[0] not in (REPLACED, IN_PARTS)}
            cell = _address(check, *((rule["cell"], place) if by_item else (place, rule["cell"])))
            yield (None if by_item else place, place if by_item else None, tuple(operands), cell, frozenset(conditions))


def _variants(check: Check, now: Edition):
    """The members as written; where the edition may print one as its parts, both ways, each with its condition."""
    rule = check.rule
    members = [(side, word) for side in ("left", "right") for word in rule[side]]
    for whole, several in parts(now, rule["table"]).items():
        if rule["along"] != "items" or ("left", whole) not in members or any(("left", p) in members for p in several):
            continue
        at = members.index(("left", whole))
        in_parts = [*members[:at], *(("left", p) for p in several), *members[at + 1:]]
        return ((in_parts, ()), (members, ((REPLACED, rule["table"], whole),)))
    return ((members, ()),)


@cache
def identities(shape: str) -> tuple[Identity, ...]:
    """Every identity of the checks of one shape (sum, years, gap), in the order of the file."""
    return tuple(identity for check in checks() if check.shape == shape for identity in expand(check))
