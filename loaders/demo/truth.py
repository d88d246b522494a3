"""What is in the rendered documents, cell by cell, and which faults they carry.

In:   the filings with their paths and layouts.
Out:  truth(): the content of truth.json; dumped(), its text.
Promise: enough to judge a reader and the checks without the program that rendered.

{"documents": [{path, sha256, kind: report | copy | second | spoilt, ...}], "faults": [...]}
A report has agency, agency_id, district, year, edition, scope, format, layout, manner, title, published_on,
figures {"table/item/column": {state, value, raw}} and statements [{meaning, value, unit, quote, section,
is_approximate}].
`copy` has copy_of; `second` (another rendering of the same report) has second_of; `spoilt` has refused, the kind.
A fault has kind, agency_id, year, path, changed [{address, true, printed}] and breaks [{check, year, path, address}].
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from loaders.demo.filing import Filing
from loaders.demo.layout import Layout
from loaders.demo.names import words


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


def of_faults(filings: Iterable[Filing], paths: Mapping[tuple[str, int], str]) -> list[dict]:
    """Every planted fault; `paths` maps (agency_id, year) to the document."""
    checks, out = words("manners")["checks"], []
    for filing in filings:
        who = filing.agency.agency_id
        for fault in filing.faults:
            out.append({
                "kind": fault.kind, "agency_id": who, "year": fault.year, "path": paths[who, fault.year],
                "changed": [{"address": "/".join(key), "true": _number(true), "printed": _number(printed)}
                            for key, (true, printed) in fault.changed.items()],
                "breaks": [{"check": checks[b.identity].format(item=b.key[1]), "year": b.year,
                            "path": paths[who, b.year], "address": "/".join(b.key)} for b in fault.breaks]})
    return out


def dumped(documents: list[dict], faults: list[dict]) -> str:
    """The text of truth.json: one document or fault a line."""
    def lines(rows: list[dict]) -> str:
        return ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)

    return f'{{"documents":[\n{lines(documents)}\n],\n"faults":[\n{lines(faults)}\n]}}\n'
