"""Withdrawals: documents that a person took out of use, and why: not a report, a draft, another agency's by mistake.

In:   data/reference/withdrawn.csv.
Out:  Withdrawals: the reason for a document, by its bytes.
Promise: the document stays known and its bytes stay kept; it is refused with that reason until the line is taken out,
and then read again. The same bytes under another name are withdrawn too.

Columns: document (its name, for people), sha256, reason, withdrawn_on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import BadForm
from loaders.reference_rows import read_rows

FILE = "withdrawn.csv"
COLUMNS = ("document", "sha256", "reason", "withdrawn_on")
REASON_ID = "withdrawn"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One line of the file."""

    document: str
    sha256: str
    reason: str
    withdrawn_on: str

    @property
    def told(self) -> str:
        """The reason as the documents table says it."""
        return f"已由人撤下：{self.reason}" + (f"（{self.withdrawn_on}）" if self.withdrawn_on else "") + "。"


class Withdrawals:
    """All withdrawals of a data root."""

    def __init__(self, withdrawals: Iterable[Withdrawal] = ()):
        self._by_bytes = {w.sha256: w for w in withdrawals}

    @classmethod
    def load(cls, path: Path) -> "Withdrawals":
        """No file means no withdrawals. Raises BadForm naming the line."""
        return cls(_withdrawal(f"{path.name} 第 {line} 行", row) for line, row in read_rows(path, COLUMNS))

    @property
    def documents(self) -> frozenset[str]:
        """sha256 of everything withdrawn."""
        return frozenset(self._by_bytes)

    def of(self, sha256: str) -> Withdrawal | None:
        return self._by_bytes.get(sha256)


def _withdrawal(place: str, row: dict[str, str]) -> Withdrawal:
    if not (len(row["sha256"]) == 64 and set(row["sha256"]) <= set("0123456789abcdef")):
        raise BadForm(f"{place}：sha256“{row['sha256']}”不是 64 位十六进制。"
                      "请用 disclosure withdraw 文件名 来写这个文件。")
    if not row["reason"]:
        raise BadForm(f"{place}：没有写撤下的原因（reason）。请填写。")
    return Withdrawal(*(row[column] for column in COLUMNS))
