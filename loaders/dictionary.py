"""The data dictionary, made from the data contract: `python -m loaders.dictionary > data/README.md`.

In:   loaders/tables.py.
Out:  render(), the text of data/README.md.
Promise: it says what the files hold because it is made from what writes them; a test fails when it is stale.
"""

import sys

import pyarrow as pa

from loaders.form import Address, addresses, editions
from loaders.tables import SCHEMA_VERSION, TABLES, Table

_HEAD = f"""# 数据说明 Data dictionary

本文件由 `python -m loaders.dictionary > data/README.md` 生成，不要手改。数据结构版本 {SCHEMA_VERSION}。

- `reports/`：年报原件，按公布的样子存放，不改动。`reference/`：区划、机关、更正、期限（CSV，UTF-8），由使用者维护。
- `warehouse/<版本>/`：一个数据版本：Parquet 文件（zstd）和 `manifest.json`；发布后不再改动。
  `warehouse/current`：一行文字，当前版本的文件夹名。`warehouse/sources/<sha256>`：原件的副本。
- `demo/`：演示资料，同样的三个文件夹；与真实年报从不放进同一个版本。
- 分年的表每个报告年度各有文件，如 `figures_2024.parquet`；年度不明的在 `_0`。
  后来的报告另成一份，如 `figures_2024-1.parquet`、`reports-1.parquet`；合起来才是全表，以 `manifest.json` 的
  `files` 为准。没有变化的各份与上一版本是同一个文件（硬链接）。
- `figures` 没有 `report_id` 与 `sha256`：以 `agency_id`、`year`、`ordinal`（同一机关同一年度的第几份，几乎都是 0）
  与 `reports` 相连即得（年度不明的要用 `IS NOT DISTINCT FROM`）。
- 空值（NULL）表示没有印出数字，绝不等于 0；空格、`/`、文字、存疑在 `figures.marks` 与 `evidence.cells` 里分别记明。

## manifest.json

| 键 | 含义 |
|---|---|
| `schema_version` | 数据结构版本；第一段不同的互不兼容 |
| `snapshot`、`created` | 版本名；发布时间（UTC） |
| `extractor`、`inputs` | 读取程序与区划机关名录的指纹；程序、表式与参照文件的指纹（相同则只重算变动所及） |
| `is_demo` | 是否演示资料 |
| `counts`、`years` | 各表行数；有报告的年度 |
| `corrected` | 有更正的来源文件及其更正的指纹 |
| `placed`、`replaced` | 由人确定归属的来源文件及其指纹；已被同名新文件替换的来源文件 |
| `compared` | 所比对文字的指纹：相同则不再比对雷同 |
| `written` | 本次发布新写的字节数；其余各份与上一版本共用 |
| `files` | 各文件的 sha256、字节数、行数 |
"""


def render() -> str:
    """The whole dictionary as Markdown."""
    parts = [_HEAD, *map(_table, TABLES.values()), _address_list()]
    return "\n".join(parts)


def _table(table: Table) -> str:
    files = f"{table.name}_<年度>.parquet" if table.by_year else f"{table.name}.parquet"
    fields = [field for field in table.schema if "__" not in field.name]
    lines = [f"## {table.name}", "", f"{table.label}。文件 `{files}`；主键 {'、'.join(f'`{k}`' for k in table.key)}；"
             f"按 {'、'.join(f'`{k}`' for k in table.order)} 排序。", "", "| 列 | 类型 | 含义 |", "|---|---|---|"]
    for field in fields:
        said = field.metadata[b"description"].decode().replace("|", "\\|")
        lines.append(f"| `{field.name}` | {_kind(field.type)} | {said} |")
    if n_addresses := len(table.schema) - len(fields):
        lines.append(f"| `<表>__<项>__<列>` | int / decimal | 共 {n_addresses} 列，见文末“地址” |")
    return "\n".join(lines) + "\n"


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"{_kind(kind.value_type)} 的列表"
    if pa.types.is_struct(kind):
        return "(" + ", ".join(kind.field(i).name for i in range(kind.num_fields)) + ")"
    return str(kind).replace("decimal128", "decimal").replace("date32[day]", "date")


def _address_list() -> str:
    printed = {edition.id: _printed(edition) for edition in editions()}
    lines = ["## 地址", "", "每个地址（表、项、列）是 `figures` 的一列。版本：印有此格的表式；（选）为各地自加的行。",
             "", "| 列 | 名称 | 单位 | 性质 | 版本 |", "|---|---|---|---|---|"]
    for address in addresses():
        in_editions = "、".join(e + printed[e][address.key] for e in printed if address.key in printed[e]) or "—"
        lines.append(f"| `{address.name}` | {address.label} | {_unit(address)} | {address.kind} | {in_editions} |")
    return "\n".join(lines) + "\n"


def _printed(edition) -> dict[tuple[str, str, str], str]:
    """Address -> "" or （选）, of one edition."""
    found = {}
    for table in edition.tables:
        for block in table.blocks:
            for column in block.columns:
                for row in block.rows:
                    found[table.id, column.item or row.id, column.id] = "（选）" if row.optional else ""
                if column.item:
                    found[table.id, column.item, column.id] = ""
    return found


def _unit(address: Address) -> str:
    return address.unit or "照原文"


if __name__ == "__main__":
    sys.stdout.write(render())
