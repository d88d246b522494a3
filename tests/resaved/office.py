"""Pages as word processors save them.

In:   a PrintedTable, or the text of a paragraph.
Out:  STYLES: name -> (paragraph, table, whole page); the text of an HTML file.
Promise: a browser shows the same words and numbers as in the document, apart from what `tracked` marks as deleted.
"""

import re
from collections.abc import Callable
from html import escape

from loaders.demo.printed import PrintedTable

_WORD_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>1</o:Author><o:TotalTime>35</o:TotalTime>
</o:DocumentProperties><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->
<!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm; mso-pagination:none} --></style>
<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:普通表格;}</style><![endif]--></head>
<body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'><div class=WordSection1>"""
_VML = """<!--[if gte vml 1]><v:shape id="_x0000_s1" style='width:415pt;height:.05pt'><v:textbox><table><tr><td>99</td>
</tr></table></v:textbox></v:shape><![endif]--><![if !vml]><img width=554 src="a.files/image001.gif"><![endif]>"""
_SPACER = "<span lang=EN-US style='mso-spacerun:yes'>&nbsp;</span>"
_NUMBER = re.compile(r"^(（?[一二三四五六七八九十]+[、）]|\d{1,2}\.)(?=\D)")


def _pieces(text: str) -> str:
    """Digits and Chinese in spans of their own; the source wraps its lines inside tags, as Word does."""
    found = []
    for run in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", text):
        lang = " lang=EN-US" if run.isascii() else ""
        found.append(f"<span{lang}\nstyle='font-size:10.5pt;\nfont-family:宋体'>{escape(run, quote=False)}</span>")
    return "".join(found)


def _word_lines(text: str) -> str:
    inner = "<br>\n".join(map(_pieces, text.split("\n"))) or "<span lang=EN-US>&nbsp;</span>"
    return f"<p class=MsoNormal align=center style='text-align:center'>{inner}<span lang=EN-US><o:p></o:p></span></p>"


def _word_lists(text: str) -> str:
    """A list number that Word made itself stands in a span that only other programs are to show."""
    number = _NUMBER.match(text)
    if not number:
        return _word_lines(text)
    shown = (f"<![if !supportLists]><span lang=EN-US style='font-family:宋体;mso-list:Ignore'>{number[1]}"
             "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>")
    return (f"<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'>{shown}"
            f"{_pieces(text[number.end():])}<span lang=EN-US><o:p></o:p></span></p>")


def _tracked(text: str) -> str:
    """A number that was corrected: the old one struck out."""
    if not text.isdigit():
        return _word_lines(text)
    return (f"<p class=MsoNormal><del cite=\"mailto:a\" datetime=\"2024-01-20T09:00\"><span lang=EN-US>7</span></del>"
            f"<ins cite=\"mailto:a\" datetime=\"2024-01-20T09:00\"><span lang=EN-US>{text}</span></ins>"
            f"<s><span lang=EN-US>7</span></s><o:p></o:p></p>")


def _wps(text: str) -> str:
    """WPS: a font in a span for each run of characters, here for each character."""
    runs = "".join(f"<span style=\"mso-spacerun:'yes';font-family:宋体;font-size:10.5000pt;\"><font face=\"宋体\">"
                   f"{escape(c, quote=False)}</font></span>" if c != "\n" else "<br>" for c in text)
    return f"<p class=MsoNormal align=center style=\"text-align:center;\">{runs or '&nbsp;'}</p>"


def _table(table: PrintedTable, cell: Callable[[str], str]) -> str:
    rows = []
    for row in range(table.n_rows):
        own = sorted((c for c in table.cells if c.row == row), key=lambda c: c.col)
        cells = "".join(
            f"<td width={60 * c.col_span}{f' colspan={c.col_span}' if c.col_span > 1 else ''}"
            f"{f' rowspan={c.row_span}' if c.row_span > 1 else ''} valign=center style='width:45.0pt;border:solid "
            f"windowtext 1.0pt;mso-border-alt:solid windowtext .5pt'>\n  {cell(c.text)}\n  </td>\n  " for c in own)
        rows.append(f" <tr style='mso-yfti-irow:{row};height:19.85pt'>\n  {cells}</tr>")
    spare = "".join("<td width=60 style='border:none'></td>" for _ in range(table.n_cols))
    rows.append(f" <![if !supportMisalignedColumns]>\n <tr height=0>{spare}</tr>\n <![endif]>")
    return ("<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;"
            "mso-yfti-tbllook:1184'>\n" + "\n".join(rows) + "\n</table>")


CELLS: dict[str, Callable[[str], str]] = {
    "word": _word_lines, "word_lists": _word_lists, "word_tracked": _tracked, "wps": _wps,
}


def page(parts: list[str | PrintedTable], cell: Callable[[str], str]) -> str:
    """The whole file; paragraphs as text, tables drawn."""
    body = [_table(p, cell) if isinstance(p, PrintedTable) else cell(p) for p in parts]
    return "\n".join([_WORD_HEAD, *body[:2], _VML, _SPACER, *body[2:], "</div></body></html>"])
