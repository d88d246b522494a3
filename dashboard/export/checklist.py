"""核查清单: the workbook that an oversight office mails to agencies: what was found, what to answer, room to reply.

In:   frames of findings, pairs or questions; their rules; an About.
Out:  workbook(), bases_of(); MOST.
Promise: sheets 核查清单, 按机关, 依据, 说明. Words of documents are stored as text and cannot become a formula; a link
is made only of an address of this program. The column for the reply is empty. Each row says whether it is a fact or a
question.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import pandas as pd
import xlsxwriter

from dashboard.export import About, about_sheet, new_book, value_of, width_of
from dashboard.labels import listed, say

BASES = ("id", "label", "rule", "source", "text", "n")
MOST = 20_000  # rows of a list that people answer
_MOST_LINKS = 60_000  # a sheet of a workbook holds 65,530
_LONGEST = 32_000
_WIDTHS = {"number": 5, "agency": 20, "district": 10, "year": 6, "sort": 6, "basis": 16, "what": 38, "figures": 38,
           "repair": 20, "ask": 28, "reply": 34, "verdict": 16, "href": 7, "document": 20, "id": 18, "label": 24,
           "rule": 36, "source": 40, "text": 50, "n": 6, "n_judged": 8, "bases": 50}
_LINE = 17  # points of a line of text; a row of a workbook is at most 409 high


def workbook(items: pd.DataFrame, bases: pd.DataFrame, about: About, made: datetime, site: str | None) -> bytes:
    """The workbook. `items`: the columns of labels/zh/checklist.toml [item] but number and reply, and basis_id, in the
    order in which they are to be answered; `href` is relative to the page at `site`, the address under which the reader
    has this program (None: no links). `made`: in the reader's time."""
    out = io.BytesIO()
    book = new_book(out, about)
    items = items.reset_index(drop=True)
    items = items.assign(number=range(1, len(items) + 1), reply="", href=[_address(site, h) for h in items["href"]])
    _sheet(book, say("checklist.sheet.items"), items, listed("checklist.item"), frozen=2)
    _sheet(book, say("checklist.sheet.agencies"), _by_agency(items), listed("checklist.agency"), frozen=1)
    _sheet(book, say("checklist.sheet.bases"), bases, listed("checklist.basis"), frozen=0)
    about_sheet(book, about, len(items), made)
    book.close()
    return out.getvalue()


def _by_agency(items: pd.DataFrame) -> pd.DataFrame:
    """One row an agency, the most rows first: how many, of which years, how many judged."""
    if items.empty:
        return pd.DataFrame(columns=list(listed("checklist.agency")))
    is_open = items["verdict"] == say("judging.verdict.open")
    groups = items.assign(is_judged=~is_open).groupby(["agency", "district"], dropna=False, sort=False)
    found = groups.agg(n=("id", "size"), n_judged=("is_judged", "sum"),
                       years=("year", lambda years: say("checklist.years_joiner").join(
                           str(y) for y in sorted(set(years.dropna())))),
                       bases=("basis", lambda names: say("checklist.bases_joiner").join(dict.fromkeys(names))))
    return found.reset_index().sort_values(["n", "agency"], ascending=[False, True], kind="stable")


def _sheet(book: xlsxwriter.Workbook, title: str, frame: pd.DataFrame, heads: dict[str, str], frozen: int) -> None:
    sheet = book.add_worksheet(title)
    style = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D5DCE3"}
    head = book.add_format({**style, "bold": True, "bg_color": "#F4F6F8", "valign": "vcenter"})
    text, number = book.add_format(style), book.add_format({**style, "num_format": "0"})
    reply = book.add_format({**style, "bg_color": "#FFF1C2"})
    linked = book.add_format({**style, "font_color": "#044D7C", "underline": 1})
    n_lines = [1] * len(frame)  # LibreOffice does not make a row as high as its wrapped text
    for j, (name, label) in enumerate(heads.items()):
        sheet.set_column(j, j, _WIDTHS.get(name, 16))
        sheet.write_string(0, j, label, head)
        for i, value in enumerate(frame[name] if len(frame) else (), start=1):
            value = value_of(value)
            if isinstance(value, str) and name != "href":
                n_lines[i - 1] = max(n_lines[i - 1], lines_of(value, _WIDTHS.get(name, 16) - 2))
            if name == "reply" or value is None or value == "":
                sheet.write_blank(i, j, None, reply if name == "reply" else text)
            elif name == "href" and i < _MOST_LINKS and len(value) < 2000:
                sheet.write_url(i, j, value, linked, say("checklist.open"))
            elif isinstance(value, str):
                sheet.write_string(i, j, value[:_LONGEST], text)
            else:
                sheet.write_number(i, j, value, number)
    for i, n in enumerate(n_lines, start=1):
        sheet.set_row(i, min(n * _LINE + 3, 409))
    sheet.freeze_panes(1, frozen)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of that width; a Chinese character takes two."""
    return sum(max(1, -(-width_of(line) // width)) for line in text[:_LONGEST].split("\n"))


def _address(site: str | None, href: str) -> str:
    """The whole address; "" where the program does not know under which one it is reached."""
    if not site or urlsplit(site).scheme not in ("http", "https"):
        return ""
    return urljoin(site, href)


def bases_of(items: pd.DataFrame, rows: Sequence[dict]) -> pd.DataFrame:
    """The rules that the items name, in the order given, each with how many name it. `rows`: dicts of BASES without
    n."""
    counts = items["basis_id"].value_counts() if len(items) else {}
    return pd.DataFrame([{**row, "n": int(counts.get(row["id"], 0))} for row in rows if counts.get(row["id"], 0)],
                        columns=list(BASES))
