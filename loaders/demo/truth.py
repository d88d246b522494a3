"""What is in the rendered documents, cell by cell, and which faults they carry.

In:   the filings with their paths and layouts.
Out:  truth(): the content of truth.json; dumped(), its text.
Promise: enough to judge a reader and the checks without the program that rendered.

{"documents": [{path, sha256, kind: report | copy | second | spoilt, ...}], "faults": [...], "copied": [...]}
A report has agency, agency_id, district, year, edition, scope, format, layout, manner, title, published_on,
figures {"table/item/column": {state, value, raw}} and statements [{meaning, value, unit, quote, section,
is_approximate}].
`copy` has copy_of; `second` (another rendering of the same report) has second_of; `spoilt` has refused, the kind.
A copied part has path, agency_id, year, section, the same of the other one with of_, kind (own | peer), share (of its
characters, by sentences) and how (verbatim | numbers | paraphrased | some; "" where both stand in a chain of copies).
A fault has kind, agency_id, year, path, changed [{address, true, printed}] and breaks [{check, year, path, address}];
what must be told without a number having been changed (a part that lacks, a late day) is one too, nothing changed.
What the prose says wrongly has stated {name, true, printed}, the name one of wording.toml.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from loaders.demo.arithmetic import Broken
from loaders.demo.filing import Filing
from loaders.demo.layout import Layout
from loaders.demo.names import words

_LEAST_SHARE = 1 / 3


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def of_report(filing: Filing, layout: Layout) -> dict:
    """The entry of one rendered report, without its path."""
    return {
        "agency": filing.printed_agency, "agency_id": filing.agency.agency_id,
        "district": filing.agency.district.district_id, "year": filing.year, "edition": filing.told,
        "scope": filing.agency.scope, "format": layout.format, "layout": layout.id, "manner": filing.manner.id,
        "title": filing.prose.title, "published_on": filing.published_on and filing.published_on.isoformat(),
        "figures": {f"{f.table}/{f.item}/{f.column}": {"state": f.state, "value": _number(f.value), "raw": f.raw,
                                                              **({"unit": f.unit} if f.unit else {})}
                    for f in filing.figures()},
        "statements": [{"meaning": s.meaning, "value": _number(s.value), "unit": s.unit, "quote": s.quote,
                        "section": s.section, "is_approximate": s.is_approximate} for s in filing.prose.statements]}


_UNDATED_IN = frozenset({"html", "markdown", "text"})  # in other formats a report without a day is told of nobody


def of_faults(filings: Iterable[Filing], paths: Mapping[tuple[str, int], str],
              formats: Mapping[tuple[str, int], str]) -> list[dict]:
    """Every planted fault, and what else must be told; `paths` and `formats` map (agency_id, year) to the document."""
    out = []
    for filing in filings:
        who = filing.agency.agency_id
        for fault in filing.faults:
            out.append({
                "kind": fault.kind, "agency_id": who, "year": fault.year, "path": paths[who, fault.year],
                "changed": [{"address": "/".join(key), "true": _number(true), "printed": _number(printed)}
                            for key, (true, printed) in fault.changed.items()],
                "breaks": [_told(b, paths[who, b.year]) for b in fault.breaks],
                **({"stated": _stated(*fault.stated)} if fault.stated else {})})
        out += [{"kind": b.identity, "agency_id": who, "year": b.year, "path": paths[who, b.year], "changed": [],
                 "breaks": [_told(b, paths[who, b.year])]} for b in filing.remarks
                if b.identity != "undated" or formats[who, b.year] in _UNDATED_IN]
    return out


def _stated(name: str, true: Decimal, printed: Decimal) -> dict:
    return {"name": name, "true": _number(true), "printed": _number(printed)}


def _told(b: Broken, path: str) -> dict:
    check = words("manners")["checks"][b.identity].format(item=b.key[1], table=b.key[0])
    return {"check": check, "year": b.year, "path": path, "address": "/".join(b.key)}


def of_copies(filings: Iterable[Filing], paths: Mapping[tuple[str, int], str]) -> list[dict]:
    """Every part that shares a third or more of what it tells with the agency's report before or with another agency's
    of that year or before: by the sentences' origins, not by comparing text."""
    told = {(f.agency.agency_id, f.year, part): story for f in filings for part, story in f.stories.items()}
    places, last, out = defaultdict(set), {}, []
    for key, story in told.items():
        for sentence in story.sentences:
            places[sentence.origin].add(key)
    for agency, year in sorted(paths):
        last[agency, year] = max((y for a, y in paths if a == agency and y < year), default=None)
    for key, story in told.items():
        agency, year, part = key
        for other in sorted({k for s in story.sentences for k in places[s.origin] if k != key and k[1] <= year}):
            is_own = other[0] == agency
            share = story.share_of(told[other])
            if share >= _LEAST_SHARE and (not is_own or other == (agency, last[agency, year], part)):
                how = story.copied.how if story.copied and story.copied.of == other else ""
                out.append({"path": paths[key[:2]], "agency_id": agency, "year": year, "section": part,
                            "of_path": paths[other[:2]], "of_agency_id": other[0], "of_year": other[1],
                            "of_section": other[2], "kind": "own" if is_own else "peer", "share": round(share, 3),
                            "how": how})
    return out


def dumped(documents: list[dict], faults: list[dict], copied: list[dict]) -> str:
    """The text of truth.json: one document, fault or copied part a line."""
    def lines(rows: list[dict]) -> str:
        return ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)

    parts = (f'"{name}":[\n{lines(rows)}\n]' for name, rows in (
        ("documents", documents), ("faults", faults), ("copied", copied)))
    return "{" + ",\n".join(parts) + "}\n"
