"""The words of a report: title, six sections, signature; every number in them agrees with the tables.

In:   wording.toml; the printed numbers of the year and of the year before.
Out:  Prose, write().
Promise: a sentence states only numbers that the tables print; where a cell is empty its sentence is left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from loaders.demo.chance import Chance
from loaders.demo.figures import Key
from loaders.demo.manner import Manner
from loaders.demo.names import Agency, words
from loaders.form import Edition
from loaders.form import Section as Heading
from loaders.report import Part, Section, Statement

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Prose:
    """`sections` as printed (the text of 二, 三 and 四 stands before their tables); `closing`: signature and date."""

    title: str
    note: str
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    closing: tuple[str, ...]
    is_dated: bool
    slots: Mapping[str, Decimal] = field(default_factory=dict)  # what its sentences state, by the name of wording.toml
    other_year: int | None = None  # that the period of the figures names by mistake


def _numbers(v: Mapping[Key, Decimal | None], before: Mapping[Key, Decimal | None] | None) -> dict[str, Decimal]:
    """What sentences may state, by the name of wording.toml; a sum with an empty cell is left out."""
    out = {}
    for name, terms in words("wording")["stated"].items():
        cells = [v.get(tuple(term.split("/"))) for term in terms]
        if all(c is not None for c in cells):
            out[name] = sum(cells, Decimal(0))
    new = ("requests", "new", "total")
    if before and before.get(new) and v.get(new) is not None and before[new] > 0:
        change = round((v[new] / before[new] - 1) * 100, 2)
        out["growth" if change >= 0 else "decline"] = abs(change)
    if out.get("answered") and "granted" in out:
        out["granted_share"] = round(out["granted"] / out["answered"] * 100, 1)
    return out


def _forms(numbers: Mapping[str, Decimal]) -> dict[str, str]:
    """Each number as sentences print it: name plain, name_wide in full-width digits, name_han in Chinese numerals."""
    plain = {name: f"{n.normalize():f}" for name, n in numbers.items()}
    wide = {f"{name}_wide": text.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789."}) for name, text in
            plain.items()}
    return plain | wide | {f"{name}_han": _han(int(n)) for name, n in numbers.items() if n == int(n) and 0 <= n < 10**8}


def _han(n: int) -> str:
    """A whole number below a hundred million in Chinese numerals: 305 三百零五."""
    said = words("wording")["numbers"]
    digits, units = "零" + said["han"][:9], said["units"]
    if n >= 10**4:
        low = n % 10**4
        return _han(n // 10**4) + said["myriad"] + (
            "" if not low else ("零" if low < 1000 else "") + _han(low))
    text = "".join(digits[int(d)] + (units[len(str(n)) - 1 - at] if d != "0" else "") for at, d in enumerate(str(n)))
    return re.sub("零+", "零", text).rstrip("零") or "零"


def _written(day: date) -> str:
    """A date in Chinese numerals: 二〇二四年一月十八日."""
    digits, han = "〇" + words("wording")["numbers"]["han"][:9], words("wording")["numbers"]["han"]

    def small(n: int) -> str:
        tens, ones = divmod(n, 10)
        return ("" if tens < 2 else digits[tens]) + (han[9] if tens else "") + (digits[ones] if ones else "")

    return "".join(digits[int(c)] for c in str(day.year)) + f"年{small(day.month)}月{small(day.day)}日"


def _belongs(part: Mapping, section: int | None, scope: str, numbers: Mapping[str, Decimal]) -> bool:
    """Whether a paragraph of wording.toml has its place in this section of this report."""
    return (part["section"] == section and part.get("scope", scope) == scope
            and ("when" not in part or numbers.get(part["when"], 0) > 0)
            and not numbers.get(part.get("when_not", ""), 0))


def _parts(form: Edition, heading: Heading) -> list[Mapping]:
    """The paragraphs for a part of a report: those of the six parts, or those of the editions before them."""
    if all(section.number is not None for section in form.sections):
        return words("wording")["part"]
    return [{**part, "section": heading.number} for part in words("wording")["older"]["part"]
            if part["heading"] in heading.headings]


def _fits(sentence: str, known: Mapping[str, object]) -> bool:
    return all(name in known for name in _SLOT.findall(sentence))


def _stated(sentence: str, known: Mapping[str, object], numbers: Mapping[str, Decimal],
            section: int) -> list[Statement]:
    """The numbers that a sentence states, each quoted with its clause; words such as 未收取 state a nought."""
    text, out = words("wording"), []
    for slot in _SLOT.findall(sentence):
        name = re.sub("_(?:wide|han)$", "", slot)
        if name in numbers and name in text["meaning"]:
            clause = next((c for c in re.split("[，。；]", sentence) if "{" + slot + "}" in c), sentence)
            meaning = text["meaning"][name]
            out.append(Statement(meaning["id"], meaning.get("sign", 1) * numbers[name], meaning["unit"],
                                 clause.format(**known), section, is_approximate=meaning.get("is_round", False)))
    return out + [Statement(text["meaning"][name]["id"], Decimal(0), text["meaning"][name]["unit"], phrase, section)
                  for phrase, name in text["nil"].items() if phrase in sentence]


def _broken_down(sentence: str, known: Mapping[str, object], numbers: Mapping[str, Decimal],
                 section: int) -> list[Statement]:
    """The wholes that a sentence states with their parts."""
    slots = [re.sub("_(?:wide|han)$", "", slot) for slot in _SLOT.findall(sentence)]
    return [Statement("breakdown", numbers[one["whole"]], one["unit"], sentence.format(**known), section,
                      parts=tuple(Part(name, numbers[name]) for name in one["parts"]),
                      is_exhaustive=one.get("is_exhaustive", False))
            for one in words("wording")["breakdown"] if one["whole"] in slots and set(one["parts"]) <= set(slots)]


def write(agency: Agency, year: int, form: Edition, manner: Manner, v: Mapping[Key, Decimal | None],
          before: Mapping[Key, Decimal | None] | None, day: date, chance: Chance,
          slip: Mapping[str, Decimal] | None = None) -> Prose:
    """The prose of one report; `slip`: numbers that it states wrongly, by the name of wording.toml."""
    text, name = words("wording"), agency.name_in(year)
    made_up = {"more": chance.randint(40, 900), "fee": chance.randint(1, 60) * 10,
               "roughly": chance.randint(4, 99) * 100, "some": chance.randint(1, 30)}
    if not form.tables:
        made_up["asked"] = chance.randint(1, 90)
    listed = {"duties": made_up["some"], "news": made_up["more"], "others": made_up["roughly"] // 100}
    made_up |= listed | {"listed": sum(listed.values())}
    numbers = {**_numbers(v, before), **{name: Decimal(n) for name, n in made_up.items()}, **(slip or {})}
    known = {**_forms(numbers), "agency": name, "short": agency.short_label,
             "place": agency.district.label, "whole": "全" + agency.district.label[-1], "year": year, "next": year + 1,
             "iso": day.isoformat(), "written": _written(day), "published": f"{day.year}年{day.month}月{day.day}日"}
    sections, statements, wholes, used = [], [], [], set()
    for heading in form.sections:
        if heading.number == 6 and not manner.section_six and 6 not in {t.section for t in form.tables}:
            continue
        fitting = [[s for s in part["any_of"] if _fits(s, known)] for part in _parts(form, heading)
                   if _belongs(part, heading.number, agency.scope, numbers)]
        sentences = [chance.one(choice) for choice in fitting if choice]
        for sentence in sentences:
            statements += _stated(sentence, known, numbers, heading.number)
            wholes += _broken_down(sentence, known, numbers, heading.number)
            used |= {re.sub("_(?:wide|han)$", "", slot) for slot in _SLOT.findall(sentence)}
        title = chance.one(heading.headings[:1] * 3 + heading.headings)
        sections.append(Section(heading.number, title, "\n".join(s.format(**known) for s in sentences)))
    dated = chance.choices(text["dated"], [block.get("share", 1) for block in text["dated"]])[0]
    closing = (name, dated["closing"].format(**known))
    return Prose(chance.one(text["title"]["any_of"]).format(**known), dated["note"].format(**known), tuple(sections),
                 (*statements, *wholes), tuple(line for line in closing if line), dated["is_dated"],
                 {name: number for name, number in numbers.items() if name in used})
