"""Mutations of a file's bytes and of the XML inside it; what it then prints is anybody's guess.

In:   the bytes of a document, its format, another document to splice from.
Out:  bytes.
Promise: the same Chance gives the same bytes; sizes grow by a small factor at most.
"""

import io
import re
import zipfile
from collections.abc import Callable

from loaders.demo.chance import Chance

_TAG = re.compile(rb"<[^<>]*>")
_ELEMENTS = (rb"w:tr", rb"w:tc", rb"w:p", rb"w:tbl", rb"row", rb"c", rb"tr", rb"td", rb"table", rb"div", rb"p")
_NASTY = (b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", "\u202e".encode(), "\u200b".encode(), b"99999999999",
          b"-1", b"1e308", b"<![CDATA[", b"<!--", b"]]>", b"&#0;", b"%s%n", b"\t" * 50, b"|" * 80, b"<td>" * 50)
_CHARSETS = ("gb18030", "utf-16", "utf-8-sig", "big5", "utf-16-be", "shift_jis")


def flipped(data: bytes, chance: Chance) -> bytes:
    """Up to twenty bytes replaced."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: Chance) -> bytes:
    """The end, or a piece from the middle, is missing."""
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:b] if chance.happens(0.5) else data[:a] + data[b:]


def repeated(data: bytes, chance: Chance) -> bytes:
    """A piece stands there several times."""
    a = chance.randrange(len(data))
    return data[:a] + data[a:a + chance.randint(1, 400)] * chance.randint(2, 40) + data[a:]


def inserted(data: bytes, chance: Chance) -> bytes:
    """Something nasty in the middle, once or more."""
    for _ in range(chance.randint(1, 4)):
        a = chance.randrange(len(data))
        data = data[:a] + chance.one(_NASTY) + data[a:]
    return data


def recoded(data: bytes, chance: Chance) -> bytes:
    """Text in another encoding than it says; other files only get a wrong beginning."""
    try:
        return data.decode().encode(chance.one(_CHARSETS), "replace")
    except UnicodeDecodeError:
        return chance.one((b"\xff\xfe", b"\xef\xbb\xbf", b"\n \n")) + data


def elements(data: bytes, chance: Chance) -> bytes:
    """One kind of element: some deleted, doubled, swapped, or their attributes made enormous."""
    name = chance.one([n for n in _ELEMENTS if b"<" + n in data] or [b""])
    if not name:
        return lines(data, chance)
    found = list(re.finditer(rb"<%b\b[^>]*>(?:(?!<%b\b).)*?</%b>" % (name, name, name), data, re.S))
    if len(found) < 2:
        return tags(data, chance)
    a, b = sorted((chance.one(found) for _ in range(2)), key=lambda m: m.start())
    how = chance.randrange(4)
    if how == 0:
        return data[:a.start()] + data[a.end():]
    if how == 1:
        return data[:a.end()] + a.group() * chance.randint(1, 30) + data[a.end():]
    if how == 2 and a is not b:
        return data[:a.start()] + b.group() + data[a.end():b.start()] + a.group() + data[b.end():]
    return re.sub(rb'((?:row|col)span="?|w:val="|r="|s=")\d+', lambda m: m.group(1) + chance.one(
        (b"0", b"-3", b"2000000000", b"65536", b"x")), data, count=chance.randint(1, 9))


def tags(data: bytes, chance: Chance) -> bytes:
    """Single tags deleted, doubled or replaced: nesting breaks."""
    found = list(_TAG.finditer(data))
    if not found:
        return lines(data, chance)
    for m in sorted((chance.one(found) for _ in range(chance.randint(1, 6))), key=lambda m: -m.start()):
        new = chance.one((b"", m.group() * 2, chance.one(found).group()))
        data = data[:m.start()] + new + data[m.end():]
    return data


def lines(data: bytes, chance: Chance) -> bytes:
    """Lines deleted, doubled, swapped."""
    parts = data.split(b"\n")
    for _ in range(chance.randint(1, 8)):
        a, b = chance.randrange(len(parts)), chance.randrange(len(parts))
        parts[a], parts[b] = chance.one(((parts[b], parts[a]), (b"", parts[b]), (parts[a], parts[a])))
    return b"\n".join(parts)


def spliced(data: bytes, other: bytes, chance: Chance) -> bytes:
    """The beginning of one document, the end of another."""
    return data[:chance.randrange(len(data))] + other[chance.randrange(len(other)):]


BYTES: dict[str, Callable[[bytes, Chance], bytes]] = {
    "flipped": flipped, "cut": cut, "repeated": repeated, "inserted": inserted, "recoded": recoded, "lines": lines,
    "elements": elements, "tags": tags}


def mutated(data: bytes, other: bytes, chance: Chance) -> tuple[str, bytes]:
    """(kind of mutation, the bytes). Of Office files two in three are mutated inside a part, and packed again."""
    if chance.happens(0.1):
        return "spliced", spliced(data, other, chance)
    if data.startswith(b"PK") and chance.happens(0.67):
        return _inside(data, chance)
    kind = chance.one([*BYTES])
    return kind, BYTES[kind](data, chance) or b"\0"


def _inside(data: bytes, chance: Chance) -> tuple[str, bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        main = [n for n in names if re.search(r"word/document|sheet\d*\.xml|sharedStrings", n)]
        victim = chance.one(main if chance.happens(0.75) else names)
        kind = chance.one([*BYTES])
        for name in names:
            part = old.read(name)
            new.writestr(name, BYTES[kind](part, chance) if name == victim and part else part)
    return f"{kind} inside", packed.getvalue()
