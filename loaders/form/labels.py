"""Printed labels, made comparable.

In:   a label as a document prints it.
Out:  its comparable form; and the variants of labels.toml.
Promise: two labels that a reader would call the same compare equal; nothing is matched by position.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache

from loaders.form.folder import FOLDER

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]+")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)、?|\d{1,2}[.、](?!\d)|\(\d{1,2}\)|其中[:、]?)")
_MARKED = re.compile(r"~~.*?~~|\^[\[【(（]?\d{1,2}[\]】)）]?")
_UNIFIED = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "「": '"', "」": '"', "『": '"', "』": '"',
                          "‘": "'", "’": "'", "〔": "[", "〕": "]", "【": "[", "】": "]", ",": "、", "，": "、", "。": "",
                          "／": "/", "：": ":", "．": "."})


_PLAIN = re.compile("[\u4e00-\u9fff]*")  # what normalise() leaves as it is: nearly every name of an agency


def normalise(text: str) -> str:
    """The comparable form of a label: NFKC, no white space or invisible characters, one kind of bracket and quote."""
    return text if _PLAIN.fullmatch(text) else _normalised(text)


@lru_cache(maxsize=65536)
def _normalised(text: str) -> str:
    if "~~" in text or "^" in text:  # struck out, or the number of a note
        text = _MARKED.sub("", text)
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_UNIFIED)


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """`normalise` without a leading list number such as 一、 （三） or 2. , or 其中： ."""
    text = normalise(text)
    while (shorter := _NUMBERING.sub("", text)) != text and shorter:
        text = shorter
    return text


@lru_cache(maxsize=1)
def variants() -> dict[str, frozenset[str]]:
    """Bare canonical label -> bare labels that read as it, itself included, from labels.toml."""
    rows = tomllib.loads((FOLDER / "labels.toml").read_text("utf-8"))["label"]
    return {bare(row["text"]): frozenset({bare(row["text"]), *map(bare, row["variants"])}) for row in rows}


@lru_cache(maxsize=4)
def cell_words(name: str) -> tuple[str, ...]:
    """A list of labels.toml about what stands in cells: `units` printed after a number, words for `none`."""
    return tuple(tomllib.loads((FOLDER / "labels.toml").read_text("utf-8"))[name])


def same(printed: str, label: str) -> bool:
    """Whether a printed label reads as `label`, the form's own wording, or one of its variants."""
    wanted = bare(label)
    return bare(printed) in variants().get(wanted, {wanted})
