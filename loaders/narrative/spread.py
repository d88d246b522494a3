"""Numbers given in one list for several things, spelled out one by one.

In:   a sentence, tight (loaders.form.phrases): 予以公开、部分公开分别为20件、3件; 维持和纠正各1件.
Out:  spread(), the sentence with each number behind its own words: 予以公开20件,部分公开3件.
Promise: only a list with as many numbers as names is taken apart; any other stays as it is, and 分别 before a number
gives no statement.
"""

import re
from functools import lru_cache

from loaders.form.phrases import pattern, words

_JOINED = "(?:、|以及|和|及|与)"
_NUMERALS = "0-9〇○一二三四五六七八九十百千零两"


@lru_cache(maxsize=1)
def _lists() -> tuple[re.Pattern, re.Pattern, re.Pattern]:
    """(several names with several numbers, several names with one number each, one number)."""
    said = words()["spread"]
    number = f"(?:百分之)?<NUMBER>(?:{said['unit']})?"
    several = (f"(?P<names>[^,;:。()]{{2,90}}?)?(?P<share>{said['share']})?(?:{said['link']})?分别(?:{said['verb']})?"
               f"(?P<also>{said['share']})?(?P<values>{number}(?:(?:{_JOINED}|,){number})+)")
    each = (f"(?P<names>[^,;:。()]{{2,60}}?)(?:{said['link']})?[各均](?:{said['verb']})?"
            f"(?P<value><NUMBER>(?:{said['unit']}))")
    return pattern(several), pattern(each), pattern(number)


def spread(sentence: str) -> str:
    """The sentence with its lists spelled out."""
    if not any(word in sentence for word in "别各均"):
        return sentence
    several, each, _ = _lists()
    names: list[str] = []

    def one_by_one(match: re.Match) -> str:
        nonlocal names
        found = _names(match["names"]) if match["names"] else names
        values, rest = _values(match["values"], len(found))
        if len(found) < 2 or len(values) != len(found):
            return match[0]
        names, share = found, "占" if match["share"] or match["also"] else ""
        return ",".join(name + share + value for name, value in zip(found, values)) + rest

    def alike(match: re.Match) -> str:
        found = _names(match["names"])
        return ",".join(name + match["value"] for name in found) if len(found) > 1 else match[0]

    return each.sub(alike, several.sub(one_by_one, sentence))


def _names(text: str) -> list[str]:
    """The things a list names. What the first one begins with (政府信息公开) or the last one ends in (申请) is said of
    all of them."""
    said, found = words()["spread"], [name for name in re.split(_JOINED, text) if name]
    if len(found) < 2:
        return found
    if (ends := pattern(f"(?:{said['ends']})$").search(found[-1])) and ends.start():
        found = [name if name.endswith(ends[0]) else name + ends[0] for name in found]
    if begins := pattern(said["begins"]).search(found[0]):
        found = [found[0], *(name if begins[0] in name else begins[0] + name for name in found[1:])]
    return found


def _values(text: str, wanted: int) -> tuple[list[str], str]:
    """The numbers of a list, each with the unit of the last one; and what stands behind the last number wanted."""
    found = list(_lists()[2].finditer(text))
    rest = text[found[wanted - 1].end():] if len(found) > wanted > 1 else ""
    if rest and not rest.startswith(","):
        return [], ""
    values = [match[0] for match in found[:wanted]]
    unit = re.sub(rf"^(?:百分之)?[{_NUMERALS},.]*", "", values[-1])
    return [value + unit if re.search(f"[{_NUMERALS}]$", value) else value for value in values], rest
