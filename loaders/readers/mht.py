"""A page saved as one file (mht, mhtml), or a saved letter (eml) -> Document.

In:   the bytes of a MIME message.
Out:  what the reader of web pages, else of text, makes of its first part that holds anything.
Promise: pictures, style sheets, scripts and attachments are passed over; nothing outside the file is fetched.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

from loaders.document import Document
from loaders.readers import limits
from loaders.readers.encoding import decode
from loaders.readers.text import read_text
from loaders.readers.web import read_web

_HEAD = re.compile(rb"\A\s*(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?(?:MIME-Version:|Content-Type:\s*(?:multipart/|"
                   rb"text/html|message/))", re.I)
_HEAD_WITHIN = 8192
_LOOKS_LIKE_A_PAGE = re.compile(r"<(?:html|body|table|meta|!doctype)\b", re.I)
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "unicode": "utf-16", "big5": "big5hkscs"}
_MAX_PARTS = 2_000


def is_mht(data: bytes) -> bool:
    """Whether a file begins as MIME messages do: lines of `Name: value` up to one that only they have."""
    return _HEAD.match(data[:_HEAD_WITHIN].removeprefix(codecs.BOM_UTF8)) is not None


def read_mht(data: bytes) -> Document:
    """The page or the text of the message. Raises Refused (empty, corrupt, too_deep and those of the web reader)."""
    limits.check_count(data.count(b"\n--"), _MAX_PARTS, "个部分")
    try:
        message = message_from_bytes(data.lstrip())
        parts = [part for part in message.walk() if not part.is_multipart()]
    except RecursionError:
        limits.refuse("too_deep", "这个 mht 文件的各部分层层套叠，不像正常网页。"
                                   "请在浏览器中打开后另存为网页（html）再试。")
    for part, text, encoding in _texts(parts):
        is_page = part.get_content_type() in ("text/html", "application/xhtml+xml") or _LOOKS_LIKE_A_PAGE.search(text)
        found = read_web(text, encoding) if is_page else read_text(text, encoding)
        if any(getattr(block, "text", "grid").strip() for block in found.blocks):
            return replace(found, format="mht", metadata={**_told(message, part), **found.metadata})
    limits.refuse("empty", "这个 mht 文件里没有网页正文。请在浏览器中重新打开网页，另存为网页（html）再试。")
    raise AssertionError


def _texts(parts: list[Message]) -> Iterator[tuple[Message, str, str]]:
    """Each part of text decoded, pages before plain text; with the name of its encoding."""
    def rank(part: Message) -> int:
        return 0 if part.get_content_type() in ("text/html", "application/xhtml+xml") else 1

    for part in sorted((p for p in parts if rank(p) == 0 or p.get_content_type() == "text/plain"), key=rank):
        body = part.get_payload(decode=True) or b""
        limits.check_bytes(len(body), limits.MAX_TEXT_BYTES)
        yield part, *_decoded(body, part.get_param("charset"))


def _decoded(body: bytes, declared: object) -> tuple[str, str]:
    """By the charset of the part's own head where that holds, else as any page."""
    name = str(declared or "").strip("'\" ").lower()
    try:
        encoding = codecs.lookup(_LARGER.get(name, name)).name if name else ""
        return (body.decode(encoding), encoding) if encoding else decode(body)
    except (LookupError, ValueError):
        return decode(body)


def _told(message: Message, part: Message) -> dict[str, str]:
    """title and url as the head of the message, or of the part, gives them."""
    url = next((str(m[name]) for m in (message, part) for name in ("Snapshot-Content-Location", "Content-Location")
                if m[name] and str(m[name]).lower().startswith("http")), "")
    try:
        title = str(make_header(decode_header(str(message["Subject"] or ""))))
    except (LookupError, ValueError):
        title = str(message["Subject"])
    return {key: " ".join(words.split()) for key, words in (("title", title), ("url", url)) if words.strip()}
