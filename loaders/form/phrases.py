"""The words that prose is read by, from phrases.toml.

In:   phrases.toml.
Out:  words(), the file as a dict; pattern(), one of its regular expressions, compiled; tight().
Promise: a pattern that does not compile raises BadForm with its place. Patterns are matched against tight() text.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache

from loaders.errors import BadForm
from loaders.form.folder import FOLDER
from loaders.form.numerals import NUMBER

_SPACE = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]+")

_SHORT = 120


@lru_cache(maxsize=1)
def words() -> dict:
    """phrases.toml as it stands."""
    return tomllib.loads((FOLDER / "phrases.toml").read_text("utf-8"))


@lru_cache(maxsize=4096)
def pattern(text: str) -> re.Pattern:
    """A regular expression of phrases.toml; <NUMBER> and the names of [written] stand for how those are written."""
    source = text
    for name, part in words()["written"].items():
        source = source.replace(f"<{name}>", part)
    source = source.replace("<NUMBER>", NUMBER)
    try:
        return re.compile(source)
    except re.error as error:
        raise BadForm(f"phrases.toml：“{text}”不是正则表达式（{error}）。请改正。") from error


def tight(text: str) -> str:
    """Text as patterns see it: NFKC (so full-width signs and digits become narrow), no white space."""
    # Only short texts come again; keeping whole documents would fill the memory.
    return _tight(text) if len(text) <= _SHORT else _tighten(text)


def _tighten(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


_tight = lru_cache(maxsize=16384)(_tighten)
