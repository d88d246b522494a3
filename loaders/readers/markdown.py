"""Markdown -> Document.

In:   the decoded text of a .md file, often made by a converter.
Out:  pipe tables as Grids, HTML tables as the web-page reader sees them, everything else as Lines without its marks.
Promise: a pipe table needs its rule row (|---|---|) or pipes at both ends of two rows; escaped pipes are text.
"""

import re
from collections.abc import Iterator

from loaders.document import Document, Grid, Line
from loaders.readers import limits
from loaders.readers.drawn_text import drawn_rows, end_of_drawn
from loaders.readers.frames import said, without_index
from loaders.readers.table import Spanned, build, settle
from loaders.readers.torn_pipes import mended, tightened
from loaders.readers.web import read_web

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_TABLE_BEGINS, _TABLE_TAG = re.compile(r"<table\b", re.I), re.compile(r"<(/?)table\b[^>]*>", re.I)
_BREAK, _TAG = re.compile(r"<br\s*/?>", re.I), re.compile(r"</?[a-z][^<>]*>|<!--.*?-->", re.I)
_HEADING, _QUOTE = re.compile(r"^#{1,6}\s+|\s+#+$"), re.compile(r"^\s*(?:>\s?)+")
_BULLET = re.compile(r"^(\s*)[*+-]\s+(?=\S)")
_THEMATIC = re.compile(r"\s*(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|=+|`{3}.*|~{3}.*)\s*")
_STRONG = re.compile(r"(\*{1,3}|_{2,3}|`+)(?=\S)(.+?)(?<=\S)\1")
_STRONG_CELL = re.compile(r"(\*{1,3}|_{2,3}|`+)(.+)\1")
_GAP = "  "  # between cells: one space may stand within a label
_MOST_TORN, _MOSTLY = 40, 0.8  # lines of one torn row; rows as wide as the widest
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_ENTITY = re.compile(r"&(?:nbsp|#160|emsp|ensp);")


def read_markdown(text: str, encoding: str) -> Document:
    """The document in order; `title` is its first # heading."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    limits.check_count(len(lines), limits.MAX_BLOCKS, "行")
    lines = mended(_whole_rows(tightened(lines)))
    metadata = {"encoding": encoding}
    if heading := next((line for line in lines if line.startswith("# ")), None):
        metadata["title"] = plain(heading)
    return Document("markdown", tuple(_blocks(lines)), metadata=metadata)


def otherwise(text: str, encoding: str) -> Iterator[Document]:
    """The same without its pipes, where it has any: a program that found no ruling lines has made a table of every few
    lines it took for one, and left labels and heads between them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if any(map(_is_rule, lines)):
        laid = (Line(_unpiped(line)) for line in lines if not _is_rule(line) and not _THEMATIC.fullmatch(line))
        yield Document("markdown", tuple(laid), metadata={"encoding": encoding})


def _unpiped(line: str) -> str:
    if not _PIPE.search(line):
        return plain(line).replace("\n", " ")
    return _GAP.join(filter(None, (_cell(cell).replace("\n", " ") for cell in _PIPE.split(line))))


def plain(line: str) -> str:
    """A line without its marks: # * > ** `code` [text](link); inline <br> becomes a line break."""
    line = _HEADING.sub("", _QUOTE.sub("", line))
    line = _BULLET.sub(r"\1", line)
    return _inline(line).strip()


def _inline(text: str) -> str:
    text = _TAG.sub("", _BREAK.sub("\n", _ENTITY.sub(" ", text)))
    text = _LINK.sub(r"\1", text)
    for _ in range(3):  # marks nest at most that deep: ***bold italic `code`***
        text = _STRONG.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text)


def _blocks(lines: list[str]) -> Iterator[Line | Grid]:
    at = 0
    while at < len(lines):
        if _TABLE_BEGINS.search(lines[at]):
            end = _end_of_html(lines, at)
            yield from read_web("\n".join(lines[at:end]), "").blocks
            at = end
        elif (end := _end_of_pipes(lines, at)) > at:
            yield from _grid(lines[at:end])
            at = end
        elif (end := end_of_drawn(lines, at)) > at:
            yield from _settled([[_cell(text) for text in row] for row in drawn_rows(lines[at:end])])
            at = end
        else:
            if not _THEMATIC.fullmatch(lines[at]):
                yield from (Line(part.strip()) for part in plain(lines[at]).split("\n") if part.strip())
            at += 1


def _end_of_html(lines: list[str], start: int) -> int:
    """The line after the one that closes the table begun at `start`; the document's end where nothing closes it."""
    depth = 0
    for at in range(start, len(lines)):
        for slash in _TABLE_TAG.findall(lines[at]):
            depth += -1 if slash else 1
        if depth <= 0:
            return at + 1
    return len(lines)


def _end_of_pipes(lines: list[str], start: int) -> int:
    """The line after the pipe table begun at `start`; `start` itself where none begins."""
    end = start
    while end < len(lines) and _PIPE.search(lines[end]):
        end += 1
    piped = lines[start:end]
    ruled = any(_is_rule(line) for line in piped[:3])
    framed = len(piped) > 1 and all(line.strip().startswith("|") and line.strip().endswith("|") for line in piped)
    return end if ruled or framed else start


def _is_rule(line: str) -> bool:
    return "-" in line and "|" in line and bool(_RULE.fullmatch(line))


def _whole_rows(lines: list[str]) -> list[str]:
    """Rows that a line break inside a cell has torn, on one line again: a row begins with a pipe, ends with one, and
    has as many as the row above it."""
    found: list[str] = []
    at = width = 0
    while at < len(lines):
        line, n_used = lines[at], 1
        if line.lstrip().startswith("|"):
            if not line.rstrip().endswith("|"):
                for n in range(2, _MOST_TORN):
                    more = lines[at + n - 1] if at + n <= len(lines) else ""
                    if not more.strip() or more.lstrip().startswith("|"):
                        break
                    line, n_used = f"{line}<br>{more.strip()}", n
                    if line.endswith("|") and len(_PIPE.findall(line)) >= width:
                        break
                if not line.endswith("|") or len(_PIPE.findall(line)) != (width or len(_PIPE.findall(line))):
                    line, n_used = lines[at], 1
            width = len(_PIPE.findall(line))
        else:
            width = 0
        found.append(line)
        at += n_used
    return found


def _cell(text: str) -> str:
    """The text of a cell without its marks; a program's own word for nothing is nothing."""
    text = text.strip()
    while strong := _STRONG_CELL.fullmatch(text):
        text = strong[2].strip()
    return said(_inline(text).strip())


def _grid(lines: list[str]) -> Iterator[Line | Grid]:
    rows = []
    for line in lines:
        if not _is_rule(line):
            inner = line.strip().removeprefix("|")
            inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
            rows.append([_cell(cell) for cell in _PIPE.split(inner)])
    return _settled(rows)


def _settled(rows: list[list[str]]) -> Iterator[Line | Grid]:
    """A grid; or, where most rows lack cells (what a merged cell covers was left out), lines of cells parted by tabs:
    which column a cell stands in is then not to be seen."""
    limits.check_count(sum(map(len, rows)), limits.MAX_CELLS, "格")
    rows = without_index(rows)
    width = max(map(len, rows), default=0)
    if sum(len(row) == width for row in rows) < _MOSTLY * len(rows):
        return (Line("\t".join(cell.replace("\n", " ") for cell in row)) for row in rows)
    return settle(build([[Spanned(cell) for cell in row] for row in rows]))
