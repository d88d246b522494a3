"""Web page -> Document.

In:   the text of an HTML page (or of a table inside Markdown).
Out:  Lines as block elements and <br> part them, Grids of the innermost tables, what the page's head says of itself.
Promise: what a browser hides is not read; a table that holds a table is layout, so its text is Lines; the walk is
a loop, so depth costs no stack, and spans are bounded by table.build().
"""

import re
from collections.abc import Iterator
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from loaders.document import Document, Grid, Line
from loaders.readers import limits
from loaders.readers.marks import raised, struck
from loaders.readers.table import TO_THE_END, Spanned, build, lines_of, settle

_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "select", "datalist", "svg", "math", "iframe",
                     "object", "canvas", "audio", "video", "map", "-comment"})
_BLOCKS = frozenset({"address", "article", "aside", "blockquote", "body", "caption", "center", "dd",
                     "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
                     "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu",
                     "nav", "ol", "p", "pre", "section", "summary", "ul", "td", "th", "textarea"})
_CELLS = ("td", "th")
_STRUCK = ("del", "s", "strike")
_NESTING_TAG = re.compile(r"<(/?)(?!(?:p|li|dt|dd|td|th|tr|tbody|thead|tfoot|option|br|hr|img|input|meta|link|col|base|"
                          r"area|wbr|param|source|embed|colgroup)\b)[a-z]", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(r" {2,}")
_DIGITS = re.compile(r"\s*\+?(\d+)")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_BROKEN_LINE = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n]\s*(?=[{_CJK}])")
_AROUND_BREAK = re.compile(r" *\n[ \n]*")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)")
_META = {"articletitle": "title", "pubdate": "published", "publishdate": "published", "url": "url",
         "columnname": "column", "sitename": "site", "contentsource": "source", "author": "author"}

_Flow = list[str | Grid]


def read_web(text: str, encoding: str) -> Document:
    """The whole page in reading order. Raises Refused too_large for pages no person would write."""
    limits.check_bytes(len(text), limits.MAX_TEXT_BYTES)
    _check_nesting(text)
    try:
        tree = LexborHTMLParser(text)
    except SelectolaxError:
        limits.refuse_corrupt("网页")
    blocks = tuple(_blocks(_Walk().read(tree.body))) if tree.body else ()
    limits.check_count(len(blocks), limits.MAX_BLOCKS, "段")
    metadata = {**_metadata(tree, text), "encoding": encoding}
    return Document("html", blocks, metadata=metadata)


def _check_nesting(text: str) -> None:
    """Bounds the depth before the parser sees it. With few tags there is no need to look: depth never exceeds them."""
    n_tags = text.count("<")
    limits.check_count(n_tags, limits.MAX_TAGS, "个标签")
    if n_tags <= 2 * limits.MAX_NESTING:
        return
    depth = 0
    for slash in _NESTING_TAG.findall(text):
        depth += -1 if slash else 1
        if depth > limits.MAX_NESTING:
            limits.refuse("too_deep", f"网页的元素套叠超过 {limits.MAX_NESTING:,} 层，不像正常网页。"
                                      "请用浏览器打开后另存再试。")


class _Walk:
    """Reads one page in one pass. A flow is a list of text and Grids in order; each open cell has its own."""

    def __init__(self) -> None:
        self.flows: list[_Flow] = [[]]
        self.tables: list[list[list[tuple[_Flow, dict]]]] = []  # open tables, their rows, their cells with attributes
        self.n_cells = 0

    def read(self, root: LexborNode) -> _Flow:
        """The flow of everything under `root`; a loop, so that depth costs no stack."""
        node, depth, entered = root, 0, self._enter(root)
        while True:
            following = node.first_child if entered else None
            if following is not None:
                depth += 1
            else:
                while True:
                    if entered:
                        self._leave(node)
                    if depth == 0:
                        return self.flows[0]
                    if (following := node.next) is not None:
                        break
                    node, depth, entered = node.parent, depth - 1, True
            node = following
            entered = self._enter(node)

    def _enter(self, node: LexborNode) -> bool:
        """Takes in the node's beginning; whether to go on into it, and to leave it later."""
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            self.flows[-1].append(text if text.isalnum() else _SPACE.sub(" ", _BROKEN_LINE.sub("", text)))
            return False
        if tag == "br":
            self.flows[-1].append("\n")
            return False
        if tag in _UNSEEN:
            return False
        attributes = node.attributes
        style = attributes.get("style") or "" if attributes else ""
        if "hidden" in attributes or style and _HIDDEN.search(style):
            return False
        is_struck = tag in _STRUCK or "line-through" in style
        if (is_struck or tag == "sup") and node.css_first("table, td, p, br") is None:
            text = _SPACE.sub(" ", node.text() or "")
            self.flows[-1].append(struck(text) if is_struck else raised(text))
            return False
        if tag == "table":
            limits.check_count(len(self.tables), limits.MAX_NESTED_TABLES, "层表格")
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in _CELLS and self.tables and self.tables[-1]:
            self.n_cells += 1
            limits.check_count(self.n_cells, limits.MAX_CELLS, "格")
            flow: _Flow = []
            self.tables[-1][-1].append((flow, attributes))
            self.flows.append(flow)
        elif tag in _BLOCKS:
            self.flows[-1].append("\n")
        elif tag == "input" and self.tables and (attributes.get("type") or "text") in ("text", "number"):
            self.flows[-1].append(attributes.get("value") or "")
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag
        if tag in _CELLS and self.tables and len(self.flows) > 1:
            self.flows.pop()
        elif tag == "table":
            rows = self.tables.pop()
            self.flows[-1].append("\n")
            self.flows[-1].extend(_drawn(rows))
            self.flows[-1].append("\n")
        elif tag in _BLOCKS:
            self.flows[-1].append("\n")


def _drawn(rows: list[list[tuple[_Flow, dict]]]) -> _Flow:
    """A closed table: a Grid, or the flow of its cells where it only lays out the page."""
    if any(isinstance(piece, Grid) for row in rows for flow, _ in row for piece in flow):
        return [piece for row in rows for flow, _ in row for piece in (*_joined(flow), "\n")]
    spanned = [[Spanned(_tidy("".join(flow)), _span(attributes, "colspan"), _span(attributes, "rowspan") or TO_THE_END)
                for flow, attributes in row] for row in rows]
    return [block.text + "\n" if isinstance(block, Line) else block for block in settle(build(spanned))]


def _joined(flow: _Flow) -> _Flow:
    """The flow with neighbouring pieces of text made one."""
    pieces: _Flow = []
    for is_text, group in groupby(flow, lambda piece: isinstance(piece, str)):
        pieces.extend(["".join(group)] if is_text else list(group))  # noqa: B031 (one use a turn)
    return pieces


def _blocks(flow: _Flow) -> Iterator[Line | Grid]:
    for piece in _joined(flow):
        if isinstance(piece, Grid):
            yield piece
        else:
            yield from lines_of(_tidy(piece))


def _tidy(text: str) -> str:
    """Text as a browser sets it: spaces collapsed, none beside a line break, no empty lines."""
    if text.isalnum():  # most cells: nothing to collapse
        return text
    return _AROUND_BREAK.sub("\n", _SPACES.sub(" ", text.replace("\xa0", " "))).strip()


def _span(attributes: dict, name: str) -> int:
    """The declared span; 1 where it is missing or no number. rowspan=0 means to the end of the table."""
    stated = attributes.get(name)
    digits = _DIGITS.match(stated) if stated else None
    return int(digits[1][:9]) if digits else 1


def _metadata(tree: LexborHTMLParser, text: str) -> dict[str, str]:
    """title, published, url, author, and column, site, source where the page's head names them."""
    found: dict[str, str] = {}
    if (title := tree.css_first("title")) is not None and (words := _tidy(title.text() or "")):
        found["title"] = words
    for meta in tree.css("meta"):
        attributes = meta.attributes
        key = _META.get((attributes.get("name") or attributes.get("property") or "").lower())
        if key and (content := _tidy(attributes.get("content") or "")):
            found[key] = content
    if "url" not in found and (saved := _SAVED_FROM.search(text[:4096])):
        found["url"] = saved[1]
    return found
