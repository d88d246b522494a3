"""Every word of the dashboard, by key, in the reader's language: say("overview.question", place=…).

In:   zh/<page>.toml and en/<page>.toml with the same keys; a dot in the key walks into the tables of that file.
Out:  say, listed, has; language, speak, speaking, carried, otherwise; literal, for names in Markdown.
Promise: a missing key or a missing value raises KeyError naming it; a page never shows a key, an empty word or another
language's word instead.

A template may choose by a number: `{n} {n:finding|findings}` gives the first for 1, else the second. It may hold
<b>…</b> for head(); the values put into it are escaped by look.rich, never here.

The language is a context variable, set at the start of a run of a page. What runs elsewhere (a button's callback, a
fragment, a file made on demand) asks `otherwise`, or is `carried`. Chinese where nobody has chosen.
"""

import functools
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("zh", "en")  # the first is spoken where nobody has chosen
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if not chr(code).isalnum()}
_HARMLESS = re.compile(r"""([,?;'"%()/]|(?<=\w)-(?=\w)|(?<!\d)\.(?=\s|$)|:(?=\s|$))""")
_spoken: ContextVar[str | None] = ContextVar("language", default=None)
_otherwise: Callable[[], str | None] = lambda: None  # noqa: E731 (replaced by otherwise)


def language() -> str:
    """zh | en."""
    return _spoken.get() or _otherwise() or LANGUAGES[0]


def speak(chosen: str) -> None:
    """From now on, in this thread or task. Raises ValueError for a language without words."""
    if chosen not in LANGUAGES:
        raise ValueError(f"no words in {chosen!r}")
    _spoken.set(chosen)


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """For a while."""
    held = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(held)


def otherwise(ask: Callable[[], str | None]) -> None:
    """Who knows the language where none was set; asked each time, may answer None."""
    global _otherwise
    _otherwise = ask


def carried(make: Callable) -> Callable:
    """`make`, speaking the language of now whenever and wherever it is called."""
    chosen = language()

    @functools.wraps(make)
    def later(*args, **more):
        with speaking(chosen):
            return make(*args, **more)

    return later


@cache
def _page(spoken: str, name: str) -> dict:
    path = FOLDER / spoken / f"{name}.toml"
    if not path.is_file():
        raise KeyError(f"labels/{spoken}/{name}.toml does not exist")
    return typeset(spoken, tomllib.loads(path.read_text("utf-8")))


def typeset(spoken: str, entry):
    """Words as they are set on a page: the faces of the pages, made for Chinese, draw “ ” as wide as a letter of it;
    other languages have plain quotation marks."""
    if isinstance(entry, dict):
        return {name: typeset(spoken, inner) for name, inner in entry.items()}
    if isinstance(entry, list):
        return [typeset(spoken, inner) for inner in entry]
    is_plain = isinstance(entry, str) and spoken != LANGUAGES[0]
    return re.sub("[“”]", '"', entry) if is_plain else entry


@cache
def _entry(spoken: str, key: str) -> object:
    page, *steps = key.split(".")
    found: object = _page(spoken, page)
    for step in steps:
        if not isinstance(found, dict) or step not in found:
            raise KeyError(f"labels/{spoken}/{page}.toml has no {'.'.join(steps)}")
        found = found[step]
    return found


class Counted(str):
    """A value of a template, which may choose between two words: one for 1, one for all else."""

    def __format__(self, words: str) -> str:
        one, bar, many = words.partition("|")
        return (one if self == "1" else many) if bar else super().__format__(words)


def say(key: str, **values) -> str:
    """The words of one key with its {places} filled. Raises KeyError for a key or a place that is missing."""
    found = _entry(language(), key)
    if not isinstance(found, str):
        raise KeyError(f"labels/{language()}: {key} is not one text")
    try:
        if "|" in found:
            return found.format_map({name: Counted(value) for name, value in values.items()})
        return found.format_map(values) if "{" in found else found
    except KeyError as error:
        raise KeyError(f"labels/{language()}: {key} needs {error}") from error


def listed(key: str) -> dict:
    """A whole table of words in its written order: id -> text. Raises KeyError when it is none."""
    found = _entry(language(), key)
    if not isinstance(found, dict):
        raise KeyError(f"labels/{language()}: {key} is no table")
    return dict(found)


def has(key: str) -> bool:
    """Whether the key exists; for code lists that the data may outgrow (kinds, levels)."""
    try:
        return bool(_entry(language(), key))
    except KeyError:
        return False


def literal(name: str) -> str:
    """A name for what Streamlit renders as Markdown (titles, buttons): the ASCII signs that could be markup, a link or
    an emoji become their full-width forms, which look alike and do nothing. In a language that is written with ASCII
    signs they stay where they cannot be any of these: a colon or a stop before a space begins no emoji and no link."""
    if language() == LANGUAGES[0]:
        return name.translate(_FULL_WIDTH)
    parts = _HARMLESS.split(name)  # every second one is a sign that stays
    return "".join(part if i % 2 else part.translate(_FULL_WIDTH) for i, part in enumerate(parts))
