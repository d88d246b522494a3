"""The files that a district keeps in data/reference, as rows of text.

In:   a CSV file (UTF-8, with or without a byte-order mark, as a spreadsheet saves it), the columns it must have.
Out:  read_rows(), (line, row) of every filled line; replace_rows(), the file written anew.
Promise: a file that is not such a table raises BadForm with its name, the line and the next step; a file is replaced
whole or not at all. What the rows mean is not known here.
"""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from loaders.errors import BadForm


def read_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """(line, row) of every filled line, values stripped; lines count from 1, the heads included. None where there is
    no file. Raises BadForm."""
    if not path.is_file():
        return []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadForm(f"{path.name} 不是 UTF-8 编码（第 {error.start} 字节）。"
                      "请在 WPS/Excel 中另存为“CSV UTF-8”。") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    heads = next(reader, [])
    if missing := [name for name in columns if name not in heads]:
        raise BadForm(f"{path.name} 第 1 行缺少列：{'、'.join(missing)}。应有：{','.join(columns)}。")
    rows, places = [], [(name, len(heads) - 1 - heads[::-1].index(name)) for name in columns]  # of two, the latter
    for row in reader:
        if row and len(row) != len(heads):
            raise BadForm(f"{path.name} 第 {reader.line_num} 行：列数与首行不同。请检查多余或缺少的逗号。")
        if any(map(str.strip, row)):
            rows.append((reader.line_num, {name: row[at].strip() for name, at in places}))
    return rows


def replace_rows(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    """Write `rows` under `columns` beside the file, then in its place."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(out.getvalue(), "utf-8")
    os.replace(beside, path)
