"""Files read and checked one by one: what `disclosure read` tells.

In:   paths, the data root (for its register).
Out:  read_files(), as_read(): one object a report in the JSON shape of DESIGN §6.
Promise: nothing is kept; figures and findings are those that the file prints, and a figure that corrections.csv
overrules says so beside; a file is opened in a process with the limits of a build; checks that need another year
stay silent.
"""

import json
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pyarrow as pa

from loaders import checks
from loaders.build.listing import File, find
from loaders.cli.found import number, told_finding, told_statement
from loaders.cli.overruled import Overruled
from loaders.errors import Refused
from loaders.readers import archive
from loaders.reading.pool import read_all
from loaders.reading.spool import Task, from_json, refusal
from loaders.register import Register
from loaders.report import Report
from loaders.tables import TABLES
from loaders.warehouse.code_tables import agencies, divisions
from loaders.warehouse.rows import rows


def read_files(paths: tuple[Path, ...], data: Path, workers: int = 1) -> Iterator[dict]:
    """One object a file, or a member of an archive, in the order given. Raises NothingReadable for a path that is
    not there."""
    yield from (one for _, one in sorted(as_read(paths, data, workers), key=itemgetter(0)))


def as_read(paths: tuple[Path, ...], data: Path, workers: int = 1) -> Iterator[tuple[int, dict]]:
    """(place in the order given, object), each as soon as it is read; files refused unopened come first."""
    register = Register.load(data / "reference")
    sources: dict[str, str] = {}  # name -> as the user wrote it
    refused: dict[str, dict] = {}
    tasks: list[Task] = []
    with TemporaryDirectory(prefix="disclosure-") as folder:
        # One folder alone is read as a reports folder would be: what tells who and when are the names inside it.
        home = paths[0] if len(paths) == 1 and paths[0].is_dir() else None
        for given in paths:
            for file in find(home or data / "reports", () if home else (given,)):
                for name, opened in _opened(file, Path(folder)):
                    if name not in sources:
                        source = str(home / file.name) if home else str(given) if file.is_named else file.name
                        sources[name] = source + name.removeprefix(file.name)
                        if isinstance(opened, Path):
                            tasks.append(Task(name, "", opened))
                        else:
                            refused[name] = json.loads(refusal(opened.kind, opened.reason).body)
        overruled, reference = Overruled(data / "reference", register), checks.Reference.load(data / "reference")
        order = {name: n for n, name in enumerate(sources)}
        for name, found in refused.items():
            yield order[name], told(sources[name], found, register, overruled, reference)
        for task, outcome in read_all(tasks, register, min(workers, len(tasks) or 1)):
            found = json.loads(outcome.body)
            yield order[task.name], told(sources[task.name], found, register, overruled, reference)


def _opened(file: File, folder: Path) -> Iterator[tuple[str, Path | Refused]]:
    """The file's name and path; of an archive, each member's, its bytes laid into `folder`."""
    if not _is_archive(file.path):
        yield file.name, file.path
        return
    try:
        for member in archive.members(file.path):
            at = Path(mkdtemp(dir=folder), "member")
            at.write_bytes(member.data)
            yield file.name + archive.MARK + member.name, member.refused or at
    except Refused as refused:
        yield file.name, refused


def _is_archive(path: Path) -> bool:
    try:
        return archive.is_archive(path)
    except OSError:
        return False  # the reading process says so


def told(source: str, found: dict, register: Register, overruled: Overruled, reference: checks.Reference) -> dict:
    """The object of one file; `found`: {"report": ...} or {"refused": ...} as the reading process gave it."""
    refused = found.get("refused")
    if refused:
        return dict.fromkeys(("source", "agency", "agency_id", "district", "year", "edition", "title", "published_on")
                             ) | {"source": source, "status": "refused", "reason": refused["reason"], "figures": [],
                                  "sections": [], "statements": [], "findings": []}
    report = from_json(found["report"])
    who, corrected = report.identity, overruled.figures(report)
    return {
        "source": source, "agency": who.agency, "agency_id": who.agency_id, "district": who.district,
        "year": who.year, "edition": report.edition, "title": who.title,
        "published_on": who.published_on and who.published_on.isoformat(), "status": report.status,
        "reason": report.reason,
        "figures": [{"table": f.table, "item": f.item, "column": f.column, "value": number(f.value),
                     "state": f.state, "raw": f.raw, "page": f.page, "row": f.row, "col": f.col,
                     **corrected.get((f.table, f.item, f.column), {})} for f in report.figures],
        "sections": [{"number": s.number, "heading": s.heading, "text": s.text} for s in report.sections],
        "statements": [told_statement(statement) for statement in report.statements],
        "findings": [told_finding(finding) for finding in check_one(report, register, reference)],
    }


def check_one(report: Report, register: Register, reference: checks.Reference) -> list[dict]:
    """The findings of one report by itself: rows of `findings`."""
    made = {name: pa.Table.from_pylist(rows_of, schema=TABLES[name].schema)
            for name, rows_of in rows(report, {}, "").items()}
    return checks.run(
        made["figures"], made["reports"], agencies(register, made["reports"]), divisions=divisions(register),
        sections=made["sections"].select(["report_id", "sha256", "number"]), statements=made["statements"],
        documents=pa.table({"sha256": [report.sha256], "format": [report.format]}), evidence=made["evidence"],
        reference=reference).findings.to_pylist()
