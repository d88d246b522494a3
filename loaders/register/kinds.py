"""What an agency is, and its one canonical form, told from its name alone.

In:   the rest of an agency's name after its district; kinds.toml.
Out:  classify, canonical_rest, without_system.
Promise: used only where the register is silent; a name with no cue is `unknown`.
"""

import tomllib
from functools import lru_cache
from pathlib import Path

from loaders.errors import BadForm
from loaders.form.labels import normalise
from loaders.register.rows import KINDS


@lru_cache(maxsize=1)
def _words() -> dict:
    words = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text("utf-8"))
    for block in words["kind"]:
        if block["id"] not in KINDS:
            raise BadForm(f"kinds.toml：类别“{block['id']}”不是 {'、'.join(KINDS)} 之一。请改正。")
    return words


def without_system(name: str) -> tuple[str, str]:
    """(system prefix, the rest): 国家税务总局|韶关市税务局. The prefix is "" where there is none or nothing follows."""
    for system in _words()["systems"]:
        if name.startswith(system) and len(name) > len(system):
            return system, name[len(system):]
    return "", name


def trimmed(name: str) -> str:
    """A printed name made comparable, without （本级） and the like."""
    name = normalise(name)
    for ending in _drop_ends():
        name = name.removesuffix(ending)
    return name


@lru_cache(maxsize=1)
def _drop_ends() -> tuple[str, ...]:
    return tuple(map(normalise, _words()["drop_ends"]))


def canonical_rest(rest: str) -> str:
    """One form for names that mean one agency of a district: 政府办 -> 人民政府办公室, "" -> 人民政府."""
    rest = _words()["full_form"].get(rest, rest)
    for short, full in _words()["full_end"].items():
        if rest.endswith(short) and not rest.endswith(full):
            return rest.removesuffix(short) + full
    return rest


def classify(rest: str) -> str:
    """The kind (one of KINDS) of an agency by its name without the district."""
    for block in _words()["kind"]:
        if rest.endswith(tuple(block.get("unless_ends", ()))):
            continue
        if rest in block.get("whole", ()) or rest.endswith(tuple(block.get("ends", ()))):
            return block["id"]
    return "unknown"
