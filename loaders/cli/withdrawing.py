"""`disclosure withdraw`: documents taken out of use, and put back.

In:   the snapshot in use; withdrawn.csv; documents' names, or the beginnings of their sha256.
Out:  listed(), withdraw(), undo(): one object a document.
Promise: only withdrawn.csv is written, whole or not at all; the next build applies it. Nothing is deleted.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from loaders.build.listing import NothingReadable
from loaders.cli.placing import SHORTEST, stored
from loaders.reference_rows import read_rows, replace_rows
from loaders.withdrawals import COLUMNS, FILE, Withdrawals


def listed(data: Path) -> list[dict]:
    """Every withdrawn document, as the file has it."""
    Withdrawals.load(data / "reference" / FILE)
    return [row for _, row in read_rows(data / "reference" / FILE, COLUMNS)]


def withdraw(data: Path, names: Iterable[str], reason: str) -> list[dict]:
    """Write that these documents are out of use, in place of an earlier reason; all of them or, where a name is not
    known, none. Raises NothingReadable."""
    held = stored(data).documents
    rows = [_document(held, name) for name in names]
    lines = [{"document": row["name"], "sha256": row["sha256"], "reason": reason,
              "withdrawn_on": date.today().isoformat()} for row in rows]
    others = [other for other in listed(data) if other["sha256"] not in {row["sha256"] for row in rows}]
    replace_rows(data / "reference" / FILE, COLUMNS, [*others, *lines])
    return [line | {"is_undone": False} for line in lines]


def undo(data: Path, names: Iterable[str]) -> list[dict]:
    """Put documents back into use; all or none. Raises NothingReadable where one is not withdrawn."""
    before = listed(data)
    gone = [_line(before, name) for name in names]
    replace_rows(data / "reference" / FILE, COLUMNS, [row for row in before if row not in gone])
    return [line | {"is_undone": True} for line in gone]


def _line(before: list[dict], name: str) -> dict:
    """The one line of the file that a name means."""
    found = [row for row in before if name in (row["document"], Path(row["document"]).name)
             or len(name) >= SHORTEST and row["sha256"].startswith(name)]
    if not found:
        raise NothingReadable(f"{FILE} 中没有“{name}”这份文件，无可恢复。用 disclosure withdraw 列出已撤下的文件。")
    if len(found) > 1:
        several = "、".join(sorted(row["document"] for row in found)[:5])
        raise NothingReadable(f"“{name}”对应 {len(found)} 份文件：{several}。请写完整的文件名或 sha256。")
    return found[0]


def _document(held: list[dict], name: str) -> dict:
    """The row of the one document so called, read or refused."""
    rows = [d for d in held if d["sha256"] and (
        name in (d["name"], Path(d["name"]).name) or len(name) >= SHORTEST and d["sha256"].startswith(name))]
    found = {d["sha256"]: d for d in [d for d in rows if d["name"] == name] or rows}
    if not found:
        raise NothingReadable(f"没有见过名为“{name}”的文件。请用“覆盖”页或 documents 表中的文件名，"
                              f"或它 sha256 的前 {SHORTEST} 位以上。")
    if len(found) > 1:
        several = "、".join(sorted(d["name"] for d in found.values())[:5])
        raise NothingReadable(f"“{name}”对应 {len(found)} 份内容不同的文件：{several}。"
                              f"请写 sha256 的前 {SHORTEST} 位以上。")
    return next(iter(found.values()))


def line(made: dict) -> str:
    """What the next build will do."""
    if made["is_undone"]:
        return f"已恢复 {made['document']}；下次 disclosure build 会重新读它。"
    return (f"已记入 {FILE}：{made['document']}，{made['reason']}。下次 disclosure build 起不再采用它；"
            "原件和记录都留着，可用 --undo 恢复。")
