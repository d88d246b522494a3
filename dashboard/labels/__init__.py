"""Every Chinese word of the dashboard, by key: say("overview.question", place=…).

In:   zh/<page>.toml; a dot in the key walks into the tables of that file.
Out:  say, listed, has; literal, for names that a page renders as Markdown.
Promise: a missing key or a missing value raises KeyError naming it; a page never shows a key or an empty word instead.
Templates may hold <b>…</b> for head(); the values put into them are escaped by look.rich, never here.
"""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "zh"
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if not chr(code).isalnum()}


@cache
def _page(name: str) -> dict:
    path = FOLDER / f"{name}.toml"
    if not path.is_file():
        raise KeyError(f"labels/zh/{name}.toml does not exist")
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _entry(key: str) -> object:
    page, *steps = key.split(".")
    found: object = _page(page)
    for step in steps:
        if not isinstance(found, dict) or step not in found:
            raise KeyError(f"labels/zh/{page}.toml has no {'.'.join(steps)}")
        found = found[step]
    return found


def say(key: str, **values) -> str:
    """The words of one key with its {places} filled. Raises KeyError for a key or a place that is missing."""
    found = _entry(key)
    if not isinstance(found, str):
        raise KeyError(f"labels/zh: {key} is not one text")
    try:
        return found.format_map(values) if "{" in found else found
    except KeyError as error:
        raise KeyError(f"labels/zh: {key} needs {error}") from error


def listed(key: str) -> dict[str, str]:
    """A whole table of words in its written order: id -> text. Raises KeyError when it is none."""
    found = _entry(key)
    if not isinstance(found, dict):
        raise KeyError(f"labels/zh: {key} is no table")
    return dict(found)


def has(key: str) -> bool:
    """Whether the key exists; for code lists that the data may outgrow (kinds, levels)."""
    try:
        return bool(_entry(key))
    except KeyError:
        return False


def literal(name: str) -> str:
    """A name for what Streamlit renders as Markdown (titles, buttons): the ASCII signs that could be markup, a link or
    an emoji become their full-width forms, which look alike and do nothing."""
    return name.translate(_FULL_WIDTH)
