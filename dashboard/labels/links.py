"""What a text that stands in a link of another language is in the language spoken now.

In:   a text; labels/<language>/*.toml and the loaders' own words (labels/<language>/form/words.toml).
Out:  elsewhere(text).
Promise: links carry words, not codes, and still choose the same in every language. A text with places
({n}) is not found.
"""

import tomllib
from collections.abc import Iterator
from functools import cache

from dashboard.labels import FOLDER, LANGUAGES, language, typeset
from dashboard.labels.spoken import words


def elsewhere(text: str) -> set[str]:
    """Today's words for whatever any language calls so; empty where none does."""
    today = _said(language())
    return {today[key] for code in LANGUAGES for key, said in _said(code).items() if said == text and key in today}


@cache
def _said(code: str) -> dict[tuple[str, ...], str]:
    """Every text by its place: (file, key, …) for the dashboard's words, (Chinese,) for the loaders' own."""
    files = (FOLDER / code).glob("*.toml")
    pages = {path.stem: typeset(code, tomllib.loads(path.read_text("utf-8"))) for path in files}
    ours = {(zh,): zh if code == LANGUAGES[0] else said[:1].upper() + said[1:]  # as spoken.frame begins them
            for other in LANGUAGES[1:] for zh, said in words(other).items()}
    return dict(_leaves(pages, ())) | ours


def _leaves(entry: dict, way: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, inner in entry.items():
        if isinstance(inner, dict):
            yield from _leaves(inner, (*way, name))
        elif isinstance(inner, str):
            yield (*way, name), inner
