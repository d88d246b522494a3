"""When text counts as copied: similar.toml, read once.

In:   similar.toml.
Out:  Settings, settings(); FILE.
Promise: a pattern that does not compile raises BadForm and names itself.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from loaders.errors import BadForm

FILE = Path(__file__).with_name("similar.toml")


@dataclass(frozen=True, slots=True)
class Settings:
    """The lines of similar.toml, where each is explained. Lengths are characters of the text as compared."""

    sections: tuple[int, ...]
    passage: int
    fewest: int
    stored: float
    longest: int
    others: int
    everyday: dict[str, float]
    signature: dict[str, int]
    prescribed: tuple[tuple[str, re.Pattern], ...]
    reach: int

    def everyday_from(self, n_agencies: int) -> int:
        """How many of so many agencies must have a passage for it to be everybody's."""
        rule = self.everyday
        most = max(rule["fewest"], min(rule["agencies"], round(rule["few"] * n_agencies)))
        return max(most, round(rule["share"] * n_agencies))


@lru_cache(maxsize=1)
def settings() -> Settings:
    raw = tomllib.loads(FILE.read_text("utf-8"))
    return Settings(tuple(raw["sections"]), **raw["compare"], everyday=raw["everyday"], signature=raw["signature"],
                    prescribed=tuple((s["holds"], _pattern(s["reads"])) for s in raw["prescribed"]["sentence"]),
                    reach=raw["prescribed"]["reach"])


def _pattern(text: str) -> re.Pattern:
    try:
        return re.compile(text)
    except re.error as error:
        raise BadForm(f"{FILE.name}：“{text}”不是正则表达式（{error}）。请改正。") from error
