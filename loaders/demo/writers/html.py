"""Web pages, as agencies publish them: in any Chinese encoding, declared or not, sometimes badly nested.

In:   a Sheet.
Out:  write(), and table() for the HTML tables inside Markdown.
Promise: characters outside the page's encoding are written as references, as editors do.
"""

from html import escape

from loaders.demo.names import words
from loaders.demo.printed import PrintedCell, PrintedTable
from loaders.demo.sheet import Heading, Paragraph, Sheet


def _words(text: str) -> str:
    return escape(text, quote=False).replace("\u00a0", "&nbsp;").replace("\n", "<br>")


def _office(text: str) -> str:
    """As a word processor saves a cell: a paragraph of nested spans, an empty cell a hard space."""
    return (f'<p class="MsoNormal" align="center"><span lang="EN-US" style="font-size:10.5pt">'
            f'<span style="font-family:宋体">{_words(text) or "&nbsp;"}</span></span><o:p></o:p></p>')


def _cell(cell: PrintedCell, is_head: bool, closed: bool, office: bool) -> str:
    tag = "th" if is_head and not office else "td"
    spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.col_span}"' * (cell.col_span > 1)
    inside = _office(cell.text) if office else _words(cell.text)
    return f"<{tag}{spans}>{inside}" + (f"</{tag}>" if closed else "")


def table(drawn: PrintedTable, closed: bool = True, office: bool = False) -> str:
    lines = ['<table border="1" cellspacing="0" cellpadding="3">']
    for row in range(drawn.n_rows):
        cells = sorted((c for c in drawn.cells if c.row == row), key=lambda c: c.col)
        lines.append("<tr>" + "".join(_cell(c, row < drawn.n_head, closed, office) for c in cells)
                     + ("</tr>" if closed else ""))
    return "\n".join([*lines, "</table>"])


def _body(sheet: Sheet) -> list[str]:
    own = sheet.layout.own
    closed, office = own.get("closed", True), own.get("office", False)
    lines = [f"<h1>{'<br>'.join(map(_words, sheet.title))}</h1>", f"<p>{_words(sheet.note)}</p>"]
    for part in sheet.parts:
        if isinstance(part, Heading):
            bold = f"<b>{_words(part.number + part.text)}</b>"
            lines.append(f"<p>{bold}" if not closed else f"<p>{bold}</p>" if office else f"<h2>{bold}</h2>")
        elif isinstance(part, Paragraph):
            align = ' style="text-align:right"' if part.place == "closing" else ""
            lines.append(f"<p{align}>{'&emsp;&emsp;' if part.place == 'body' else ''}{_words(part.text)}"
                         + ("</p>" if closed else ""))
        else:
            lines.append(table(part, closed, office))
    return lines


def _framed(lines: list[str]) -> list[str]:
    """The page laid out with tables, as old sites are: a banner, a menu, the text in one big cell."""
    site = words("wording")["site"]
    menu = "".join(f"<tr><td>{item}</td></tr>" for item in site["menu"])
    return [f'<table width="100%"><tr><td colspan="2">{site["banner"]}</td></tr><tr><td width="20%">',
            f"<table>{menu}</table></td><td>", *lines,
            f"</td></tr><tr><td colspan=2>{site['footer']}</td></tr></table>"]


def write(sheet: Sheet) -> bytes:
    """The page in the encoding of its layout."""
    own = sheet.layout.own
    encoding = own.get("encoding", "utf-8")
    declared = own.get("declared", "utf-8" if encoding == "utf-8" else "")
    lines = _framed(_body(sheet)) if own.get("framed") else _body(sheet)
    page = ["<!DOCTYPE html>", "<html><head>", f'<meta charset="{declared}">' if declared else "",
            f"<title>{_words(''.join(sheet.title))}</title>",
            f'<meta name="PubDate" content="{sheet.published}">' if sheet.published else "",
            "<style>td{text-align:center}</style></head><body>", *lines,
            "</body></html>" if own.get("closed", True) else ""]
    return "\n".join(line for line in page if line).encode(encoding, "xmlcharrefreplace")
