"""What each report tells beside its figures: sentences of its own, and the ones it took from elsewhere.

In:   stories.toml; who reports in which year.
Out:  Sentence, Story, Copied; stories().
Promise: no two sentences are worded alike by plan, only by copying; every sentence knows where it was first written, so
that what two reports share is known and not measured. A number in them is in no table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from loaders.demo.chance import Chance
from loaders.demo.names import words
from loaders.report import Section

Key = tuple[str, int, int]  # agency_id, year, number of the part
_SLOT = re.compile(r"\{(\w+)\}")
_NUMBER = "<n>"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as printed; `pattern` has <n> for its numbers; `origin`: the part and place it was written for."""

    text: str
    pattern: str
    origin: tuple[Key, int]


@dataclass(frozen=True, slots=True)
class Copied:
    """Where a part was copied from, and how: verbatim | numbers | paraphrased | some."""

    of: Key
    how: str


@dataclass(frozen=True, slots=True)
class Story:
    sentences: tuple[Sentence, ...]
    copied: Copied | None = None

    @property
    def text(self) -> str:
        return "".join(s.text for s in self.sentences)

    def share_of(self, other: Story) -> float:
        """Share of the characters of this story whose sentences the other one has too."""
        there = {s.origin for s in other.sentences}
        whole = sum(len(s.text) for s in self.sentences)
        return sum(len(s.text) for s in self.sentences if s.origin in there) / whole if whole else 0.0


def with_room(sections: Iterable[Section]) -> tuple[int, ...]:
    """The numbers of the parts that may tell something; one that says there is nothing to report may not."""
    pool = words("stories")
    return tuple(s.number for s in sections if str(s.number) in pool["parts"]
                 and not any(word in s.text for word in pool["silent"]["words"]))


def with_stories(sections: Iterable[Section], told: Mapping[int, Story]) -> tuple[Section, ...]:
    """The sections with their stories as a paragraph at the end."""
    return tuple(replace(s, text=f"{s.text}\n{told[s.number].text}".strip())
                 if s.number in told and told[s.number].sentences else s for s in sections)


def stories(filed: Mapping[tuple[str, int], Iterable[int]], seed: int) -> dict[Key, Story]:
    """The story of every part of every report; `filed`: (agency_id, year) -> the parts with room for one."""
    pool = words("stories")
    out: dict[Key, Story] = {}
    sources: dict[tuple[int, int], list[Key]] = defaultdict(list)
    for agency, year in sorted(filed, key=lambda filing: filing[::-1]):
        for part in filed[agency, year]:
            key, chance = (agency, year, part), Chance.of(seed, agency, year, "story", part)
            n = chance.randint(*pool["parts"][str(part)])
            before = out.get((agency, year - 1, part))
            if before and before.sentences and n:
                out[key] = _with_habit(key, n, before, chance)
            else:
                out[key] = Story(tuple(_written(key, at, chance) for at in range(n)))
            if out[key].sentences and chance.happens(pool["copied"]["share"]):
                out[key] = _copied(key, out, sources, chance) or out[key]
            if not out[key].copied and len(out[key].sentences) > 1:
                sources[year, part].append(key)
    return out


def _written(key: Key, at: int, chance: Chance) -> Sentence:
    pool = words("stories")
    pattern = chance.one(pool["sentences"][str(key[2])])
    while "{" in pattern:
        pattern = _SLOT.sub(lambda slot: chance.one(pool["slots"][slot[1]]), pattern)
    return Sentence(_filled(pattern, chance), pattern, (key, at))


def _filled(pattern: str, chance: Chance) -> str:
    return re.sub(_NUMBER, lambda _: str(chance.randint(2, 380)), pattern)


def _renumbered(sentence: Sentence, chance: Chance) -> Sentence:
    return replace(sentence, text=_filled(sentence.pattern, chance))


def _with_habit(key: Key, n: int, before: Story, chance: Chance) -> Story:
    """A new text in which a sentence of last year stays here and there."""
    stays = words("stories")["habit"]["stays"]
    return Story(tuple(_renumbered(before.sentences[at], chance)
                       if at < len(before.sentences) and chance.happens(stays) else _written(key, at, chance)
                       for at in range(n)))


def _copied(key: Key, out: Mapping[Key, Story], sources: Mapping[tuple[int, int], list[Key]],
            chance: Chance) -> Story | None:
    """The part as copied from the agency's last year or from another agency; None where there is nothing to copy."""
    agency, year, part = key
    rules = words("stories")["copied"]
    pool, weights = list(rules["whose"]), list(rules["whose"].values())
    if chance.choices(pool, weights)[0] == "own":
        source = (agency, year - 1, part)
    else:
        others = sources.get((chance.choice((year, year - 1)), part), ())
        source = chance.one(others) if others else None
    if source not in out or not out[source].sentences:
        return None
    how = chance.choices(list(rules["how"]), list(rules["how"].values()))[0]
    taken = out[source].sentences
    if how == "some":
        taken = taken[: max(1, len(taken) // 3)]
        own = tuple(_written(key, 50 + at, chance) for at in range(2 * len(taken)))
        return Story(own + tuple(_renumbered(s, chance) for s in taken), Copied(source, how))
    if how != "verbatim":
        taken = tuple(_renumbered(s, chance) for s in taken)
    if how == "paraphrased":
        taken = tuple(map(_paraphrased, taken[:-1] if len(taken) > 3 else taken))
        taken = (*taken, _written(key, 50, chance)) if len(taken) > 3 else taken
    return Story(taken, Copied(source, how))


def _paraphrased(sentence: Sentence) -> Sentence:
    text = sentence.text
    for old, new in words("stories")["synonyms"]["pairs"]:
        text = text.replace(old, new)
    return replace(sentence, text=text)
