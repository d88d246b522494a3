"""Copied text: the copies that the demonstration planted in its documents, against what the snapshot tells.

In:   a built demonstration with its truth.json.
Out:  measure(), score(): how many are found, how much of what is told is of them; table().
Promise: a copy is known by the origin of its sentences, not by comparing text. Copied: six tenths or more. About that
line a sentence decides, so what shares a half is no false alarm, and what shares seven tenths must be found. Parts with
less than 100 characters of their own are left out.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from loaders.similar import Section, chosen, own_lengths
from loaders.warehouse import Stored, current
from tests.bench.markdown import table as markdown

LINE, SURELY, PERHAPS = 0.6, 0.7, 0.5
LONG = 100


def measure(folder: Path) -> dict[str, int]:
    """n_planted, n_found, n_told, n_right."""
    stored = Stored(current(folder))
    reports = stored.rows("reports")
    years = [y for y in reports["year"].unique().to_pylist() if y is not None]
    parts = [part for year in sorted(years) for part in chosen(stored.rows("sections", year), reports)]
    truth = json.loads((folder / "truth.json").read_text("utf-8"))["copied"]
    return score(truth, stored.rows("similarities").to_pylist(), parts)


def score(truth: Iterable[dict], rows: Iterable[dict], parts: list[Section]) -> dict[str, int]:
    """n_planted copies of parts that were read, n_found of these; n_told pairs above the line, n_right of these. Of
    more than three agencies with the same text the three most alike are told: the others count as found."""
    truth = list(truth)
    long = {(p.agency_id, p.year, p.number) for p, n in zip(parts, own_lengths(parts)) if n >= LONG}
    planted = {_pair(t, "of_") for t in truth if t["share"] >= SURELY and {_part(t), _part(t, "of_")} <= long}
    allowed = {_pair(t, "of_") for t in truth if t["share"] >= PERHAPS}
    told = {_pair(r, "other_") for r in rows if r["share"] >= LINE}
    crowded = [pair[:3] for pair in told]
    found = {pair for pair in planted if pair in told or crowded.count(pair[:3]) >= 3}
    return {"n_planted": len(planted), "n_found": len(found), "n_told": len(told), "n_right": len(told & allowed)}


def _part(row: dict, of: str = "") -> tuple:
    return row[f"{of}agency_id"], row[f"{of}year"], row[f"{of}section"]


def _pair(row: dict, of: str) -> tuple:
    """A part, and whose text it has: its own of before, or that of an agency, of whatever year."""
    who = row["kind"] if row["kind"] == "own" else row[f"{of}agency_id"]
    return row["agency_id"], row["year"], row["section"], who


def table(found: dict[str, int]) -> str:
    return markdown(["演示文件里的雷同文字", "植入", "找到", "报出", "其中属于植入"],
                    [["六成以上", *(found[name] for name in ("n_planted", "n_found", "n_told", "n_right"))]])
