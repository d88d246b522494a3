"""`disclosure place`: the reports whose agency or year waits for a person, and what that person decides.

In:   the snapshot in use; placements.csv; a document's name, or the beginning of its sha256.
Out:  queue(), one object a waiting report; decide_one() and undo(), which write placements.csv.
Promise: only that file is written, whole or not at all; the next build applies it. A decision that the build would
refuse is refused here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loaders.build.listing import NothingReadable
from loaders.errors import StoreUnusable
from loaders.identify.doubts import WORDS
from loaders.placements import COLUMNS, FILE, Placement, Placements, decide
from loaders.reference_rows import read_rows, replace_rows
from loaders.register import Register
from loaders.warehouse import Stored, current

SHORTEST = 8  # characters of a sha256 that name a document


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line said; "" where it said nothing."""

    agency_id: str = ""
    agency: str = ""
    district: str = ""
    year: str = ""
    note: str = ""
    as_read: bool = False


def stored(data: Path) -> Stored:
    folder = current(data)
    if folder is None:
        raise StoreUnusable(f"{data / 'warehouse'} 中还没有数据版本。请先运行 disclosure build。")
    return Stored(folder)


def queue(data: Path) -> list[dict]:
    """The reports with a doubt, by document; `decision`: what placements.csv already says and a build will apply."""
    held = stored(data)
    placements = Placements.load(data / "reference" / FILE, Register.load(data / "reference"))
    names = {row["sha256"]: row["name"] for row in held.documents if row["status"] == "loaded"}
    rows = [row for row in held.rows("reports").to_pylist() if row["doubts"]]
    return sorted((_waiting(row, names[row["sha256"]], placements) for row in rows), key=lambda one: one["document"])


def _waiting(row: dict, name: str, placements: Placements) -> dict:
    decided = placements.of(row["sha256"], name)
    is_known = not row["agency_id"].startswith("unknown-")
    return {
        "document": name, "sha256": row["sha256"], "report_id": row["report_id"], "agency": row["agency_label"],
        "agency_id": row["agency_id"] if is_known else None, "district": row["district_id"], "year": row["year"],
        "title": row["title"], "doubts": row["doubts"],
        "candidates": [dict(zip(("district", "label"), text.split(" ", 1))) for text in row["candidates"]],
        "evidence": row["identity"], "decision": told(decided) if decided else None}


def told(placement: Placement) -> dict:
    return {"agency_id": placement.agency_id, "agency": placement.agency, "district": placement.district,
            "year": placement.year, "note": placement.note, "decided_on": placement.decided_on}


def find(data: Path, name: str) -> dict:
    """The report row of a document, with its name. Raises NothingReadable where no read document is so called."""
    held = stored(data)
    rows = {row["sha256"]: row for row in held.rows("reports").to_pylist()}
    found = [d for d in held.documents if d["status"] == "loaded" and d["sha256"] in rows and (
        d["name"] == name or Path(d["name"]).name == name or len(name) >= SHORTEST and d["sha256"].startswith(name))]
    exact = [d for d in found if d["name"] == name] or found
    if not exact:
        raise NothingReadable(f"没有读到名为“{name}”的年报。请用 disclosure place 列出的文件名，"
                              f"或它 sha256 的前 {SHORTEST} 位以上。")
    if len(exact) > 1:
        several = "、".join(sorted(d["name"] for d in exact)[:5])
        raise NothingReadable(f"“{name}”对应 {len(exact)} 份文件：{several}。请写完整的文件名或 sha256。")
    return rows[exact[0]["sha256"]] | {"document": exact[0]["name"]}


def decide_one(data: Path, name: str, wish: Wish) -> dict:
    """Write what was decided of one document, in place of an earlier decision; gives it as the build will apply it.
    Raises BadForm where the build would refuse it."""
    register, path = Register.load(data / "reference"), data / "reference" / FILE
    row, before = find(data, name), read_rows(path, COLUMNS)
    line = {"document": row["document"], "sha256": row["sha256"], "agency_id": wish.agency_id, "agency": wish.agency,
            "district_id": wish.district, "year": wish.year, "note": wish.note,
            "decided_on": date.today().isoformat()}
    if wish.as_read:
        line |= {"agency": wish.agency or row["agency_label"] or "", "year": wish.year or str(row["year"] or ""),
                 "district_id": wish.district or row["district_id"] or ""}
    agency_id, agency, district, year = decide(
        "disclosure place", line["agency_id"], line["agency"], line["district_id"], line["year"], register)
    replace_rows(path, COLUMNS, [other for _, other in before if not _same(other, row)] + [line])
    final_id, final_year = agency_id or row["agency_id"], year or row["year"]
    beside = [d["document"] for d in _same_report(data, final_id, final_year) if d["sha256"] != row["sha256"]]
    return {"document": row["document"], "sha256": row["sha256"], "agency_id": final_id,
            "agency": agency or row["agency_label"], "district": district or row["district_id"], "year": final_year,
            "beside": beside, "is_undone": False}


def undo(data: Path, name: str) -> dict:
    """Take back what was decided of one document. Raises NothingReadable where nothing was."""
    path = data / "reference" / FILE
    before = read_rows(path, COLUMNS)
    row = {"document": name, "sha256": name}
    if not any(_same(other, row) for _, other in before):
        row = find(data, name)
    kept = [other for _, other in before if not _same(other, row)]
    if len(kept) == len(before):
        raise NothingReadable(f"{FILE} 中没有“{name}”这份文件，无可撤回。")
    replace_rows(path, COLUMNS, kept)
    return {"document": row["document"], "sha256": row["sha256"], "agency_id": None, "agency": None, "district": None,
            "year": None, "beside": [], "is_undone": True}


def _same(line: dict, row: dict) -> bool:
    return line["sha256"] == row["sha256"] if line["sha256"] else line["document"] == row["document"]


def _same_report(data: Path, agency_id: str, year: int | None) -> list[dict]:
    held = stored(data)
    return [{"document": d["name"], "sha256": d["sha256"]} for d in held.documents if d["status"] == "loaded"
            and (d["agency_id"], d["year"]) == (agency_id, year)]


def queue_lines(found: list[dict]) -> Iterator[str]:
    """The queue as people read it."""
    for one in found:
        yield f"■ {one['document']}"
        yield "  " + "；".join(WORDS.get(name, name) for name in one["doubts"])
        yield (f"  读作：{one['agency'] or '机关不明'}，区划 {one['district'] or '不明'}，年度 {one['year'] or '不明'}"
               + (f"，标题“{one['title']}”" if one["title"] else ""))
        if one["candidates"]:
            yield "  可能是：" + "；".join(f"{c['district']} {c['label']}" for c in one["candidates"])
        for clue in one["evidence"]:
            if clue["field"] in ("agency", "district", "year"):
                yield f"  依据：{clue['source']}：{clue['quote']}" + (f" → {clue['value']}" if clue["value"] else "")
        if one["decision"]:
            yield f"  已确定，下次 disclosure build 生效：{_said(one['decision'])}"
    if found:
        n_decided = sum(one["decision"] is not None for one in found)
        yield f"共 {len(found)} 份待确定归属，其中 {n_decided} 份已确定、待下次 disclosure build 生效。"
    else:
        yield "没有待确定归属的年报。"


def decision_line(made: dict) -> str:
    """What the next build will do."""
    if made["is_undone"]:
        return f"已撤回对 {made['document']} 的确定；下次 disclosure build 会重读这一份，恢复为文件自己所说的归属。"
    beside = f"与 {'、'.join(made['beside'])} 属同一机关同一年度，将择一采用。" if made["beside"] else ""
    return f"已记入 {FILE}。下次 disclosure build 会把 {made['document']} 归入 {_said(made)}。{beside}"


def _said(decision: dict) -> str:
    agency = f"{decision['agency']}（{decision['agency_id']}）" if decision["agency"] else "原机关"
    return agency + (f" {decision['year']} 年度" if decision["year"] else "")
