"""What people read in a terminal: a report's tables, findings, the summary of a build.

In:   the objects of single.py, rows of findings, a Summary.
Out:  lines of Chinese text.
Promise: 0, 空, / and 无 stay apart; columns line up although Chinese characters are two wide.
"""

from collections.abc import Iterator
from unicodedata import east_asian_width

from loaders.form import Block, Row, edition
from loaders.form.labels import bare
from loaders.report import BLANK, DASH, DOUBTFUL, NUMBER

_MARKS = {BLANK: "空", DASH: "/", DOUBTFUL: "?"}
_STATUS = {"complete": "完整", "incomplete": "不完整", "refused": "未读"}
_ORIGINS = {"source": "原文如此", "reading": "疑似读取", "unsure": "未定"}
_MOST_REFUSED = 50


def width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, to: int) -> str:
    return text + " " * (to - width(text))


def report_lines(one: dict) -> Iterator[str]:
    """A report as `disclosure read` shows it."""
    yield f"■ {one['source']}  {_STATUS[one['status']]}" + (f"：{one['reason']}" if one["reason"] else "")
    if one["status"] == "refused":
        return
    unknown = "未能认出"
    yield (f"  机关 {one['agency'] or unknown}（{one['agency_id']}）  区划 {one['district'] or unknown}  "
           f"年度 {one['year'] or unknown}  版本 {one['edition'] or unknown}  公布 {one['published_on'] or '不明'}")
    shown = {(f["table"], f["item"], f["column"]): _shown(f) for f in one["figures"]}
    for table in edition(one["edition"]).tables if one["edition"] else ():
        yield f"  【{table.label}】"
        for block in table.blocks:
            yield from _block_lines(table.id, block, shown)
    if one["statements"]:
        yield "  【正文中的数】"
        yield from (f"    {s['meaning']} = {s['value']}：{s['quote']}" for s in one["statements"])
    overruled = [f for f in one["figures"] if "corrected_to" in f]
    if overruled:
        yield "  【更正】以上照原件；下列各格建库时用更正后的数"
        yield from (f"    {f['table']}/{f['item']}/{f['column']}：{f['correction']}" for f in overruled)
    yield f"  【核查发现】{len(one['findings']) or '无'}"
    yield from (f"    {finding['check']}  {finding['message']}" for finding in one["findings"])


def _shown(figure: dict) -> str:
    if figure["state"] == NUMBER:
        return f"{figure['value']}"
    return _MARKS.get(figure["state"], figure["raw"])


def _block_lines(table_id: str, block: Block, shown: dict) -> Iterator[str]:
    if not block.rows:
        cells = ((" · ".join(c.path), shown.get((table_id, c.item, c.id), "无")) for c in block.columns)
        yield from (f"    {pad(label, 44)}{value}" for label, value in cells)
        return
    heads = [c.path[-1] for c in block.columns]
    yield "    " + pad(block.caption or "", 44) + "".join(pad(head, max(10, width(head) + 2)) for head in heads)
    printed = {row.id: [shown.get((table_id, c.item or row.id, c.id)) for c in block.columns] for row in block.rows}
    stood_for = {other for row in block.rows if any(printed[row.id]) for other in row.instead_of}
    for row in block.rows:
        cells = printed[row.id]
        if any(cells) or not (row.optional or row.id in stood_for):
            values = "".join(pad(cell or "无", max(10, width(head) + 2)) for cell, head in zip(cells, heads))
            yield "    " + pad(_short(row), 44) + values


def _short(row: Row) -> str:
    parts = [bare(part).partition("(")[0] for part in row.path[-2:]]
    label = " · ".join(parts) if width(" · ".join(parts)) <= 42 else parts[-1]
    while width(label) > 42:
        label = label[:-1]
    return label


def finding_lines(found: list[dict]) -> Iterator[str]:
    for one in found:
        corrected = "、".join(f"{c['table']}/{c['item']}/{c['column']}（原读作 {c['printed']}）"
                             for c in one.get("corrected", ()))
        yield (f"{one['severity']}  {one['year']}  {one['agency']}  {one['check']}  {one['message']}"
               + (f" 其中经人更正：{corrected}。" if corrected else "") + _grounds(one))
    if not found:
        yield "没有核查发现。"


def _grounds(one: dict) -> str:
    """The change that would mend it, where it seems to come from, what may explain it; "" for none."""
    said = [one["repairs_text"].rstrip("。")] if one["repairs_text"] else []
    if one["origin"]:
        said.append(f"看来是{_ORIGINS[one['origin']]}（{one['origin_note']}）")
    if one["explained"]:
        said.append(f"资料显示的例外：{one['explained']}")
    return f" 〔{'；'.join(said)}〕" if said else ""


def summary_lines(summary) -> Iterator[str]:
    """What a build did: the refused files with their reasons, then one line of counts."""
    if summary.refused:
        yield f"未读的文件 {len(summary.refused)} 个："
        yield from (f"  {name}：{reason}" for name, reason in summary.refused[:_MOST_REFUSED])
        if len(summary.refused) > _MOST_REFUSED:
            yield f"  ……另有 {len(summary.refused) - _MOST_REFUSED} 个，见覆盖页。"
    news = f"发布数据版本 {summary.snapshot.name}" if summary.is_new else "没有变化，数据版本不变"
    yield (f"文件 {summary.n_files} 个，本次读取 {summary.n_read} 个；共有报告 {summary.n_loaded} 份，"
           f"重复 {summary.n_duplicates} 个。{news if summary.snapshot else ''}")
