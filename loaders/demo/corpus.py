"""The fictional province as a data root: documents in every format, the register, the truth.

In:   a folder, a number of agencies, years.
Out:  render().
Promise: the folder appears whole or not at all; a folder that holds anything but demonstration data is not touched;
the same arguments give the same bytes.
"""

import csv
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.demo.chance import Chance
from loaders.demo.filing import Filing
from loaders.demo.layout import Layout, layouts
from loaders.demo.names import words
from loaders.demo.province import SEED, Province, province
from loaders.demo.sheet import sheet
from loaders.demo.spoilt import spoil
from loaders.demo.truth import dumped, of_copies, of_faults, of_report
from loaders.demo.writers import write
from loaders.errors import StoreUnusable


@dataclass(frozen=True, slots=True)
class Piece:
    """A document to be: its filing, its layout, its path under the reports folder."""

    filing: Filing
    layout: Layout
    path: str


def _path(filing: Filing, layout: Layout, name: str) -> str:
    named = name.format(agency=filing.printed_agency, year=filing.year,
                        code=f"{filing.agency.agency_id[-8:]}_{filing.year % 100}")
    return f"{filing.agency.district.city}/{named}.{words('layouts')['file']['suffixes'][layout.format]}"


def pieces(whole: Province, seed: int) -> list[Piece]:
    """A layout and a name for each filing; an agency often keeps both. The first filings show every layout once."""
    pool, names = layouts(), words("layouts")["file"]["names"]
    weights, habits, out = [x.share for x in pool], {}, []
    order = Chance.of(seed, "layouts").sample(range(len(whole.filings)), len(whole.filings))
    shown = dict(zip(order, pool))
    for n, filing in enumerate(whole.filings):
        chance = Chance.of(seed, filing.agency.agency_id, filing.year, "layout")
        usual = habits.setdefault(filing.agency.agency_id, (chance.choices(pool, weights)[0], chance.one(names)))
        layout = usual[0] if chance.happens(0.4) else chance.choices(pool, weights)[0]
        name = usual[1] if chance.happens(0.6) else chance.one(names)
        layout = shown.get(n, layout)
        out.append(Piece(filing, layout, _path(filing, layout, name)))
    return out


def _save(folder: Path, path: str, data: bytes) -> dict:
    """Write one document; its path and checksum for the truth."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:  # two documents never share a name
        file.write(data)
    return {"path": path, "sha256": hashlib.sha256(data).hexdigest()}


def _extras(folder: Path, made: list[Piece], whole: Province) -> Iterator[dict]:
    """A copy of one file, a second rendering of another report, and the files that must be refused."""
    sound = [p for p in made if not (p.filing.faults or p.filing.remarks)] or made
    first, other = sound[0], sound[len(sound) // 2]
    data, name = (folder / first.path).read_bytes(), Path(first.path)
    file, pool = words("layouts")["file"], {x.format: x for x in reversed(layouts())}
    copy = str(name.with_name(file["copy"].format(name=name.stem) + name.suffix))
    yield {**_save(folder, copy, data), "kind": "copy", "copy_of": first.path}
    layout = pool["html" if other.layout.format != "html" else "docx"]
    yield {**_save(folder, _path(other.filing, layout, file["second"]), write(sheet(other.filing, layout))),
           "kind": "second", "second_of": other.path, **of_report(other.filing, layout)}
    docx = write(sheet(other.filing, pool["docx"]))
    for row in words("layouts")["spoilt"]:
        path = f"{other.filing.agency.district.city}/{row['name']}"
        yield {**_save(folder, path, spoil(row["kind"], docx)), "kind": "spoilt", "refused": row["kind"]}
    filed = {(p.filing.agency.agency_id, p.filing.year) for p in made}
    gap = next(((a, y) for a in whole.agencies for y in whole.years if (a.agency_id, y) not in filed), None)
    if gap:  # a year whose only document cannot be read: its name alone tells whose it is
        row = words("layouts")["spoilt_of_a_gap"]
        path = f"{gap[0].district.city}/{row['name'].format(agency=gap[0].name_in(gap[1]), year=gap[1])}"
        yield {**_save(folder, path, spoil(row["kind"], docx)), "kind": "spoilt", "refused": row["kind"]}


def _register(folder: Path, name: str, rows: Iterable[dict]) -> None:
    rows = list(rows)
    if not rows:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _fill(root: Path, whole: Province, seed: int, progress: Callable[[int, int], None] | None) -> None:
    """Everything of a data root but its warehouse."""
    made, documents = pieces(whole, seed), []
    for n, piece in enumerate(made, start=1):
        saved = _save(root / "reports", piece.path, write(sheet(piece.filing, piece.layout)))
        documents.append({**saved, "kind": "report", **of_report(piece.filing, piece.layout)})
        if progress:
            progress(n, len(made))
    documents += _extras(root / "reports", made, whole)
    _register(root / "reference", "divisions", (d.row() for d in whole.divisions))
    _register(root / "reference", "agencies", (a.row(whole.years) for a in whole.agencies))
    _register(root / "reference", "deadlines", words("manners")["deadlines"])
    basis = words("layouts")["demo"]["mark"].strip()
    _register(root / "reference", "complete", ({"district_id": code, "first_year": "", "last_year": "", "basis": basis}
                                               for code in whole.complete))
    paths = {(p.filing.agency.agency_id, p.filing.year): p.path for p in made}
    formats = {(p.filing.agency.agency_id, p.filing.year): p.layout.format for p in made}
    told = dumped(documents, of_faults(whole.filings, paths, formats), of_copies(whole.filings, paths))
    (root / "truth.json").write_text(told, "utf-8")
    (root / "DEMO").write_text(words("layouts")["demo"]["mark"], "utf-8")


def _sweep(out: Path) -> None:
    """Remove what killed runs left beside `out`; the parts of a run still alive stay."""
    for path in [*out.parent.glob(f".{out.name}.part-*"), *out.parent.glob(f".{out.name}.old-*")]:
        process = int(path.name.rpartition("-")[2])
        try:
            os.kill(process, 0)
            is_over = process == os.getpid()
        except OSError:
            is_over = True
        if is_over:
            shutil.rmtree(path, ignore_errors=True)


def render(out: Path, n_agencies: int = 60, years: range = range(2019, 2026),
           progress: Callable[[int, int], None] | None = None, seed: int = SEED) -> None:
    """Render a province into `out`, a data root; a warehouse already there stays. progress(done, of all documents).

    Raises StoreUnusable when `out` holds something that is not demonstration data.
    """
    out = Path(out)
    if out.exists() and not (out / "DEMO").is_file() and any(not p.name.startswith(".") for p in out.iterdir()):
        raise StoreUnusable(f"{out} 里已有不是演示资料的文件，没有写入。请换一个文件夹，或先清空它。")
    out.parent.mkdir(parents=True, exist_ok=True)
    part, old = (out.with_name(f".{out.name}.{word}-{os.getpid()}") for word in ("part", "old"))
    _sweep(out)
    try:
        _fill(part, province(n_agencies, years, seed), seed, progress)
        if (out / "warehouse").exists():
            os.rename(out / "warehouse", part / "warehouse")
        if out.exists():
            os.rename(out, old)
        os.rename(part, out)
    finally:
        shutil.rmtree(part, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
