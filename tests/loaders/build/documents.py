"""Small documents of the 2021 form for the tests of building: text pages with one cell a line, and their data root."""

from pathlib import Path

from loaders.form import edition

DIVISIONS = """district_id,label,full_label,level,parent_id,province_id,city_id,valid_from,valid_to
990000,青禾省,青禾省,province,,990000,,2000,
990100,云麓市,青禾省云麓市,city,990000,990000,990100,2000,
990101,溪山区,青禾省云麓市溪山区,county,990100,990000,990100,2000,
"""
AGENCIES = "agency_id,label,short_label,kind,district_id,level,aliases,first_year,last_year\n"


def page(agency: str, year: int, value: int = 0, note: str = "") -> str:
    """A web page with the whole form of 2021, `value` in every cell of table 2, zeros elsewhere."""
    form = edition("2021")
    parts = [f"<h1>{agency}{year}年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>本年度工作平稳。{note}</p>"]
    for table, number in zip(form.tables, "二三四"):
        parts.append(f"<p>{number}、{table.label}</p>")
        parts.append({"blocks": _blocks, "matrix": _matrix, "strip": _strip}[table.layout](table, value))
    parts.append("<p>五、存在的主要问题及改进情况</p><p>无。</p><p>六、其他需要报告的事项</p><p>无。</p>")
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>"


def _row(cells) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _blocks(table, value) -> str:
    rows = []
    for block in table.blocks:
        n = len(block.columns)
        rows.append(f"<tr><td colspan='4'>{block.caption}</td></tr>")
        rows.append(_row([table.corner, *(c.path[-1] for c in block.columns), *[""] * (3 - n)]))
        rows += [_row([row.path[-1], *[value] * n, *[""] * (3 - n)]) for row in block.rows]
    return f"<table>{''.join(rows)}</table>"


def _matrix(table, value) -> str:
    block = table.blocks[0]
    heads = [c.path for c in block.columns]
    top = f"<tr><td rowspan='3' colspan='3'>{table.corner}</td><td colspan='7'>申请人情况</td></tr>"
    middle = "<tr><td rowspan='2'>自然人</td><td colspan='5'>法人或其他组织</td><td rowspan='2'>总计</td></tr>"
    last = _row(path[-1] for path in heads if len(path) == 3)
    rows = []
    for row in block.rows:
        if not row.optional:
            labels = [*row.path, *[""] * (3 - len(row.path))]
            rows.append(_row([*labels, *[0] * len(heads)]))
    return f"<table>{top}{middle}{last}{''.join(rows)}</table>"


def _strip(table, value) -> str:
    top = ("<tr><td colspan='5'>行政复议</td><td colspan='10'>行政诉讼</td></tr><tr>"
           + "".join(f"<td rowspan='2'>{c.path[-1]}</td>" for c in table.blocks[0].columns[:5])
           + "<td colspan='5'>未经复议直接起诉</td><td colspan='5'>复议后起诉</td></tr>"
           + _row(c.path[-1] for c in table.blocks[0].columns[5:]))
    return f"<table>{top}{_row([0] * 15)}</table>"


def make_root(root: Path, reports: dict[str, str | bytes]) -> Path:
    """A data root with these files under reports/ and a register of three divisions."""
    (root / "reference").mkdir(parents=True, exist_ok=True)
    (root / "reference" / "divisions.csv").write_text(DIVISIONS, "utf-8")
    (root / "reference" / "agencies.csv").write_text(AGENCIES, "utf-8")
    for name, content in reports.items():
        put(root, name, content)
    return root


def put(root: Path, name: str, content: str | bytes) -> Path:
    path = root / "reports" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
