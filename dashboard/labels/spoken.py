"""The loaders' own words, which stand in the data in Chinese, in the reader's language.

In:   <language>/form/*.toml: words, and pairs of sentences with the same places.
Out:  spoken(text); frame(question, rows), for what a store answers.
Promise: names and quotations stay as they stand, and so does a text that none of the pairs fits. The data are never
changed: a finding keeps its Chinese sentence in Parquet, in verdicts and for letters.

A text is looked up whole, then held against the sentences; what stands in their places is looked up in turn. Else it
is taken apart at its signs (；，、 + − ÷ = and brackets) and put together again: 新收申请（自然人） 5 + 上年结转 2 = 7.
"""

import re
import tomllib
from collections.abc import Callable
from functools import cache, lru_cache

import pandas as pd

from dashboard.labels import FOLDER, LANGUAGES, Counted, language, listed, typeset

_FILES = ("checks", "filing", "reasons")
_FOREIGN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KEPT = {"quote", "raw", "agency", "last_agency", "other_agency", "members", "note", "name", "old", "new"}
_NUMBER = r"[-−+]?\d[\d.,]*"
_NUMBERS = {"left", "right", "gap", "n", "year", "last_year", "other_year", "value", "factor", "much", "days",
            "n_cells", "n_members", "limit", "minimum", "mended",
            "was"}
# A place that is one word of the form: no part of an equation.
_WORDS = {"label", "word", "item", "column", "table", "rows", "source", "unit", "form_unit"}
_LIMITED = {"places": "[^；]+?", "change": "[^；，“]*“[^；，]+?", "table": "[^ ；。（“「]+?",
            "section": "[^ ；。（“「]+?"}
_SIGNS = (("。", " "), ("；", "; "), ("，", ", "), (" = ", " = "), (" + ", " + "), (" − ", " − "), (" ÷ ", " ÷ "),
          ("、", ", "))
_BRACKETS = {"（": 1, "“": 1, "《": 1, "「": 1, "）": -1, "”": -1, "》": -1, "」": -1}
# What stands before a bracket closes no other one.
_WITHIN = {"）": "(?:[^（）]|（[^（）]*）)+?", "”": "[^“”]+?", "》": "[^《》]+?", "」": "[^「」]+?"}
_TERM = re.compile(rf"(?P<label>.+?) (?P<value>{_NUMBER}%?)")
_ASIDE = re.compile(r"(?P<label>.*)（(?P<aside>[^（）]+)）")
_BRACKETED = re.compile(r"（(?P<all>.+)）")
_FILE = re.compile(r"(?P<label>.+\.\w{2,5})：(?P<part>.+)")
_OF = re.compile(r"(?P<label>[^：]+)：(?P<part>.+)")
_ONE = re.compile(r"(?<![\d.,−-])1 ([a-z]+)")

# What a store answers in the loaders' words: these columns of any question, and `label` of these questions.
OURS = {"check_label", "basis", "exceptions", "equation", "message", "place", "repair", "repairs", "repairs_text",
        "explained", "origin_note", "reason", "choice", "caption", "corner", "row_path", "col_path", "table_label",
        "unit_head", "unit", "identity", "evidence"}
BEGINNING = {"place", "check_label", "label", "basis"}
LABELLED = {"report/labels", "report/tables", "anomalies/checks", "agency/addresses", "corrections",
            "compare/corrections"}


def spoken(text: str) -> str:
    """The text in the language spoken now; itself where that is the data's own."""
    chosen = language()
    return text if chosen == LANGUAGES[0] or not _FOREIGN.search(text) else _spoken(chosen, text)


def frame(question: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of a question with the loaders' words spoken; the rows themselves in the data's own language."""
    if language() == LANGUAGES[0]:
        return rows
    ours = [name for name in rows if name in OURS or name == "label" and question in LABELLED]
    return rows.assign(**{name: rows[name].map(_begun if name in BEGINNING else _whole) for name in ours}) \
        if ours else rows


def _begun(value):
    """A text that stands by itself, and so begins with a capital letter."""
    return (said := spoken(value))[:1].upper() + said[1:] if isinstance(value, str) else value


def _whole(value):
    """A text, or the texts within a list or a record of a cell."""
    if isinstance(value, str):
        return spoken(value)
    if isinstance(value, dict):
        return {k: v if k in ("quote", "value") and "source" in value else _whole(v) for k, v in value.items()}
    return [_whole(v) for v in value] if hasattr(value, "__iter__") else value


@lru_cache(maxsize=50_000)
def _spoken(chosen: str, text: str) -> str:
    known, sentences = _book(chosen)
    if text in known:
        return known[text]
    for literals, pattern, written in sentences:
        if all(part in text for part in literals) and (found := pattern.fullmatch(text)):
            places = {k: Counted(v.replace("、", ", ") if k == "members" else v if k in _KEPT else _inner(chosen, v))
                      for k, v in found.groupdict().items()}
            return _ONE.sub(_singular, written.format_map(places))
    put = _apart(lambda part: _inner(chosen, part), text)
    return text if put is None else _ONE.sub(_singular, put)


def _inner(chosen: str, text: str) -> str:
    return _spoken(chosen, text) if _FOREIGN.search(text) else text


def _apart(say: Callable[[str], str], text: str) -> str | None:
    """Put together of its parts; None where no part of it is known."""
    if (found := _FILE.fullmatch(text)) and (said := say(found["part"])) != found["part"]:
        return f"{found['label']}: {said}"
    for sign, instead in _SIGNS:
        parts = _split(text, sign)
        if len(parts) > 1:
            return _if_said(text, [say(part) for part in parts], parts, instead)
    for pattern, written in ((_TERM, "{} {}"), (_ASIDE, "{} ({})"), (_BRACKETED, "({})"), (_OF, "{}: {}")):
        if found := pattern.fullmatch(text):
            parts = list(found.groups())
            said = _if_said(text, [say(part) for part in parts], parts, "\0")
            return said and written.format(*said.split("\0")).strip()
    return None


def _if_said(text: str, said: list[str], parts: list[str], instead: str) -> str | None:
    known = [s for s, part in zip(said, parts) if s != part] or not _HAN.search(text)
    return instead.join(said).strip() if known else None


def _split(text: str, sign: str) -> list[str]:
    """Parts of the text at a sign that stands in no brackets or quotation marks; a stop stays with its sentence."""
    parts, depth, start = [], 0, 0
    for i, letter in enumerate(text):
        depth = max(depth + _BRACKETS.get(letter, 0), 0)
        if not depth and text.startswith(sign, i) and i >= start:
            parts.append(text[start:i + len(sign) if sign == "。" else i])
            start = i + len(sign)
    parts = [part for part in (*parts, text[start:]) if part]
    return parts if len(parts) > 1 else [text]


def _singular(found: re.Match) -> str:
    return f"1 {listed('numbers.one').get(found[1], found[1])}"


@cache
def words(chosen: str) -> dict[str, str]:
    """The loaders' single words, Chinese -> as the language says them."""
    tables = tomllib.loads((FOLDER / chosen / "form" / "words.toml").read_text("utf-8")).values()
    return {zh: typeset(chosen, said) for table in tables for zh, said in table.items()}


@cache
def _book(chosen: str) -> tuple[dict[str, str], list[tuple[tuple[str, ...], re.Pattern, str]]]:
    """Words, and sentences as (what must stand in them, pattern, how it is said)."""
    folder = FOLDER / chosen / "form"
    pairs = [pair for name in _FILES for table in tomllib.loads((folder / f"{name}.toml").read_text("utf-8")).values()
             for pair in table]
    pairs.sort(key=lambda pair: -len(re.sub(r"\{\w+\}", "", pair[0])))  # the most exact one first
    return words(chosen), [(*_pattern(zh), typeset(chosen, said)) for zh, said in pairs]


def _pattern(zh: str) -> tuple[tuple[str, ...], re.Pattern]:
    parts = re.split(r"\{(\w+)\}", zh)  # every second one is a place
    names = parts[1::2]
    kinds = {p: _kind(p, after[:1]) for p, after in zip(names, parts[2::2])}
    places = (f"(?P={p})" if p in names[:i] else f"(?P<{p}>{kinds[p]})" for i, p in enumerate(names))
    written = "".join(re.escape(part) + next(places, "") for part in parts[::2])
    return tuple(sorted(filter(None, parts[::2]), key=len, reverse=True)), re.compile(written, re.S)


def _kind(place: str, after: str) -> str:
    """What may stand in a place before the sign `after`."""
    if place in _NUMBERS:
        return _NUMBER
    if after in _WITHIN and place not in _KEPT:
        return _WITHIN[after]
    return _LIMITED.get(place) or ("[^ ；。]+?" if place in _WORDS else ".+?")
