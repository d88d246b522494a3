"""What a reading lacks, in words.

In:   the edition, the located tables, the figures read and the addresses expected.
Out:  one Chinese sentence, "" when nothing is missing.
Promise: names what is missing by its printed label, so that a clerk can look for it.
"""

from collections.abc import Collection, Mapping, Sequence

from loaders.extract.rows import form_rows
from loaders.form import Edition, Table
from loaders.form.labels import bare
from loaders.locate import Located
from loaders.report import BLANK, DOUBTFUL, Figure

_DIGITS = "零一二三四五六七八九"
_NAMED = 4  # missing rows named one by one


def explain(edition: Edition | None, located: Mapping[str, Located], figures: Sequence[Figure],
            expected: Collection[tuple[str, str, str]]) -> str:
    """Everything that keeps a reading from being complete, parted by ；."""
    if edition is None:
        return "未找到年度报告的统计表（表二、表三、表四），请核对文件是否为政府信息公开工作年度报告"
    read = {(f.table, f.item, f.column) for f in figures}
    found = []
    for table in edition.tables:
        name = f"《{table.label}》" if table.layout == "list" else f"表{_DIGITS[table.section]}"
        missing = [key for key in expected if key[0] == table.id and key not in read]
        if table.id not in located:
            found.append(f"未找到{name}")
        elif missing:
            found.append(f"{name}{_lacking(table, missing, read)}")
        if table.id in located and located[table.id].n_copies > 1:
            found.append(f"{name}印有 {located[table.id].n_copies} 份，只读较全的一份")
    if n_doubtful := sum(f.state == DOUBTFUL for f in figures):
        found.append(f"{n_doubtful} 格存疑")
    if figures and all(f.state == BLANK for f in figures):
        found.append("表内各格均为空")
    return "；".join(found)


def _lacking(table: Table, missing: list[tuple[str, str, str]], read: set) -> str:
    """Whole rows by their labels; else the number of cells."""
    rows = {row.id: row for row in form_rows(table)}
    present = {item for table_id, item, _ in read if table_id == table.id}
    lost = [i for i in dict.fromkeys(key[1] for key in missing) if i in rows and i not in present]
    if not lost:
        return f"缺 {len(missing)} 格"
    names = "、".join(bare(rows[i].path[-1]).split("(")[0] for i in lost[:_NAMED])
    return f"缺 {len(lost)} 行：{names}{'等' if len(lost) > _NAMED else ''}"
